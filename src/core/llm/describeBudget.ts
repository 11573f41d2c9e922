import type { Budget, Price } from '../model/money.ts';
import { readBudget } from './spending.ts';

/** A budget as `readBudgets` takes it: `5 USD; 100 requests`. Empty where there is no limit. */
export function describeBudget({ maxCost, maxTokens, maxRequests }: Budget): string {
  return [
    ...(maxCost ? [`${maxCost.amount} ${maxCost.currency}`] : []),
    ...(maxTokens === undefined ? [] : [`${maxTokens} tokens`]),
    ...(maxRequests === undefined ? [] : [`${maxRequests} requests`]),
  ].join('; ');
}

/** Reads budgets such as `5 USD; 200000 tokens`, no limit where the text is empty; `undefined` for anything else. */
export function readBudgets(text: string): Budget | undefined {
  if (text.trim() === '') return {};
  const parts = text.split(';').map(readBudget);
  return parts.every((part) => part !== undefined) ? Object.assign({}, ...parts) : undefined;
}

/** A price as `readPrice` takes it: `0.15/0.6 USD`. */
export function describePrice({ input, output, currency }: Pick<Price, 'input' | 'output' | 'currency'>): string {
  return `${input}/${output} ${currency}`;
}
