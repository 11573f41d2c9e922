import { appendFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ContentChanged } from '../../../src/core/store/contentChanged.ts';
import { contentHash } from '../../../src/core/store/contentHash.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { DatasetWriter } from '../../../src/core/store/datasetWriter.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { duplicateTexts } from '../../../src/core/store/whatCounts.ts';
import { generatedTask, readLines, seed, temporaryDataset } from '../support/temporaryDataset.ts';

async function withTwo() {
  const dataset = await temporaryDataset({
    seeds: [seed('b_seed', 'Name three rivers')],
    generated: [generatedTask('a_task', 'Name three rivers of Asia')],
  });
  const of = dataset.snapshot.byId.get('a_task')?.of ?? '';
  const seedOf = contentHash(dataset.snapshot.seeds[0] as never);
  const writer = new DatasetWriter(dataset, { now: () => new Date(0) });
  return { dataset, writer, pair: { ids: ['b_seed', 'a_task'], of: [seedOf, of] } as const };
}

test('a judgement is one line with the lower id first, and is not written twice', async () => {
  const { dataset, writer, pair } = await withTwo();
  expect(await writer.rememberDistinct([pair], 'ana')).toHaveLength(1);
  expect(await writer.rememberDistinct([pair], 'ben')).toEqual([]);
  const [ofSeed, ofTask] = pair.of;
  const line = { ids: ['a_task', 'b_seed'], of: [ofTask, ofSeed], reviewer: 'ana', at: '1970-01-01T00:00:00.000Z' };
  expect(await readLines(dataset, 'not_duplicates.jsonl')).toEqual([line]);
  expect(dataset.snapshot.distinctPairs).toMatchObject([line]);
  expect(dataset.snapshot.files).toContain(dataset.paths.notDuplicates);
  const again = await Dataset.open(nodeDisk, dataset.folder);
  expect(again.snapshot.distinctPairs).toMatchObject([line]);
});

test('it counts while both contents are the same, and counts again when they are again', async () => {
  const { dataset, writer, pair } = await withTwo();
  await writer.rememberDistinct([pair], 'ana');
  const before = `${JSON.stringify(generatedTask('a_task', 'Name three rivers of Asia'))}\n`;
  const file = `${dataset.folder}/generated_tasks.jsonl`;
  await writeFile(file, `${JSON.stringify(generatedTask('a_task', 'Name four rivers of Asia', { rev: 2 }))}\n`);
  await dataset.refresh();
  expect(dataset.snapshot.distinctPairs).toEqual([]);
  await writeFile(file, before);
  await dataset.refresh();
  expect(dataset.snapshot.distinctPairs).toHaveLength(1);
});

test('of a content that was not the one judged nothing is recorded', async () => {
  const { dataset, writer, pair } = await withTwo();
  const stale = { ids: pair.ids, of: [pair.of[0], 'another'] as const };
  await expect(writer.rememberDistinct([pair, stale], 'ana')).rejects.toThrow(ContentChanged);
  expect(await readLines(dataset, 'not_duplicates.jsonl')).toEqual([]);
});

test('lines that do not fit are problems, a torn one is set aside, the others count', async () => {
  const { dataset, writer, pair } = await withTwo();
  await writer.rememberDistinct([pair], 'ana');
  await appendFile(
    dataset.paths.notDuplicates,
    '{"ids":["a"],"of":["x","y"],"reviewer":"r","at":""}\n{"ids":["a","b"]',
  );
  await dataset.refresh();
  expect(dataset.snapshot.problems.map(({ code, line }) => [code, line])).toEqual([
    ['not-a-record', 2],
    ['torn-line', 3],
  ]);
  expect(dataset.snapshot.distinctPairs).toHaveLength(1);
  expect(await writer.repair()).toMatchObject([{ file: dataset.paths.notDuplicates, text: '{"ids":["a","b"]' }]);
});

test('near-duplicates are looked for among what is not settled, each text once', async () => {
  const dataset = await temporaryDataset({
    seeds: [seed('s1', 'One'), seed('s2', 'Two', { promotedFrom: 't2' })],
    generated: [
      generatedTask('t1', 'Kept'),
      generatedTask('t2', 'Two'),
      generatedTask('t3', 'Rejected'),
      generatedTask('t4', 'Deleted'),
      generatedTask('t5', 'Practice', { provenance: { practice: true, run: 'r', round: 1, request: 0 } }),
      { id: 't4', deleted: true },
    ],
    decisions: [
      {
        id: 't3',
        decision: 'reject',
        reviewer: 'ana',
        at: '2026',
        seq: 1,
        of: contentHash({
          instruction: 'Rejected',
          instances: [{ input: 'in', output: 'Output of t3' }],
          isClassification: false,
        }),
      },
    ],
  });
  expect(duplicateTexts(dataset.snapshot).map(({ text }) => text)).toEqual(['One', 'Two', 'Kept']);
});
