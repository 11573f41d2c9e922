import { describeBudget } from '../core/llm/describeBudget.ts';
import type { ModelClient } from '../core/llm/modelClient.ts';
import { describeEstimate } from '../core/pipeline/estimate/describeEstimate.ts';
import { estimateRun } from '../core/pipeline/estimate/estimateRun.ts';
import type { LimitOptions } from '../core/pipeline/limits.ts';
import type { Goal } from '../core/pipeline/prepareRun.ts';
import type { Dataset } from '../core/store/dataset.ts';
import { type CommandResult, UsageError } from './command.ts';

interface Asked {
  readonly dataset: Dataset;
  readonly client: ModelClient;
  readonly goal: Goal;
  readonly limits: LimitOptions;
}

/** Says what a run would come to. Nothing is sent. */
export async function estimateOnly({ dataset, client, goal, limits }: Asked): Promise<CommandResult> {
  const estimate = await estimateRun(dataset, client, goal, limits.price, limits.concurrency);
  if (!estimate) throw new UsageError('There is no estimate for this: what the run has to do shows only as it goes.');
  const budget = { ...dataset.snapshot.recipe.budget, ...limits.budget };
  const most = describeBudget(budget);
  const lines = [
    ...describeEstimate(estimate),
    ...(most === '' ? [] : [`budget: ${most}; a run ends before it is passed`]),
    'Nothing was sent.',
  ];
  return { exit: 0, json: { ...estimate, budget }, text: `${lines.join('\n')}\n` };
}
