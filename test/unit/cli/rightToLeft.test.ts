import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exportCommand } from '../../../src/cli/exportCommand.ts';
import { statsCommand } from '../../../src/cli/statsCommand.ts';
import { contentHash } from '../../../src/core/store/contentHash.ts';
import { generatedTask, seed, temporaryDataset } from '../support/temporaryDataset.ts';
import { inProcess } from './inProcess.ts';

const name = 'مثال 2';
const instruction = 'لخّص خبر Nordwind (2024)\nفي جملة';

test('what a terminal shows is isolated; what is exported or put out as JSON is the text itself', async () => {
  const task = generatedTask('t', instruction);
  const of = contentHash({ ...task, isClassification: task.is_classification });
  const { folder } = await temporaryDataset({
    recipe: { name, language: 'ar' },
    seeds: [seed('s', 'اكتب')],
    generated: [task],
    decisions: [{ id: 't', decision: 'accept', reviewer: 'ليلى', at: '2026-01-01T00:00:00.000Z', of, seq: 1 }],
  });
  const stats = await inProcess(statsCommand, [folder]);
  expect(stats.text).toMatch(/^\u2068مثال 2\u2069 \(ar\)\n/u);
  expect(JSON.stringify(stats.json)).not.toMatch(/[\u2068\u2069]/u);
  const out = path.join(folder, 'train.jsonl');
  await inProcess(exportCommand, [folder, '--format', 'messages', '--out', out]);
  const text = await readFile(out, 'utf8');
  expect(text).toContain(JSON.stringify(instruction).slice(1, -1));
  expect(text).not.toMatch(/[\u2068\u2069]/u);
});

test('a refusal that names the dataset isolates the name', async () => {
  const { folder } = await temporaryDataset({ recipe: { name, language: 'ar' }, seeds: [seed('s', 'اكتب')] });
  const out = path.join(folder, 'train.jsonl');
  await expect(inProcess(exportCommand, [folder, '--format', 'messages', '--out', out])).rejects.toThrow(
    'No task of \u2068مثال 2\u2069 is accepted yet',
  );
});
