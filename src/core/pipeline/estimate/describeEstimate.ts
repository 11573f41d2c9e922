import { roundMoney } from '../../model/money.ts';
import type { Range } from '../../model/range.ts';
import type { Estimate, EstimateBasis } from './estimateRun.ts';

const numbers = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** An estimated count with its range: `about 1,200 (800 to 1,900)`. */
export function aboutCount({ low, likely, high }: Range): string {
  if (low === high) return numbers.format(likely);
  return `about ${numbers.format(Math.ceil(likely))} (${numbers.format(Math.floor(low))} to ${numbers.format(Math.ceil(high))})`;
}

/** An estimated amount of money with its range: `about 0.21 USD (0.12 to 0.38)`. */
export function aboutMoney({ low, likely, high }: Range, currency: string): string {
  const [from, most, to] = [low, likely, high].map((amount) => roundMoney(Number(amount.toPrecision(2))));
  return `about ${most} ${currency} (${from} to ${to})`;
}

/** What an estimate says, in lines. */
export function describeEstimate({
  requests,
  inputTokens,
  outputTokens,
  admitted,
  cost,
  price,
  basis,
}: Estimate): string[] {
  return [
    `requests: ${aboutCount(requests)}`,
    `admitted tasks: ${aboutCount(admitted)}`,
    `input tokens: ${aboutCount(inputTokens)}`,
    `output tokens: ${aboutCount(outputTokens)}`,
    ...(cost && price
      ? [
          `cost: ${aboutMoney(cost, price.currency)}, at ${price.input} ${price.currency} for a million input tokens and ${price.output} for a million output tokens (entered ${price.entered})`,
        ]
      : ['cost: not known without a price']),
    `estimated ${describeBasis(basis)}`,
  ];
}

/** What an estimate is drawn from: `from 3 earlier rounds`. */
export function describeBasis(basis: EstimateBasis): string {
  if (basis.from === 'rounds') return `from ${counted(basis.rounds, 'earlier round')}`;
  const share =
    basis.shareFrom > 0
      ? `the share that is admitted is from ${counted(basis.shareFrom, 'earlier round')}`
      : 'the share that is admitted is assumed';
  const from = basis.from === 'seeds' ? counted(basis.seeds, 'seed') : `${basis.requests} of its requests`;
  return `from ${from}; ${tokenWords[basis.tokens]}; ${share}`;
}

const tokenWords = {
  vocabulary: 'tokens are counted by the model’s vocabulary',
  measured: 'tokens are counted as in earlier replies',
  assumed: 'tokens are assumed to have 2 to 6 bytes',
} as const;

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
