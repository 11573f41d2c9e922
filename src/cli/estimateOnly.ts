import { describeBudget } from '../core/llm/describeBudget.ts';
import { describeEstimate } from '../core/pipeline/estimate/describeEstimate.ts';
import { estimateRun } from '../core/pipeline/estimate/estimateRun.ts';
import type { Goal } from '../core/pipeline/prepareRun.ts';
import type { Dataset } from '../core/store/dataset.ts';
import { chooseClient, type ModelOptions } from './chooseClient.ts';
import { type CommandResult, type Output, UsageError } from './command.ts';
import { warnOfModel } from './followRun.ts';
import type { RunLimits } from './runAndFollow.ts';

interface Asked {
  readonly dataset: Dataset;
  readonly goal: Goal;
  readonly values: ModelOptions;
  readonly limits: RunLimits;
}

/** Says what a run would come to. Nothing is sent. */
export async function estimateOnly({ dataset, goal, values, limits }: Asked, output: Output): Promise<CommandResult> {
  const { recipe } = dataset.snapshot;
  const client = await chooseClient(recipe, values, process.env);
  warnOfModel(recipe, client, output);
  const estimate = await estimateRun(dataset, client, goal, limits.price);
  if (!estimate) throw new UsageError('--estimate is for rounds and targets; what this run has left is not known.');
  const budget = { ...recipe.budget, ...limits.budget };
  const most = describeBudget(budget);
  const lines = [
    ...describeEstimate(estimate),
    ...(most === '' ? [] : [`budget: ${most}; a run ends before it is passed`]),
    'Nothing was sent.',
  ];
  return { exit: 0, json: { ...estimate, budget }, text: `${lines.join('\n')}\n` };
}
