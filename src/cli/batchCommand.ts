import type { BatchOptions } from '../core/batch/advanceRun.ts';
import { type BatchJob, isOpen } from '../core/batch/batchJob.ts';
import { BatchStore } from '../core/batch/batchStore.ts';
import { cancelBatch, checkBatches, collectBatches } from '../core/batch/collectBatch.ts';
import { describeState } from '../core/batch/describeJob.ts';
import { type Submitted, submitBatch } from '../core/batch/submitBatch.ts';
import type { RunSummary } from '../core/pipeline/events.ts';
import { goalOptions, goalUsage, openForBatches, readGoal, summaryJson } from './askBatches.ts';
import { chooseClient } from './chooseClient.ts';
import { type Command, type CommandResult, readArguments, UsageError } from './command.ts';
import { warnOfModel } from './followRun.ts';
import { runOptions } from './runAndFollow.ts';

const actions = ['submit', 'status', 'collect', 'cancel'] as const;

/** Runs rounds through an endpoint's Batch API: hours later, and often at half the price. */
export const batchCommand: Command = {
  name: 'batch',
  usage: `batch submit|status|collect|cancel DIR ${goalUsage} [--base-url URL --model-id MODEL] [--random-seed N] [--budget …] [--price IN/OUTusd]`,
  summary: 'run rounds through the Batch API: submit, and collect when it is done, until nothing is left',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, { ...goalOptions, ...runOptions });
    const [action, folder, ...rest] = positionals;
    if (!actions.some((known) => known === action))
      throw new UsageError('Say what: submit, status, collect or cancel.');
    if (folder === undefined || rest.length > 0) throw new UsageError('One dataset folder is expected.');
    const goal = readGoal(values);
    const common = await openForBatches(folder, values, output, signal);
    const { recipe } = common.dataset.snapshot;
    const known = await new BatchStore(common.dataset).list();
    if (action === 'status' && !known.some(isOpen)) return listed(known);
    const client = await chooseClient(recipe, values, process.env);
    warnOfModel(recipe, client, output);
    const options: BatchOptions = { ...common, client };
    switch (action) {
      case 'submit':
        return submitted(folder, await submitBatch(options, goal));
      case 'collect':
        return collected(folder, options);
      case 'cancel':
        for (const job of known.filter(isOpen)) await cancelBatch(options, job);
    }
    return listed(await checkBatches(options));
  },
};

function listed(jobs: readonly BatchJob[]): CommandResult {
  const text = jobs.length === 0 ? 'There is no batch.\n' : jobs.map(jobLine).join('');
  return { exit: 0, json: { jobs: jobs.map(jobJson) }, text };
}

function submitted(folder: string, result: Submitted | undefined): CommandResult {
  if (!result) throw new Error('Nobody was asked, so nobody can have refused.');
  const { summary, submitted: jobs, message } = result;
  return {
    exit: jobs.length > 0 || isDone(summary) ? 0 : 1,
    json: { ...summaryJson(summary), submitted: jobs.map(jobJson), ...(message === undefined ? {} : { message }) },
    text: [...jobs.map(jobLine), ...summaryLines(folder, summary, jobs, message)].join(''),
  };
}

async function collected(folder: string, options: BatchOptions): Promise<CommandResult> {
  const { collected: taken, open, summary, submitted: jobs, message } = await collectBatches(options);
  const waits = open.length > 0 || jobs.length > 0;
  const nothing = taken.length === 0 && open.length === 0 && !summary;
  return {
    // What is not done yet is no failure; what nobody asks for any more is.
    exit: waits || nothing || (summary && isDone(summary)) ? 0 : 1,
    json: {
      ...(summary ? summaryJson(summary) : {}),
      collected: taken.map(jobJson),
      open: open.map(jobJson),
      submitted: jobs.map(jobJson),
      ...(message === undefined ? {} : { message }),
    },
    text: [
      ...(nothing ? ['There is no batch to collect.\n'] : []),
      ...[...taken, ...open, ...jobs].map(jobLine),
      ...(summary ? summaryLines(folder, summary, jobs, message) : []),
    ].join(''),
  };
}

function isDone({ ended }: RunSummary): boolean {
  return ended === 'rounds' || ended === 'target';
}

function summaryLines(
  folder: string,
  { admitted, ended }: RunSummary,
  jobs: readonly BatchJob[],
  message: string | undefined,
): string[] {
  const next = jobs.length > 0 ? `When it is done: self-instruct batch collect ${folder}` : `ended: ${ended}`;
  return [`${admitted} tasks admitted\n`, ...(message === undefined ? [] : [`${message}\n`]), `${next}\n`];
}

function jobLine(job: BatchJob): string {
  return `${job.batch ?? job.id}  ${job.model}  ${describeState(job)}\n`;
}

function jobJson({ id, batch, model, origin, state, requests, counts, expiresAt, collected, problem }: BatchJob) {
  return {
    id,
    model,
    origin,
    state,
    requests,
    ...(batch === undefined ? {} : { batch }),
    ...(counts ? { counts } : {}),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(collected ? { collected } : {}),
    ...(problem === undefined ? {} : { problem }),
  };
}
