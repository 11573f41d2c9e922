import type { DeriveJob } from '../core/model/derive.ts';
import { generate } from '../core/pipeline/generate.ts';
import type { Dataset } from '../core/store/dataset.ts';
import { version } from '../core/version.ts';
import { chooseClient } from './chooseClient.ts';
import { type CommandResult, type Output, readWhole } from './command.ts';
import { followRun, warnOfModel } from './followRun.ts';
import { limitOptions, limitUsage, readLimits } from './limitOptions.ts';
import { openDataset } from './openDataset.ts';

/** Options that every command takes which makes tasks from tasks or texts. */
export const deriveOptions = {
  resume: { type: 'boolean' },
  model: { type: 'string' },
  'base-url': { type: 'string' },
  'model-id': { type: 'string' },
  'random-seed': { type: 'string' },
  ...limitOptions,
} as const;

export const deriveUsage = `[--resume] [--model practice | --base-url URL --model-id MODEL] [--random-seed N] ${limitUsage}`;

type Values = Parameters<typeof readLimits>[0] & {
  readonly resume?: boolean | undefined;
  readonly model?: string | undefined;
  readonly 'base-url'?: string | undefined;
  readonly 'model-id'?: string | undefined;
  readonly 'random-seed'?: string | undefined;
};

/** Runs a job to its end, or goes on with the run that was interrupted. */
export async function deriveRun(
  command: string,
  folder: string,
  values: Values,
  makeJob: (dataset: Dataset) => DeriveJob | Promise<DeriveJob>,
  output: Output,
  signal: AbortSignal,
): Promise<CommandResult> {
  const randomSeed = readWhole(values['random-seed'], 'random-seed', 0);
  const limits = readLimits(values);
  const dataset = await openDataset(folder);
  const goal = values.resume ? 'resume' : { derive: await makeJob(dataset) };
  const client = await chooseClient(dataset.snapshot.recipe, values, process.env);
  warnOfModel(dataset.snapshot.recipe, client, output);
  const events = generate({
    dataset,
    client,
    goal,
    version,
    signal,
    ...(randomSeed === undefined ? {} : { randomSeed }),
    ...limits,
  });
  return followRun(events, output, `self-instruct ${command} ${folder} --resume`);
}
