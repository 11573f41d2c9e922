import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { applyThreshold } from '../../../src/core/ledger/applyThreshold.ts';
import { type ReplayedThreshold, replayThreshold } from '../../../src/core/ledger/replayThreshold.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { DatasetWriter } from '../../../src/core/store/datasetWriter.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { runToEnd, sampleDataset } from '../support/generating.ts';
import { generatedTask, readLines, seed, temporaryDataset } from '../support/temporaryDataset.ts';

const lines = (records: readonly unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** A candidate dropped as similar, of the run that `generatedTask` names. */
function similar(id: string, instruction: string, more: object = {}) {
  const at = { run: 'r0', round: 1, request: 0, at: '2026-01-01T00:00:00.000Z' };
  return { id, ...at, stage: 'instruction', filter: 'similar', instruction, ...more };
}

function written(index: number, more: object = {}) {
  return { provenance: { connection: 'mine', model: 'm', run: 'r0', round: 1, request: 0, index, ...more } };
}

async function at(dataset: Dataset, threshold: number): Promise<ReplayedThreshold> {
  const [replayed] = (await replayThreshold(dataset.snapshot, { thresholds: [threshold] })).thresholds;
  if (!replayed) throw new Error('Nothing was replayed.');
  return replayed;
}

describe('at the threshold of the run, it keeps exactly what was admitted', () => {
  test.each([
    ['two rounds', { filters: { similarity: 0.7 } }, { goal: { rounds: 2 } }],
    ['a strict filter', { filters: { similarity: 0.4 }, round: { requests: 16 } }, {}],
    ['whole tasks', { recipe: 'single-call', filters: { similarity: 0.45 } }, {}],
    ['by trigrams', { filters: { measure: 'trigrams', similarity: 0.45 } }, {}],
    ['up to a target', { filters: { similarity: 0.4 } }, { goal: { target: 17 } }],
  ])('%s', async (_, recipe, options) => {
    const dataset = await sampleDataset({ connection: 'practice', ...recipe });
    await runToEnd(dataset, options);
    if ('goal' in options && 'target' in options.goal) await runToEnd(dataset, { goal: { target: 30 } });
    const { generated, filtered, recipe: own } = dataset.snapshot;
    const replay = await replayThreshold(dataset.snapshot, { thresholds: [own.filters.similarity] });
    expect(replay.similar).toBe(filtered.filter(({ filter }) => filter === 'similar').length);
    expect(replay.similar).toBeGreaterThan(0);
    expect(replay.thresholds).toEqual([
      { threshold: own.filters.similarity, kept: generated.length, broughtBack: [], dropped: [] },
    ]);
    expect(replay.tasks).toBe(generated.length);
  });

  test('in a ledger that does not tell the places within a reply', async () => {
    const dataset = await sampleDataset({ connection: 'practice', filters: { similarity: 0.4 } });
    await runToEnd(dataset, { goal: { rounds: 2 } });
    for (const file of ['generated_tasks.jsonl', 'filtered_candidates.jsonl']) {
      const path = `${dataset.folder}/${file}`;
      await writeFile(path, (await readFile(path, 'utf8')).replaceAll(/"index":\d+,/gu, ''));
    }
    await dataset.refresh();
    const { generated } = dataset.snapshot;
    expect(generated[0]?.task.provenance?.index).toBeUndefined();
    expect(await at(dataset, 0.4)).toMatchObject({ kept: generated.length, broughtBack: [], dropped: [] });
  });
});

test('a looser threshold keeps more, a stricter one less; thresholds are answered in the order asked for', async () => {
  const dataset = await sampleDataset({
    connection: 'practice',
    filters: { similarity: 0.5 },
    round: { requests: 16 },
  });
  await runToEnd(dataset);
  const shares: number[] = [];
  const replay = await replayThreshold(dataset.snapshot, {
    thresholds: [0.8, 0.5, 0.3, 1, 0],
    onProgress: (share) => shares.push(share),
  });
  expect(replay.thresholds.map(({ threshold }) => threshold)).toEqual([0.8, 0.5, 0.3, 1, 0]);
  const [loose, own, strict, all, none] = replay.thresholds;
  expect(loose?.kept).toBeGreaterThan(own?.kept ?? 0);
  expect(strict?.kept).toBeLessThan(own?.kept ?? 0);
  expect(all).toMatchObject({ kept: replay.tasks + replay.similar, dropped: [] });
  expect(all?.broughtBack).toHaveLength(replay.similar);
  expect(none?.kept).toBeLessThan(strict?.kept ?? 0);
  for (const { kept, broughtBack, dropped } of replay.thresholds) {
    expect(kept).toBe(replay.tasks - dropped.length + broughtBack.length);
  }
  expect(shares.at(-1)).toBe(1);
});

describe('order and pool', () => {
  test('what is brought back drops what came after it, with the nearest and F', async () => {
    const dataset = await temporaryDataset({
      seeds: [seed('s', 'a b c d e f g h i j')],
      generated: [generatedTask('t1', 'a b c 1 2 3 4 5 6 7', written(2))],
      'filtered_candidates.jsonl': lines([similar('f1', 'a b c d e 3 4 5 6 7', { index: 1 })]),
    });
    expect(await at(dataset, 0.4)).toMatchObject({ kept: 1, broughtBack: [], dropped: [] });
    expect(await at(dataset, 0.6)).toEqual({
      threshold: 0.6,
      kept: 1,
      broughtBack: ['f1'],
      dropped: [{ id: 't1', nearest: 'f1', f: 0.8000000000000002 }],
    });
    expect(await at(dataset, 0.9)).toMatchObject({ kept: 2, broughtBack: ['f1'], dropped: [] });
  });

  test('an edited task is judged by what the model wrote, and stands with both texts', async () => {
    const dataset = await temporaryDataset({
      seeds: [seed('s', 'unrelated words of a seed')],
      generated: [
        generatedTask('t1', 'edited text of mine now', {
          provenance: { ...written(0).provenance, original: { instruction: 'one two three four five' } },
        }),
        generatedTask('t2', 'one two three four six', written(1)),
        generatedTask('t3', 'edited text of mine here', written(2)),
      ],
    });
    expect((await at(dataset, 0.7)).dropped).toEqual([
      { id: 't2', nearest: 't1', f: 0.8000000000000002 },
      { id: 't3', nearest: 't1', f: 0.8000000000000002 },
    ]);
  });

  test('what a person wrote or brought back is never judged, and stands where it stands in the file', async () => {
    const rescued = { candidate: 'f1', filter: 'similar', by: 'ana', at: '2026' };
    const dataset = await temporaryDataset({
      seeds: [seed('s', 'one two three four five')],
      generated: [
        generatedTask('t1', 'something else entirely so', written(0)),
        generatedTask('t2', 'one two three four five', written(1, { rescued })),
        { ...generatedTask('t3', 'one two three four five'), provenance: undefined },
        generatedTask('t4', 'nobody has said this before', written(0, { request: 1 })),
      ],
      'filtered_candidates.jsonl': lines([
        similar('f1', 'one two three four five', { index: 1 }),
        similar('f2', 'one two three four six', { request: 1, index: 1 }),
      ]),
    });
    const replay = await replayThreshold(dataset.snapshot, { thresholds: [0.7] });
    expect(replay).toMatchObject({ tasks: 4, similar: 1 });
    expect(replay.thresholds[0]).toMatchObject({ kept: 4, broughtBack: [], dropped: [] });
  });

  test('an instruction without a task stands in the pool until its run ends; a deleted task stays', async () => {
    const later = { run: 'r1', round: 2, request: 0 };
    const dataset = await temporaryDataset({
      seeds: [seed('s', 'unrelated words of a seed')],
      generated: [generatedTask('gone', 'a text that was deleted', written(0)), { id: 'gone', deleted: true }],
      'filtered_candidates.jsonl': lines([
        { ...similar('f0', 'one two three four five', { index: 1 }), stage: 'task', filter: 'no-instances' },
        similar('f1', 'one two three four six', { index: 2 }),
        similar('f2', 'one two three four seven', { ...later, index: 0 }),
        similar('f3', 'a text that was deleted again', { ...later, index: 1 }),
      ]),
    });
    expect(await at(dataset, 0.7)).toMatchObject({ kept: 1, broughtBack: ['f2'] });
  });

  test('practice beside a real model’s tasks counts for nothing', async () => {
    const practice = { practice: true, run: 'p', round: 0, request: 0 };
    const dataset = await temporaryDataset({
      seeds: [seed('s', 'unrelated words of a seed')],
      generated: [
        generatedTask('p1', 'one two three four five', { provenance: practice }),
        generatedTask('t1', 'one two three four five', written(0)),
      ],
      'filtered_candidates.jsonl': lines([similar('f1', 'else', { practice: true, run: 'p', round: 0 })]),
    });
    const replay = await replayThreshold(dataset.snapshot, { thresholds: [0.7] });
    expect(replay).toMatchObject({ tasks: 1, similar: 0, thresholds: [{ kept: 1, dropped: [] }] });
  });

  test('a stop ends it; a threshold that is none is refused', async () => {
    const { snapshot } = await sampleDataset();
    await expect(replayThreshold(snapshot, { signal: AbortSignal.abort(new Error('Enough.')) })).rejects.toThrow(
      'Enough.',
    );
    await expect(replayThreshold(snapshot, { thresholds: [7] })).rejects.toThrow(RangeError);
  });
});

describe('applying a threshold', () => {
  async function reviewed() {
    const dataset = await temporaryDataset({
      recipe: { filters: { similarity: 0.7 } },
      seeds: [seed('s', 'one two three four five six')],
      generated: [
        generatedTask('accepted', 'one two three four other words', written(0)),
        generatedTask('pending', 'one two three four some more', written(1)),
        generatedTask('rejected', 'one two three four of these', written(2)),
        generatedTask('far', 'nothing like it at all', written(3)),
      ],
      'filtered_candidates.jsonl': lines([similar('f1', 'one two three four five 6', { index: 4 })]),
    });
    const writer = new DatasetWriter(dataset);
    const of = (id: string) => ({ id, of: dataset.snapshot.byId.get(id)?.of ?? '' });
    await writer.decide([of('accepted'), of('far')], 'accept', 'ana');
    await writer.decide([of('rejected')], 'reject', 'ana');
    return dataset;
  }

  test('a stricter one takes accepted tasks back to review with the reason, lists pending ones, rejects nothing', async () => {
    const dataset = await reviewed();
    const before = await readLines(dataset, 'decisions.jsonl');
    const applied = await applyThreshold({ dataset, replayed: await at(dataset, 0.6), reviewer: 'ben' });
    expect(applied).toMatchObject({ rescue: [], pending: ['pending'] });
    const after = await readLines(dataset, 'decisions.jsonl');
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toMatchObject([
      { id: 'accepted', decision: 'reset', reviewer: 'ben', reason: 'F 0.67 to s is above 0.6', seq: 2 },
    ]);
    expect(dataset.snapshot.byId.get('accepted')?.standing.state).toBe('pending');
    expect(dataset.snapshot.byId.get('rejected')?.standing.state).toBe('rejected');
    expect(dataset.snapshot.recipe.filters.similarity).toBe(0.7);
    const again = await applyThreshold({ dataset, replayed: await at(dataset, 0.6), reviewer: 'ben' });
    expect(again).toMatchObject({ marked: [], pending: ['accepted', 'pending'] });
  });

  test('a looser one names what to rescue and writes nothing; the same one does nothing', async () => {
    const dataset = await reviewed();
    const before = await readLines(dataset, 'decisions.jsonl');
    const applied = await applyThreshold({ dataset, replayed: await at(dataset, 0.9), reviewer: 'ben' });
    expect(applied).toEqual({ rescue: ['f1'], marked: [], pending: [] });
    const same = await applyThreshold({ dataset, replayed: await at(dataset, 0.7), reviewer: 'ben' });
    expect(same).toEqual({ rescue: [], marked: [], pending: [] });
    expect(await readLines(dataset, 'decisions.jsonl')).toEqual(before);
  });

  test('who changed the recipe before says what it was', async () => {
    const dataset = await reviewed();
    await writeFile(dataset.paths.recipe, JSON.stringify({ filters: { similarity: 0.6 } }));
    const again = await Dataset.open(nodeDisk, dataset.folder);
    const replayed = await at(again, 0.6);
    expect((await applyThreshold({ dataset: again, replayed, reviewer: 'ben' })).marked).toEqual([]);
    expect((await applyThreshold({ dataset: again, replayed, reviewer: 'ben', from: 0.7 })).marked).toHaveLength(1);
  });
});
