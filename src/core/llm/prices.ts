import { isRecord } from '../isRecord.ts';
import type { Price } from '../model/money.ts';

/** What a model costs, as the user entered it. A price of nothing says that it is free. */
export interface ModelPrice extends Price {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly model: string;
}

/** Prices change: after so long one is to be looked up again. */
const oldAfterDays = 90;
const msPerDay = 86_400_000;

/** Reads the prices of a settings file; entries that are none are left out, and of several for one model the last counts. */
export function readPrices(value: unknown): readonly ModelPrice[] {
  const byModel = new Map<string, ModelPrice>();
  for (const entry of Array.isArray(value) ? value : []) {
    if (isPrice(entry)) byModel.set(JSON.stringify([entry.origin, entry.model]), entry);
  }
  return [...byModel.values()];
}

function isPrice(entry: unknown): entry is ModelPrice {
  if (!isRecord(entry)) return false;
  const { origin, model, input, output, currency, entered } = entry;
  return (
    typeof origin === 'string' &&
    typeof model === 'string' &&
    isAmount(input) &&
    isAmount(output) &&
    typeof currency === 'string' &&
    /^[A-Z]{3}$/u.test(currency) &&
    typeof entered === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/u.test(entered)
  );
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** The price of a model at an endpoint; another endpoint may ask another price for a model of the same name. */
export function priceOf(
  prices: readonly ModelPrice[],
  { origin, model }: { readonly origin: string; readonly model: string },
): ModelPrice | undefined {
  return prices.find((price) => price.origin === origin && price.model === model);
}

export function isFree({ input, output }: Pick<Price, 'input' | 'output'>): boolean {
  return input === 0 && output === 0;
}

/** Days since a price was entered, where they are so many that it should be looked up again. */
export function daysOld({ entered }: Pick<Price, 'entered'>, now: Date): number | undefined {
  const days = Math.floor((now.getTime() - Date.parse(entered)) / msPerDay);
  return days > oldAfterDays ? days : undefined;
}
