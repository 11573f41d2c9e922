import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { ModelClient } from '../../../src/core/llm/modelClient.ts';
import { createPracticeClient } from '../../../src/core/practice/practiceClient.ts';
import { readRecipe } from '../../../src/core/store/recipeFile.ts';
import { serve } from '../llm/support.ts';
import { clientOf, runToEnd, sampleDataset, timelessFiles } from '../support/generating.ts';

const recipe = { connection: 'one', round: { requests: 3 } };

/** One model for instructions and another for instances, at servers of their own. */
async function twoModels() {
  const first = await serve({ models: ['writer'] });
  const second = await serve({ models: ['filler'], capabilities: { jsonSchema: false } });
  const instances = clientOf(second.baseUrl, { model: 'filler' });
  const client: ModelClient = { ...clientOf(first.baseUrl, { model: 'writer' }), instances };
  return { first, second, client };
}

test('each step asks its own model, and provenance names it', async () => {
  const { first, second, client } = await twoModels();
  const dataset = await sampleDataset(recipe);
  const { summary } = await runToEnd(dataset, { client });
  expect(summary.ended).toBe('rounds');
  expect(dataset.snapshot.generated.length).toBeGreaterThan(3);
  for (const { task } of dataset.snapshot.generated) {
    expect(task.provenance).toMatchObject({ model: 'writer', servedModel: 'writer' });
    for (const { provenance } of task.instances)
      expect(provenance).toMatchObject({ model: 'filler', servedModel: 'filler' });
  }
  expect(first.requests).toHaveLength(3);
  expect(summary.requests).toBe(first.requests.length + second.requests.length);
});

test('what one endpoint refuses is dropped for that one alone', async () => {
  const { first, second, client } = await twoModels();
  const dataset = await sampleDataset(recipe);
  const { events } = await runToEnd(dataset, { client });
  const asks = (requests: typeof first.requests) =>
    requests.map(({ body }) => (body as object | undefined) !== undefined && 'response_format' in (body as object));
  expect(asks(first.requests)).toEqual([true, true, true]);
  expect(asks(second.requests).filter(Boolean)).toHaveLength(1);
  const notices = events
    .flatMap((event) => (event.type === 'notice' ? [event.message] : []))
    .filter((message) => !message.includes('Asking once more'));
  expect(notices).toEqual([expect.stringContaining(new URL(second.baseUrl).origin)]);
  const known = JSON.parse(await readFile(dataset.paths.endpoints, 'utf8')) as Record<string, string[]>;
  expect(
    Object.entries(known)
      .map(([name, refused]) => [name.split(' ')[1], refused])
      .sort(),
  ).toEqual([
    ['filler', ['response_format']],
    ['writer', []],
  ]);
});

test('the budget holds for both together, and a resumed run ends as an undisturbed one', async () => {
  const { client } = await twoModels();
  const whole = await sampleDataset(recipe);
  await runToEnd(whole, { client });
  const parts = await sampleDataset(recipe);
  const { summary } = await runToEnd(parts, { client, budget: { maxRequests: 6 } });
  expect(summary).toMatchObject({ ended: 'budget', requests: 6 });
  await runToEnd(parts, { client, goal: 'resume' });
  const { 'generated_tasks.jsonl': expected } = await timelessFiles(whole);
  expect((await timelessFiles(parts))['generated_tasks.jsonl']).toBe(expected);
});

test('the practice model writes no part of what a real one writes', async () => {
  const { client } = await twoModels();
  const dataset = await sampleDataset(recipe);
  const mixed = { ...client, instances: createPracticeClient() };
  await expect(runToEnd(dataset, { client: mixed })).rejects.toMatchObject({ code: 'practice-in-real-dataset' });
  await expect(runToEnd(dataset, { client: { ...createPracticeClient(), instances: client } })).rejects.toMatchObject({
    code: 'practice-in-real-dataset',
  });
});

test('a recipe names the models of parts by connection, never by address', () => {
  const read = (models: unknown) => readRecipe(JSON.stringify({ models }), 'self-instruct.json');
  const models = { instances: { connection: 'mine', model: 'a' }, judge: { connection: 'editor', model: 'v/m' } };
  expect(read(models)).toMatchObject({ recipe: { models }, problems: [] });
  for (const wrong of [
    { instances: { connection: 'https://evil.example/v1', model: 'a' } },
    { instances: { connection: 'mine', model: 'a', baseUrl: 'https://evil.example' } },
    { instances: { model: 'a' } },
    { others: { connection: 'mine', model: 'a' } },
  ])
    expect(read(wrong).problems.length, JSON.stringify(wrong)).toBeGreaterThan(0);
  expect(read({ instances: { connection: 'a:1', model: 'a' } }).problems[0]?.message).toContain('never an address');
});
