import { eachOf, type Money } from '../model/money.ts';
import type { RoundRecord, Usage } from '../model/round.ts';

/** What one model was used for, in one currency. */
export interface SpentOnModel {
  readonly model: string;
  readonly connection: string;
  readonly requests: number;
  readonly usage: Usage;
  /** Admitted tasks. */
  readonly admitted: number;
  /** Absent where no price was known. */
  readonly cost?: Money;
}

/** What a dataset cost, by your prices. Rounds of the practice model are left out: they cost nothing. */
export interface Spent {
  /** One entry a model and currency, in the order in which they were first used. */
  readonly byModel: readonly SpentOnModel[];
  /** One amount a currency; empty where no price was known. */
  readonly cost: readonly Money[];
  /** As `cost`, divided among the accepted generated tasks; empty where there are none. */
  readonly perAccepted: readonly Money[];
}

/** Adds up what the lines about rounds say. Pure. */
export function spentOn(rounds: readonly RoundRecord[], accepted: number): Spent {
  const models = new Map<string, SpentOnModel>();
  const totals = new Map<string, number>();
  for (const { practice, connection, model, requests, usage, admitted, cost } of rounds) {
    if (practice) continue;
    const key = JSON.stringify([connection, model, cost?.currency]);
    const before = models.get(key);
    models.set(key, {
      model,
      connection,
      requests: (before?.requests ?? 0) + requests,
      usage: {
        inputTokens: (before?.usage.inputTokens ?? 0) + usage.inputTokens,
        outputTokens: (before?.usage.outputTokens ?? 0) + usage.outputTokens,
      },
      admitted: (before?.admitted ?? 0) + admitted.length,
      ...(cost ? { cost: { amount: (before?.cost?.amount ?? 0) + cost.amount, currency: cost.currency } } : {}),
    });
    if (cost) totals.set(cost.currency, (totals.get(cost.currency) ?? 0) + cost.amount);
  }
  const cost = [...totals].map(([currency, amount]) => ({ amount, currency }));
  return {
    byModel: [...models.values()],
    cost,
    perAccepted: accepted === 0 ? [] : cost.map((one) => eachOf(one, accepted)),
  };
}
