import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { UsageError } from '../../../src/cli/command.ts';
import { generateCommand } from '../../../src/cli/generateCommand.ts';
import { statsCommand } from '../../../src/cli/statsCommand.ts';
import { serve } from '../llm/support.ts';
import { sampleDataset } from '../support/generating.ts';
import { inProcess } from './inProcess.ts';

test('generate --estimate says what a run would come to, sends nothing and leaves nothing behind', async () => {
  const server = await serve({});
  const { folder } = await sampleDataset({ connection: 'x' });
  const before = await readdir(folder);
  const endpoint = ['--base-url', server.baseUrl, '--model-id', 'practice-1'];
  const limits = ['--target', '50', '--price', '0.15/0.6usd', '--budget', '2usd'];
  const { exit, json, text } = await inProcess(generateCommand, [folder, '--estimate', ...endpoint, ...limits]);
  expect(exit).toBe(0);
  expect(json).toMatchObject({
    admitted: { low: 50, likely: 50, high: 50 },
    cost: { low: expect.any(Number), likely: expect.any(Number), high: expect.any(Number) },
    price: { input: 0.15, output: 0.6, currency: 'USD' },
    basis: { from: 'seeds' },
    budget: { maxCost: { amount: 2, currency: 'USD' } },
  });
  expect(text).toMatch(/^cost: about [\d.]+ USD \([\d.]+ to [\d.]+\)/mu);
  expect(text).toContain('budget: 2 USD; a run ends before it is passed');
  expect(server.requests).toEqual([]);
  expect(await readdir(folder)).toEqual(before);
});

test('rounds say what they cost and what is left; stats add it up', async () => {
  const server = await serve({});
  const { folder } = await sampleDataset({ connection: 'x', round: { requests: 1 } });
  const endpoint = ['--base-url', server.baseUrl, '--model-id', 'practice-1'];
  const run = await inProcess(generateCommand, [folder, '--rounds', '2', '--price', '10/40usd', ...endpoint]);
  expect(run.told).toMatch(/^ {2}\d+ requests, \d+ tokens, [\d.]+ USD, [\d.]+ USD for each admitted task/mu);
  const { cost } = run.json as { cost: { amount: number } };
  const stats = await inProcess(statsCommand, [folder]);
  expect(stats.json).toMatchObject({ spent: { byModel: [{ model: 'practice-1' }], perAccepted: [] } });
  const { spent } = stats.json as { spent: { cost: { amount: number; currency: string }[] } };
  expect(spent.cost).toEqual([{ amount: expect.closeTo(cost.amount, 9), currency: 'USD' }]);
  expect(stats.text).toMatch(/^cost [\d.]+ USD\n {2}practice-1: \d+ requests/mu);
});

test('a run of another kind has no estimate, and that is wrong usage', async () => {
  const { folder } = await sampleDataset({ connection: 'practice' });
  const asked = inProcess(generateCommand, [folder, '--estimate', '--resume', '--model', 'practice']);
  await expect(asked).rejects.toThrow(UsageError);
});
