/**
 * `npm run campaign`: rounds with faults at random over real HTTP, and kills of the command line at random moments, and
 * the figures of both. `ROUNDS`, `KILLS` and `SEED` in the environment change how many, and which.
 */
import { expect, test } from 'vitest';
import { runFaultRounds } from './faultRounds.ts';
import { runKills } from './kills.ts';

const { ROUNDS = '500', KILLS = '200', SEED = 'campaign' } = process.env;

test.skipIf(ROUNDS === '0')(`${ROUNDS} rounds with faults`, async () => {
  let told = 0;
  const figures = await runFaultRounds(Number(ROUNDS), SEED, ({ rounds, remarks }) => {
    for (const remark of remarks.slice(told)) console.log(remark);
    told = remarks.length;
    if (rounds % 25 === 0) console.log(`${rounds} rounds, ${told} remarks`);
  });
  console.log(figures);
  expect(figures.remarks).toEqual([]);
});

test.skipIf(KILLS === '0')(`${KILLS} kills`, async () => {
  const figures = await runKills(Number(KILLS), SEED, ({ kills, remarks }) => {
    if (kills % 20 === 0) console.log(`${kills} kills, ${remarks.length} remarks`);
  });
  console.log(figures);
  expect(figures.remarks).toEqual([]);
  expect(figures.mostUnstored).toBeLessThanOrEqual(figures.concurrency);
});
