import { expect, test } from 'vitest';
import { initialState, persist } from '../../../webview/persisted.ts';

test('what was kept comes back', () => {
  const kept = {
    tab: 'review',
    filter: 'pending',
    sort: 'mostSimilar',
    score: 'below3',
    keysOn: false,
    current: 't7',
    ledger: { filter: 'similar', text: 'चाय', from: 50, selected: 'f1' },
  } as const;
  expect(persist(initialState(JSON.parse(JSON.stringify(kept))))).toEqual(kept);
});

test.each([[undefined], [null], ['review'], [7], [{ tab: 'other', filter: 3, sort: null, keysOn: 'x', current: {} }]])(
  'what cannot be used is dropped: %j',
  (kept) => {
    expect(persist(initialState(kept))).toEqual({
      tab: 'overview',
      filter: 'all',
      sort: 'file',
      score: 'any',
      keysOn: true,
      current: undefined,
      ledger: { filter: 'all', text: '', from: 0, selected: undefined },
    });
  },
);
