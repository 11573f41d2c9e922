import { expect, test } from 'vitest';
import { longest, textOfLine } from '../../../../src/host/ledger/textOfLine.ts';

test('the text of a line is a task’s instruction or a JSON string; anything else has none', () => {
  expect(textOfLine('{"instruction":"Name it.","id":1}')).toBe('Name it.');
  expect(textOfLine('\uFEFF"வணக்கம்"')).toBe('வணக்கம்');
  for (const line of ['', '{', 'null', '[]', '7', '{"instruction":7}']) expect(textOfLine(line)).toBeUndefined();
});

test('the longest is counted in characters; of equals the first is kept', () => {
  const texts = [{ text: '🌊🌊' }, { text: 'abc' }, { text: 'xyz' }];
  expect(longest(texts)).toBe(texts[1]);
  expect(longest([])).toBeUndefined();
});
