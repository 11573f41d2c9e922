import { checkNoOpenBatch } from '../batch/batchStore.ts';
import { languageCheckOf } from '../language/languageCheck.ts';
import type { ModelClient } from '../llm/modelClient.ts';
import type { RetryOptions } from '../llm/retry.ts';
import { BudgetReached } from '../llm/spending.ts';
import type { Ended, ShownTerms } from '../model/round.ts';
import type { OpenNoveltyPool } from '../similarity/noveltyPool.ts';
import type { Dataset } from '../store/dataset.ts';
import { DatasetWriter, type WriterOptions } from '../store/datasetWriter.ts';
import { errorCode } from '../store/disk.ts';
import { type Lock, takeRunLock } from '../store/lock.ts';
import { type RunHeader, RunJournal } from '../store/runJournal.ts';
import { type Asker, AwaitsReply } from './asker.ts';
import type { AskOptions } from './askModel.ts';
import { EventQueue } from './eventQueue.ts';
import type { RunEvent, RunSummary } from './events.ts';
import { diskError } from './generateError.ts';
import { type LimitOptions, limitsOf } from './limits.ts';
import { ListSession } from './listSession.ts';
import { checkCanDerive, checkCanGenerate, checkWritable, type Goal, prepareRun } from './prepareRun.ts';
import { RunSession } from './runSession.ts';

export interface GenerateOptions extends WriterOptions, LimitOptions {
  readonly dataset: Dataset;
  readonly client: ModelClient;
  readonly goal: Goal;
  /** Version of the product, for provenance. */
  readonly version: string;
  /** Stops the run cleanly: what is on disk stays, the run can be resumed. */
  readonly signal: AbortSignal;
  readonly randomSeed?: number;
  /** Where novelty is computed: in this thread by default, in the editor in a worker. */
  readonly openPool?: OpenNoveltyPool;
  /** The provider's terms as they were shown to whoever chose the model; noted with each round. */
  readonly terms?: ShownTerms;
  /** Instructions planned together in a run that begins, instead of the recipe's number. */
  readonly waveSize?: number;
  /** Who is asked; by default the endpoint itself. */
  readonly openAsker?: (options: AskOptions) => Asker;
  /** The run lock, where the caller holds it. */
  readonly lock?: Lock;
  /** Replaces the clock between retries in tests. */
  readonly wait?: RetryOptions['wait'];
}

/**
 * Runs generation rounds (Self-Instruct, arXiv 2212.10560): demonstrations → new instructions → filters → classification
 * or not → instances → filters → append. With the goal `derive`, a run that
 * makes tasks from chosen tasks or from texts; with the goal `improve`, one that writes about tasks that are there. Yields what happens when it is on disk. Ends with `finished`; throws
 * `GenerateError` or `LockHeld` where it cannot begin, and the model's error after `finished` is never thrown: it is the
 * summary's `message` with `ended: "error"`. Leaving the loop early stops the run.
 */
export async function* generate(options: GenerateOptions): AsyncGenerator<RunEvent, RunSummary> {
  const events = new EventQueue<RunEvent>();
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const running = run({ ...options, signal }, (event) => events.push(event)).finally(() => events.close());
  running.catch(() => undefined);
  try {
    yield* events;
    return await running;
  } finally {
    stop.abort(new DOMException('The run was left.', 'AbortError'));
    await running.catch(() => undefined);
  }
}

async function run(options: GenerateOptions, emit: (event: RunEvent) => void): Promise<RunSummary> {
  const { dataset, client, goal, now = () => new Date() } = options;
  const { disk, paths } = dataset;
  await dataset.refresh();
  const check = (await isListed(dataset, goal)) ? checkCanDerive : checkCanGenerate;
  check(dataset.snapshot, client);
  limitsOf(options, dataset.snapshot.recipe, client);
  await checkWritable(dataset);
  if (!options.openAsker) await checkNoOpenBatch(dataset);
  const lock = options.lock ?? (await takeRunLock(disk, paths));
  try {
    const writer = new DatasetWriter(dataset, options);
    const setAside = await writer.repair();
    await dataset.refresh();
    const { randomSeed, waveSize } = options;
    const wanted = {
      now,
      ...(randomSeed === undefined ? {} : { randomSeed }),
      ...(waveSize === undefined ? {} : { waveSize }),
    };
    const prepared = await prepareRun(dataset, client, goal, wanted);
    const language = await languageCheckOf(dataset.snapshot);
    const Session = goesThroughList(prepared.journal.header) ? ListSession : RunSession;
    const session = new Session({ ...options, now, prepared, language, writer, emit });
    session.announce(setAside);
    const { ended, message } = await endOf(session, options.signal);
    await prepared.journal.markEnded(ended);
    const summary = session.summary(ended, message);
    await dataset.refresh();
    emit({ type: 'finished', summary });
    return summary;
  } finally {
    if (!options.lock) await lock.release();
  }
}

/** Whether the goal, or the run to be gone on with, goes through chosen tasks or texts. */
async function isListed({ disk, paths }: Dataset, goal: Goal): Promise<boolean> {
  if (goal !== 'resume') return 'derive' in goal || 'improve' in goal;
  const latest = await RunJournal.latest(disk, paths);
  return latest !== undefined && goesThroughList(latest.header);
}

function goesThroughList({ derive, improve }: RunHeader): boolean {
  return derive !== undefined || improve !== undefined;
}

function endedBy(error: unknown): Ended {
  if (error instanceof AwaitsReply) return 'waiting';
  return error instanceof BudgetReached ? 'budget' : 'error';
}

/** Runs a session to its end and says why it ended. Errors of the disk are thrown: then not even the end can be noted. */
async function endOf(
  session: RunSession | ListSession,
  signal: AbortSignal,
): Promise<{ ended: Ended; message?: string }> {
  try {
    return { ended: await session.run() };
  } catch (error) {
    const ended = signal.aborted ? 'stopped' : endedBy(error);
    try {
      await session.close(ended, error);
    } catch (closing) {
      // The line about the round could not be written. The journal has what it would say, and a resumed run writes it.
      throw diskError(closing);
    }
    if (error instanceof BudgetReached && ended === 'budget') return { ended, message: error.message };
    if (ended !== 'error') return { ended };
    if (errorCode(error) !== undefined) throw diskError(error);
    return { ended, message: error instanceof Error ? error.message : String(error) };
  }
}
