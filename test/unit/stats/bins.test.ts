import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evenBins, lengthBins } from '../../../src/core/stats/bins.ts';

test('a value on an edge is in the bin that begins there', () => {
  // In floating point 0.7 / 0.05 is below 14 and 0.15 / 0.05 below 3.
  for (const [value, index] of [
    [0, 0],
    [0.05, 1],
    [0.15, 3],
    [0.7, 14],
    [0.7000000000000001, 14],
    [0.95, 19],
    [1, 19],
  ] as const) {
    const bins = evenBins([value], 1, 20);
    expect(bins).toHaveLength(20);
    expect(
      bins.findIndex(({ count }) => count === 1),
      String(value),
    ).toBe(index);
  }
});

test('values outside are counted in the first or last bin', () => {
  const bins = evenBins([-0.5, 1.5], 1, 4);
  expect(bins.map(({ count }) => count)).toEqual([1, 0, 0, 1]);
});

test('lengths have bins of a round width, and one last bin for the few that are far longer', () => {
  const lengths = [...Array.from({ length: 99 }, (_, index) => index % 20), 5000];
  const bins = lengthBins(lengths);
  expect(bins.map(({ from, to }) => [from, to])).toEqual([
    [0, 2],
    [2, 4],
    [4, 6],
    [6, 8],
    [8, 10],
    [10, 12],
    [12, 14],
    [14, 16],
    [16, 18],
    [18, 20],
    [20, 5000],
  ]);
  expect(bins.at(-1)?.count).toBe(1);
});

test('without lengths there are no bins', () => {
  expect(lengthBins([])).toEqual([]);
});

test('bins of lengths join without gaps, hold every length, and stay few', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1 }), (lengths) => {
      const bins = lengthBins(lengths);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(lengths.length);
      expect(bins[0]?.from).toBe(0);
      bins.forEach((bin, index) => {
        expect(bin.to).toBeGreaterThan(bin.from);
        const isLast = index === bins.length - 1;
        if (!isLast) expect(bins[index + 1]?.from).toBe(bin.to);
        const inside = lengths.filter((length) => length >= bin.from && (isLast ? length <= bin.to : length < bin.to));
        expect(bin.count).toBe(inside.length);
      });
      expect(bins.length).toBeLessThanOrEqual(12);
    }),
  );
});
