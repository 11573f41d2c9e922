import { describe, expect, onTestFinished, test } from 'vitest';
import type { BatchOptions } from '../../../src/core/batch/advanceRun.ts';
import { BatchStore } from '../../../src/core/batch/batchStore.ts';
import { cancelBatch, checkBatches, collectBatches } from '../../../src/core/batch/collectBatch.ts';
import { submitBatch } from '../../../src/core/batch/submitBatch.ts';
import type { Goal } from '../../../src/core/pipeline/prepareRun.ts';
import { type LoopbackServerOptions, startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { clientOf, runToEnd, sampleDataset, timelessFiles } from '../support/generating.ts';
import { readLines } from '../support/temporaryDataset.ts';

const recipe = { connection: 'loopback', model: 'practice-1' };
const rounds = (rounds: number): Goal => ({ rounds });

async function server(options: LoopbackServerOptions = {}) {
  const started = await startLoopbackServer(options);
  onTestFinished(() => started.close());
  return started;
}

function optionsFor(dataset: Dataset, baseUrl: string, more: Partial<BatchOptions> = {}): BatchOptions {
  const signal = new AbortController().signal;
  return { dataset, client: clientOf(baseUrl), version: 'test', randomSeed: 11, signal, ...more };
}

/** Another process would read the folder anew. */
const reopened = ({ folder }: Dataset) => Dataset.open(nodeDisk, folder);

/** Asks until the endpoint is done, then collects; again and again until the run waits for nothing more. */
async function collectAll(dataset: Dataset, baseUrl: string, more: Partial<BatchOptions> = {}): Promise<number> {
  for (let collections = 1; ; collections += 1) {
    const options = optionsFor(await reopened(dataset), baseUrl, more);
    while (
      (await checkBatches(options)).some(({ state }) =>
        ['validating', 'in_progress', 'finalizing', 'cancelling'].includes(state),
      )
    );
    const { submitted } = await collectBatches(options);
    if (submitted.length === 0) return collections;
    expect(collections).toBeLessThan(30);
  }
}

/** Bodies of all requests that a server was asked, in batches and directly. */
async function asked({ requests }: Awaited<ReturnType<typeof server>>) {
  const direct = requests.filter(({ path }) => path.endsWith('/chat/completions')).length;
  const uploads = requests.filter(({ method, path }) => method === 'POST' && path === '/v1/files');
  const ids = uploads.flatMap(({ body }) => [...String(body).matchAll(/"custom_id":"(\w+)"/gu)].map(([, id]) => id));
  return { direct, ids, uploads: uploads.length };
}

describe('a run by batches', () => {
  test.each(['self-instruct', 'single-call'])('equals an undisturbed one, id by id: %s', async (name) => {
    const [online, batched] = [
      await sampleDataset({ ...recipe, recipe: name }),
      await sampleDataset({ ...recipe, recipe: name }),
    ];
    const endpoint = await server();
    await runToEnd(online, { client: clientOf(endpoint.baseUrl), goal: rounds(2) });
    const before = (await asked(endpoint)).direct;
    const sent = await submitBatch(optionsFor(batched, endpoint.baseUrl), rounds(2));
    expect(sent).toMatchObject({ summary: { ended: 'waiting', admitted: 0 }, submitted: [{ state: 'validating' }] });
    await collectAll(batched, endpoint.baseUrl);
    const [expected, found] = [await timelessFiles(online), await timelessFiles(batched)];
    expect(found['generated_tasks.jsonl']).toBe(expected['generated_tasks.jsonl']);
    expect(found['filtered_candidates.jsonl']).toBe(expected['filtered_candidates.jsonl']);
    const { direct, ids } = await asked(endpoint);
    // The first request finds out what the endpoint takes; everything else goes by batch, and nothing twice.
    expect(direct - before).toBe(1);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length + 1).toBe(before);
    expect((await readLines(batched, 'rounds.jsonl')).at(-1)).toMatchObject({ ended: 'rounds' });
  });
});
