import path from 'node:path';
import { EndpointFeatures } from '../llm/endpointFeatures.ts';
import type { RunSummary } from '../pipeline/events.ts';
import type { Goal } from '../pipeline/prepareRun.ts';
import type { Dataset } from '../store/dataset.ts';
import { takeRunLock } from '../store/lock.ts';
import { RunJournal } from '../store/runJournal.ts';
import { advanceRun, type BatchOptions, fileQuestions, writeJob } from './advanceRun.ts';
import { type BatchJob, isOpen } from './batchJob.ts';
import { BatchStore, checkNoOpenBatch } from './batchStore.ts';
import { createFileClient, fileOrigin } from './ownEngine.ts';
import { takeReplies } from './takeReplies.ts';

export interface ExportOptions extends Omit<BatchOptions, 'client'> {
  /** Name of the model, as the engine that gets the file knows it. */
  readonly model: string;
  /** For an engine that cannot be held to a JSON schema: headed text is asked for. */
  readonly plain?: boolean;
}

export interface ExportedRequests {
  readonly summary: RunSummary;
  /** Files that were written, each with its requests. */
  readonly files: readonly { readonly file: string; readonly requests: number }[];
  readonly message?: string;
}

/**
 * Begins a run, or goes on with one, and writes what it needs to be told to `file`, in the form of the Batch API; more than
 * fits into one file goes to `name.0002.jsonl` and so on. An export that is not answered is simply made again.
 */
export async function exportRequests(options: ExportOptions, goal: Goal, file: string): Promise<ExportedRequests> {
  const { dataset, model, plain = false, confirm: _, ...rest } = options;
  const client = createFileClient(model);
  const batchOptions = { ...rest, dataset, client };
  const { disk, paths } = dataset;
  const lock = await takeRunLock(disk, paths);
  try {
    await checkNoOpenBatch(dataset);
    if (plain) await (await EndpointFeatures.open(disk, paths.endpoints, client)).refuse('response_format');
    const advanced = await advanceRun(batchOptions, lock, goal);
    const { summary } = advanced;
    const { files, message } = await fileQuestions(batchOptions, advanced);
    const store = new BatchStore(dataset);
    const before = (await store.list()).filter((job) => job.run === summary.run && isAwaited(job));
    const written: { file: string; requests: number }[] = [];
    for (const [index, requestFile] of files.entries()) {
      await writeJob(batchOptions, summary.run, requestFile, 'exported');
      const name = index === 0 ? file : numbered(file, index + 1);
      await disk.makeFolder(path.dirname(name));
      await disk.replace(name, requestFile.text);
      written.push({ file: name, requests: requestFile.questions.length });
    }
    // What was exported before and not answered is all in the new files.
    if (files.length > 0) for (const job of before) await store.remove(job);
    return { summary, files: written, ...(message === undefined ? {} : { message }) };
  } finally {
    await lock.release();
  }
}

function numbered(file: string, number: number): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}.${String(number).padStart(4, '0')}${ext}`);
}

export interface ImportedReplies {
  readonly replies: number;
  readonly duplicates: number;
  readonly unknown: number;
  readonly failed: number;
  /** How far the run went on; absent where its requests were not exported. */
  readonly summary?: RunSummary;
  /** Requests that the run needs an answer to now. */
  readonly waiting: number;
}

/**
 * Takes the replies in output files, whichever engine wrote them, and goes on with the run as far as they go. The files may
 * answer any request that was ever exported or submitted.
 */
export async function importReplies(
  options: Omit<BatchOptions, 'client'>,
  files: readonly Buffer[],
): Promise<ImportedReplies> {
  const { dataset, now = () => new Date() } = options;
  const { disk, paths } = dataset;
  const lock = await takeRunLock(disk, paths);
  try {
    const store = new BatchStore(dataset);
    const { byJob, unknown } = await takeReplies(dataset, store, await store.list(), files, now);
    const counts = { replies: 0, duplicates: 0, failed: 0 };
    for (const [job, { usage, ...taken }] of byJob) {
      counts.replies += taken.replies;
      counts.duplicates += taken.duplicates;
      counts.failed += taken.failed;
      const isAnswered = taken.replies + taken.duplicates + taken.failed > 0;
      if (isAnswered && !isOpen(job) && (taken.replies > 0 || !job.collected)) {
        await store.update(job, { usage, collected: { at: now().toISOString(), unknown: 0, ...taken } });
      }
    }
    const header = await RunJournal.latest(disk, paths);
    if (header?.header.origin !== fileOrigin || (header.ended !== undefined && header.ended !== 'waiting')) {
      return { ...counts, unknown, waiting: 0 };
    }
    const client = createFileClient(header.header.model);
    const { summary, questions } = await advanceRun({ ...options, client }, lock, 'resume');
    return { ...counts, unknown, summary, waiting: questions.length };
  } finally {
    await lock.release();
  }
}

/** Exports that nobody answered yet. */
export function isAwaited({ state, collected }: BatchJob): boolean {
  return state === 'exported' && !collected;
}

/** The model of the run that was exported last; `undefined` where the last run was no such run. */
export async function exportedModel({ disk, paths }: Pick<Dataset, 'disk' | 'paths'>): Promise<string | undefined> {
  const header = (await RunJournal.latest(disk, paths))?.header;
  return header?.origin === fileOrigin ? header.model : undefined;
}
