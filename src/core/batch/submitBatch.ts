import path from 'node:path';
import type { BatchEndpoint } from '../llm/batchEndpoint.ts';
import type { ModelClient } from '../llm/modelClient.ts';
import { isModelError } from '../llm/modelError.ts';
import type { RunSummary } from '../pipeline/events.ts';
import { GenerateError } from '../pipeline/generateError.ts';
import type { Goal } from '../pipeline/prepareRun.ts';
import type { Dataset } from '../store/dataset.ts';
import { type Lock, takeRunLock } from '../store/lock.ts';
import { RunJournal } from '../store/runJournal.ts';
import { type Advanced, advanceRun, type BatchOptions, fileQuestions, writeJob } from './advanceRun.ts';
import type { BatchJob } from './batchJob.ts';
import { BatchStore, checkNoOpenBatch } from './batchStore.ts';
import type { RequestFile } from './requestFile.ts';

/** What a submission came to. */
export interface Submitted {
  /** Of the part of the run that stored replies were enough for. */
  readonly summary: RunSummary;
  readonly submitted: readonly BatchJob[];
  /** Why less was sent than there was to send, or nothing. */
  readonly message?: string;
}

/**
 * Begins a run, or goes on with one, whose requests go to the endpoint in batches. The run goes as far as stored replies
 * take it; what it needs then is sent together, and it rests until that is collected. Throws `GenerateError`, `LockHeld`,
 * `ModelError`; `undefined` where the person did not confirm.
 */
export async function submitBatch(options: BatchOptions, goal: Goal): Promise<Submitted | undefined> {
  const { dataset, client } = options;
  checkTakesBatches(client);
  const lock = await takeRunLock(dataset.disk, dataset.paths);
  try {
    await settlePrepared(options);
    await checkNoOpenBatch(dataset);
    return await submitUnderLock(options, lock, goal);
  } finally {
    await lock.release();
  }
}

async function submitUnderLock(options: BatchOptions, lock: Lock, goal: Goal): Promise<Submitted | undefined> {
  const before = await latestRun(options.dataset);
  const advanced = await advanceRun(options, lock, goal);
  const sent = await sendQuestions(options, advanced);
  if (sent) return sent;
  // Nothing was asked: a run that was begun for it would only be offered to be gone on with.
  const { run, admitted, fromStore } = advanced.summary;
  if (run !== before && admitted === 0 && fromStore === 0) {
    await options.dataset.disk.remove(path.join(options.dataset.paths.runs, `${run}.jsonl`));
  }
  return undefined;
}

async function latestRun({ disk, paths }: Dataset): Promise<string | undefined> {
  return (await RunJournal.latest(disk, paths))?.run;
}

/** Sends what a run waits for. `undefined` where the person did not confirm. Call it under the run lock. */
export async function sendQuestions(options: BatchOptions, advanced: Advanced): Promise<Submitted | undefined> {
  const { summary, questions } = advanced;
  if (questions.length === 0) return { summary, submitted: [] };
  const { files, message, ended = 'waiting' } = await fileQuestions(options, advanced);
  const about = message === undefined ? {} : { message };
  if (files.length === 0) return { summary: { ...summary, ended, ...about }, submitted: [], ...about };
  const sending = files.flatMap((file) => file.questions);
  const planned = {
    requests: sending.length,
    files: files.length,
    models: [...new Set(sending.map(({ client }) => client.model))],
  };
  if (options.confirm && !(await options.confirm(planned))) return undefined;
  const submitted: BatchJob[] = [];
  for (const file of files) submitted.push(await sendFile(options, summary.run, file));
  return { summary, submitted, ...about };
}

/** The job is on the disk before its file is sent: killed in between, it is looked for at the endpoint. */
async function sendFile(options: BatchOptions, run: string, file: RequestFile): Promise<BatchJob> {
  const { dataset, signal, now = () => new Date() } = options;
  const store = new BatchStore(dataset);
  const { job, client } = await writeJob(options, run, file, 'prepared');
  try {
    const batches = batchesOf(client);
    const uploaded = await batches.upload(`${job.id}.jsonl`, file.text, signal);
    const remote = await batches.create(uploaded, job.id, signal);
    return await store.update(job, { ...remote, checkedAt: now().toISOString() });
  } catch (error) {
    // Turned away, it is not there; after anything else it may be.
    if (isModelError(error) && error.status !== undefined && error.status < 500) await store.remove(job);
    throw error;
  }
}

/** Finds out what became of jobs that were being sent when their sender was stopped. Call it under the run lock. */
export async function settlePrepared(options: Pick<BatchOptions, 'dataset' | 'client' | 'signal'>): Promise<void> {
  const store = new BatchStore(options.dataset);
  for (const job of await store.open()) {
    if (job.state !== 'prepared') continue;
    const found = await endpointOf(job, options.client).find(job.id, options.signal);
    if (found) await store.update(job, found);
    else await store.remove(job);
  }
}

/** The endpoint that a job is at, by way of the client that is at hand. Throws `GenerateError` where that leads elsewhere. */
export function endpointOf({ origin }: BatchJob, client: ModelClient): BatchEndpoint {
  const found = [client, ...(client.instances ? [client.instances] : [])].find((known) => known.origin === origin);
  if (found) return batchesOf(found);
  throw new GenerateError(
    'no-model',
    `The batch is at ${origin}, and the model that is chosen now at ${client.origin}. Nothing was asked: choose the model that the batch was sent to.`,
  );
}

function batchesOf(client: ModelClient): BatchEndpoint {
  checkTakesBatches(client);
  const { batches } = client;
  if (!batches) throw new Error('Checked before.');
  return batches;
}

/** Throws `GenerateError` where a model cannot be asked in batches. */
export function checkTakesBatches(client: ModelClient): void {
  for (const { batches, practice, model } of [client, ...(client.instances ? [client.instances] : [])]) {
    if (batches) continue;
    throw new GenerateError(
      'no-batches',
      practice
        ? 'The practice model answers at once and takes no batches: generate a round instead.'
        : `The model “${model}” takes no batches. Generate a round instead, or export the requests for an engine of your own.`,
    );
  }
}
