import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../../../src/cli/command.ts';
import { exportCommand } from '../../../src/cli/exportCommand.ts';
import { contentHash } from '../../../src/core/store/contentHash.ts';
import { generatedTask, seed, temporaryDataset } from '../support/temporaryDataset.ts';
import { inProcess } from './inProcess.ts';

test('an export never takes the place of a file of the dataset', async () => {
  const task = generatedTask('t', 'Name a river in Asia');
  const of = contentHash({ ...task, isClassification: task.is_classification });
  const { folder, paths } = await temporaryDataset({
    seeds: [seed('s', 'Name a river')],
    generated: [task],
    decisions: [{ id: 't', decision: 'accept', reviewer: 'ana', at: '2026-01-01T00:00:00.000Z', of, seq: 1 }],
  });
  const before = await readFile(paths.seeds, 'utf8');
  const exportTo = (file: string) =>
    inProcess(exportCommand, [folder, '--format', 'messages', '--out', path.join(folder, file)]);
  for (const own of ['seed_tasks.jsonl', 'generated_tasks.0002.jsonl', 'rounds.jsonl', 'self-instruct.json'])
    await expect(exportTo(own)).rejects.toThrow(UsageError);
  expect(await readFile(paths.seeds, 'utf8')).toBe(before);
  expect((await exportTo('train.jsonl')).exit).toBe(0);
});

test('seeds are exported where they are asked for, with where they come from', async () => {
  const seeds = [
    seed('s', 'Sutiykita qillqay', { author: 'Wayra', licence: 'CC0' }),
    seed('h', 'Pakasqa', { split: 'test' }),
  ];
  const { folder } = await temporaryDataset({ seeds });
  const out = path.join(folder, 'train.jsonl');
  const exported = (...more: string[]) =>
    inProcess(exportCommand, [folder, '--format', 'alpaca', '--out', out, ...more]);
  await expect(exported()).rejects.toThrow('No task');
  await expect(exported('--origin')).rejects.toThrow(UsageError);
  expect(await exported('--seeds', '--origin')).toMatchObject({ exit: 0, json: { rows: 1 } });
  expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject([
    { instruction: 'Sutiykita qillqay', author: 'Wayra', source: '', licence: 'CC0', translatedFrom: '' },
  ]);
});
