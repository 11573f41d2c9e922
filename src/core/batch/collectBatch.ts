import type { RemoteBatch } from '../llm/batchEndpoint.ts';
import { isModelError } from '../llm/modelError.ts';
import type { RunSummary } from '../pipeline/events.ts';
import { takeRunLock } from '../store/lock.ts';
import { RunJournal } from '../store/runJournal.ts';
import { advanceRun, type BatchOptions } from './advanceRun.ts';
import { type BatchJob, isOpen, isReady } from './batchJob.ts';
import { BatchStore } from './batchStore.ts';
import { endpointOf, sendQuestions, settlePrepared } from './submitBatch.ts';
import { takeReplies } from './takeReplies.ts';

type AskOptions = Pick<BatchOptions, 'client' | 'signal' | 'now'> & {
  readonly dataset: Pick<BatchOptions['dataset'], 'disk' | 'paths'>;
};

/** What *Collect* came to. */
export interface CollectedBatches {
  /** Jobs whose results were taken now. */
  readonly collected: readonly BatchJob[];
  /** Jobs that the endpoint is not done with. */
  readonly open: readonly BatchJob[];
  /** How far the run went on; absent where there was nothing to go on with. */
  readonly summary?: RunSummary;
  /** Jobs with what follows. */
  readonly submitted: readonly BatchJob[];
  /** Why nothing more was sent, where there is something to send. */
  readonly message?: string;
}

/** Asks how the open jobs stand and notes it. Resolves with all jobs. */
export async function checkBatches(options: AskOptions): Promise<readonly BatchJob[]> {
  const { dataset, client, signal, now = () => new Date() } = options;
  const store = new BatchStore(dataset);
  for (const job of await store.open()) {
    if (job.batch === undefined || isReady(job)) continue;
    const remote = await endpointOf(job, client).get(job.batch, signal);
    await store.update(job, { ...remote, checkedAt: now().toISOString() });
  }
  return store.list();
}

/** Asks the endpoint to give up a job; what it did until then can be collected. A job that it does not know is let go. */
export async function cancelBatch(options: AskOptions, job: BatchJob): Promise<BatchJob> {
  const { dataset, client, signal, now = () => new Date() } = options;
  const store = new BatchStore(dataset);
  const checkedAt = now().toISOString();
  if (job.batch === undefined) return store.update(job, { state: 'lost', checkedAt });
  const endpoint = endpointOf(job, client);
  let remote: RemoteBatch;
  try {
    remote = await endpoint.cancel(job.batch, signal);
  } catch (error) {
    if (isModelError(error) && error.status === 404) return store.update(job, { state: 'lost', checkedAt });
    // It may have ended a moment ago.
    if (!isModelError(error) || (error.status !== 409 && error.status !== 400)) throw error;
    remote = await endpoint.get(job.batch, signal);
  }
  return store.update(job, { ...remote, checkedAt });
}

/**
 * Takes the results of every job that ended, also of one that expired or was cancelled, and goes on with the run: what was
 * answered is made use of, and what it needs then is sent as the next batch, with what failed. After a batch that was
 * cancelled, or refused as a whole, nothing is sent: that is for the person to begin again.
 */
export async function collectBatches(options: BatchOptions): Promise<CollectedBatches> {
  const { dataset, now = () => new Date() } = options;
  const lock = await takeRunLock(dataset.disk, dataset.paths);
  try {
    await settlePrepared(options);
    const store = new BatchStore(dataset);
    const collected: BatchJob[] = [];
    for (const job of await checkBatches(options)) {
      if (isReady(job)) collected.push(await collectJob(options, store, job, now));
    }
    const open = (await store.list()).filter(isOpen);
    const latest = await RunJournal.latest(dataset.disk, dataset.paths);
    const isWaiting = latest && (latest.ended === undefined || latest.ended === 'waiting');
    // Without a new reply there is nothing to go on with, unless a collecting that was stopped left some.
    if (!isWaiting || (collected.length === 0 && open.length > 0)) return { collected, open, submitted: [] };
    const advanced = await advanceRun(options, lock, 'resume');
    const { summary, questions } = advanced;
    const halted = collected.find(({ state }) => state === 'cancelled' || state === 'failed');
    if (halted && questions.length > 0)
      return { collected, open, summary, submitted: [], message: haltMessage(halted, questions.length) };
    const sent = await sendQuestions(options, advanced);
    if (!sent) return { collected, open, summary, submitted: [] };
    return { collected, open, ...sent };
  } finally {
    await lock.release();
  }
}

/** The results of one job: the replies first, then the note that they are taken. */
async function collectJob(options: BatchOptions, store: BatchStore, job: BatchJob, now: () => Date): Promise<BatchJob> {
  const { dataset, client, signal } = options;
  const endpoint = endpointOf(job, client);
  const files: Buffer[] = [];
  for (const file of [job.outputFile, job.errorFile]) {
    if (file !== undefined) files.push(await endpoint.download(file, signal));
  }
  const { byJob, unknown } = await takeReplies(dataset, store, [job], files, now);
  const { usage, ...counts } = byJob.get(job) ?? emptyCounts;
  return store.update(job, { usage, collected: { at: now().toISOString(), unknown, ...counts } });
}

const emptyCounts = { usage: { inputTokens: 0, outputTokens: 0 }, replies: 0, duplicates: 0, failed: 0, missing: 0 };

function haltMessage({ state, problem }: BatchJob, left: number): string {
  const why =
    state === 'cancelled'
      ? 'The batch was cancelled'
      : `The endpoint refused the batch${problem === undefined ? '' : `: ${problem}`}`;
  return `${why}. ${left} requests are left: submit a batch to ask them, or resume the run to ask them one by one.`;
}
