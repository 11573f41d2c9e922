import { expect, test } from 'vitest';
import { coarseLeft } from '../../../src/core/coarseLeft.ts';
import type { RunEvent } from '../../../src/core/pipeline/events.ts';
import { noProgress, progressAfter } from '../../../src/core/pipeline/runProgress.ts';
import { runToEnd, sampleDataset } from '../support/generating.ts';

test('followed through a run, it comes to what the summary says, and ends with all that was to be done', async () => {
  const dataset = await sampleDataset({ connection: 'practice', round: { requests: 2 } });
  const { events, summary } = await runToEnd(dataset, { goal: { rounds: 2 } });
  const { admitted, filtered, requests, usage } = events.reduce((at, event) => progressAfter(at, event, 0), noProgress);
  const dropped = events.filter((event) => event.type === 'filtered' && event.candidate.stage !== 'instance');
  expect({ admitted, filtered, requests, usage }).toEqual({
    admitted: summary.admitted,
    filtered: dropped.length,
    requests: summary.requests,
    usage: summary.usage,
  });
  const told = events.filter((event) => event.type === 'progress');
  expect(told.at(-1)).toEqual({ type: 'progress', done: 4, of: 4 });
  expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted());
});

test('for a target what is done is told in admitted tasks', async () => {
  const dataset = await sampleDataset({ connection: 'practice', round: { requests: 2 } });
  const { events } = await runToEnd(dataset, { goal: { target: 9 } });
  expect(events.findLast((event) => event.type === 'progress')).toEqual({ type: 'progress', done: 9, of: 9 });
});

test('time left goes by what is done, and is told when there is something to go by', () => {
  const progress = (done: number, elapsedMs: number) =>
    progressAfter(noProgress, { type: 'progress', done, of: 10 } satisfies RunEvent, elapsedMs).leftMs;
  expect(progress(1, 60_000)).toBeUndefined();
  expect(progress(4, 1_000)).toBeUndefined();
  expect(progress(4, 60_000)).toBe(90_000);
  expect(progress(10, 60_000)).toBe(0);
});

test.each([
  [400, { count: 10, unit: 's' }],
  [31_000, { count: 40, unit: 's' }],
  [61_000, { count: 1, unit: 'min' }],
  [3_000_000, { count: 50, unit: 'min' }],
  [8_000_000, { count: 2.25, unit: 'h' }],
] as const)('%i ms are %o', (leftMs, left) => {
  expect(coarseLeft(leftMs)).toEqual(left);
});
