import { expect, test } from 'vitest';
import { exportRows } from '../../../src/core/export/exportTasks.ts';
import type { GeneratedTask } from '../../../src/core/model/task.ts';

const task: GeneratedTask = {
  kind: 'generated',
  id: 't',
  rev: 1,
  isClassification: false,
  instruction: 'نظّف النص',
  instances: [
    { input: 'سطر\n"ثان" 🌱', output: 'تم\u2028' },
    { input: ' ', output: 'بلا مدخل' },
  ],
};

test('messages: one conversation a line', () => {
  const { text, rows } = exportRows([task], 'messages');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows).toBe(2);
  expect(lines[0]).toEqual({
    messages: [
      { role: 'user', content: 'نظّف النص\n\nسطر\n"ثان" 🌱' },
      { role: 'assistant', content: 'تم\u2028' },
    ],
  });
  expect(lines[1].messages[0].content).toBe('نظّف النص');
});

test('completion and alpaca carry the text over as it stands', () => {
  const completion = exportRows([task], 'completion')
    .text.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(completion[1]).toEqual({ prompt: 'نظّف النص', completion: 'بلا مدخل' });
  expect(JSON.parse(exportRows([task], 'alpaca').text)[0]).toEqual({
    instruction: 'نظّف النص',
    input: 'سطر\n"ثان" 🌱',
    output: 'تم\u2028',
  });
});

test('a conversation is exported as it is', () => {
  const messages = [
    { role: 'user', content: 'hi' },
    { role: 'assistant', content: 'hello' },
  ] as const;
  const chat = { ...task, instances: [{ input: 'hi', output: 'hello', messages }] };
  expect(JSON.parse(exportRows([chat], 'messages').text).messages).toEqual([
    { role: 'system', content: 'نظّف النص' },
    ...messages,
  ]);
});

test('nothing accepted is nothing', () => {
  expect(exportRows([], 'messages')).toEqual({ text: '', rows: 0 });
  expect(exportRows([], 'alpaca')).toEqual({ text: '[]\n', rows: 0 });
});
