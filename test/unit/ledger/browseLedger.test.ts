import { expect, test } from 'vitest';
import { countLedger, isShown, newestFirst } from '../../../src/core/ledger/browseLedger.ts';

const at = (id: string, second: number) => ({ id, at: `2026-01-01T00:00:0${second}.000Z` });

test('the newest comes first; what was dropped at one moment, from the end of the file on', () => {
  const listed = newestFirst([at('a', 1), at('b', 3), at('c', 2), at('d', 3)]);
  expect(listed.map(({ id }) => id)).toEqual(['d', 'b', 'c', 'a']);
});

test('a line that a merge doubled is listed once', () => {
  expect(newestFirst([at('a', 1), at('b', 2), at('a', 1)])).toHaveLength(2);
});

test('counts say what each choice shows', () => {
  const all = (['similar', 'similar', 'echo'] as const).map((filter, index) => ({ id: `c${index}`, filter }));
  const rescued = new Set(['c1']);
  const counts = countLedger(all, rescued);
  expect(counts).toMatchObject({ all: 3, similar: 2, echo: 1, rescued: 1, empty: 0 });
  for (const choice of ['all', 'similar', 'echo', 'rescued', 'empty'] as const)
    expect(all.filter((one) => isShown(one, choice, rescued))).toHaveLength(counts[choice]);
});
