import type { ModelClient } from '../llm/modelClient.ts';
import { NoPrice } from '../llm/spending.ts';
import type { Budget, Price } from '../model/money.ts';
import type { Recipe } from '../model/recipe.ts';
import { GenerateError } from './generateError.ts';

/** How fast a session may ask, and how much. What is absent stands in the recipe. */
export interface LimitOptions {
  readonly concurrency?: number | 'auto';
  /** Each part replaces the recipe's. */
  readonly budget?: Budget;
  /** Of the model that is asked. */
  readonly price?: Price;
}

export interface Limits {
  readonly concurrency: number | 'auto';
  readonly budget: Budget;
  readonly price?: Price;
}

/** The limits of a session. Throws `GenerateError` (`no-price`) for a budget of money that cannot be held. */
export function limitsOf(
  options: LimitOptions,
  recipe: Recipe,
  client: Pick<ModelClient, 'practice' | 'isOwnEngine' | 'model' | 'origin' | 'instances'>,
): Limits {
  // One price does not say what two models cost.
  const price = isOneModel(client) ? options.price : undefined;
  const { maxCost, ...rest }: Budget = { ...recipe.budget, ...options.budget };
  const concurrency = options.concurrency ?? recipe.round.concurrency;
  // The practice model and an engine of one's own cost nothing, whatever the budget of money is.
  const isFree = client.isOwnEngine || (client.practice && client.instances?.practice !== false);
  if (isFree) return { concurrency, budget: rest };
  if (maxCost && maxCost.currency !== price?.currency) {
    const cause = new NoPrice(maxCost.currency, price);
    throw new GenerateError('no-price', isOneModel(client) ? cause.message : twoModels, cause);
  }
  return { concurrency, budget: { ...rest, ...(maxCost ? { maxCost } : {}) }, ...(price ? { price } : {}) };
}

/** Whether all is asked of one model, so that one price is the price. */
export function isOneModel({ model, origin, instances }: Pick<ModelClient, 'model' | 'origin' | 'instances'>): boolean {
  return !instances || (instances.model === model && instances.origin === origin);
}

const twoModels =
  'The recipe asks two models, and a budget of money needs one price for all that is asked. Nothing was sent: give the budget in tokens or requests, or ask one model.';
