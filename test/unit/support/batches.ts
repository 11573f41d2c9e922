import { onTestFinished } from 'vitest';
import type { BatchOptions } from '../../../src/core/batch/advanceRun.ts';
import type { BatchJob } from '../../../src/core/batch/batchJob.ts';
import { type CollectedBatches, checkBatches, collectBatches } from '../../../src/core/batch/collectBatch.ts';
import { EndpointFeatures } from '../../../src/core/llm/endpointFeatures.ts';
import type { ModelClient } from '../../../src/core/llm/modelClient.ts';
import {
  type LoopbackServer,
  type LoopbackServerOptions,
  startLoopbackServer,
} from '../../../src/core/practice/loopbackServer.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { prepareOwnFolder } from '../../../src/core/store/lock.ts';
import { clientOf, sampleDataset } from './generating.ts';

const recipe = {
  connection: 'loopback',
  model: 'practice-1',
  recipe: 'single-call',
  round: { requests: 4, retryUnreadable: false },
};

/** A small dataset for a model at an endpoint, of one step a request unless `more` says otherwise. */
export const batchDataset = (more: object = {}) => sampleDataset({ ...recipe, ...more });

/** As if a request had gone through before: then none is sent to find out what the endpoint takes. */
export async function knowEndpoint({ disk, paths }: Dataset, client: ModelClient): Promise<void> {
  await prepareOwnFolder(disk, paths);
  await (await EndpointFeatures.open(disk, paths.endpoints, client)).confirm();
}

/** A loopback server that ends with the test. */
export async function loopback(options: LoopbackServerOptions = {}): Promise<LoopbackServer> {
  const server = await startLoopbackServer(options);
  onTestFinished(() => server.close());
  return server;
}

export function batchOptions(dataset: Dataset, baseUrl: string, more: Partial<BatchOptions> = {}): BatchOptions {
  const { signal } = new AbortController();
  return { dataset, client: clientOf(baseUrl), version: 'test', randomSeed: 11, signal, ...more };
}

/** The dataset as another process would see it. */
export const reopened = ({ folder }: Pick<Dataset, 'folder'>) => Dataset.open(nodeDisk, folder);

const underway = ['validating', 'in_progress', 'finalizing', 'cancelling'];

/** Asks until the endpoint is done with every job. */
export async function untilDone(options: BatchOptions): Promise<readonly BatchJob[]> {
  for (let times = 0; times < 20; times += 1) {
    const jobs = await checkBatches(options);
    if (!jobs.some(({ state }) => underway.includes(state))) return jobs;
  }
  throw new Error('The batch is never done.');
}

/** Waits for what is open and collects it, as a process of its own. */
export async function collectOnce(
  dataset: Dataset,
  baseUrl: string,
  more: Partial<BatchOptions> = {},
): Promise<CollectedBatches> {
  const options = batchOptions(await reopened(dataset), baseUrl, more);
  await untilDone(options);
  return collectBatches(options);
}

/** Collects until nothing follows any more. */
export async function collectAll(
  dataset: Dataset,
  baseUrl: string,
  more: Partial<BatchOptions> = {},
): Promise<readonly CollectedBatches[]> {
  const all: CollectedBatches[] = [];
  while (all.length < 20) {
    const collected = await collectOnce(dataset, baseUrl, more);
    all.push(collected);
    if (collected.submitted.length === 0 && collected.open.length === 0) return all;
  }
  throw new Error('The run comes to no end.');
}

/** What a server was asked: how many requests directly, and the ids in each uploaded file. */
export function askedOf({ requests }: LoopbackServer): {
  readonly direct: number;
  readonly files: readonly string[][];
} {
  const direct = requests.filter(({ path }) => path.endsWith('/chat/completions')).length;
  const uploads = requests.filter(({ method, path }) => method === 'POST' && path === '/v1/files');
  const idsIn = (body: unknown) => [...String(body).matchAll(/"custom_id":"(\w+)"/gu)].map(([, id = '']) => id);
  return { direct, files: uploads.map(({ body }) => idsIn(body)) };
}
