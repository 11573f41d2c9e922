import { expect, onTestFinished, test } from 'vitest';
import type { Usage } from '../../../src/core/model/round.ts';
import { type LoopbackServerOptions, startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { clientOf, runToEnd, sampleDataset, timelessFiles } from '../support/generating.ts';
import { readLines } from '../support/temporaryDataset.ts';

async function loopback(options: LoopbackServerOptions = {}) {
  const server = await startLoopbackServer(options);
  onTestFinished(() => server.close());
  return server;
}

const price = { input: 100, output: 400, currency: 'USD', entered: '2026-11-01' };

test.each([64, 3])(
  'an endpoint that takes %i requests at a time is lived with; the files are those of 4 at a time',
  async (maxConcurrent) => {
    const server = await loopback({ latencyMs: 50, maxConcurrent });
    const recipe = { connection: 'loopback', round: { requests: 24 } };
    const found = await sampleDataset(recipe);
    const client = clientOf(server.baseUrl);
    let underway = 0;
    let most = 0;
    const { summary } = await runToEnd(found, {
      client: {
        ...client,
        async send(...request) {
          underway += 1;
          most = Math.max(most, underway);
          return await client.send(...request).finally(() => {
            underway -= 1;
          });
        },
      },
      wait: waitReally,
    });
    expect(summary).toMatchObject({ ended: 'rounds', failed: 0 });
    // It begins with 4.
    if (maxConcurrent > 4) expect(most).toBeGreaterThan(8);

    const quick = await loopback();
    const fixed = await sampleDataset({ ...recipe, round: { requests: 24, concurrency: 4 } });
    await runToEnd(fixed, { client: clientOf(quick.baseUrl) });
    const [auto, four] = [await timelessFiles(found), await timelessFiles(fixed)];
    expect(auto['generated_tasks.jsonl']).toEqual(four['generated_tasks.jsonl']);
    expect(auto['filtered_candidates.jsonl']).toEqual(four['filtered_candidates.jsonl']);
  },
  60_000,
);

async function waitReally(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

test('a budget of money with 64 under way is never passed, and nearly used up', async () => {
  const server = await loopback({ latencyMs: (request) => (request * 37) % 23 });
  const client = clientOf(server.baseUrl);
  let charged = 0;
  const dataset = await sampleDataset({
    budget: { maxCost: { amount: 9, currency: 'EUR' } },
    round: { requests: 200 },
  });
  const { summary } = await runToEnd(dataset, {
    client: {
      ...client,
      async send(...request) {
        const reply = await client.send(...request);
        charged += (reply.usage.inputTokens * price.input + reply.usage.outputTokens * price.output) / 1e6;
        return reply;
      },
    },
    concurrency: 64,
    budget: { maxCost: { amount: 28, currency: 'USD' } },
    price,
  });
  expect(summary.ended).toBe('budget');
  expect(summary.message).toMatch(/of 28 USD/u);
  expect(charged).toBeLessThanOrEqual(28);
  expect(charged).toBeGreaterThan(0.95 * 28);
  expect(summary.cost?.amount).toBeCloseTo(charged, 6);
  const [round] = await readLines(dataset, 'rounds.jsonl');
  const { inputTokens = 0, outputTokens = 0 } = (round?.usage ?? {}) as Partial<Usage>;
  expect(round?.cost).toEqual({
    amount: (inputTokens * price.input + outputTokens * price.output) / 1e6,
    currency: 'USD',
  });
  expect(dataset.snapshot.rounds[0]?.cost).toEqual(round?.cost);
}, 60_000);

test.each([
  ['without a price', {}, /price of the model/u],
  ['with a price in another currency', { price: { ...price, currency: 'EUR' } }, /USD.*EUR/u],
])('a budget of money %s is refused before anything is sent', async (_, given, message) => {
  const server = await loopback();
  const dataset = await sampleDataset({ budget: { maxCost: { amount: 1, currency: 'USD' } } });
  const running = runToEnd(dataset, { client: clientOf(server.baseUrl), ...given });
  await expect(running).rejects.toMatchObject({ code: 'no-price', message: expect.stringMatching(message) });
  expect(server.requests).toEqual([]);
});

test('the practice model costs nothing, whatever the budget of money', async () => {
  const dataset = await sampleDataset({
    connection: 'practice',
    budget: { maxCost: { amount: 1, currency: 'USD' } },
    round: { requests: 1 },
  });
  expect((await runToEnd(dataset)).summary.ended).toBe('rounds');
});
