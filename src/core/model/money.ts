export interface Money {
  readonly amount: number;
  /** ISO 4217 code, such as `USD`. */
  readonly currency: string;
}

/** What tokens cost, in some currency, as the user entered it. */
export interface Price {
  /** For a million tokens. */
  readonly input: number;
  readonly output: number;
  /** ISO 4217 code, such as `USD`. */
  readonly currency: string;
  /** Day on which it was entered, as `2026-01-31`. */
  readonly entered: string;
}

/** What one session may use up at most; absent parts have no limit. */
export interface Budget {
  readonly maxRequests?: number;
  /** Input and output tokens together. */
  readonly maxTokens?: number;
  readonly maxCost?: Money;
}

/** An amount divided among so many. */
export function eachOf({ amount, currency }: Money, count: number): Money {
  return { amount: amount / count, currency };
}

/** An amount as it is shown: two digits after the point, four below 1, and none so small that it reads 0. */
export function roundMoney(amount: number): number {
  if (amount < 0.01) return Number(amount.toPrecision(2));
  const parts = amount < 1 ? 1e4 : 100;
  return Math.round(amount * parts) / parts;
}
