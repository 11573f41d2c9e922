import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAt, cutBelow } from '../../../../src/host/ledger/thresholdCuts.ts';

test.each([
  [0.62, [0.8, 0.62, 0.5], 0.62],
  [0.6123, [0.8, 0.6123], 0.62],
  [0.6123, [0.6151, 0.6123], 0.613],
  [0.6123, [0.61231, 0.6123], 0.6123],
  [1, [1, 0.9], 1],
])('at %d of %j: %d', (score, scores, cut) => {
  expect(cutAt(score, scores)).toBe(cut);
});

test('a cut keeps its pair and all below it, and drops all above', () => {
  const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(scores, (all) => {
      for (const score of all) {
        const cut = cutAt(score, all);
        expect(all.filter((other) => other > cut)).toEqual(all.filter((other) => other > score));
      }
      const below = cutBelow(all);
      if (Math.min(...all) > 0.01) expect(Math.min(...all)).toBeGreaterThan(below);
      expect(below).toBeGreaterThanOrEqual(0);
    }),
  );
});
