import { expect, test } from 'vitest';
import { UsageError } from '../../../src/cli/command.ts';
import { modelsCommand } from '../../../src/cli/modelsCommand.ts';
import { serve } from '../llm/support.ts';
import { inProcess } from './inProcess.ts';

const run = (...args: string[]) => inProcess(modelsCommand, args);

test('models lists those of an address, under its host', async () => {
  const server = await serve({ models: ['b', 'a'] });
  const { exit, json, text } = await run('--base-url', server.baseUrl);
  expect(exit).toBe(0);
  expect(json).toEqual({ servers: [{ name: '127.0.0.1', baseUrl: server.baseUrl, models: ['a', 'b'] }] });
  expect(text).toBe(`127.0.0.1 at ${server.baseUrl}\n  a\n  b\n`);
});

test('models --test prints what a model can do, and tells on standard error what is asked', async () => {
  const server = await serve({ capabilities: { jsonSchema: false } });
  const { exit, json, text, told } = await run('--base-url', server.baseUrl, '--test', 'practice-1');
  expect(exit).toBe(0);
  expect(json).toMatchObject({
    model: 'practice-1',
    reply: { servedModel: 'practice-1' },
    findings: { 'json-schema': { state: 'no', detail: expect.stringContaining('refused with 400') } },
  });
  expect(text).toMatch(/embeddings +yes/u);
  expect(told).toContain('Asking: batches');
});

test('models --test of a model that does not answer exits with 1 and says why', async () => {
  const server = await serve();
  const { exit, text } = await run('--base-url', server.baseUrl, '--test', 'nobody');
  expect(exit).toBe(1);
  expect(text).toContain('does not know the model “nobody”');
  expect(text).toContain('not asked: there was no reply');
});

test('words that models does not take are wrong usage', async () => {
  await expect(run('data')).rejects.toBeInstanceOf(UsageError);
  await expect(run('--base-url', 'nowhere')).rejects.toBeInstanceOf(UsageError);
});
