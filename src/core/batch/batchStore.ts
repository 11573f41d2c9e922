import path from 'node:path';
import { isRecord } from '../isRecord.ts';
import { GenerateError } from '../pipeline/generateError.ts';
import type { Dataset } from '../store/dataset.ts';
import type { Disk } from '../store/disk.ts';
import { jsonLine, parseJsonl } from '../store/jsonl.ts';
import { prepareOwnFolder, withWriteLock } from '../store/lock.ts';
import type { DatasetPaths } from '../store/paths.ts';
import type { ReplySlot } from '../store/replyStore.ts';
import { type BatchJob, isOpen, readJob } from './batchJob.ts';

/** One request of a job: the key of its reply, which is also its `custom_id`, and what the reply answers. */
export interface JobRequest extends ReplySlot {
  readonly key: string;
}

/** A request that came back without a reply. */
export interface JobFailure {
  readonly key: string;
  readonly slot: string;
  readonly status?: number;
  readonly message: string;
  /** True where it was refused for what it is, and not because time or places ran out. */
  readonly refused: boolean;
}

type StorePlace = Pick<Dataset, 'disk' | 'paths'>;

/**
 * The jobs of a dataset in `.self-instruct/batches/`: of each a description that changes, the list of what is in it, and what
 * came back as an error.
 */
export class BatchStore {
  readonly #disk: Disk;
  readonly #paths: DatasetPaths;

  constructor({ disk, paths }: StorePlace) {
    this.#disk = disk;
    this.#paths = paths;
  }

  /** Every job, those made first at the front. What cannot be read is passed over. */
  async list(): Promise<readonly BatchJob[]> {
    const names = (await this.#disk.list(this.#paths.batches)).filter((name) => name.endsWith('.json'));
    const jobs = await Promise.all(names.map((name) => this.#read(path.join(this.#paths.batches, name))));
    return jobs
      .filter((job) => job !== undefined)
      .sort((a, b) => (a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1));
  }

  async open(): Promise<readonly BatchJob[]> {
    return (await this.list()).filter(isOpen);
  }

  /** Writes a job down, what is in it first. Call it under the run lock. */
  async create(job: BatchJob, requests: readonly JobRequest[]): Promise<void> {
    await prepareOwnFolder(this.#disk, this.#paths);
    await this.#disk.makeFolder(this.#paths.batches);
    await this.#disk.replace(this.#file(job.id, '.requests.jsonl'), requests.map(jsonLine).join(''));
    await this.#disk.replace(this.#file(job.id, '.json'), JSON.stringify(job, undefined, 2));
  }

  /**
   * Changes a job as it is on the disk now. What was collected stays as it is: another window may have been faster. Returns
   * the job as it then is.
   */
  update(job: BatchJob, change: Partial<BatchJob>): Promise<BatchJob> {
    return withWriteLock(this.#disk, this.#paths, async () => {
      const file = this.#file(job.id, '.json');
      const now = (await this.#read(file)) ?? job;
      if (now.collected && !change.collected) return now;
      const changed = { ...now, ...change };
      await this.#disk.replace(file, JSON.stringify(changed, undefined, 2));
      return changed;
    });
  }

  async remove({ id }: BatchJob): Promise<void> {
    for (const ending of ['.json', '.requests.jsonl', '.errors.jsonl']) await this.#disk.remove(this.#file(id, ending));
  }

  /** What is in a job, by key. */
  async requestsOf({ id }: BatchJob): Promise<ReadonlyMap<string, JobRequest>> {
    const requests = (await this.#lines(this.#file(id, '.requests.jsonl'))).filter(isJobRequest);
    return new Map(requests.map((request) => [request.key, request]));
  }

  /** Keys of the requests that are on their way. */
  async openKeys(): Promise<ReadonlySet<string>> {
    const keys = new Set<string>();
    for (const job of await this.open()) for (const key of (await this.requestsOf(job)).keys()) keys.add(key);
    return keys;
  }

  errorFile({ id }: BatchJob): string {
    return this.#file(id, '.errors.jsonl');
  }

  async writeFailures(job: BatchJob, failures: readonly JobFailure[]): Promise<void> {
    if (failures.length > 0) await this.#disk.replace(this.errorFile(job), failures.map(jsonLine).join(''));
  }

  /** How often a request was refused for what it is, by key, and what was said the last time. */
  async refusals(run: string): Promise<ReadonlyMap<string, { readonly times: number; readonly message: string }>> {
    const refusals = new Map<string, { times: number; message: string }>();
    for (const job of await this.list()) {
      if (job.run !== run || !job.collected?.failed) continue;
      for (const failure of (await this.#lines(this.errorFile(job))).filter(isJobFailure)) {
        const { key, message, refused } = failure;
        if (refused) refusals.set(key, { times: (refusals.get(key)?.times ?? 0) + 1, message });
      }
    }
    return refusals;
  }

  #file(id: string, ending: string): string {
    return path.join(this.#paths.batches, `${id}${ending}`);
  }

  async #read(file: string): Promise<BatchJob | undefined> {
    try {
      const job = readJob(JSON.parse(((await this.#disk.read(file)) ?? '').toString()));
      // A name inside that is not the file's could lead elsewhere.
      return job && path.basename(file) === `${job.id}.json` ? job : undefined;
    } catch {
      return undefined;
    }
  }

  async #lines(file: string): Promise<unknown[]> {
    return (await parseJsonl((await this.#disk.read(file)) ?? Buffer.alloc(0))).lines.map(({ value }) => value);
  }
}

/** Throws `GenerateError` where requests of the dataset are with a batch: asked directly, they would be paid for twice. */
export async function checkNoOpenBatch(dataset: StorePlace): Promise<void> {
  const open = await new BatchStore(dataset).open();
  if (open.length === 0) return;
  const requests = open.reduce((sum, job) => sum + job.requests, 0);
  throw new GenerateError(
    'batch-open',
    `${requests} requests of this dataset are with a batch at ${open[0]?.origin}. Asked now, they would be paid for twice. Collect the batch when it is done, or cancel it and collect what it did.`,
  );
}

function isJobRequest(value: unknown): value is JobRequest {
  return (
    isRecord(value) &&
    [value.key, value.run, value.slot].every((text) => typeof text === 'string') &&
    [value.sample, value.attempt].every((number) => typeof number === 'number')
  );
}

function isJobFailure(value: unknown): value is JobFailure {
  return isRecord(value) && typeof value.key === 'string' && typeof value.message === 'string';
}
