import { expect, onTestFinished, test } from 'vitest';
import type { RequestBody } from '../../../src/core/llm/modelClient.ts';
import { startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { askAgain } from '../../../src/core/prompts/askAgain.ts';
import { defaultRecipe, readRecipe, recipeHash } from '../../../src/core/store/recipeFile.ts';
import { clientOf, runToEnd, sampleDataset, timelessFiles } from '../support/generating.ts';
import { scriptedEndpoint } from '../support/scriptedEndpoint.ts';
import { readLines } from '../support/temporaryDataset.ts';

const single = { connection: 'loopback', recipe: 'single-call', round: { requests: 2, concurrency: 2 } };
const tasks = (word: string) =>
  JSON.stringify({
    tasks: [
      {
        instruction: `Describe the ${word} of a small harbour in two sentences.`,
        is_classification: false,
        instances: [{ input: '', output: `The ${word} is old.` }],
      },
    ],
  });
const messagesOf = ({ messages }: RequestBody) => messages as { role: string; content: string }[];
const isAgain = (body: RequestBody) => messagesOf(body).length === 3;

test('a reply that cannot be read is asked for once more, with the reply and what was wrong, and then read', async () => {
  const endpoint = await scriptedEndpoint((body) => (isAgain(body) ? tasks('lighthouse') : 'I would rather not.'));
  const dataset = await sampleDataset({ ...single, round: { requests: 1 } });
  const { summary, events } = await runToEnd(dataset, { client: endpoint.client });
  expect(summary).toMatchObject({ admitted: 1, failed: 0, filtered: {}, requests: 2 });
  const [first, second] = endpoint.bodies.map(messagesOf);
  expect(second).toEqual([
    ...(first ?? []),
    { role: 'assistant', content: 'I would rather not.' },
    { role: 'user', content: expect.stringContaining('Expected whole tasks.') },
  ]);
  expect(events.filter((event) => event.type === 'notice').map(({ message }) => message)).toEqual([
    'Request 0/tasks: The reply could not be read (expected whole tasks). Asking once more.',
  ]);
  expect(await readLines(dataset, 'rounds.jsonl')).toMatchObject([{ requests: 2, failed: 0 }]);
});

test('what still cannot be read is listed with the second reply, and counts as failed once', async () => {
  const endpoint = await scriptedEndpoint((body) => (isAgain(body) ? 'No, truly not.' : 'I would rather not.'));
  const dataset = await sampleDataset({ ...single, round: { requests: 1 } });
  const { summary } = await runToEnd(dataset, { client: endpoint.client });
  expect(summary).toMatchObject({ admitted: 0, failed: 1, filtered: { unparsable: 1 }, requests: 2 });
  expect(await readLines(dataset, 'filtered_candidates.jsonl')).toMatchObject([
    { stage: 'reply', filter: 'unparsable', instruction: 'No, truly not.' },
  ]);
});

test('where the recipe says so nothing is asked once more', async () => {
  const endpoint = await scriptedEndpoint(() => 'I would rather not.');
  const dataset = await sampleDataset({ ...single, round: { requests: 1, retryUnreadable: false } });
  const { summary } = await runToEnd(dataset, { client: endpoint.client });
  expect(summary).toMatchObject({ failed: 1, requests: 1 });
});

test('a stop between the two: nothing is asked twice, and what comes of it is the same', async () => {
  const answer = (body: RequestBody) => (isAgain(body) ? tasks('breakwater') : 'I would rather not.');
  const undisturbed = await sampleDataset(single);
  await runToEnd(undisturbed, { client: (await scriptedEndpoint(answer)).client });

  const dataset = await sampleDataset(single);
  let hold = true;
  const endpoint = await scriptedEndpoint(answer, (body) => (hold && isAgain(body) ? 60_000 : 0));
  const stopped = await runToEnd(dataset, { client: endpoint.client }, (event, stop) => {
    if (event.type === 'notice') stop();
  });
  expect(stopped.summary).toMatchObject({ ended: 'stopped', admitted: 0 });
  const firsts = endpoint.bodies.filter((body) => !isAgain(body)).length;
  hold = false;
  const resumed = await runToEnd(dataset, { client: endpoint.client, goal: 'resume' });
  expect(resumed.summary.ended).toBe('rounds');
  expect(resumed.summary.fromStore).toBeGreaterThan(0);
  // The stop may have come before the second of the first replies.
  expect(endpoint.bodies.filter((body) => !isAgain(body)).length).toBeLessThanOrEqual(firsts + 1);
  const stored = resumed.summary.fromStore + resumed.summary.requests;
  expect(stored).toBe(4);
  const { 'rounds.jsonl': _, ...files } = await timelessFiles(dataset);
  const { 'rounds.jsonl': __, ...expected } = await timelessFiles(undisturbed);
  expect(files).toEqual(expected);
});

test('a budget counts what is asked once more', async () => {
  const endpoint = await scriptedEndpoint((body) => (isAgain(body) ? tasks('quay') : 'I would rather not.'));
  const dataset = await sampleDataset({ ...single, round: { requests: 2, concurrency: 1 } });
  const { summary } = await runToEnd(dataset, { client: endpoint.client, budget: { maxRequests: 3 } });
  expect(summary).toMatchObject({ ended: 'budget', requests: 3 });
  expect(endpoint.bodies).toHaveLength(3);
});

test('the practice model answers what it is asked once more', async () => {
  const server = await startLoopbackServer({ faults: (_, body) => (isAgain(body) ? undefined : { kind: 'garbage' }) });
  onTestFinished(() => server.close());
  const dataset = await sampleDataset({ ...single, round: { requests: 6 } });
  const { summary } = await runToEnd(dataset, { client: clientOf(server.baseUrl) });
  expect(summary.admitted).toBeGreaterThan(4);
});

test('a long, an empty and a torn reply are shown to the model as far as they can be', () => {
  const request = { messages: [{ role: 'user', content: 'Ask' }], sampling: {}, seed: 1 } as const;
  const shown = (answer: string) => askAgain(request, answer, 'Again').messages[1]?.content;
  expect(shown('x'.repeat(1_000_000))?.length).toBe(4_000);
  expect(shown(' \n')).toBe('…');
  expect(shown('a\ud83d')).toBe('a');
});

test('the default leaves the recipe’s hash as it was before there was a choice', () => {
  const { recipe } = readRecipe(JSON.stringify({ language: 'en', round: { retryUnreadable: false } }), 'f');
  expect(recipeHash(defaultRecipe)).toBe('7a3dd99d1b146350');
  expect(recipeHash(recipe)).not.toBe(recipeHash(defaultRecipe));
});
