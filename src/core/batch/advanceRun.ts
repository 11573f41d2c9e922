import { randomBytes } from 'node:crypto';
import type { ModelClient } from '../llm/modelClient.ts';
import type { Ended } from '../model/round.ts';
import type { RunEvent, RunSummary } from '../pipeline/events.ts';
import { type GenerateOptions, generate } from '../pipeline/generate.ts';
import { type LimitOptions, limitsOf } from '../pipeline/limits.ts';
import type { Goal } from '../pipeline/prepareRun.ts';
import type { Lock } from '../store/lock.ts';
import type { BatchJob, JobState } from './batchJob.ts';
import { BatchStore } from './batchStore.ts';
import { CollectingAsker, type OpenQuestion } from './collectingAsker.ts';
import { type FileLimits, fileLimits, mostOfAll, type RequestFile, requestFiles, withinBudget } from './requestFile.ts';

/** A run whose requests go to a batch or into a file, instead of one by one. */
export interface BatchOptions extends Omit<GenerateOptions, 'goal' | 'openAsker' | 'lock' | 'concurrency'> {
  readonly onEvent?: (event: RunEvent) => void;
  /** Asked before anything is sent; `false` leaves it. */
  readonly confirm?: (planned: Planned) => Promise<boolean>;
  readonly fileLimits?: FileLimits;
}

/** What is about to be sent. */
export interface Planned {
  readonly requests: number;
  readonly files: number;
  readonly models: readonly string[];
}

/** A run that went on as far as its stored replies go. */
export interface Advanced {
  readonly summary: RunSummary;
  /** What it needs to be told to go on, less what is on its way already. */
  readonly questions: readonly OpenQuestion[];
}

/** A request that was refused so often is not sent again in a batch. */
const mostRefusals = 3;

/** Goes on with a run from its stored replies alone, to its end or to where every next step needs a reply. Call it under the run lock. */
export async function advanceRun(options: BatchOptions, lock: Lock, goal: Goal): Promise<Advanced> {
  let asker: CollectingAsker | undefined;
  const limits = goal === 'resume' ? await givenLimits(options) : {};
  const running = generate({
    ...options,
    ...limits,
    goal,
    lock,
    openAsker: (asking) => {
      asker = new CollectingAsker(asking);
      return asker;
    },
  });
  for (;;) {
    const next = await running.next();
    if (!next.done) {
      options.onEvent?.(next.value);
      continue;
    }
    const summary = next.value;
    if (summary.ended !== 'waiting') return { summary, questions: [] };
    const underway = await new BatchStore(options.dataset).openKeys();
    return { summary, questions: asker?.questions.filter(({ key }) => !underway.has(key)) ?? [] };
  }
}

/** What may be sent now, in files; where it is less than all, why, and how the run ended where it is nothing. */
export interface Filed {
  readonly files: readonly RequestFile[];
  readonly message?: string;
  readonly ended?: Extract<Ended, 'budget' | 'error'>;
}

/** Puts what a run waits for into files, as far as the budget has room. What was refused too often is left out. */
export async function fileQuestions(options: BatchOptions, { summary: { run }, questions }: Advanced): Promise<Filed> {
  const { dataset, client } = options;
  const store = new BatchStore(dataset);
  const refusals = await store.refusals(run);
  const sendable = questions.filter(({ key }) => (refusals.get(key)?.times ?? 0) < mostRefusals);
  const before = (await store.list()).filter((job) => job.run === run && job.state !== 'exported');
  const limits = limitsOf(await givenLimits(options, run), dataset.snapshot.recipe, client);
  const allowed = withinBudget(sendable, limits, before);
  const files = requestFiles(allowed, options.fileLimits ?? fileLimits);
  if (allowed.length < sendable.length) {
    const message = `The budget has no room for ${sendable.length - allowed.length} more requests: they were not sent.`;
    return { files, message, ended: 'budget' };
  }
  const refused = questions.find((question) => !sendable.includes(question));
  if (!refused) return { files };
  const said = refusals.get(refused.key)?.message ?? '';
  const message = `${questions.length - sendable.length} requests were refused ${mostRefusals} times and are not sent again. Of one it was said: ${said}`;
  return { files, message, ended: 'error' };
}

/** Limits as they are given now, or else as they were given with this run's last batch. */
async function givenLimits({ dataset, budget, price }: BatchOptions, run?: string): Promise<GivenLimits> {
  const given = { ...(isEmpty(budget) ? {} : { budget }), ...(price ? { price } : {}) };
  if (!isEmpty(given)) return given;
  return (await new BatchStore(dataset).list()).findLast((job) => run === undefined || job.run === run)?.limits ?? {};
}

type GivenLimits = Pick<LimitOptions, 'budget' | 'price'>;

function isEmpty(value: object | undefined): value is undefined {
  return value === undefined || Object.keys(value).length === 0;
}

/** Writes down a job for a file of requests, before anything of it is sent. */
export async function writeJob(
  options: BatchOptions,
  run: string,
  { questions }: RequestFile,
  state: JobState,
): Promise<{ readonly job: BatchJob; readonly client: ModelClient }> {
  const [first] = questions;
  if (!first) throw new Error('There is no request to send.');
  const { client } = first;
  const { dataset, now = () => new Date() } = options;
  const limits = await givenLimits(options, run);
  const job: BatchJob = {
    // The random part tells the batches of two datasets apart that have the same run.
    id: `${run}-${randomBytes(4).toString('hex')}`,
    run,
    connection: client.connection,
    origin: client.origin,
    model: client.model,
    requests: questions.length,
    createdAt: now().toISOString(),
    state,
    fields: [...new Set(questions.flatMap(({ body }) => Object.keys(body)))],
    usage: mostOfAll(questions),
    ...(isEmpty(limits) ? {} : { limits }),
  };
  const requests = questions.map(({ key, run, slot, sample, attempt }) => ({ key, run, slot, sample, attempt }));
  await new BatchStore(dataset).create(job, requests);
  return { job, client };
}
