import { readBudget, readPrice } from '../core/llm/spending.ts';
import type { LimitOptions } from '../core/pipeline/limits.ts';
import { readWhole, UsageError } from './command.ts';

/** Options of every command that asks a model: how fast, and how much. */
export const limitOptions = {
  'max-requests': { type: 'string' },
  budget: { type: 'string', multiple: true },
  price: { type: 'string' },
  concurrency: { type: 'string' },
} as const;

export const limitUsage =
  '[--concurrency N|auto] [--budget 5usd|200000tokens|100requests]… [--price IN/OUTusd] [--max-requests N]';

interface Values {
  readonly 'max-requests'?: string | undefined;
  readonly budget?: readonly string[] | undefined;
  readonly price?: string | undefined;
  readonly concurrency?: string | undefined;
}

/** Throws `UsageError`. */
export function readLimits(values: Values): LimitOptions {
  const maxRequests = readWhole(values['max-requests'], 'max-requests');
  const { concurrency: typed, price: typedPrice } = values;
  const concurrency = typed === 'auto' ? typed : readWhole(typed, 'concurrency');
  const budgets = (values.budget ?? []).map((text) => {
    const budget = readBudget(text);
    if (budget) return budget;
    throw new UsageError(`--budget is such as 5usd, 200000tokens or 100requests, not “${text}”.`);
  });
  const price = typedPrice === undefined ? undefined : readPrice(typedPrice, new Date());
  if (typedPrice !== undefined && !price) {
    throw new UsageError(
      `--price is what a million input tokens and a million output tokens cost, such as 0.15/0.60usd, not “${typedPrice}”.`,
    );
  }
  const budget = Object.assign({}, ...budgets, maxRequests === undefined ? {} : { maxRequests });
  return { budget, ...(concurrency === undefined ? {} : { concurrency }), ...(price ? { price } : {}) };
}
