import { expect, test } from 'vitest';
import type { BatchJob } from '../../../src/core/batch/batchJob.ts';
import { readJob } from '../../../src/core/batch/batchJob.ts';
import { BatchStore } from '../../../src/core/batch/batchStore.ts';
import { readLine } from '../../../src/core/batch/replyLine.ts';
import { takeReplies } from '../../../src/core/batch/takeReplies.ts';
import { readBatch } from '../../../src/core/llm/batchEndpoint.ts';
import { EndpointFeatures } from '../../../src/core/llm/endpointFeatures.ts';
import { ReplyStore } from '../../../src/core/store/replyStore.ts';
import { batchDataset } from '../support/batches.ts';

const job: BatchJob = {
  id: 'r1_x-1',
  run: 'r1_x',
  connection: 'mine',
  origin: 'https://models.example',
  model: 'm',
  requests: 3,
  createdAt: '2026-11-20T10:00:00.000Z',
  state: 'completed',
  fields: ['model', 'messages', 'response_format'],
  usage: { inputTokens: 0, outputTokens: 0 },
};
const completion = (content: string) => ({
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 5, completion_tokens: 7 },
});
const line = (custom_id: unknown, content: string) =>
  JSON.stringify({ custom_id, response: { status_code: 200, body: completion(content) }, error: null });
const keys = ['a', 'b', 'c'];
const now = () => new Date(0);

async function jobInDataset() {
  const dataset = await batchDataset();
  const store = new BatchStore(dataset);
  const requests = keys.map((key, index) => ({ key, run: job.run, slot: `${index}/tasks`, sample: 0, attempt: 0 }));
  await store.create(job, requests);
  const take = async (...lines: readonly string[]) => {
    const taken = await takeReplies(dataset, store, [job], [Buffer.from(lines.join('\n'))], now);
    return { ...taken, of: taken.byJob.get(job) };
  };
  const texts = async () => {
    const replies = await ReplyStore.open(dataset.disk, dataset.paths.replies);
    return Promise.all(keys.map(async (key) => (await replies.get(key))?.reply.text));
  };
  return { dataset, store, take, texts };
}

test('a line that answers nothing is counted and passed over', async () => {
  const { take, texts } = await jobInDataset();
  const hostile = ['{', 'null', '[]', '7', '{}', line(7, 'x'), line('z', 'x'), line('__proto__', 'x'), line('', 'x')];
  const { unknown, of } = await take(...hostile, line('b', 'B'), '{"custom_id":"c","response":');
  expect([unknown, of]).toMatchObject([10, { replies: 1, failed: 0, missing: 2, duplicates: 0 }]);
  expect(await texts()).toEqual([undefined, 'B', undefined]);
});

test('of two replies the first counts, in one file and from one to the next', async () => {
  const { take, texts } = await jobInDataset();
  expect((await take(line('a', 'first'), line('a', 'second'))).of).toMatchObject({ replies: 1, duplicates: 1 });
  expect((await take(line('a', 'third'))).of).toMatchObject({ replies: 0, duplicates: 1 });
  expect((await texts())[0]).toBe('first');
});

test('a failure before or after a reply does not undo it, and one alone is written down', async () => {
  const { store, take } = await jobInDataset();
  const refused = (key: string) =>
    JSON.stringify({ custom_id: key, response: { status_code: 400, body: { error: { message: 'No.' } } } });
  const expired = JSON.stringify({
    custom_id: 'c',
    response: null,
    error: { code: 'batch_expired', message: 'Too\nlate' },
  });
  const { of } = await take(refused('a'), line('a', 'A'), refused('a'), refused('b'), expired);
  expect(of).toMatchObject({ replies: 1, failed: 2, missing: 0 });
  await store.update(job, { collected: { at: '', unknown: 0, replies: 1, duplicates: 0, failed: 2, missing: 0 } });
  const refusals = await store.refusals(job.run);
  expect([...refusals]).toEqual([['b', { times: 1, message: expect.stringContaining('No.') }]]);
});

test('a field that every request was refused for is not sent again, and one refusal among replies tells nothing', async () => {
  const { dataset, take } = await jobInDataset();
  const message = 'response_format is not supported';
  const refused = JSON.stringify({ custom_id: 'a', response: { status_code: 400, body: { error: { message } } } });
  const supports = async () =>
    (await EndpointFeatures.open(dataset.disk, dataset.paths.endpoints, { ...job, practice: false })).supports(
      'response_format',
    );
  await take(refused, line('b', 'B'));
  expect(await supports()).toBe(true);
  await take(refused);
  expect(await supports()).toBe(false);
});

test.each([
  ['an empty list of choices', { status_code: 200, body: { choices: [] } }],
  ['no completion', { status_code: 200, body: 'text' }],
  ['a body that is missing', { status_code: 200 }],
  ['a status that is none', { status_code: 'ok', body: [] }],
])('%s is a failure and no reply', (_, response) => {
  expect(readLine({ custom_id: 'a', response }, 10, job)).toMatchObject({ refused: true, failure: expect.any(String) });
});

test('as vLLM writes an error, beside an empty response', () => {
  const value = {
    custom_id: 'a',
    response: { status_code: 400, body: null },
    error: { message: 'too long', code: 400 },
  };
  expect(readLine(value, 10, job)).toMatchObject({
    status: 400,
    refused: true,
    failure: expect.stringContaining('too long'),
  });
});

test('a reply of more than 10 MB is none', () => {
  expect(readLine(JSON.parse(line('a', 'x')), 10_000_001, job)).toMatchObject({ refused: true });
});

test.each([
  [{ id: 'batch_1', status: 'unheard of' }],
  [{ id: '../files', status: 'completed' }],
  [{ status: 'completed' }],
  ['batch'],
])('a description that is none: %j', (answer) => {
  expect(() => readBatch(answer, 'https://models.example')).toThrow();
});

test('of a description only what is what it should be is taken', () => {
  const answer = {
    id: 'batch_1',
    status: 'failed',
    output_file_id: 'a/../b',
    error_file_id: 'file-2',
    expires_at: 1e300,
    request_counts: { total: '5', completed: -1, failed: 2 },
    errors: { data: [{ line: 3, message: 'Bad\u001b[31m line' }] },
  };
  expect(readBatch(answer, 'o')).toEqual({
    batch: 'batch_1',
    state: 'failed',
    errorFile: 'file-2',
    counts: { total: 0, completed: 0, failed: 2 },
    problem: 'line 3: Bad [31m line',
  });
});

test.each([
  { id: '../../outside' },
  { batch: '../files/secret' },
  { state: 'done' },
  { requests: '3' },
  { fields: 'all' },
  { limits: 7 },
  { limits: { budget: { maxRequests: 'many' } } },
  { limits: { price: { input: 'NaN', output: 1, currency: 'USD' } } },
  { usage: { inputTokens: 1 } },
])('a job file that is none: %j', (change) => {
  expect(readJob({ ...job, ...change })).toBeUndefined();
  expect(readJob({ ...job })).toEqual(job);
});

test('what was collected stays so, whatever another window notes', async () => {
  const { store } = await jobInDataset();
  const collected = { at: '', replies: 3, duplicates: 0, unknown: 0, failed: 0, missing: 0 };
  await store.update(job, { collected });
  expect(await store.update(job, { state: 'in_progress' })).toMatchObject({ state: 'completed', collected });
  expect(await store.open()).toEqual([]);
});
