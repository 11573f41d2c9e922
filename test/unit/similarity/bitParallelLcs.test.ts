import fc from 'fast-check';
import { expect, test } from 'vitest';
import './fixedSeed.ts';
import { BitParallelLcs, popCount } from '../../../src/core/similarity/bitParallelLcs.ts';
import { unknown } from '../../../src/core/similarity/vocabulary.ts';

const vocabularySize = 40;

function lcsByTheBook(a: readonly number[], b: readonly number[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const isMatch = a[i - 1] === b[j - 1] && a[i - 1] !== unknown;
      (table[i] as number[])[j] = isMatch ? at(i - 1, j - 1) + 1 : Math.max(at(i - 1, j), at(i, j - 1));
    }
  }
  return at(a.length, b.length);
}

test('equals the textbook for texts of one word of bits and of several, one loaded after the other', () => {
  const lcs = new BitParallelLcs();
  const token = fc.integer({ min: 0, max: vocabularySize - 1 });
  const few = fc.integer({ min: 0, max: 2 });
  const length = fc.constantFrom(0, 1, 5, 31, 32, 33, 63, 64, 65, 96, 97, 150);
  const loaded = length.chain((n) =>
    fc.oneof(
      fc.array(fc.oneof(token, few, fc.constant(unknown)), { minLength: n, maxLength: n }),
      fc.array(few, { minLength: n, maxLength: n }),
    ),
  );
  const other = fc.array(fc.oneof(token, few), { maxLength: 120, size: 'max' });
  fc.assert(
    fc.property(loaded, other, (a, b) => {
      lcs.load(a, vocabularySize);
      expect(lcs.with(Int32Array.from([99, ...b, 99]), 1, b.length)).toBe(lcsByTheBook(a, b));
    }),
    { numRuns: 1000 },
  );
});

test('a carry runs through whole words without the token', () => {
  const lcs = new BitParallelLcs();
  const long = [...new Array(32).fill(1), ...new Array(64).fill(2), 3];
  lcs.load(long, 10);
  expect(lcs.with(Int32Array.from(long), 0, long.length)).toBe(97);
  expect(lcs.with(Int32Array.from([1, 1, 3]), 0, 3)).toBe(3);
  expect(lcs.with(Int32Array.from([3, 1, 1]), 0, 3)).toBe(2);
});

test('popCount counts bits, the sign bit too', () => {
  expect([0, 1, 3, -1, 0x80000000 | 0, 0x55555555].map(popCount)).toEqual([0, 1, 2, 32, 1, 16]);
});
