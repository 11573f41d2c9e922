import fc from 'fast-check';
import { expect, test } from 'vitest';
import './fixedSeed.ts';
import { fromLcs, rougeL } from '../../../src/core/similarity/rougeL.ts';
import { rougeLByTheBook } from './byTheBook.ts';

test('precision, recall and F of a worked example', () => {
  const target = 'police killed the gunman'.split(' ');
  const prediction = 'the gunman police killed today'.split(' ');
  expect(rougeL(target, prediction)).toEqual({ precision: 2 / 5, recall: 2 / 4, f: (2 * 0.4 * 0.5) / (0.4 + 0.5) });
});

test('an empty side gives 0', () => {
  expect(rougeL([], ['a']).f).toBe(0);
  expect(rougeL(['a'], []).f).toBe(0);
  expect(rougeL([], []).f).toBe(0);
});

test('F has the last bit of p = L/n, r = L/m, 2pr/(p+r): some sevenths of ten are above 0.7', () => {
  const aboveByRounding: boolean[] = [];
  for (let m = 1; m <= 60; m++) {
    for (let n = 1; n <= 60; n++) {
      const lcs = (7 * (m + n)) / 20; // F = 2L/(m+n) = 7/10
      if (Number.isInteger(lcs) && lcs <= Math.min(m, n)) aboveByRounding.push(fromLcs(lcs, m, n).f > 0.7);
    }
  }
  expect(aboveByRounding).toContain(true);
  expect(aboveByRounding).toContain(false);
  expect(fromLcs(7, 10, 10).f).toBe(0.7);
});

test('equals the textbook, either way round', () => {
  const tokens = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 });
  fc.assert(
    fc.property(tokens, tokens, (a, b) => {
      expect(rougeL(a, b).f).toBe(rougeLByTheBook(a, b));
      expect(rougeL(b, a).f).toBe(rougeL(a, b).f);
    }),
  );
});
