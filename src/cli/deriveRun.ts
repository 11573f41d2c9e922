import type { DeriveJob } from '../core/model/derive.ts';
import type { Dataset } from '../core/store/dataset.ts';
import type { CommandResult, Output } from './command.ts';
import { openDataset } from './openDataset.ts';
import { type RunValues, readRunLimits, runAndFollow, runOptions, runUsage } from './runAndFollow.ts';

/** Options that every command takes which makes tasks from tasks or texts. */
export const deriveOptions = { resume: { type: 'boolean' }, ...runOptions } as const;

export const deriveUsage = `[--resume] ${runUsage}`;

type Values = RunValues & { readonly resume?: boolean | undefined };

/** Runs a job to its end, or goes on with the run that was interrupted. */
export async function deriveRun(
  command: string,
  folder: string,
  values: Values,
  makeJob: (dataset: Dataset) => DeriveJob | Promise<DeriveJob>,
  output: Output,
  signal: AbortSignal,
): Promise<CommandResult> {
  const limits = readRunLimits(values);
  const dataset = await openDataset(folder);
  const goal = values.resume ? 'resume' : { derive: await makeJob(dataset) };
  return runAndFollow({ command, folder, dataset, goal, values, limits }, output, signal);
}
