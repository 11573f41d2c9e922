import type { Usage } from '../model/round.ts';
import type { RequestBody } from './modelClient.ts';

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
  /** In the price's currency. */
  readonly maxCost?: number;
}

/** The budget is used up as far as another request could pass it. Nothing failed: what was asked is kept. */
export class BudgetReached extends Error {}

/** A budget of money was given for a model without a price. */
export class NoPrice extends Error {
  constructor() {
    super(
      'A budget of money needs the price of the model. Nothing was sent: enter the price, or give the budget in tokens or requests.',
    );
    this.name = 'NoPrice';
  }
}

/** A request that was let through; exactly one of the three ends it. */
export interface Allowance {
  /** It was answered. An endpoint that does not count tokens is taken to have used the most possible. */
  used(usage: Usage): void;
  /** It was not answered, and may have been charged all the same. */
  lost(): void;
  /** It was turned away, or never sent. */
  unused(): void;
}

interface Amount {
  readonly tokens: number;
  readonly cost: number;
}

const nothing: Amount = { tokens: 0, cost: 0 };

/**
 * Keeps a budget from being passed. Each request is let through only if the budget would hold even if it, and all that are
 * under way, came out as long as they can: a token is at least one byte of the request, and a reply at most its token
 * limit. Where that does not fit yet, it waits for what is under way.
 */
export class Spending {
  readonly #budget: Budget;
  readonly #price: Price | undefined;
  #requests = 0;
  #spent: Amount = nothing;
  #reserved: Amount = nothing;
  #underway = 0;
  #waiting: (() => void)[] = [];

  /** Throws `NoPrice` for a budget of money without a price. */
  constructor(budget: Budget, price?: Price) {
    if (budget.maxCost !== undefined && !price) throw new NoPrice();
    this.#budget = budget;
    this.#price = price;
  }

  /** Requests let through. */
  get requests(): number {
    return this.#requests;
  }

  /** In the price's currency; `undefined` without a price. What may have been charged is counted. */
  get cost(): number | undefined {
    return this.#price && this.#spent.cost;
  }

  /** Resolves when the request fits; rejects with `BudgetReached` where it never will, or with the signal's reason. */
  async allow(body: RequestBody, signal: AbortSignal): Promise<Allowance> {
    const most = this.#most(body);
    while (!this.#fits(most)) {
      if (this.#underway === 0 || this.#requestsUsedUp) throw new BudgetReached();
      await this.#change(signal);
    }
    signal.throwIfAborted();
    this.#requests += 1;
    this.#underway += 1;
    this.#reserved = add(this.#reserved, most);
    const end = (spent: Amount) => {
      this.#underway -= 1;
      this.#reserved = add(this.#reserved, most, -1);
      this.#spent = add(this.#spent, spent);
      for (const goOn of this.#waiting.splice(0)) goOn();
    };
    return {
      used: (usage) => end(usage.inputTokens + usage.outputTokens > 0 ? this.#amount(usage) : most),
      lost: () => end(most),
      unused: () => end(nothing),
    };
  }

  get #requestsUsedUp(): boolean {
    return this.#requests >= (this.#budget.maxRequests ?? Number.POSITIVE_INFINITY);
  }

  #fits(most: Amount): boolean {
    const { maxTokens = Number.POSITIVE_INFINITY, maxCost = Number.POSITIVE_INFINITY } = this.#budget;
    const { tokens, cost } = add(add(this.#spent, this.#reserved), most);
    return !this.#requestsUsedUp && tokens <= maxTokens && cost <= maxCost;
  }

  async #change(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      const goOn = () => {
        signal.removeEventListener('abort', goOn);
        resolve();
      };
      signal.addEventListener('abort', goOn, { once: true });
      this.#waiting.push(goOn);
    });
    signal.throwIfAborted();
  }

  #most(body: RequestBody): Amount {
    const limit =
      [body.max_completion_tokens, body.max_tokens].find((value) => typeof value === 'number') ?? unlimitedReply;
    const samples = typeof body.n === 'number' ? body.n : 1;
    return this.#amount({ inputTokens: Buffer.byteLength(JSON.stringify(body)), outputTokens: limit * samples });
  }

  #amount({ inputTokens, outputTokens }: Usage): Amount {
    const { input = 0, output = 0 } = this.#price ?? {};
    return { tokens: inputTokens + outputTokens, cost: (inputTokens * input + outputTokens * output) / 1e6 };
  }
}

/** What a reply without a token limit is taken to come to at most. */
const unlimitedReply = 16_384;

function add(a: Amount, b: Amount, times = 1): Amount {
  return { tokens: a.tokens + times * b.tokens, cost: a.cost + times * b.cost };
}

/** Reads `5usd`, `5 USD`, `200000tokens` or `100requests`; `undefined` for anything else. Money without a currency is in the price's. */
export function readBudget(text: string): (Budget & { readonly currency?: string }) | undefined {
  const [, digits = '', unit = ''] = /^\s*(\d+(?:[.,]\d+)?)\s*([\p{L}$€£¥₹]+)\s*$/u.exec(text) ?? [];
  const amount = Number(digits.replace(',', '.'));
  if (digits === '' || !(amount > 0)) return undefined;
  const name = unit.toLowerCase();
  if (name === 'requests' || name === 'request') return Number.isInteger(amount) ? { maxRequests: amount } : undefined;
  if (name === 'tokens' || name === 'token') return Number.isInteger(amount) ? { maxTokens: amount } : undefined;
  const currency = signs[unit] ?? unit.toUpperCase();
  return /^[A-Z]{3}$/u.test(currency) ? { maxCost: amount, currency } : undefined;
}

const signs: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY', '₹': 'INR' };
