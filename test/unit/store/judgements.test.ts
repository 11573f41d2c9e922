import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Judgement, Scores } from '../../../src/core/model/judgement.ts';
import { type Dataset, Dataset as OpenedDataset } from '../../../src/core/store/dataset.ts';
import { DatasetWriter } from '../../../src/core/store/datasetWriter.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { instanceHashes } from '../../../src/core/store/judgements.ts';
import { generatedTask, readLines, seed, temporaryDataset } from '../support/temporaryDataset.ts';

function judgement(dataset: Dataset, task: string, scores: Partial<Scores>, more: Partial<Judgement> = {}): Judgement {
  const reviewed = dataset.snapshot.byId.get(task);
  const { instance = 0 } = more;
  return {
    id: `j_${task}_${instance}_${more.model ?? 'm'}_${more.at ?? ''}`,
    task,
    instance,
    of: (reviewed && instanceHashes(reviewed)[instance]) ?? '',
    scores: { instruction: 5, input: 5, output: 5, ...scores },
    reason: 'Because.',
    connection: 'mine',
    model: 'm',
    promptHash: 'p',
    run: 'r1',
    round: 1,
    request: 0,
    at: '2026-11-22T10:00:00.000Z',
    ...more,
  };
}

const seeds = [seed('s', 'A seed')];
const two = [
  { input: 'one', output: 'eins' },
  { input: 'two', output: 'zwei' },
];

async function open(): Promise<{ dataset: Dataset; writer: DatasetWriter }> {
  const dataset = await temporaryDataset({
    seeds,
    generated: [generatedTask('a', 'Instruction a'), generatedTask('b', 'Instruction b', { instances: two })],
  });
  return { dataset, writer: new DatasetWriter(dataset) };
}

const write = (writer: DatasetWriter, judgements: readonly Judgement[]) =>
  writer.appendImproved(judgements.map((record) => ({ file: 'scores', record })));

async function judged(make: (dataset: Dataset) => readonly Judgement[]) {
  const { dataset, writer } = await open();
  await write(writer, make(dataset));
  await dataset.refresh();
  return dataset;
}

const scoredOf = (dataset: Dataset, id: string) => dataset.snapshot.byId.get(id)?.scored;

describe('scores of a task', () => {
  test('are those of its judgement, and show without anything else being read again', async () => {
    const dataset = await judged((it) => [judgement(it, 'a', { output: 2 })]);
    expect(scoredOf(dataset, 'a')).toMatchObject({
      parts: { instruction: 5, input: 5, output: 2 },
      lowest: 2,
      stale: false,
    });
    expect(scoredOf(dataset, 'b')).toBeUndefined();
    expect(dataset.snapshot.problems).toEqual([]);
    expect(dataset.snapshot.files.map((file) => path.basename(file))).toContain('scores.jsonl');
  });

  test('are the mean over the models of their latest; all lines are kept', async () => {
    const dataset = await judged((it) => [
      judgement(it, 'a', { output: 1 }, { at: '2026-11-22T10:00:00.000Z' }),
      judgement(it, 'a', { output: 4 }, { at: '2026-11-22T11:00:00.000Z' }),
      judgement(it, 'a', { output: 1, instruction: 2 }, { model: 'other' }),
    ]);
    expect(scoredOf(dataset, 'a')?.parts).toEqual({ instruction: 3.5, input: 5, output: 2.5 });
    expect(scoredOf(dataset, 'a')?.judgements).toHaveLength(2);
    expect(dataset.snapshot.judgements).toHaveLength(3);
  });

  test('of several instances are their mean, each model once', async () => {
    const dataset = await judged((it) => [
      judgement(it, 'b', { output: 5 }),
      judgement(it, 'b', { output: 2 }, { instance: 1 }),
      judgement(it, 'b', { output: 1 }, { model: 'other' }),
    ]);
    expect(scoredOf(dataset, 'b')?.parts.output).toBe((3.5 + 1) / 2);
    // The second instance has one judge, the first one two: no bad output is lost among good ones.
    expect(scoredOf(dataset, 'b')?.lowest).toBe(2);
  });

  test('have no input where no judge saw one', async () => {
    const dataset = await judged((it) => [judgement(it, 'a', { input: null, instruction: 3 })]);
    expect(scoredOf(dataset, 'a')).toMatchObject({ parts: { instruction: 3, output: 5 }, lowest: 3 });
    expect(scoredOf(dataset, 'a')?.parts).not.toHaveProperty('input');
  });

  test('are stale once the text has changed, by instance, and fresh again where it is as it was', async () => {
    const dataset = await judged((it) => [
      judgement(it, 'a', { output: 2 }),
      judgement(it, 'b', { output: 1 }),
      judgement(it, 'b', { output: 3 }, { instance: 1 }),
    ]);
    const file = path.join(dataset.folder, 'generated_tasks.jsonl');
    const lines = await readLines(dataset, 'generated_tasks.jsonl');
    const rewrite = async (...records: object[]) => {
      await writeFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
      await dataset.refresh();
    };
    const [a = {}, b = {}] = lines;
    await rewrite(
      { ...a, instruction: 'Changed', rev: 2 },
      { ...b, instances: [{ input: 'one', output: 'uno' }, two[1]], rev: 2 },
    );
    expect(scoredOf(dataset, 'a')).toMatchObject({ stale: true, lowest: 2 });
    expect(scoredOf(dataset, 'b')).toMatchObject({ stale: false, parts: { output: 3 } });
    await rewrite(a, { ...b, instances: two.toReversed(), rev: 3 });
    expect(scoredOf(dataset, 'a')).toMatchObject({ stale: false, lowest: 2 });
    expect(scoredOf(dataset, 'b')).toMatchObject({ stale: false, parts: { output: 2 } });
  });

  test('do not depend on the order of the lines, nor on lines that a merge wrote twice', async () => {
    const lines = (it: Dataset) => [
      judgement(it, 'a', { output: 1 }, { at: '2026-11-22T11:00:00.000Z' }),
      judgement(it, 'a', { output: 4 }, { at: '2026-11-22T11:00:00.000Z', request: 3 }),
      judgement(it, 'a', { output: 5 }),
      judgement(it, 'a', { output: 2 }, { model: 'other' }),
    ];
    const there = await judged(lines);
    const back = await judged((it) => [...lines(it).toReversed(), ...lines(it)]);
    const { parts, lowest } = scoredOf(there, 'a') ?? {};
    expect(scoredOf(back, 'a')).toMatchObject({ parts, lowest });
  });

  test('of the practice model count for nothing beside another model’s', async () => {
    const dataset = await judged((it) => [
      judgement(it, 'a', { output: 1 }, { model: 'practice-1', practice: true }),
      judgement(it, 'b', { output: 4 }),
    ]);
    expect(scoredOf(dataset, 'a')).toBeUndefined();
    expect(scoredOf(dataset, 'b')).toBeDefined();
    const practice = await judged((it) => [judgement(it, 'a', { output: 1 }, { practice: true })]);
    expect(scoredOf(practice, 'a')?.lowest).toBe(1);
  });

  test('are the same in a snapshot that grew line by line as in one read anew', async () => {
    const { dataset, writer } = await open();
    const all = [
      judgement(dataset, 'a', { output: 3 }),
      judgement(dataset, 'b', { output: 2 }),
      judgement(dataset, 'a', { output: 1 }, { model: 'other' }),
      judgement(dataset, 'b', { output: 4 }, { instance: 1 }),
    ];
    for (const one of all) {
      await write(writer, [one]);
      await dataset.refresh();
      const anew = await OpenedDataset.open(nodeDisk, dataset.folder);
      expect(dataset.snapshot.generated).toEqual(anew.snapshot.generated);
    }
  });
});

describe('a line of scores.jsonl', () => {
  test.each([
    ['0', { instruction: 0, input: 5, output: 5 }],
    ['6', { instruction: 5, input: 6, output: 5 }],
    ['text', { instruction: 5, input: 5, output: '5/5' }],
    ['a fraction', { instruction: 2.5, input: 5, output: 5 }],
    ['no output', { instruction: 5, input: 5 }],
  ])('with %s for a score is a problem and counts for nothing', async (_, scores) => {
    const { dataset, writer } = await open();
    await write(writer, [{ ...judgement(dataset, 'a', {}), scores: scores as Scores }]);
    await dataset.refresh();
    expect(dataset.snapshot.problems).toMatchObject([{ code: 'not-a-record', line: 1 }]);
    expect(scoredOf(dataset, 'a')).toBeUndefined();
  });

  test('that is torn is set aside by the next run, and about a task that is gone says nothing', async () => {
    const { dataset, writer } = await open();
    await write(writer, [judgement(dataset, 'gone', {})]);
    await nodeDisk.append(path.join(dataset.folder, 'scores.jsonl'), '{"id":"j');
    await dataset.refresh();
    expect(dataset.snapshot.problems).toMatchObject([{ code: 'torn-line' }]);
    expect(await writer.repair()).toHaveLength(1);
    expect(dataset.snapshot.problems).toEqual([]);
  });
});
