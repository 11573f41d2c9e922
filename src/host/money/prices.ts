import { ConfigurationTarget, workspace } from 'vscode';
import type { ModelClient } from '../../core/llm/modelClient.ts';
import { isFree, type ModelPrice, priceOf, readPrices } from '../../core/llm/prices.ts';
import type { Price } from '../../core/model/money.ts';
import type { Recipe } from '../../core/model/recipe.ts';

/** A model at an endpoint: what a price is for. */
export type PricedModel = Pick<ModelPrice, 'origin' | 'model'>;

/**
 * The prices of the user's own settings. Only the user's value is read: a workspace file cannot make a model look free, and
 * so let a run pass a budget.
 */
export function userPrices(): readonly ModelPrice[] {
  return readPrices(workspace.getConfiguration('selfInstruct').inspect('prices')?.globalValue);
}

/** Notes a price in the user's settings, in the place of an older one for the same model. Other entries stay as they are. */
export async function savePrice(price: ModelPrice): Promise<void> {
  const configuration = workspace.getConfiguration('selfInstruct');
  const before = configuration.inspect<readonly unknown[]>('prices')?.globalValue ?? [];
  const others = before.filter((entry) => priceOf(readPrices([entry]), price) === undefined);
  await configuration.update('prices', [...others, price], ConfigurationTarget.Global);
}

/** The price that a run is reckoned by, if there is one. A free model costs nothing in whatever currency the recipe's budget is. */
export function chargedBy(client: ModelClient, { budget }: Pick<Recipe, 'budget'>): { readonly price?: Price } {
  if (client.practice || client.instances) return {};
  const price = priceOf(userPrices(), client);
  if (!price) return {};
  const { input, output, entered } = price;
  const currency = (isFree(price) ? budget.maxCost?.currency : undefined) ?? price.currency;
  return { price: { input, output, currency, entered } };
}
