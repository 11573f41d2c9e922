import { expect, test } from 'vitest';
import { contentHash } from '../../../src/core/store/contentHash.ts';
import { contentOfLine } from '../../../src/host/review/contentOfLine.ts';
import { idOfLine } from '../../../src/host/review/taskLine.ts';

test('the id of a line is found wherever it stands, finished or not', () => {
  expect(idOfLine('{"id":"t_1","instruction":"a')).toBe('t_1');
  expect(idOfLine('  { "id" : "t_1" }')).toBe('t_1');
  expect(idOfLine('{"instruction":"a","id":"t_2"}')).toBe('t_2');
  expect(idOfLine('{"id":7}')).toBe('7');
  expect(idOfLine('{"id":"a\\"b"}')).toBe('a"b');
  expect(idOfLine('{"instances":[{"id":"x"}],"instruction":"a"}')).toBeUndefined();
  for (const line of ['', 'text', '[1]', 'null', '{"instruction":"a']) expect(idOfLine(line)).toBeUndefined();
});

test('ten thousand lines are looked through at once', () => {
  const line = `{"id":"t_0123456789ab","instruction":"${'word '.repeat(150)}"}`;
  const began = performance.now();
  for (let index = 0; index < 10_000; index += 1) idOfLine(line);
  expect(performance.now() - began).toBeLessThan(200);
});

test('the hash of a line is the one that decisions name', () => {
  const task = { instruction: 'Add.', instances: [{ input: '1', output: '2' }], is_classification: false };
  const line = JSON.stringify({ id: 't_1', ...task, rev: 3, extra: true });
  expect(contentOfLine(line, 'generated_tasks.jsonl')).toBe(
    contentHash({ instruction: 'Add.', instances: task.instances, isClassification: false }),
  );
  expect(
    contentOfLine('{"id":"t_1","deleted":true,"instruction":"a","instances":[]}', 'generated_tasks.jsonl'),
  ).toBeUndefined();
  expect(contentOfLine('{"id":"t_1"', 'generated_tasks.jsonl')).toBeUndefined();
});
