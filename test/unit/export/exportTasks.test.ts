import { expect, test } from 'vitest';
import { exportFormats, exportRows } from '../../../src/core/export/exportTasks.ts';
import { originColumns } from '../../../src/core/export/originColumns.ts';
import type { GeneratedTask, SeedTask } from '../../../src/core/model/task.ts';
import { conversation } from '../support/chatDataset.ts';

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
  expect(JSON.parse(exportRows([chat], 'messages').text)).toEqual({ messages });
});

const chat: GeneratedTask = {
  ...task,
  instruction: 'A guest asks about the house.',
  instances: [
    conversation(
      ['system', 'You run a hostel.'],
      ['user', 'متى؟'],
      ['assistant', '22:30'],
      ['user', '然后呢?'],
      ['assistant', ' ༠༠ \n'],
    ),
  ],
};

test('completion: the last answer is learnt, the turns before it are given', () => {
  expect(JSON.parse(exportRows([chat], 'completion').text)).toEqual({
    prompt: chat.instances[0]?.messages?.slice(0, 4),
    completion: [{ role: 'assistant', content: ' ༠༠ \n' }],
  });
});

test('alpaca: the last question and answer, with system and history', () => {
  expect(JSON.parse(exportRows([chat], 'alpaca').text)).toEqual([
    {
      instruction: '然后呢?',
      input: '',
      output: ' ༠༠ \n',
      system: 'You run a hostel.',
      history: [['متى؟', '22:30']],
    },
  ]);
});

test('beside a conversation every row has the same columns, of the same types', () => {
  for (const format of ['messages', 'completion'] as const) {
    const rows = exportRows([task, chat], format)
      .text.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map(shapeOf)).size).toBe(1);
  }
  const rows = JSON.parse(exportRows([task, chat], 'alpaca').text);
  expect(rows[0]).toEqual({
    instruction: 'نظّف النص',
    input: 'سطر\n"ثان" 🌱',
    output: 'تم\u2028',
    system: '',
    history: [],
  });
  expect(new Set(rows.map(shapeOf)).size).toBe(1);
});

test.each(exportFormats)('%s: a conversation whose roles are wrong is left out, and counted', (format) => {
  const wrong = { ...chat, instances: [conversation(['user', 'a'], ['user', 'b']), ...chat.instances] };
  const { text, rows, leftOut } = exportRows([wrong], format);
  expect({ rows, leftOut }).toEqual({ rows: 1, leftOut: 1 });
  expect(text).toBe(exportRows([chat], format).text);
});

test('where seeds come from, in columns that every row has', () => {
  const seed: SeedTask = { ...task, kind: 'seed', author: 'Wayra', licence: 'CC-BY-4.0', translatedFrom: 'es' };
  const stated = { author: 'Wayra', source: '', licence: 'CC-BY-4.0', translatedFrom: 'es' };
  for (const format of exportFormats) {
    const { text } = exportRows([seed, task, chat], format, originColumns);
    const rows =
      format === 'alpaca'
        ? JSON.parse(text)
        : text
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatchObject(stated);
    expect(rows.at(-1)).toMatchObject({ author: '', source: '', licence: '', translatedFrom: '' });
    expect(new Set(rows.map(shapeOf)).size).toBe(1);
  }
  expect(exportRows([seed], 'messages').text).not.toContain('Wayra');
});

/** Columns with their types. */
function shapeOf(row: object): string {
  return JSON.stringify(
    Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? 'list' : typeof value]),
  );
}

test('nothing accepted is nothing', () => {
  expect(exportRows([], 'messages')).toEqual({ text: '', rows: 0, leftOut: 0 });
  expect(exportRows([], 'alpaca')).toEqual({ text: '[]\n', rows: 0, leftOut: 0 });
});
