import { expect, test } from 'vitest';
import { countLetters, cutPassages, passageLetters } from '../../../../src/core/pipeline/derive/passages.ts';
import { markdown, passages } from '../../support/thirtyPassages.ts';

const cut = (text: string, more: { markdown?: boolean; part?: { from: number; to: number } } = {}) =>
  cutPassages(text, { file: 'f', markdown: true, ...more });
const texts = (text: string, more: Parameters<typeof cut>[1] = {}) => cut(text, more).map((passage) => passage.text);

/** The bytes that a passage says it is. */
function atSource(text: string, { source }: ReturnType<typeof cut>[number]): string {
  return Buffer.from(text).subarray(source.start, source.end).toString();
}

test('paragraphs are passages, headings and rules are not, and each knows its bytes', () => {
  const found = cut(markdown);
  expect(found.map(({ text }) => text)).toEqual(passages);
  for (const passage of found) expect(atSource(markdown, passage)).toBe(passage.text);
  expect(new Set(found.map(({ source }) => source.hash)).size).toBe(30);
});

test('short paragraphs go with the next ones of their section, a short rest with the one before, a short section nowhere', () => {
  const [long = '', other = ''] = passages;
  expect(texts(`Short.\n\n${long}\n\nrest\n\n# Heading\n\nLost.\n\n# Next\n\n${other}`)).toEqual([
    `Short.\n\n${long}\n\nrest`,
    other,
  ]);
});

test('a fence is not cut at its blank lines, and a heading in it is none; in plain text marks mean nothing', () => {
  const code = `\`\`\`py\n# not a heading, as this is a line of code in a fence\n\nprint("blank line above")\n\`\`\``;
  expect(texts(`# H\n\n${code}\n`)).toEqual([code]);
  expect(texts(`# ${passages[0]}\n`, { markdown: false })).toEqual([`# ${passages[0]}`]);
  expect(texts(`Title of it all, long enough to count as a passage\n===\n\n${passages[0]}`)).toEqual([passages[0]]);
});

test.each([
  ['English', 'The river runs past the mill, and nobody knows where it begins. '],
  ['Hindi', 'नदी चक्की के पास से बहती है और कोई नहीं जानता कि वह कहाँ से निकलती है। '],
  ['Chinese', '这条河从磨坊旁边流过，没有人知道它从哪里来。'],
  ['Thai', 'แม่น้ำไหลผ่านโรงสีและไม่มีใครรู้ว่ามันเริ่มต้นที่ไหน\n'],
])('a long paragraph is cut at the ends of sentences, in any script: %s', (_, sentence) => {
  const text = sentence.repeat(Math.ceil((2.5 * passageLetters.most) / countLetters(sentence)));
  const found = cut(text, { markdown: false });
  expect(found.length).toBe(3);
  for (const passage of found) {
    expect(passage.text.endsWith(sentence.trim())).toBe(true);
    expect(passage.text.startsWith(sentence.trim())).toBe(true);
    expect(atSource(text, passage)).toBe(passage.text);
  }
  expect(
    found
      .map((passage) => passage.text)
      .join('')
      .replace(/\s/gu, ''),
  ).toBe(text.replace(/\s/gu, ''));
});

test('a selection gives its own paragraphs, and is a passage itself where it is short', () => {
  const text = `é ${passages[0]}\n\n${passages[1]}`;
  const from = text.indexOf('tide');
  const [only, ...more] = cut(text, { part: { from, to: from + 9 } });
  expect(more).toEqual([]);
  expect(only?.text).toBe('tide mill');
  expect(only && atSource(text, only)).toBe('tide mill');
  expect(texts(text, { part: { from: text.length - 1, to: text.length } })).toEqual([]);
});
