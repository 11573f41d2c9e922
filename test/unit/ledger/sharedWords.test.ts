import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SharedWords, sharedWords } from '../../../src/core/ledger/sharedWords.ts';
import { tokenPieces } from '../../../src/core/ledger/tokenPieces.ts';
import { rougeL } from '../../../src/core/similarity/rougeL.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';

const tokenize = createTokenizer();

function marked(text: string, stretches: SharedWords['a']): string {
  let last = 0;
  const parts = stretches.map(({ start, end }) => {
    const part = `${text.slice(last, start)}[${text.slice(start, end)}]`;
    last = end;
    return part;
  });
  return parts.join('') + text.slice(last);
}

function bothMarked(a: string, b: string, language?: string): [string, string] {
  const shared = sharedWords(a, b, createTokenizer(language === undefined ? {} : { language }));
  return [marked(a, shared.a), marked(b, shared.b)];
}

describe('marks what two texts share, in order', () => {
  test.each([
    [
      'Write a short story about a dog.',
      'Write one very short story, about a DOG',
      '[Write] a [short story] [about a dog].',
      '[Write] one very [short story], [about a DOG]',
    ],
    ['Name three rivers', 'Name three rivers', '[Name three rivers]', '[Name three rivers]'],
    ['“Don’t!” she said', 'don’t', '“[Don’t]!” she said', '[don’t]'],
    ['foo_bar 3.14', 'bar 14', 'foo_[bar] 3.[14]', '[bar] [14]'],
    ['नदियों के नाम लिखो', 'तीन नदियों के नाम', '[नदियों के नाम] लिखो', 'तीन [नदियों के नाम]'],
    ['请把句子翻译成英语。', '请把下面的句子翻译成法语', '[请把][句子翻译成]英语。', '[请把]下面的[句子翻译成]法语'],
    ['แปลประโยคเป็นภาษาอังกฤษ', 'แปลข้อความเป็นภาษาไทย', '[แปล]ประโยค[เป็นภาษา]อังกฤษ', '[แปล]ข้อความ[เป็นภาษา]ไทย'],
    ['cafe\u0301 noir', 'un caf\u00e9', '[cafe\u0301] noir', 'un [caf\u00e9]'],
    ['میخواهم کتاب‌ها', 'کتاب‌ها را', 'میخواهم [کتاب‌ها]', '[کتاب‌ها] را'],
    ['', 'something', '', 'something'],
    ['one', 'two', 'one', 'two'],
  ])('%s / %s', (a, b, inA, inB) => {
    expect(bothMarked(a, b)).toEqual([inA, inB]);
  });
});

test('in every script the pieces come to the tokens of the text, and no letter loses its marks', () => {
  const texts: [string, string][] = [
    ['hi', 'तीन नदियों के नाम लिखिए, कृपया।'],
    ['ta', 'மூன்று ஆறுகளின் பெயர்களை எழுதுங்கள்.'],
    ['th', 'ช่วยแปลประโยคต่อไปนี้เป็นภาษาอังกฤษ'],
    ['km', 'សូមបកប្រែប្រយោគខាងក្រោម'],
    ['lo', 'ກະລຸນາແປປະໂຫຍກນີ້'],
    ['my', 'မြစ်သုံးစင်းကို ရေးပါ။'],
    ['bo', 'ཆུ་བོ་གསུམ་གྱི་མིང་བྲིས།'],
    ['ja', '東京タワーへ行く方法をＡＢＣ順に書いて。'],
    ['ko', '강 세 개의 이름을 쓰세요.'],
    ['ar', 'اُكتُب أسماء ثلاثة أنهـــار'],
    ['fa', 'نام سه رودخانه را می‌نویسم'],
    ['he', 'כְּתֹב שְׁלוֹשָׁה נהרות'],
    ['hy', 'Գրի՛ր երեք գետ։'],
    ['uk', 'П’ять об’єктів і «м’яч»'],
    ['tr', 'İstanbul’da ılık bir gün'],
    ['en', 'Don’t use 5㎏ or ½ in “snake_case” (3.14)!'],
  ];
  for (const [language, text] of texts) {
    const own = createTokenizer({ language });
    for (const form of [text, text.normalize('NFD')]) {
      const pieces = tokenPieces(form, own);
      expect(pieces.flatMap(({ tokens }) => tokens)).toEqual(own(form));
      for (const { start, end } of pieces) {
        expect(form.slice(end)).not.toMatch(/^\p{M}/u);
        expect(form.slice(start)).not.toMatch(/^\p{M}/u);
      }
    }
  }
});

test('as many words are marked as ROUGE-L counts, the same on both sides', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 14 });
  fc.assert(
    fc.property(words, words, (a, b) => {
      const shared = sharedWords(a.join(' '), b.join(', '), tokenize);
      const inA = shared.a.flatMap(({ start, end }) => tokenize(a.join(' ').slice(start, end)));
      const inB = shared.b.flatMap(({ start, end }) => tokenize(b.join(', ').slice(start, end)));
      expect(inA).toEqual(inB);
      expect(inA).toHaveLength(Math.round(rougeL(a, b).recall * a.length));
    }),
  );
});

test('long texts are marked at both ends, and what is between in reasonable time', () => {
  const long = Array.from({ length: 20_000 }, (_, index) => `w${index}`);
  const other = long.with(10_000, 'else');
  const shared = sharedWords(long.join(' '), other.join(' '), tokenize);
  expect(shared.a).toHaveLength(2);
  const apart = sharedWords(long.join(' '), long.map((word) => `x${word}`).join(' '), tokenize);
  expect(apart.a).toEqual([]);
});
