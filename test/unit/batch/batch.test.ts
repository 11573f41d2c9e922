import { describe, expect, test } from 'vitest';
import type { BatchOptions } from '../../../src/core/batch/advanceRun.ts';
import { BatchStore } from '../../../src/core/batch/batchStore.ts';
import { cancelBatch, checkBatches, collectBatches } from '../../../src/core/batch/collectBatch.ts';
import { submitBatch } from '../../../src/core/batch/submitBatch.ts';
import type { LoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import type { Dataset } from '../../../src/core/store/dataset.ts';
import { RunJournal } from '../../../src/core/store/runJournal.ts';
import {
  askedOf,
  batchDataset,
  batchOptions,
  collectAll,
  collectOnce,
  knowEndpoint,
  loopback,
  reopened,
} from '../support/batches.ts';
import { clientOf, runToEnd, timelessFiles } from '../support/generating.ts';
import { readLines } from '../support/temporaryDataset.ts';

const oneRound = { rounds: 1 } as const;

const expected = new Map<string, Record<string, string>>();

/** What the same run writes that asks request by request. */
async function undisturbed(recipe: string): Promise<Record<string, string>> {
  const known = expected.get(recipe);
  if (known) return known;
  const [dataset, server] = [await batchDataset({ recipe }), await loopback()];
  await runToEnd(dataset, { client: clientOf(server.baseUrl) });
  const files = await timelessFiles(dataset);
  expected.set(recipe, files);
  return files;
}

async function expectSameTasks(found: Dataset): Promise<void> {
  const [a, b] = [await timelessFiles(found), await undisturbed(found.snapshot.recipe.recipe)];
  expect(a['generated_tasks.jsonl']).not.toBe('');
  for (const file of ['generated_tasks.jsonl', 'filtered_candidates.jsonl']) expect(a[file]).toBe(b[file]);
}

function expectNothingTwice(server: LoopbackServer): void {
  const ids = askedOf(server).files.flat();
  expect(new Set(ids).size).toBe(ids.length);
}

async function submitted(server: LoopbackServer, more: Partial<BatchOptions> = {}, recipe: object = {}) {
  const dataset = await batchDataset(recipe);
  const options = batchOptions(dataset, server.baseUrl, more);
  await knowEndpoint(dataset, options.client);
  const sent = await submitBatch(options, oneRound);
  return { dataset, sent, jobs: sent?.submitted ?? [] };
}

describe('a run by batches', () => {
  test.each(['self-instruct', 'single-call'])('equals one by single requests, id by id: %s', async (recipe) => {
    const server = await loopback();
    const { dataset, sent } = await submitted(server, {}, { recipe });
    expect(sent).toMatchObject({ summary: { ended: 'waiting' }, submitted: [{ state: 'validating', requests: 4 }] });
    const collections = await collectAll(dataset, server.baseUrl);
    await expectSameTasks(dataset);
    expect(askedOf(server).direct).toBe(0);
    expectNothingTwice(server);
    expect(collections.at(-1)?.summary).toMatchObject({ ended: 'rounds' });
    const jobs = await new BatchStore(dataset).list();
    expect(jobs.every(({ collected, requests }) => collected?.replies === requests)).toBe(true);
  });

  test('later steps follow as earlier ones return', async () => {
    const server = await loopback();
    const { dataset } = await submitted(server, {}, { recipe: 'self-instruct' });
    const collections = await collectAll(dataset, server.baseUrl);
    // Instructions, whether they are classifications, their instances.
    expect(collections.map(({ submitted }) => submitted.length)).toEqual([1, 1, 0]);
    const slots = await readLines(dataset, '.self-instruct/replies/000001.jsonl');
    expect(slots.some(({ slot }) => /inputFirst|outputFirst/u.test(String(slot)))).toBe(true);
  });

  test('what an endpoint does not take is found out before a file is sent', async () => {
    const server = await loopback({ capabilities: { jsonSchema: false } });
    const dataset = await batchDataset();
    await submitBatch(batchOptions(dataset, server.baseUrl), oneRound);
    // Refused once, and then answered: that reply is stored as any other.
    expect(askedOf(server).direct).toBe(2);
    const uploads = server.requests.filter(({ path, method }) => path === '/v1/files' && method === 'POST');
    expect(uploads.length).toBe(1);
    expect(String(uploads[0]?.body)).not.toContain('response_format');
    expect((await collectAll(dataset, server.baseUrl)).at(-1)?.summary?.ended).toBe('rounds');
  });

  test('a file holds no more than is allowed', async () => {
    const server = await loopback();
    const fileLimits = { requests: 2, bytes: 1_000_000 };
    const { dataset, jobs } = await submitted(server, { fileLimits });
    expect(jobs.map(({ requests }) => requests)).toEqual([2, 2]);
    await collectAll(dataset, server.baseUrl, { fileLimits });
    await expectSameTasks(dataset);
    expectNothingTwice(server);
    const longest = Math.max(...askedOf(server).files.map(({ length }) => length));
    expect(longest).toBe(2);
  });

  test('each of two models has a batch of its own', async () => {
    const server = await loopback({ models: ['practice-1', 'other'] });
    const client = { ...clientOf(server.baseUrl), instances: clientOf(server.baseUrl, { model: 'other' }) };
    const { dataset } = await submitted(server, { client }, { recipe: 'self-instruct' });
    await knowEndpoint(dataset, client.instances);
    await collectAll(dataset, server.baseUrl, { client });
    const models = (await new BatchStore(dataset).list()).map(({ model }) => model);
    expect(new Set(models)).toEqual(new Set(['practice-1', 'other']));
    expectNothingTwice(server);
  });

  test('what waits for a batch is not asked for directly meanwhile', async () => {
    const server = await loopback();
    const { dataset } = await submitted(server);
    const direct = runToEnd(await reopened(dataset), { client: clientOf(server.baseUrl) });
    await expect(direct).rejects.toMatchObject({ code: 'batch-open' });
    const again = submitBatch(batchOptions(await reopened(dataset), server.baseUrl), oneRound);
    await expect(again).rejects.toMatchObject({ code: 'batch-open' });
    expect(askedOf(server)).toMatchObject({ direct: 0, files: [expect.anything()] });
  });

  test('a derived run goes by batches as well', async () => {
    const server = await loopback();
    const dataset = await batchDataset();
    const ids = dataset.snapshot.seeds.slice(0, 3).map(({ id }) => id);
    const options = batchOptions(dataset, server.baseUrl);
    await knowEndpoint(dataset, options.client);
    const sent = await submitBatch(options, { derive: { step: 'paraphrase', tasks: ids } });
    expect(sent?.submitted).toMatchObject([{ requests: 3 }]);
    const [collected] = await collectAll(dataset, server.baseUrl);
    expect(collected?.summary).toMatchObject({ ended: 'target', fromStore: 3 });
    expect(askedOf(server)).toMatchObject({ direct: 0 });
  });

  test('nothing is sent and nothing is left behind where nobody confirms', async () => {
    const server = await loopback();
    const asked: unknown[] = [];
    const confirm: BatchOptions['confirm'] = async (planned) => asked.push(planned) > 1;
    const { dataset, sent } = await submitted(server, { confirm });
    expect([sent, asked]).toEqual([undefined, [{ requests: 4, files: 1, models: ['practice-1'] }]]);
    expect(server.requests).toEqual([]);
    expect(await new BatchStore(dataset).list()).toEqual([]);
    expect(await RunJournal.latest(dataset.disk, dataset.paths)).toBeUndefined();
  });
});

describe('what does not come back', () => {
  test('an expired batch is collected in part, and only what failed is sent again', async () => {
    const server = await loopback({ batchFaults: { expires: (batch) => batch === 0 } });
    const { dataset } = await submitted(server);
    const first = await collectOnce(dataset, server.baseUrl);
    expect(first.collected).toMatchObject([{ state: 'expired', collected: { replies: 2, failed: 2, missing: 0 } }]);
    const [sent = [], next = []] = askedOf(server).files;
    const again = next.filter((id) => sent.includes(id));
    expect(again.length).toBe(2);
    await collectAll(dataset, server.baseUrl);
    await expectSameTasks(dataset);
    expect(askedOf(server).files.flat().length - new Set(askedOf(server).files.flat()).size).toBe(2);
  });

  test('refused requests are in the error file and in the next batch', async () => {
    const server = await loopback({ batchFaults: { refuses: (request) => (request === 1 ? 500 : undefined) } });
    const { dataset, jobs } = await submitted(server);
    const { collected } = await collectOnce(dataset, server.baseUrl);
    expect(collected).toMatchObject([{ state: 'completed', collected: { replies: 3, failed: 1 } }]);
    const errors = await readLines(dataset, `.self-instruct/batches/${jobs[0]?.id}.errors.jsonl`);
    expect(errors).toMatchObject([
      { status: 500, refused: false, message: expect.stringContaining('Refused to order') },
    ]);
    await collectAll(dataset, server.baseUrl);
    await expectSameTasks(dataset);
  });

  test('a request that is refused every time is given up after three, and the reason is told', async () => {
    let wanted: string | undefined;
    const refuses = (_: number, body: object) => {
      const text = JSON.stringify(body);
      wanted ??= text;
      return text === wanted ? 400 : undefined;
    };
    const server = await loopback({ batchFaults: { refuses } });
    const { dataset } = await submitted(server);
    const collections = await collectAll(dataset, server.baseUrl);
    expect(collections.length).toBe(3);
    expect(collections.at(-1)).toMatchObject({
      summary: { ended: 'error' },
      message: expect.stringMatching(/refused 3 times.*Refused to order/u),
    });
  });

  test('a cancelled batch is collected in part, and the rest is sent when somebody says so', async () => {
    const server = await loopback();
    const { dataset, jobs } = await submitted(server);
    const options = batchOptions(dataset, server.baseUrl);
    await checkBatches(options);
    await checkBatches(options);
    const [job] = jobs;
    if (!job) throw new Error('There is no job.');
    expect(await cancelBatch(options, job)).toMatchObject({ state: 'cancelling' });
    const { collected, submitted: sent, message } = await collectOnce(dataset, server.baseUrl);
    expect(collected).toMatchObject([{ state: 'cancelled', collected: { replies: 2, missing: 2 } }]);
    expect([sent, message]).toEqual([[], expect.stringContaining('was cancelled')]);
    await submitBatch(batchOptions(await reopened(dataset), server.baseUrl), 'resume');
    await collectAll(dataset, server.baseUrl);
    await expectSameTasks(dataset);
  });

  test('a batch that the endpoint no longer knows is let go, and its requests are asked anew', async () => {
    const server = await loopback();
    const { dataset, jobs } = await submitted(server);
    const options = batchOptions(dataset, server.baseUrl);
    const [job] = jobs;
    if (!job) throw new Error('There is no job.');
    const forgotten = await new BatchStore(dataset).update(job, { batch: 'batch_99' });
    await expect(checkBatches(options)).rejects.toMatchObject({ kind: 'unknown-model', status: 404 });
    expect(await cancelBatch(options, forgotten)).toMatchObject({ state: 'lost' });
    const again = await submitBatch(batchOptions(await reopened(dataset), server.baseUrl), 'resume');
    expect(again?.submitted).toMatchObject([{ requests: 4 }]);
  });

  test('a batch that the endpoint refuses as a whole is not sent again by itself', async () => {
    const server = await loopback();
    const { dataset, jobs } = await submitted(server);
    const [job] = jobs;
    if (!job) throw new Error('There is no job.');
    const problem = 'line 1: too many tokens';
    await new BatchStore(dataset).update(job, { state: 'failed', problem });
    const result = await collectBatches(batchOptions(await reopened(dataset), server.baseUrl));
    expect(result).toMatchObject({ submitted: [], message: expect.stringContaining(problem) });
    expect(askedOf(server).files.length).toBe(1);
  });

  test('killed while it was being sent, a batch that reached the endpoint is found again', async () => {
    const server = await loopback();
    const { dataset, jobs } = await submitted(server);
    const store = new BatchStore(dataset);
    const [job] = jobs;
    if (!job) throw new Error('There is no job.');
    const requests = [...(await store.requestsOf(job)).values()];
    const { batch: _, counts: __, expiresAt: ___, checkedAt: ____, ...written } = job;
    await store.create({ ...written, state: 'prepared' }, requests);
    await collectAll(dataset, server.baseUrl);
    await expectSameTasks(dataset);
    expectNothingTwice(server);
  });

  test('killed before it was sent, its requests are sent with the next one', async () => {
    const server = await loopback();
    const { dataset, jobs } = await submitted(server);
    const store = new BatchStore(dataset);
    const [job] = jobs;
    if (!job) throw new Error('There is no job.');
    const unsent = { ...job, id: `${job.id}x`, state: 'prepared' as const };
    await store.create(unsent, [...(await store.requestsOf(job)).values()]);
    await store.remove(job);
    await submitBatch(batchOptions(await reopened(dataset), server.baseUrl), 'resume');
    expect((await store.list()).map(({ state }) => state)).toEqual(['validating']);
  });
});

describe('limits', () => {
  test('a budget of requests holds for the whole run, over sessions', async () => {
    const server = await loopback();
    const { dataset, jobs } = await submitted(server, { budget: { maxRequests: 7 } }, { recipe: 'self-instruct' });
    expect(jobs).toMatchObject([{ requests: 4 }]);
    const collections = await collectAll(dataset, server.baseUrl);
    expect(askedOf(server).files.flat().length).toBe(7);
    expect(collections.at(-1)).toMatchObject({ message: expect.stringContaining('budget') });
  });

  test('tokens are counted as the most that a request can come to before it is sent', async () => {
    const server = await loopback();
    const { sent } = await submitted(server, { budget: { maxTokens: 6_000 } });
    expect(sent?.submitted.length === 0 || (sent?.submitted[0]?.requests ?? 9) < 3).toBe(true);
    expect(sent?.message).toContain('budget');
  });

  test('larger waves go on as they began', async () => {
    const server = await loopback();
    const { dataset, jobs } = await submitted(server, { waveSize: 4 }, { round: { requests: 4, waveSize: 1 } });
    expect(jobs).toMatchObject([{ requests: 4 }]);
    const small = await submitted(server, {}, { round: { requests: 4, waveSize: 1 } });
    expect(small.jobs).toMatchObject([{ requests: 2 }]);
    expect((await collectAll(dataset, server.baseUrl)).at(-1)?.summary?.ended).toBe('rounds');
  });

  test('a model without batches says so', async () => {
    const dataset = await batchDataset();
    const { batches: _, ...client } = clientOf('http://127.0.0.1:9/v1');
    const sent = submitBatch(batchOptions(dataset, 'http://127.0.0.1:9/v1', { client }), oneRound);
    await expect(sent).rejects.toMatchObject({ code: 'no-batches' });
  });

  test('a batch elsewhere is asked after only by a model that is there', async () => {
    const [server, other] = [await loopback(), await loopback()];
    const { dataset } = await submitted(server);
    await expect(checkBatches(batchOptions(dataset, other.baseUrl))).rejects.toMatchObject({ code: 'no-model' });
    expect(other.requests).toEqual([]);
  });
});

describe('runs about tasks that are there go by batches too', () => {
  test.each([
    { step: 'regenerate', file: 'outputs.jsonl' },
    { step: 'judge', file: 'scores.jsonl' },
  ] as const)('$step', async ({ step, file }) => {
    const server = await loopback();
    const datasets = [await batchDataset(), await batchDataset()] as const;
    const results: Record<string, unknown>[][] = [];
    for (const [at, dataset] of datasets.entries()) {
      await runToEnd(dataset, { client: clientOf(server.baseUrl) });
      const asked = askedOf(server).direct;
      const tasks = (await readLines(dataset, 'generated_tasks.jsonl')).slice(0, 5).map(({ id }) => String(id));
      const goal = { improve: { step, tasks } };
      if (at === 0) await runToEnd(dataset, { client: clientOf(server.baseUrl), goal });
      else {
        const sent = await submitBatch(batchOptions(await reopened(dataset), server.baseUrl), goal);
        expect(sent).toMatchObject({ summary: { ended: 'waiting' } });
        const collections = await collectAll(dataset, server.baseUrl);
        expect(collections.at(-1)?.summary).toMatchObject({ ended: 'target', improved: { step } });
        expect(askedOf(server).direct).toBe(asked);
      }
      const lines = await readLines(dataset, file);
      results.push(lines.map(({ at: _at, provenance: _provenance, ...line }) => line));
    }
    expect(results[0]?.length).toBeGreaterThan(2);
    expect(results[1]).toEqual(results[0]);
  });
});
