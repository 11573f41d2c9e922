import { expect, test } from 'vitest';
import { describeBudget, describePrice, readBudgets } from '../../../src/core/llm/describeBudget.ts';
import { daysOld, isFree, priceOf, readPrices } from '../../../src/core/llm/prices.ts';
import { readPrice } from '../../../src/core/llm/spending.ts';

const openai = 'https://api.openai.com';
const price = { origin: openai, model: 'm', input: 1, output: 4, currency: 'USD', entered: '2026-11-01' };

test('prices are read, what is none is left out, and of two for one model the later counts', () => {
  const value = [
    price,
    { ...price, origin: 'https://gateway.example', input: 2 },
    { ...price, input: -1 },
    { ...price, input: Number.NaN },
    { ...price, output: '4' },
    { ...price, currency: 'dollars' },
    { ...price, entered: 'yesterday' },
    { ...price, model: 7 },
    null,
    'text',
    { ...price, output: 5 },
  ];
  expect(readPrices(value)).toEqual([
    { ...price, output: 5 },
    { ...price, origin: 'https://gateway.example', input: 2 },
  ]);
  expect(readPrices({ 0: price })).toEqual([]);
});

test('a price is one endpoint’s: a model of the same name elsewhere has none', () => {
  expect(priceOf([price], { origin: openai, model: 'm' })).toBe(price);
  expect(priceOf([price], { origin: 'https://api.openai.com.evil.example', model: 'm' })).toBeUndefined();
  expect(priceOf([price], { origin: openai, model: 'M' })).toBeUndefined();
});

test('a price of nothing is free; after 90 days a price is to be looked up again', () => {
  expect(isFree({ input: 0, output: 0 })).toBe(true);
  expect(isFree({ input: 0, output: 1 })).toBe(false);
  expect(daysOld(price, new Date('2027-01-30T12:00:00Z'))).toBeUndefined();
  expect(daysOld(price, new Date('2027-01-31T12:00:00Z'))).toBe(91);
});

test.each([
  ['', {}],
  ['5 USD', { maxCost: { amount: 5, currency: 'USD' } }],
  [
    '5 USD; 200000 tokens; 100 requests',
    { maxCost: { amount: 5, currency: 'USD' }, maxTokens: 200_000, maxRequests: 100 },
  ],
])('the budget %j is said as it is read', (text, budget) => {
  expect(readBudgets(text)).toEqual(budget);
  expect(describeBudget(budget)).toBe(text);
});

test('a budget of which a part is none is none', () => {
  expect(readBudgets('5 USD; lots')).toBeUndefined();
});

test('a price is said as it is read', () => {
  expect(readPrice(describePrice(price), new Date(2026, 10, 1))).toMatchObject({
    input: 1,
    output: 4,
    currency: 'USD',
  });
});
