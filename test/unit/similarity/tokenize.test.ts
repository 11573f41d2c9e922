import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import './fixedSeed.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { referenceTokens } from './byTheBook.ts';

const tokenize = createTokenizer();

describe('parity with rouge_score', () => {
  const texts = [
    "Don't stop_me NOW, it's 3x faster (v2.0)!",
    'snake_case, kebab-case & "quotes"; e-mail@example.org 1/2',
    '',
    ' \t\n',
    '...?!',
  ];

  test.each(texts)('on ASCII text: %j', (text) => {
    expect(tokenize(text)).toEqual(referenceTokens(text));
  });

  test('on any ASCII text', () => {
    const ascii = fc.string({ unit: 'binary-ascii', maxLength: 60 });
    fc.assert(fc.property(ascii, (text) => void expect(tokenize(text)).toEqual(referenceTokens(text))));
  });

  test('in reference mode on any text', () => {
    const reference = createTokenizer({ mode: 'reference' });
    expect(reference('Größere naïve Städte')).toEqual(['gr', 'ere', 'na', 've', 'st', 'dte']);
    expect(reference('बारिश')).toEqual([]);
    expect(reference('\u0130\u212a')).toEqual(['i', 'k']); // capitals outside ASCII whose lower-case is inside
    const any = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(fc.property(any, (text) => void expect(reference(text)).toEqual(referenceTokens(text))));
  });
});

describe('what each script does', () => {
  const equal: readonly (readonly [string, string, string])[] = [
    ['Turkish dotted capital', 'İSTANBUL', 'istanbul'],
    ['Turkish dotless capital', 'ISPARTA', 'ısparta'],
    ['Turkish dot as a combining mark', 'I\u0307stanbul', 'istanbul'],
    ['German capital ß', 'STRAẞE', 'straße'],
    ['Greek capitals, final sigma and all', 'ΟΔΟΣ ΣΟΦΙΑΣ', 'οδος σοφιας'],
    ['Arabic tatweel', 'كـــتاب', 'كتاب'],
    ['Arabic vowels, shadda and tanwin', 'كِتَابٌ مُدَرِّس', 'كتاب مدرس'],
    ['Arabic alef with madda, composed or not', 'آمن', 'ا\u0653من'],
    ['Hebrew points', 'שָׁלוֹם', 'שלום'],
    ['Armenian question mark inside a word', 'Ինչպե\u055eս', 'ինչպես'],
    ['Devanagari nukta, composed or not', '\u095e\u0932', '\u092b\u093c\u0932'],
    ['full-width Latin and digits', 'ＡＢＣ １２', 'abc 12'],
    ['half-width Katakana', 'ｶﾀｶﾅ', 'カタカナ'],
    ['Hangul in both normal forms', '한국어 글'.normalize('NFD'), '한국어 글'.normalize('NFC')],
    ['Vietnamese in both normal forms', 'Tiếng Việt'.normalize('NFD'), 'tiếng việt'],
    ['Tibetan tsheg, plain and non-breaking', 'བོད་ཡིག', 'བོད༌ཡིག'],
    ['Thai sara am, composed or not', 'น้ำตก', 'น้\u0e4d\u0e32ตก'],
    ['Lao ho no, one letter or two', 'ໜ້າ', 'ຫນ້າ'],
    ['soft hyphen', 'no\u00advelty', 'novelty'],
    ['variation selector', 'ok\ufe0f', 'ok'],
    ['superscript digit', 'x²', 'x2'],
  ];

  test.each(equal)('%s: %s is %s', (_, one, other) => {
    expect(tokenize(one)).toEqual(tokenize(other));
    expect(tokenize(one).length).toBeGreaterThan(0);
  });

  const tokens: readonly (readonly [string, string, readonly string[]])[] = [
    ['German umlaut and ß stay', 'Größere Maße', ['größere', 'maße']],
    ['ß is not ss', 'Straße Strasse', ['straße', 'strasse']],
    ['nukta makes another letter', '\u092b\u093c \u092b', ['\u092b\u093c', '\u092b']],
    ['Hindi vowel signs and virama belong to the word', 'हिन्दी में लिखो', ['हिन्दी', 'में', 'लिखो']],
    ['Tamil likewise', 'தமிழ் மொழி', ['தமிழ்', 'மொழி']],
    ['the tsheg parts syllables', 'བོད་ཡིག་འབྲི་', ['བོད', 'ཡིག', 'འབྲི']],
    ['ZWNJ in a Persian word', 'می\u200cخواهم بروم', ['می\u200cخواهم', 'بروم']],
    ['ZWJ in a Sinhala word', 'ශ්\u200dරී ලංකාව', ['ශ්\u200dරී', 'ලංකාව']],
    ['ZWNJ and ZWJ at the end of a word', 'می\u200c \u200dක', ['می', 'ක']],
    ['zero width space parts words', 'ក\u200bខ', ['ក', 'ខ']],
    ['emoji are no tokens, whatever joins them', '👩‍🚀 ❤️ go 1️⃣', ['go', '1']],
    ['Ethiopic word space', 'ሰላም፡ለዓለም', ['ሰላም', 'ለዓለም']],
    ['Chinese words', '请写一首诗。', ['请', '写', '一首', '诗']],
    ['Latin and digits within Chinese', '用Python写3个程序', ['用', 'python', '写', '3', '个', '程序']],
    ['Thai words', 'น้ำตกที่สวยงาม', ['น้ำตก', 'ที่', 'สวยงาม']],
    ['quotes round unspaced words', "他说'你好'", ['他', '说', '你好']],
    ['other words beside unspaced ones', 'Привет 世界 hello', ['привет', '世界', 'hello']],
  ];

  test.each(tokens)('%s', (_, text, expected) => {
    expect(tokenize(text)).toEqual(expected);
  });

  test.each(['ไปโรงเรียนทุกวัน', 'ភាសាខ្មែរជាភាសាផ្លូវការ', 'ຂ້ອຍໄປໂຮງຮຽນທຸກວັນ', 'မြန်မာဘာသာစကားကိုပြောပါ', '東京に行きました'])(
    '%s is several pieces, and nothing is lost',
    (text) => {
      expect(tokenize(text).length).toBeGreaterThan(2);
      expect(tokenize(text).join('')).toBe(text);
    },
  );
});

describe('apostrophes', () => {
  const marks = ["'", '\u2019', '\u2018', '\u02bc', '\u02bb'];

  test.each(marks)('%j parts English words, as it does for rouge_score', (mark) => {
    expect(createTokenizer({ language: 'en' })(`don${mark}t`)).toEqual(['don', 't']);
    expect(tokenize(`l${mark}été`)).toEqual(['l', 'été']);
  });

  test.each(marks)('%j stays in an Uzbek, a Hawaiian and a Ukrainian word', (mark) => {
    expect(createTokenizer({ language: 'uz-Latn-UZ' })(`o${mark}zbek`)).toEqual(['o\u02bczbek']);
    expect(createTokenizer({ language: 'HAW' })(`Hawai${mark}i`)).toEqual(['hawai\u02bci']);
    expect(createTokenizer({ language: 'uk' })(`п${mark}ять`)).toEqual(['п\u02bcять']);
  });

  test.each(marks)('%j stays between letters of a script other than Latin, whatever the language', (mark) => {
    expect(tokenize(`п${mark}ять`)).toEqual(['п\u02bcять']);
    expect(tokenize(`צ${mark}יפס`)).toEqual(['צ\u02bcיפס']);
  });

  test('the Hebrew geresh is one of them', () => {
    expect(tokenize('צ׳יפס')).toEqual(tokenize("צ'יפס"));
  });

  test('round a word they are quotes, in every language', () => {
    for (const language of ['en', 'uz', 'uk']) {
      expect(createTokenizer({ language })("'bir' ‘ikki’ 'так'")).toEqual(['bir', 'ikki', 'так']);
    }
  });
});

test('the normal form of a text changes none of its tokens', () => {
  const words = ['Größe', 'हिन्दी', '한국어', 'ไปโรงเรียน', 'می\u200cخواهم', 'ΟΔΟΣ', 'naïve', '写诗', 'abc'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (chosen) => {
      const text = chosen.join(', ');
      const expected = chosen.flatMap(tokenize);
      for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD']) expect(tokenize(text.normalize(form))).toEqual(expected);
    }),
  );
});

test('whatever the text, no token is empty or holds a space or punctuation', () => {
  const any = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(any, (text) => {
      for (const token of tokenize(text)) expect(token).not.toMatch(/[\s\p{P}]|^$/u);
    }),
  );
});
