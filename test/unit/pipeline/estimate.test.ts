import { readdir } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { ModelClient } from '../../../src/core/llm/modelClient.ts';
import type { Range } from '../../../src/core/model/range.ts';
import { describeEstimate } from '../../../src/core/pipeline/estimate/describeEstimate.ts';
import { type Estimate, estimateRun } from '../../../src/core/pipeline/estimate/estimateRun.ts';
import { startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { chatDataset } from '../support/chatDataset.ts';
import { clientOf, runToEnd, sampleDataset } from '../support/generating.ts';

const price = { input: 10, output: 40, currency: 'USD', entered: '2026-11-01' };

/** A model that must not be asked. */
const unasked = (model: string): ModelClient => ({
  ...clientOf('http://127.0.0.1:9/v1', { model }),
  send: () => Promise.reject(new Error('An estimate sends nothing.')),
});

const orFail = (estimate: Estimate | undefined): Estimate => estimate ?? expect.fail('no estimate');

function expectWithin(value: number, { low, high }: Range): void {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}

test('nothing is sent or written; without a price there is no cost', async () => {
  const dataset = await sampleDataset({ connection: 'x', model: 'm' });
  const before = await readdir(dataset.folder, { recursive: true });
  const estimate = orFail(await estimateRun(dataset, unasked('m'), { rounds: 1 }));
  expect(estimate.cost).toBeUndefined();
  expect(estimate.basis).toMatchObject({ from: 'seeds', tokens: 'assumed', shareFrom: 0 });
  expect(await readdir(dataset.folder, { recursive: true })).toEqual(before);
});

test('a round comes out within what the seeds let expect, and the next within what the rounds do, in a narrower range', async () => {
  const server = await startLoopbackServer();
  onTestFinished(() => server.close());
  const client = clientOf(server.baseUrl);
  const recipe = { connection: 'loopback', model: 'practice-1', round: { requests: 4 }, randomSeed: 3 };
  const dataset = await sampleDataset(recipe);
  const first = orFail(await estimateRun(dataset, client, { rounds: 1 }, price));
  expect(server.requests).toEqual([]);
  const { summary: one } = await runToEnd(dataset, { client, price });
  for (const [value, range] of [
    [one.requests, first.requests],
    [one.admitted, first.admitted],
    [one.usage.inputTokens, first.inputTokens],
    [one.usage.outputTokens, first.outputTokens],
    [one.cost?.amount ?? Number.NaN, first.cost ?? expect.fail('no cost')],
  ] as const)
    expectWithin(value, range);

  await dataset.refresh();
  const second = orFail(await estimateRun(dataset, client, { rounds: 1 }, price));
  expect(second.basis).toEqual({ from: 'rounds', rounds: 1 });
  const { summary: two } = await runToEnd(dataset, { client, price });
  expectWithin(two.requests, second.requests);
  expectWithin(two.cost?.amount ?? Number.NaN, second.cost ?? expect.fail('no cost'));
  const width = ({ low, high }: Range) => high / low;
  expect(width(second.inputTokens)).toBeLessThan(width(first.inputTokens));

  await dataset.refresh();
  const target = one.admitted + two.admitted + 10;
  const third = orFail(await estimateRun(dataset, client, { target }, price, 1));
  expect(third.basis).toEqual({ from: 'rounds', rounds: 2 });
  expect(third.admitted).toEqual({ low: 10, likely: 10, high: 10 });
  const { summary: three } = await runToEnd(dataset, { client, goal: { target }, price, concurrency: 1 });
  expect(three.admitted).toBe(10);
  expectWithin(three.cost?.amount ?? Number.NaN, third.cost ?? expect.fail('no cost'));

  // Asked in other words, rounds tell the share that is admitted, and replies how long a token is.
  const changed = await sampleDataset({ ...recipe, demonstrations: { seeds: 3 } });
  const before = { disk: dataset.disk, paths: dataset.paths, snapshot: dataset.snapshot };
  const other = { ...before, snapshot: { ...before.snapshot, recipe: changed.snapshot.recipe } };
  const fourth = orFail(await estimateRun(other, client, { rounds: 1 }, price));
  expect(fourth.basis).toMatchObject({ from: 'seeds', tokens: 'measured' });
  expect(fourth.basis).not.toMatchObject({ shareFrom: 0 });
});

test('tokens are counted by the vocabulary where there is one, and a model that thinks may use its whole limit', async () => {
  const dataset = await sampleDataset({ connection: 'x' });
  const known = orFail(await estimateRun(dataset, unasked('gpt-4o-mini'), { rounds: 1 }, price));
  expect(known.basis).toMatchObject({ from: 'seeds', tokens: 'vocabulary' });
  const guessed = orFail(await estimateRun(dataset, unasked('unknown'), { rounds: 1 }, price));
  expectWithin(known.inputTokens.likely, guessed.inputTokens);
  const thinking = orFail(await estimateRun(dataset, unasked('o4-mini'), { rounds: 1 }, price));
  expect(thinking.outputTokens.high).toBeGreaterThan(known.outputTokens.high);
});

test('a target costs what is missing, and what is on its way when it is reached: more, the more is asked at a time', async () => {
  const dataset = await sampleDataset({ connection: 'x', randomSeed: 1 });
  const of = async (target: number, concurrency?: number) =>
    orFail(await estimateRun(dataset, unasked('m'), { target }, price, concurrency)).cost ?? expect.fail('no cost');
  expect((await of(0)).high).toBe(0);
  const [hundred, thousand] = [await of(100, 1), await of(1000, 1)];
  expect(thousand.likely / hundred.likely).toBeGreaterThan(9);
  expect(thousand.likely / hundred.likely).toBeLessThan(10);
  expect((await of(100, 8)).high).toBeGreaterThan(1.3 * hundred.high);
});

test('a single call is one request; a conversation needs no question whether it is a classification', async () => {
  const single = await sampleDataset({ connection: 'x', recipe: 'single-call', round: { requests: 5 } });
  expect(orFail(await estimateRun(single, unasked('m'), { rounds: 2 })).requests).toEqual({
    low: 10,
    likely: 10,
    high: 10,
  });
  const chat = await chatDataset({ round: { requests: 5 }, demonstrations: { newPerRequest: 4 } });
  const { requests, admitted } = orFail(await estimateRun(chat, unasked('m'), { rounds: 1 }));
  expect(requests.likely).toBeCloseTo(5 + 1.05 * admitted.likely);
});

test.each(['output', 'input'] as const)('a run from texts, as %s, comes out within its estimate', async (as) => {
  const server = await startLoopbackServer();
  onTestFinished(() => server.close());
  const client = clientOf(server.baseUrl);
  const dataset = await sampleDataset({
    connection: 'loopback',
    model: 'practice-1',
    round: { retryUnreadable: false },
  });
  const passages = Array.from({ length: 5 }, (_, index) => ({
    text: `On day ${index} the ferry left the harbour of Kuressaare at noon with ${index} horses on board, and came back empty.`,
    source: { file: 'notes.md', start: index, end: index + 1, hash: `hash${index}` },
  }));
  const goal = { derive: { step: 'fromText', as, passages } } as const;
  const estimate = orFail(await estimateRun(dataset, client, goal, price));
  expect(server.requests).toEqual([]);
  expect(estimate.basis).toMatchObject({ from: 'requests', requests: 5 });
  const { summary } = await runToEnd(dataset, { client, goal, price });
  expect(estimate.requests).toEqual({ low: 5, likely: 5, high: 5 });
  expect(summary.requests).toBe(5);
  expectWithin(summary.usage.inputTokens, estimate.inputTokens);
  expectWithin(summary.usage.outputTokens, estimate.outputTokens);
});

test('a paraphrase is one request a task, an evolved task gets instances; what grows shows only as it goes', async () => {
  const dataset = await sampleDataset({ connection: 'x' });
  const of = (step: 'paraphrase' | 'evolve' | 'grow') =>
    estimateRun(dataset, unasked('m'), { derive: { step } }, price);
  const seeds = dataset.snapshot.seeds.length;
  const [paraphrase, evolve] = [orFail(await of('paraphrase')), orFail(await of('evolve'))];
  expect(paraphrase.requests).toEqual({ low: seeds, likely: seeds, high: seeds });
  expect(evolve.requests.likely).toBeCloseTo(seeds + 2 * 1.05 * evolve.admitted.likely);
  expect(await of('grow')).toBeUndefined();
});

test('two models have no one price', async () => {
  const dataset = await sampleDataset({ connection: 'x' });
  const two = { ...unasked('m'), instances: unasked('n') };
  expect(orFail(await estimateRun(dataset, two, { rounds: 1 }, price)).cost).toBeUndefined();
});

test('without a seed nothing is estimated, and it is said why', async () => {
  const dataset = await sampleDataset({ connection: 'x' }, { 'seed_tasks.jsonl': '' });
  await expect(estimateRun(dataset, unasked('m'), { rounds: 1 })).rejects.toMatchObject({ code: 'no-seeds' });
});

test('an estimate in words says what it is from', async () => {
  const range = { low: 80, likely: 123, high: 201 };
  const all = { requests: range, inputTokens: range, outputTokens: range, admitted: range };
  const lines = describeEstimate({
    ...all,
    cost: { low: 0.011, likely: 0.0234, high: 0.04 },
    price,
    basis: { from: 'rounds', rounds: 3 },
  });
  expect(lines).toEqual([
    'requests: about 120 (80 to 200)',
    'admitted tasks: about 120 (80 to 200)',
    'input tokens: about 120 (80 to 200)',
    'output tokens: about 120 (80 to 200)',
    'cost: about 0.023 USD (0.011 to 0.04), at 10 USD for a million input tokens and 40 for a million output tokens (entered 2026-11-01)',
    'estimated from 3 earlier rounds',
  ]);
});
