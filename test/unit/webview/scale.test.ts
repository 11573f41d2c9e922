import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelStep, linear, wholeTicks } from '../../../webview/charts/scale.ts';

test('a scale maps the ends of its domain to the ends of its range', () => {
  const scale = linear([0, 20], [100, 10]);
  expect([scale(0), scale(10), scale(20)]).toEqual([100, 55, 10]);
  expect(linear([3, 3], [5, 9])(3)).toBe(5);
});

test.each([
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [6, [0, 2, 4, 6]],
  [17, [0, 5, 10, 15, 20]],
  [250, [0, 100, 200, 300]],
])('ticks up to %d', (max, ticks) => {
  expect(wholeTicks(max)).toEqual(ticks);
});

test('ticks are whole, few, and reach the largest value', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (max) => {
      const ticks = wholeTicks(max);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.every(Number.isInteger)).toBe(true);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
    }),
  );
});

test('labels are thinned out until they fit', () => {
  expect(labelStep(6, 30, 400)).toBe(1);
  expect(labelStep(20, 40, 400)).toBe(2);
  expect(labelStep(40, 30, 300)).toBe(5);
  expect(labelStep(500, 30, 300)).toBe(50);
});
