import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { SeedTask } from '../../../src/core/model/task.ts';
import { ContentChanged } from '../../../src/core/store/contentChanged.ts';
import { contentHash } from '../../../src/core/store/contentHash.ts';
import { DatasetWriter } from '../../../src/core/store/datasetWriter.ts';
import { UnsavedChanges } from '../../../src/core/store/writeErrors.ts';
import { seed, temporaryDataset } from '../support/temporaryDataset.ts';

const made: SeedTask = {
  kind: 'seed',
  id: 'seed_new',
  instruction: 'Mba’éichapa',
  instances: [{ input: '', output: 'Iporã' }],
  isClassification: false,
  author: 'Ana',
};

test('a seed is one line more; what stands in the file stays byte for byte, a last line without an end too', async () => {
  const before = '\uFEFF{"id":"a","own":1,  "instruction":"x","instances":[]}\r\n\r\nno JSON';
  const dataset = await temporaryDataset({ 'seed_tasks.jsonl': before });
  await new DatasetWriter(dataset).appendSeed(made);
  const after = await readFile(dataset.paths.seeds, 'utf8');
  expect(after.startsWith(`${before}\n`)).toBe(true);
  expect(after.slice(before.length + 1)).toMatch(/^\{"id":"seed_new".*\}\n$/u);
  expect(dataset.snapshot.seeds.map(({ id }) => id)).toEqual(['a', 'seed_new']);
  expect(dataset.snapshot.seedsById.get('seed_new')).toMatchObject({
    task: { author: 'Ana' },
    standing: { state: 'accepted' },
  });
});

test('a file with unsaved changes is not appended to', async () => {
  const dataset = await temporaryDataset({ seeds: [seed('a', 'One')] });
  const before = await readFile(dataset.paths.seeds, 'utf8');
  const writer = new DatasetWriter(dataset, { isDirty: (file) => file === dataset.paths.seeds });
  await expect(writer.appendSeed(made)).rejects.toThrow(UnsavedChanges);
  expect(await readFile(dataset.paths.seeds, 'utf8')).toBe(before);
});

test('a machine-written seed is accepted, undone and rejected like a task; what changed meanwhile is not', async () => {
  const line = seed('m', 'Sing', { machine_written: true });
  const dataset = await temporaryDataset({ seeds: [line, seed('h', 'By hand')] });
  const writer = new DatasetWriter(dataset);
  const state = () => dataset.snapshot.seedsById.get('m')?.standing.state;
  const { of = '' } = dataset.snapshot.seedsById.get('m') ?? {};
  expect(state()).toBe('pending');
  await writer.decide([{ id: 'm', of }], 'accept', 'Ana');
  expect(state()).toBe('accepted');
  await writer.undo('Ana');
  expect(state()).toBe('pending');
  await writer.decide([{ id: 'm', of }], 'reject', 'Ana');
  expect(state()).toBe('rejected');
  await writeFile(dataset.paths.seeds, `${JSON.stringify({ ...line, instruction: 'Sing again' })}\n`);
  await dataset.refresh();
  expect(dataset.snapshot.seedsById.get('m')?.standing).toMatchObject({ state: 'pending', changedSince: 'rejected' });
  await expect(writer.decide([{ id: 'm', of }], 'accept', 'Ana')).rejects.toThrow(ContentChanged);
});

test('nothing is decided about a seed that a person wrote', async () => {
  const line = seed('h', 'By hand');
  const dataset = await temporaryDataset({ seeds: [line] });
  const of = contentHash({ ...line, isClassification: false });
  await expect(new DatasetWriter(dataset).decide([{ id: 'h', of }], 'reject', 'Ana')).rejects.toThrow();
});
