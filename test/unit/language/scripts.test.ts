import { describe, expect, test } from 'vitest';
import { scriptsOf, weighLetters } from '../../../src/core/language/scripts.ts';
import { checkOf, seedOf, sentencesIn } from '../support/languageFixtures.ts';

test.each([
  ['en', ['Latn']],
  ['hi', ['Deva']],
  ['or', ['Orya']],
  ['ja', ['Hani', 'Hira', 'Kana']],
  ['ko', ['Hang', 'Hani']],
  ['zh-TW', ['Hani', 'Bopo']],
  ['sr', ['Cyrl', 'Latn']],
  ['sr-Latn', ['Latn']],
  ['uz', ['Latn', 'Cyrl', 'Arab']],
  ['kk', ['Cyrl', 'Latn', 'Arab']],
  ['xx', []],
  ['not a tag', []],
])('scripts of %s', (tag, scripts) => {
  expect(scriptsOf(tag)).toEqual(scripts);
});

test('a sign for a word weighs more than a letter; signs that scripts share weigh nothing', () => {
  expect(weighLetters('ab 漢字 12 ー!')).toEqual(
    new Map([
      ['Latn', 2],
      ['Hani', 6],
    ]),
  );
});

test.each(['hi', 'th', 'ar'])('%s: nothing of a round in its own script is dropped or flagged', async (language) => {
  const all = await sentencesIn(language);
  const check = await checkOf(
    language,
    all.slice(0, 12).map((text, at) => seedOf(text, all[at + 1])),
  );
  const seen = all.flatMap((text, at) => [
    check.judgeInstruction(text),
    check.judgeInstance({ input: '', output: all[(at + 3) % all.length] ?? '' }, text),
  ]);
  expect(seen.filter(({ drop, flags }) => drop || flags.length > 0)).toEqual([]);
});

describe('a Hindi dataset', () => {
  const opened = (async () =>
    checkOf(
      'hi',
      (await sentencesIn('hi')).map((text) => seedOf(text, text)),
    ))();
  const instruction = async (text: string) => (await opened).judgeInstruction(text);
  const output = async (text: string, task = 'यह काम कीजिए।') =>
    (await opened).judgeInstance({ input: '', output: text }, task);
  const clean = { flags: [] };

  test('drops what is in Latin script, and says how much', async () => {
    expect(await instruction('Write a letter to the mayor about the broken bench in the park.')).toEqual({
      drop: { filter: 'other-script', detail: 'instruction: 100 % of the letters are Latin' },
      flags: [],
    });
    expect(await instruction('park mein tooti hui bench ke baare mein ek chitthi likho')).toMatchObject({
      drop: { filter: 'other-script' },
    });
    expect(await output('The bench has been broken since last winter, and nobody has repaired it.')).toMatchObject({
      drop: { filter: 'other-script', detail: 'output: 100 % of the letters are Latin' },
    });
    expect(await instruction('请写一封信给市长，说明公园里的长椅坏了很久。')).toMatchObject({
      drop: { filter: 'other-script' },
    });
  });

  test.each([
    ['a product name', 'Microsoft Excel 2021 में तालिका कैसे बनाई जाती है, समझाइए।'],
    ['names of apps', 'WhatsApp, Telegram और Signal में से कौन सा बेहतर है, बताइए।'],
    ['a quoted sentence', 'इस वाक्य का अर्थ बताइए: "The early bird catches the worm before the others wake up."'],
    ['a sentence to translate', 'इसका हिंदी में अनुवाद कीजिए: The weather is nice today and we will go to the market.'],
    ['an address', 'https://example.org/a/long/path/to/some/page.html पर दी गई जानकारी का सार लिखिए।'],
    ['code', 'यह फ़ंक्शन क्या करता है?\n```python\ndef add(first, second):\n    return first + second\n```'],
    ['numbers', '12 + 30 − 4 = ?'],
  ])('keeps an instruction with %s', async (_, text) => {
    expect(await instruction(text)).toEqual(clean);
  });

  test.each([
    [
      'Python',
      'def reverse(words):\n    # turn the list around\n    result = []\n    for word in words:\n        result.insert(0, word)\n    return result',
    ],
    ['SQL', 'SELECT name, age FROM students WHERE age > 12 ORDER BY name;'],
    ['HTML', '<ul>\n  <li>first</li>\n  <li>second</li>\n</ul>'],
    ['JSON', '{\n  "name": "Ravi",\n  "city": "Delhi",\n  "languages": ["Hindi", "Tamil"]\n}'],
    ['fenced code with a sentence', 'यह रहा प्रोग्राम:\n```\nprint("good morning to everybody who reads this")\n```'],
    ['a name', 'Jawaharlal Nehru'],
    ['names', 'Amazon, Flipkart, Google, Microsoft, Samsung, Toyota'],
    ['an abbreviation', 'HTML, CSS, SQL, HTTP, JSON, XML, USB'],
    ['a short answer', 'true or false'],
    ['a formula', '$a^2 + b^2 = c^2$'],
  ])('keeps an output that is %s', async (_, text) => {
    expect(await output(text)).toEqual(clean);
  });

  test('keeps English where the instruction asks for it', async () => {
    const english = 'The weather is nice today and we will go to the market.';
    expect(await output(english, 'नीचे दिए गए वाक्य का अंग्रेज़ी में अनुवाद कीजिए।')).toEqual(clean);
    expect(await output(english, 'अंग्रेजी में मौसम के बारे में एक वाक्य लिखिए।')).toEqual(clean);
    const check = await opened;
    const given = { input: english, output: 'आज मौसम अच्छा है और हम बाज़ार जाएँगे।' };
    expect(check.judgeInstance(given, 'इस वाक्य को हिंदी में लिखिए।')).toEqual(clean);
    expect(check.judgeInstance(given, 'इस वाक्य का सार लिखिए।')).toMatchObject({
      drop: { filter: 'other-script', detail: expect.stringMatching(/^input: /u) },
    });
  });

  test('flags a text that mixes scripts', async () => {
    expect(await instruction('मुझे एक good morning message लिखो जो office group में send करना है please')).toMatchObject({
      flags: [{ code: 'code-mixing', field: 'instruction' }],
    });
  });

  test('in a conversation each turn counts: the assistant’s as output', async () => {
    const check = await opened;
    const turns = (said: string) => ({
      input: '',
      output: '',
      messages: [
        { role: 'user' as const, content: 'कल बस कब आएगी, मुझे बताइए।' },
        { role: 'assistant' as const, content: said },
      ],
    });
    expect(check.judgeInstance(turns('बस कल सुबह नौ बजे आएगी।'), '')).toEqual(clean);
    expect(check.judgeInstance(turns('the bus will come tomorrow morning at nine, as always'), '')).toMatchObject({
      drop: { filter: 'other-script', detail: expect.stringMatching(/^output: /u) },
    });
  });
});

test('inputs in another script stay where the seeds have such', async () => {
  const hindi = await sentencesIn('hi');
  const english = await sentencesIn('en');
  const seeds = hindi.slice(0, 10).map((text, at) => seedOf(text, text, english[at]));
  const check = await checkOf('hi', seeds);
  const judged = check.judgeInstance(
    { input: 'The shop opens at nine and closes at noon.', output: hindi[0] ?? '' },
    hindi[1] ?? '',
  );
  expect(judged).toEqual({ flags: [] });
  expect(check.fields[1]?.scripts).toEqual(['Deva', 'Latn']);
});

test('a field may be in a language of its own', async () => {
  const hindi = await sentencesIn('hi');
  const english = await sentencesIn('en');
  const seeds = hindi.slice(0, 10).map((text, at) => seedOf(text, english[at]));
  const check = await checkOf('hi', seeds, { languages: { output: 'en' } });
  expect(check.judgeInstance({ input: '', output: english[2] ?? '' }, hindi[3] ?? '')).toEqual({ flags: [] });
  expect(check.judgeInstance({ input: '', output: hindi[2] ?? '' }, hindi[3] ?? '').drop?.filter).toBe('other-script');
});

test('a language whose script is not known learns it from the seeds', async () => {
  const check = await checkOf('xx', await sentencesIn('th'));
  expect(check.fields[0]).toMatchObject({ scripts: ['Thai'], method: 'script' });
  expect(check.judgeInstruction('Write a letter to the mayor about the broken bench.').drop?.filter).toBe(
    'other-script',
  );
  const unseen = await checkOf('xx', []);
  expect(unseen.fields[0]).toMatchObject({ scripts: [], method: 'none' });
  expect(unseen.judgeInstruction('Write a letter to the mayor about the broken bench.')).toEqual({ flags: [] });
});

test('seeds in another script than the recipe’s language are never what is dropped', async () => {
  const hindi = await sentencesIn('hi');
  const check = await checkOf('en', hindi);
  expect(hindi.filter((text) => check.judgeInstruction(text).drop)).toEqual([]);
});

test.each([
  ['ja', '公園のベンチについて市長に手紙を書いてください。', 'コンピューターとソフトウェア'],
  ['ko', '공원의 부서진 의자에 대해 시장에게 편지를 써 주세요.', '漢字와 한글을 함께 쓰는 문장'],
  ['sr', 'Напиши писмо градоначелнику о поломљеној клупи.', 'Napiši pismo gradonačelniku o polomljenoj klupi.'],
  ['uz', 'Shahar hokimiga singan o‘rindiq haqida xat yozing.', 'Шаҳар ҳокимига синган ўриндиқ ҳақида хат ёзинг.'],
  ['kk', 'Қала әкіміне сынған орындық туралы хат жазыңыз.', 'Qala äkimine synğan oryndyq turaly hat jazyñyz.'],
])('%s is at home in each of its scripts', async (language, one, other) => {
  const check = await checkOf(language, [one]);
  expect([check.judgeInstruction(one), check.judgeInstruction(other)]).toEqual([{ flags: [] }, { flags: [] }]);
});
