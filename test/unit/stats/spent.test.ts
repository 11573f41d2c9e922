import { expect, test } from 'vitest';
import type { RoundRecord } from '../../../src/core/model/round.ts';
import { spentOn } from '../../../src/core/stats/spent.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });

function round(fields: Partial<RoundRecord>): RoundRecord {
  return {
    round: 1,
    run: 'r1',
    recipe: 'self-instruct',
    recipeHash: '',
    promptHash: '',
    connection: 'c',
    model: 'm',
    randomSeed: 1,
    candidates: 0,
    admitted: [],
    instances: 0,
    filtered: {},
    requests: 1,
    failed: 0,
    usage: { inputTokens: 10, outputTokens: 5 },
    startedAt: '',
    endedAt: '',
    ended: 'rounds',
    ...fields,
  };
}

test('adds up by model and currency, and divides among what was accepted', () => {
  const rounds = [
    round({ cost: usd(1), admitted: ['a', 'b'] }),
    round({ cost: usd(0.5), admitted: ['c'] }),
    round({ model: 'other', cost: { amount: 2, currency: 'EUR' } }),
    round({ model: 'other' }),
    round({ model: 'practice', practice: true }),
  ];
  expect(spentOn(rounds, 3)).toEqual({
    byModel: [
      {
        model: 'm',
        connection: 'c',
        requests: 2,
        usage: { inputTokens: 20, outputTokens: 10 },
        admitted: 3,
        cost: usd(1.5),
      },
      {
        model: 'other',
        connection: 'c',
        requests: 1,
        usage: { inputTokens: 10, outputTokens: 5 },
        admitted: 0,
        cost: { amount: 2, currency: 'EUR' },
      },
      { model: 'other', connection: 'c', requests: 1, usage: { inputTokens: 10, outputTokens: 5 }, admitted: 0 },
    ],
    cost: [usd(1.5), { amount: 2, currency: 'EUR' }],
    perAccepted: [usd(0.5), { amount: 2 / 3, currency: 'EUR' }],
  });
});

test('nothing accepted, nothing to divide by', () => {
  expect(spentOn([round({ cost: usd(1) })], 0)).toMatchObject({ cost: [usd(1)], perAccepted: [] });
});
