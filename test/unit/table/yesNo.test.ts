import { expect, test } from 'vitest';
import { readVerdict, readYesNo, verdictWords } from '../../../src/core/table/yesNo.ts';

test('no word means yes in one language and no in another', () => {
  const { accept, reject } = verdictWords;
  expect([...accept].filter((word) => reject.has(word))).toEqual([]);
  expect(accept.size).toBeGreaterThan(60);
  expect(reject.size).toBeGreaterThan(60);
});

test('case, spaces, full stops and the form of an emoji make no difference; other words are neither', () => {
  expect(['ＹＥＳ', ' Yes. ', '✔️', 'Да!', 'EVET'].map(readYesNo)).toEqual([true, true, true, true, true]);
  expect(['ЌНЕТ', 'x', 'maybe', '', 'yes and no', '__proto__'].map(readVerdict)).toEqual(Array(6).fill(undefined));
  expect(readYesNo('accept')).toBeUndefined();
});
