import { isolate } from '../core/isolate.ts';
import { describeMoney } from '../core/llm/spending.ts';
import type { Spent } from '../core/stats/spent.ts';

/** What a dataset cost, in lines: in all and for each accepted task, then by model. None where no model was paid or counted. */
export function describeSpent({ byModel, cost, perAccepted }: Spent): string[] {
  const all = cost.map(describeMoney).join(' + ');
  const each = perAccepted.map(describeMoney).join(' + ');
  return [
    ...(all === '' ? [] : [`cost ${all}${each === '' ? '' : `, ${each} for each accepted task`}`]),
    ...byModel.map(
      ({ model, requests, usage, admitted, cost: spent }) =>
        `  ${isolate(model)}: ${requests} requests, ${usage.inputTokens} input and ${usage.outputTokens} output tokens, ${admitted} admitted${spent ? `, ${describeMoney(spent)}` : ', no price known'}`,
    ),
  ];
}
