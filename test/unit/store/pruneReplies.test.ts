import { appendFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { placesOfCandidate, placesOfTask } from '../../../src/core/ledger/replyPlaces.ts';
import { createPracticeClient } from '../../../src/core/practice/practiceClient.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { findReplies } from '../../../src/core/store/findReplies.ts';
import { takeRunLock } from '../../../src/core/store/lock.ts';
import { lastPruned, planPrune, pruneReplies } from '../../../src/core/store/pruneReplies.ts';
import { runToEnd, sampleDataset } from '../support/generating.ts';

const small = { connection: 'practice', recipe: 'single-call', round: { requests: 3 } };

async function storedText(dataset: Dataset): Promise<string> {
  const { replies } = dataset.paths;
  const texts = (await readdir(replies)).sort().map((name) => readFile(path.join(replies, name), 'utf8'));
  return (await Promise.all(texts)).join('');
}

const runOf = (text: string) => [...new Set([...text.matchAll(/"run":"([^"]*)"/gu)].map(([, run]) => run))];

test('replies of runs that are done go, and it is said before how many; the tasks stay', async () => {
  const dataset = await sampleDataset(small);
  await runToEnd(dataset);
  await runToEnd(dataset);
  const text = await storedText(dataset);
  const tasks = dataset.snapshot.generated.length;
  const planned = await planPrune(dataset);
  expect(planned).toMatchObject({ bytes: Buffer.byteLength(text), askedAgain: 0, kept: { replies: 0 } });
  expect(planned.runs.map(({ run }) => run)).toEqual(runOf(text));
  expect(await storedText(dataset)).toBe(text);
  expect(await pruneReplies(dataset)).toEqual(planned);
  expect(await storedText(dataset)).toBe('');
  expect(await lastPruned(nodeDisk, dataset.paths.pruned)).toMatch(/^\d{4}-\d\d-\d\d$/u);
  await dataset.refresh();
  expect(dataset.snapshot.generated).toHaveLength(tasks);
  const { summary } = await runToEnd(dataset);
  expect(summary.ended).toBe('rounds');
});

test('the last run is kept where that is wanted, and what is younger than the age', async () => {
  const dataset = await sampleDataset(small);
  await runToEnd(dataset, { now: () => new Date('2026-01-01T00:00:00Z') });
  const first = await storedText(dataset);
  await runToEnd(dataset, { now: () => new Date('2026-03-01T00:00:00Z') });
  const both = await storedText(dataset);
  const before = new Date('2026-02-01T00:00:00Z');
  expect(await planPrune(dataset, { before })).toMatchObject({ bytes: Buffer.byteLength(first) });
  expect(await planPrune(dataset, { before: new Date('2025-01-01') })).toMatchObject({ replies: 0 });
  await pruneReplies(dataset, { keepLast: true });
  expect(await storedText(dataset)).toBe(both.slice(first.length));
});

test('an unfinished run keeps what it needs and goes on as it would have', async () => {
  const undisturbed = await sampleDataset(small);
  await runToEnd(undisturbed);
  const dataset = await sampleDataset(small);
  const client = createPracticeClient({ latencyMs: 5 });
  await runToEnd(dataset, { client, concurrency: 1 }, (event, stop) => {
    if (event.type === 'usage' && event.requests === 2) stop();
  });
  const text = await storedText(dataset);
  const planned = await pruneReplies(dataset);
  expect(planned).toMatchObject({ replies: 0, needed: { bytes: Buffer.byteLength(text) } });
  expect(await storedText(dataset)).toBe(text);
  const asked = await pruneReplies(dataset, { unfinished: true });
  expect(asked.askedAgain).toBeGreaterThan(0);
  expect(await storedText(dataset)).toBe('');
  const { summary } = await runToEnd(dataset, { goal: 'resume' });
  expect(summary.ended).toBe('rounds');
  expect(dataset.snapshot.generated.map(({ task }) => task.id)).toEqual(
    undisturbed.snapshot.generated.map(({ task }) => task.id),
  );
});

test('a run that met its target keeps the replies beyond it, and uses them first', async () => {
  const dataset = await sampleDataset({ ...small, round: { requests: 8 } });
  await runToEnd(dataset, { goal: { target: 4 }, concurrency: 4 });
  const planned = await pruneReplies(dataset);
  expect(planned.needed.replies).toBeGreaterThan(0);
  expect(planned.askedAgain).toBe(0);
  const { summary } = await runToEnd(dataset, { goal: { target: 12 }, concurrency: 4 });
  expect(summary.fromStore).toBe(planned.needed.replies);
});

test('lines that are no replies, and a torn one, stay; a run that goes on is not disturbed', async () => {
  const dataset = await sampleDataset(small);
  await runToEnd(dataset);
  const [name = ''] = await readdir(dataset.paths.replies);
  const rest = '{"of":"somebody else"}\nno JSON\n{"key":"torn","run":"r1';
  await appendFile(path.join(dataset.paths.replies, name), rest);
  const lock = await takeRunLock(nodeDisk, dataset.paths);
  await expect(pruneReplies(dataset)).rejects.toMatchObject({ name: 'LockHeld' });
  await lock.release();
  await pruneReplies(dataset);
  expect(await storedText(dataset)).toBe(rest);
});

test('replies of a run nobody knows are kept, and those of a rescue that was not done', async () => {
  const dataset = await sampleDataset(small);
  await runToEnd(dataset);
  const [name = ''] = await readdir(dataset.paths.replies);
  const file = path.join(dataset.paths.replies, name);
  const [line = ''] = (await readFile(file, 'utf8')).split('\n');
  const stored = JSON.parse(line) as object;
  const foreign = [
    { ...stored, key: 'a', run: 'unknown' },
    { ...stored, key: 'b', run: 'rescue', slot: 'rescue/f_open/inputFirst' },
  ];
  await appendFile(file, foreign.map((reply) => `${JSON.stringify(reply)}\n`).join(''));
  expect((await pruneReplies(dataset)).needed.replies).toBe(2);
  expect(runOf(await storedText(dataset))).toEqual(['unknown', 'rescue']);
});

test('the replies behind a task and behind what was dropped are found, with what was asked', async () => {
  const dataset = await sampleDataset({ connection: 'practice', round: { requests: 4 }, filters: { similarity: 0.4 } });
  await runToEnd(dataset);
  const reopened = await Dataset.open(nodeDisk, dataset.folder);
  const { generated, filtered } = reopened.snapshot;
  for (const { task } of generated) {
    const replies = await findReplies(nodeDisk, dataset.paths, placesOfTask(task));
    expect(replies.some(({ slot }) => slot.endsWith('/instructions'))).toBe(true);
    expect(
      replies.some(({ reply }) =>
        task.instances.every(
          ({ output }) => reply.text.includes(JSON.stringify(output).slice(1, -1)) || reply.text.includes(output),
        ),
      ),
    ).toBe(true);
    for (const { body } of replies) expect(body).toHaveProperty('messages');
  }
  const similar = filtered.filter(({ stage }) => stage === 'instruction');
  expect(similar.length).toBeGreaterThan(0);
  for (const candidate of similar) {
    const replies = await findReplies(nodeDisk, dataset.paths, placesOfCandidate(candidate));
    expect(replies.map(({ slot }) => slot).filter((slot) => slot.endsWith('/instructions'))).toHaveLength(1);
  }
});
