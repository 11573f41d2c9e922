import { describe, expect, test } from 'vitest';
import { BudgetReached, NoPrice, readBudget, readPrice, Spending } from '../../../src/core/llm/spending.ts';
import { randomFrom } from '../../../src/core/random.ts';

const price = { input: 1, output: 4, currency: 'USD', entered: '2026-11-01' };
const body = { messages: [{ role: 'user', content: 'x'.repeat(400) }], max_tokens: 500 };
const usd = (amount: number) => ({ amount, currency: 'USD' });
const signal = new AbortController().signal;
const usage = { inputTokens: 120, outputTokens: 300 };

test('64 under way: a budget is never passed, and nearly all of it is used', async () => {
  const random = randomFrom('spending');
  const spending = new Spending({ maxCost: usd(1) }, price);
  let cost = 0;
  let underway = 0;
  let highest = 0;
  const worker = async () => {
    for (;;) {
      const allowance = await spending.allow(body, signal);
      underway += 1;
      highest = Math.max(highest, underway);
      for (let turns = random.integer(1, 5); turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
      underway -= 1;
      const fate = random.next();
      if (fate < 0.05) {
        allowance.unused();
        continue;
      }
      const used = { inputTokens: random.integer(80, 400), outputTokens: random.integer(20, 500) };
      cost += (used.inputTokens * price.input + used.outputTokens * price.output) / 1e6;
      allowance.used(used);
      expect(cost).toBeLessThanOrEqual(1);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: 64 }, worker));
  for (const end of ended) expect(end).toMatchObject({ status: 'rejected', reason: expect.any(BudgetReached) });
  expect(highest).toBe(64);
  expect(spending.cost?.currency).toBe('USD');
  expect(spending.cost?.amount).toBeCloseTo(cost, 9);
  expect(cost).toBeGreaterThan(0.95);
});

describe('what is counted', () => {
  test('tokens, of both kinds', async () => {
    const spending = new Spending({ maxTokens: 2_500 });
    for (let request = 0; request < 3; request++) (await spending.allow(body, signal)).used(usage);
    // 1,260 are used; another could come to some 1,000.
    (await spending.allow(body, signal)).used(usage);
    await expect(spending.allow(body, signal)).rejects.toBeInstanceOf(BudgetReached);
  });

  test('requests, also those that were turned away', async () => {
    const spending = new Spending({ maxRequests: 2 });
    (await spending.allow(body, signal)).unused();
    await spending.allow(body, signal);
    await expect(spending.allow(body, signal)).rejects.toBeInstanceOf(BudgetReached);
    expect(spending.requests).toBe(2);
  });

  test('a request without an answer as the longest that it could have been, and so an endpoint that counts nothing', async () => {
    const [lost, uncounted] = [new Spending({}, price), new Spending({}, price)];
    (await lost.allow(body, signal)).lost();
    (await uncounted.allow(body, signal)).used({ inputTokens: 0, outputTokens: 0 });
    expect(lost.cost?.amount).toBeGreaterThan((400 + 4 * 500) / 1e6);
    expect(uncounted.cost).toEqual(lost.cost);
  });
});

test('who waits for a budget can be called off', async () => {
  const spending = new Spending({ maxTokens: 1_500 });
  await spending.allow(body, signal);
  const stop = new AbortController();
  const waiting = spending.allow(body, stop.signal);
  stop.abort(new Error('Stopped.'));
  await expect(waiting).rejects.toThrow('Stopped.');
});

test('money without a price, or with one in another currency, is refused before anything is sent', () => {
  expect(() => new Spending({ maxCost: usd(1) })).toThrow(NoPrice);
  expect(() => new Spending({ maxCost: usd(1) }, { ...price, currency: 'EUR' })).toThrow(/USD.*EUR/u);
});

test.each([
  ['5usd', { maxCost: { amount: 5, currency: 'USD' } }],
  ['0.50 EUR', { maxCost: { amount: 0.5, currency: 'EUR' } }],
  ['2,5€', { maxCost: { amount: 2.5, currency: 'EUR' } }],
  ['200000tokens', { maxTokens: 200_000 }],
  ['100 requests', { maxRequests: 100 }],
  ['1.5 requests', undefined],
  ['0usd', undefined],
  ['5', undefined],
  ['lots', undefined],
  ['-5usd', undefined],
])('a budget of %s', (text, budget) => {
  expect(readBudget(text)).toEqual(budget);
});

test.each([
  ['0.15/0.60usd', { input: 0.15, output: 0.6, currency: 'USD' }],
  ['0,1 / 2 €', { input: 0.1, output: 2, currency: 'EUR' }],
  ['0/0 USD', { input: 0, output: 0, currency: 'USD' }],
  ['0.15/0.60', undefined],
  ['0.15usd', undefined],
  ['-1/2usd', undefined],
])('a price of %s', (text, expected) => {
  const day = new Date(2026, 0, 31, 12);
  expect(readPrice(text, day)).toEqual(expected && { ...expected, entered: '2026-01-31' });
});
