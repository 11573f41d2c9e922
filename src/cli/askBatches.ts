import type { BatchOptions } from '../core/batch/advanceRun.ts';
import type { RunEvent, RunSummary } from '../core/pipeline/events.ts';
import type { Goal } from '../core/pipeline/prepareRun.ts';
import { version } from '../core/version.ts';
import { type Output, readWhole, UsageError } from './command.ts';
import { report } from './followRun.ts';
import { openDataset } from './openDataset.ts';
import { type RunValues, readRunLimits } from './runAndFollow.ts';

/** Options of the commands that begin a run whose requests go elsewhere together. */
export const goalOptions = {
  rounds: { type: 'string' },
  target: { type: 'string' },
  resume: { type: 'boolean' },
  'wave-size': { type: 'string' },
} as const;

export const goalUsage = '[--rounds N | --target N | --resume] [--wave-size N]';

interface GoalValues {
  readonly rounds?: string | undefined;
  readonly target?: string | undefined;
  readonly resume?: boolean | undefined;
}

/** Throws `UsageError`. */
export function readGoal(values: GoalValues): Goal {
  const given = [values.rounds, values.target, values.resume].filter((value) => value !== undefined);
  if (given.length > 1) throw new UsageError('Give one of --rounds, --target and --resume.');
  if (values.resume) return 'resume';
  const target = readWhole(values.target, 'target');
  return target === undefined ? { rounds: readWhole(values.rounds, 'rounds') ?? 1 } : { target };
}

/** What every command about batches needs, but the model. Throws `UsageError` before anything is opened. */
export async function openForBatches(
  folder: string,
  values: RunValues & { readonly 'wave-size'?: string | undefined },
  output: Output,
  signal: AbortSignal,
): Promise<Omit<BatchOptions, 'client'>> {
  const { concurrency: _, ...limits } = readRunLimits(values);
  const waveSize = readWhole(values['wave-size'], 'wave-size');
  const onEvent = (event: RunEvent) => report(event, output);
  const wave = waveSize === undefined ? {} : { waveSize };
  return { dataset: await openDataset(folder), version, signal, onEvent, ...limits, ...wave };
}

/** What the run came to so far, for `--json`. */
export function summaryJson({ run, admitted, instances, filtered, requests, fromStore, usage, ended }: RunSummary) {
  return { run, admitted, instances, filtered, requests, fromStore, usage, ended };
}
