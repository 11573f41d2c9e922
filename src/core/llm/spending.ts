import { type Budget, type Money, type Price, roundMoney } from '../model/money.ts';
import type { Usage } from '../model/round.ts';
import type { RequestBody } from './modelClient.ts';

/** The budget is used up as far as another request could pass it. Nothing failed: what was asked is kept. */
export class BudgetReached extends Error {}

/** A budget of money was given, and no price in its currency is known for the model. Nothing was sent. */
export class NoPrice extends Error {
  constructor(budget: string, price?: Price) {
    super(
      price
        ? `The budget is in ${budget} and the price of the model in ${price.currency}. Nothing was sent: give both in one currency.`
        : 'A budget of money needs the price of the model. Nothing was sent: enter the price, or give the budget in tokens or requests.',
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

  /** Throws `NoPrice` for a budget of money without a price in its currency. */
  constructor(budget: Budget, price?: Price) {
    const { maxCost } = budget;
    if (maxCost && maxCost.currency !== price?.currency) throw new NoPrice(maxCost.currency, price);
    this.#budget = budget;
    this.#price = price;
  }

  /** Requests let through. */
  get requests(): number {
    return this.#requests;
  }

  /** `undefined` without a price. What may have been charged is counted. */
  get cost(): Money | undefined {
    return this.#price && { amount: this.#spent.cost, currency: this.#price.currency };
  }

  /** Resolves when the request fits; rejects with `BudgetReached` where it never will, or with the signal's reason. */
  async allow(body: RequestBody, signal: AbortSignal): Promise<Allowance> {
    const most = this.#isBounded ? this.#most(body) : nothing;
    while (!this.#fits(most)) {
      if (this.#underway === 0 || this.#requestsUsedUp) throw this.#reached();
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
      used: (usage) => end(usage.inputTokens + usage.outputTokens > 0 ? this.#amount(usage) : this.#most(body)),
      lost: () => end(this.#most(body)),
      unused: () => end(nothing),
    };
  }

  /** Without a limit of tokens or money nobody asks how long a request is. */
  get #isBounded(): boolean {
    return this.#budget.maxTokens !== undefined || this.#budget.maxCost !== undefined;
  }

  #reached(): BudgetReached {
    const { maxTokens, maxCost } = this.#budget;
    const { tokens, cost } = this.#spent;
    const parts = [
      `${this.#requests}${this.#requestsUsedUp ? ` of ${this.#requests}` : ''} requests`,
      `${tokens}${maxTokens === undefined ? '' : ` of ${maxTokens}`} tokens`,
      ...(this.#price ? [`${roundMoney(cost)}${maxCost ? ` of ${maxCost.amount}` : ''} ${this.#price.currency}`] : []),
    ];
    return new BudgetReached(`The budget is used up as far as another request could pass it: ${parts.join(', ')}.`);
  }

  get #requestsUsedUp(): boolean {
    return this.#requests >= (this.#budget.maxRequests ?? Number.POSITIVE_INFINITY);
  }

  #fits(most: Amount): boolean {
    const { maxTokens = Number.POSITIVE_INFINITY, maxCost } = this.#budget;
    const { tokens, cost } = add(add(this.#spent, this.#reserved), most);
    return !this.#requestsUsedUp && tokens <= maxTokens && cost <= (maxCost?.amount ?? Number.POSITIVE_INFINITY);
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
    return this.#amount(mostOf(body));
  }

  #amount(usage: Usage): Amount {
    return {
      tokens: usage.inputTokens + usage.outputTokens,
      cost: this.#price ? costOf(usage, this.#price).amount : 0,
    };
  }
}

/** What a reply without a token limit is taken to come to at most. */
const unlimitedReply = 16_384;

/** The most tokens that a request can come to: one a byte of it, and a reply as long as its limit. */
export function mostOf(body: RequestBody): Usage {
  const limit =
    [body.max_completion_tokens, body.max_tokens].find((value) => typeof value === 'number') ?? unlimitedReply;
  const samples = typeof body.n === 'number' ? body.n : 1;
  return { inputTokens: Buffer.byteLength(JSON.stringify(body)), outputTokens: limit * samples };
}

function add(a: Amount, b: Amount, times = 1): Amount {
  return { tokens: a.tokens + times * b.tokens, cost: a.cost + times * b.cost };
}

/** What tokens cost at a price. */
export function costOf({ inputTokens, outputTokens }: Usage, { input, output, currency }: Price): Money {
  return { amount: (inputTokens * input + outputTokens * output) / 1e6, currency };
}

/** An amount as it is shown: `0.0123 USD`. */
export function describeMoney({ amount, currency }: Money): string {
  return `${roundMoney(amount)} ${currency}`;
}

const number = String.raw`(\d+(?:[.,]\d+)?)`;
const unitName = String.raw`([\p{L}$€£¥₹]+)`;
const budgetPattern = new RegExp(String.raw`^\s*${number}\s*${unitName}\s*$`, 'u');
const pricePattern = new RegExp(String.raw`^\s*${number}\s*/\s*${number}\s*${unitName}\s*$`, 'u');

/** Reads `5usd`, `5 USD`, `200000tokens` or `100requests`; `undefined` for anything else. */
export function readBudget(text: string): Budget | undefined {
  const [, digits = '', unit = ''] = budgetPattern.exec(text) ?? [];
  const amount = decimal(digits);
  if (!(amount > 0)) return undefined;
  const name = unit.toLowerCase();
  if (name === 'requests' || name === 'request') return Number.isInteger(amount) ? { maxRequests: amount } : undefined;
  if (name === 'tokens' || name === 'token') return Number.isInteger(amount) ? { maxTokens: amount } : undefined;
  const currency = readCurrency(unit);
  return currency === undefined ? undefined : { maxCost: { amount, currency } };
}

/** Reads `0.15/0.60usd`: what a million tokens in and out cost, entered on the day of `now`; `undefined` for anything else. */
export function readPrice(text: string, now: Date): Price | undefined {
  const [, input = '', output = '', unit = ''] = pricePattern.exec(text) ?? [];
  const currency = readCurrency(unit);
  if (currency === undefined) return undefined;
  return { input: decimal(input), output: decimal(output), currency, entered: dayOf(now) };
}

/** ISO 4217 code of a currency given as one, in any case, or as a sign; `undefined` for anything else. */
export function readCurrency(text: string): string | undefined {
  const currency = signs[text.trim()] ?? text.trim().toUpperCase();
  return /^[A-Z]{3}$/u.test(currency) ? currency : undefined;
}

/** The day as `2026-01-31`, where the user is. */
function dayOf(now: Date): string {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

function decimal(digits: string): number {
  return digits === '' ? Number.NaN : Number(digits.replace(',', '.'));
}

const signs: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY', '₹': 'INR' };
