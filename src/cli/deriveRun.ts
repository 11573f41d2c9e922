import type { DeriveJob } from '../core/model/derive.ts';
import { generate } from '../core/pipeline/generate.ts';
import type { Dataset } from '../core/store/dataset.ts';
import { version } from '../core/version.ts';
import { chooseClient } from './chooseClient.ts';
import { type CommandResult, type Output, readWhole } from './command.ts';
import { followRun, warnOfModel } from './followRun.ts';
import { openDataset } from './openDataset.ts';

/** Options that every command takes which makes tasks from tasks or texts. */
export const deriveOptions = {
  resume: { type: 'boolean' },
  model: { type: 'string' },
  'base-url': { type: 'string' },
  'model-id': { type: 'string' },
  'random-seed': { type: 'string' },
  'max-requests': { type: 'string' },
  concurrency: { type: 'string' },
} as const;

export const deriveUsage =
  '[--resume] [--model practice | --base-url URL --model-id MODEL] [--random-seed N] [--max-requests N] [--concurrency N]';

type Values = { readonly [option in keyof typeof deriveOptions]?: string | boolean | undefined };

/** Runs a job to its end, or goes on with the run that was interrupted. */
export async function deriveRun(
  command: string,
  folder: string,
  values: Values,
  makeJob: (dataset: Dataset) => DeriveJob | Promise<DeriveJob>,
  output: Output,
  signal: AbortSignal,
): Promise<CommandResult> {
  const text = (option: keyof Values) => values[option] as string | undefined;
  const randomSeed = readWhole(text('random-seed'), 'random-seed', 0);
  const maxRequests = readWhole(text('max-requests'), 'max-requests');
  const concurrency = readWhole(text('concurrency'), 'concurrency');
  const dataset = await openDataset(folder);
  const goal = values.resume ? 'resume' : { derive: await makeJob(dataset) };
  const chosen = { model: text('model'), 'base-url': text('base-url'), 'model-id': text('model-id') };
  const client = await chooseClient(dataset.snapshot.recipe, chosen, process.env);
  warnOfModel(dataset.snapshot.recipe, client, output);
  const events = generate({
    dataset,
    client,
    goal,
    version,
    signal,
    ...(randomSeed === undefined ? {} : { randomSeed }),
    ...(maxRequests === undefined ? {} : { maxRequests }),
    ...(concurrency === undefined ? {} : { concurrency }),
  });
  return followRun(events, output, `self-instruct ${command} ${folder} --resume`);
}
