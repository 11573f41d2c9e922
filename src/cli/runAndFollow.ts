import type { ModelRole } from '../core/model/recipe.ts';
import { generate } from '../core/pipeline/generate.ts';
import type { LimitOptions } from '../core/pipeline/limits.ts';
import type { Goal } from '../core/pipeline/prepareRun.ts';
import type { Dataset } from '../core/store/dataset.ts';
import { version } from '../core/version.ts';
import { chooseClient } from './chooseClient.ts';
import { type CommandResult, type Output, readWhole } from './command.ts';
import { estimateOnly } from './estimateOnly.ts';
import { followRun, warnOfModel } from './followRun.ts';
import { limitOptions, limitUsage, readLimits } from './limitOptions.ts';

/** Options of every command that asks a model in a run: which model, which draws, how much at most. */
export const runOptions = {
  model: { type: 'string' },
  'base-url': { type: 'string' },
  'model-id': { type: 'string' },
  'random-seed': { type: 'string' },
  estimate: { type: 'boolean' },
  ...limitOptions,
} as const;

export const runUsage = `[--model practice | --base-url URL --model-id MODEL] [--random-seed N] [--estimate] ${limitUsage}`;

export type RunValues = Parameters<typeof readLimits>[0] & {
  readonly model?: string | undefined;
  readonly 'base-url'?: string | undefined;
  readonly 'model-id'?: string | undefined;
  readonly 'random-seed'?: string | undefined;
  readonly estimate?: boolean | undefined;
};

export type RunLimits = LimitOptions & { readonly randomSeed?: number };

/** Throws `UsageError` for what cannot be read, before anything is opened. */
export function readRunLimits(values: RunValues): RunLimits {
  const randomSeed = readWhole(values['random-seed'], 'random-seed', 0);
  return { ...(randomSeed === undefined ? {} : { randomSeed }), ...readLimits(values) };
}

interface Run {
  /** Of the command line, for saying how to go on. */
  readonly command: string;
  readonly folder: string;
  readonly dataset: Dataset;
  readonly goal: Goal;
  readonly values: RunValues;
  readonly limits: RunLimits;
  /** The part of the work that the recipe may have another model for. */
  readonly role?: ModelRole;
}

/** Runs to the goal with the model that was asked for, and tells what it does and what it came to; with `--estimate` what it would come to. */
export async function runAndFollow(
  { command, folder, dataset, goal, values, limits, role }: Run,
  output: Output,
  signal: AbortSignal,
): Promise<CommandResult> {
  const { recipe } = dataset.snapshot;
  const named = role && recipe.models?.[role];
  const client = await chooseClient({ ...recipe, ...named }, values, process.env);
  warnOfModel(role ? {} : recipe, client, output);
  if (values.estimate) return estimateOnly({ dataset, client, goal, limits });
  const events = generate({ dataset, client, goal, version, signal, ...limits });
  return followRun(events, output, `self-instruct ${command} ${folder} --resume`);
}
