import { expect, test } from 'vitest';
import { runFaultRounds } from '../campaign/faultRounds.ts';
import { runKills } from '../campaign/kills.ts';

// The short form of `npm run campaign`.

test('6 rounds with faults at random: nothing lost, twice, broken or paid twice, and what comes of them is the same', async () => {
  const figures = await runFaultRounds(6, 'short');
  expect(figures.remarks).toEqual([]);
  expect(figures).toMatchObject({ rounds: 6, lost: 0, duplicated: 0, invalid: 0, askedAgain: 0, different: 0 });
  // It would prove little if nothing had gone wrong.
  expect(Object.keys(figures.faults).length).toBeGreaterThan(8);
  expect(figures.diskFailures).toBeGreaterThan(0);
  expect(figures.sessions).toBeGreaterThan(6);
}, 120_000);

test('6 kills at random moments: nothing lost, twice or broken, and at most what was under way is asked again', async () => {
  const figures = await runKills(6, 'short');
  expect(figures.remarks).toEqual([]);
  expect(figures).toMatchObject({ kills: 6, lost: 0, duplicated: 0, invalid: 0, askedAgain: 0, different: 0 });
  expect(figures.mostUnstored).toBeLessThanOrEqual(figures.concurrency);
  expect(figures.inTheRun).toBeGreaterThan(0);
}, 120_000);
