import { expect, onTestFinished, test } from 'vitest';
import type { ModelClient } from '../../../src/core/llm/modelClient.ts';
import { createOpenAiClient } from '../../../src/core/llm/openaiClient.ts';
import { costOf } from '../../../src/core/llm/spending.ts';
import type { Usage } from '../../../src/core/model/round.ts';
import { type LoopbackServerOptions, startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { clientOf, runToEnd, sampleDataset, timelessFiles } from '../support/generating.ts';
import { readLines } from '../support/temporaryDataset.ts';

async function loopback(options: LoopbackServerOptions = {}) {
  const server = await startLoopbackServer(options);
  onTestFinished(() => server.close());
  return server;
}

const price = { input: 1.5, output: 6, currency: 'USD', entered: '2026-11-01' };

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

/** A client that counts what its endpoint charges, and how much is under way. */
function counting(baseUrl: string) {
  const client = clientOf(baseUrl);
  const counted = { charged: 0, underway: 0, most: 0, requests: 0 };
  const send: ModelClient['send'] = async (...request) => {
    counted.underway += 1;
    counted.most = Math.max(counted.most, counted.underway);
    try {
      const reply = await client.send(...request);
      counted.requests += 1;
      counted.charged += costOf(reply.usage, price).amount;
      return reply;
    } finally {
      counted.underway -= 1;
    }
  };
  return { client: { ...client, send }, counted };
}

test('a budget of 1.00 USD with 64 under way is never passed, and at least 95 % used', async () => {
  const server = await loopback({ latencyMs: (request) => 20 + ((request * 37) % 23) });
  const { client, counted } = counting(server.baseUrl);
  const dataset = await sampleDataset({
    budget: { maxCost: { amount: 9, currency: 'EUR' } },
    round: { requests: 1000 },
  });
  const { summary, events } = await runToEnd(dataset, {
    client,
    concurrency: 64,
    budget: { maxCost: { amount: 1, currency: 'USD' } },
    price,
  });
  console.log(
    `a budget of 1.00 USD: ${counted.charged.toFixed(4)} USD used in ${counted.requests} requests, up to ${counted.most} at a time`,
  );
  expect(summary.ended).toBe('budget');
  expect(summary.message).toMatch(/of 1 USD/u);
  expect(counted.most).toBe(64);
  expect(counted.charged).toBeLessThanOrEqual(1);
  expect(counted.charged).toBeGreaterThan(0.95);
  expect(summary.cost?.amount).toBeCloseTo(counted.charged, 9);
  for (const event of events) if (event.type === 'usage') expect(event.cost?.amount).toBeLessThanOrEqual(1);
  const [round] = await readLines(dataset, 'rounds.jsonl');
  const { inputTokens = 0, outputTokens = 0 } = (round?.usage ?? {}) as Partial<Usage>;
  expect(round?.cost).toEqual(costOf({ inputTokens, outputTokens }, price));
  expect(dataset.snapshot.rounds[0]?.cost).toEqual(round?.cost);
}, 60_000);

test('a request that times out is reckoned as charged: the budget holds though nobody read its reply', async () => {
  // Every third request is answered by nobody: the endpoint worked, and charges for it.
  const server = await loopback({ faults: (request) => (request % 3 === 1 ? { kind: 'hang' } : undefined) });
  const hasty = createOpenAiClient({ name: 'loopback', baseUrl: server.baseUrl }, 'practice-1', { timeoutMs: 600 });
  let charged = 0;
  let lost = 0;
  const most = 0.3;
  const dataset = await sampleDataset({ round: { requests: 1000 } });
  const { summary } = await runToEnd(dataset, {
    client: {
      ...hasty,
      async send(body, signal) {
        // Charged as the longest reply that may be written: known when it is sent, and not given back.
        const worst = costOf(
          { inputTokens: Buffer.byteLength(JSON.stringify(body)) / 4, outputTokens: Number(body.max_tokens) },
          price,
        );
        try {
          const reply = await hasty.send(body, signal);
          charged += costOf(reply.usage, price).amount;
          return reply;
        } catch (error) {
          charged += worst.amount;
          lost += 1;
          throw error;
        }
      },
    },
    concurrency: 8,
    budget: { maxCost: { amount: most, currency: 'USD' } },
    price,
  });
  expect(lost).toBeGreaterThan(5);
  expect(summary.ended).toBe('budget');
  expect(charged).toBeLessThanOrEqual(most);
  expect(summary.cost?.amount).toBeGreaterThanOrEqual(charged);
  expect(summary.cost?.amount).toBeLessThanOrEqual(most);
  console.log(`with ${lost} requests lost: ${charged.toFixed(4)} of ${most} USD charged`);
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
