import { describe, expect, test } from 'vitest';
import { impossible, RequiredLcs, tabledLengths } from '../../../src/core/similarity/requiredLcs.ts';
import { fromLcs } from '../../../src/core/similarity/rougeL.ts';

const longest = 70;

describe.each([0, 0.1, 0.3, 0.5, 0.6, 2 / 3, 0.7, 0.9, 1])('threshold %d', (threshold) => {
  const required = new RequiredLcs(threshold);
  const byTrial = (m: number, n: number): number => {
    for (let lcs = 1; lcs <= Math.min(m, n); lcs++) if (fromLcs(lcs, m, n).f > threshold) return lcs;
    return impossible;
  };

  test('the least LCS is what trying each one finds, and the row says the same', () => {
    for (let m = 0; m <= longest; m++) {
      for (let n = 0; n <= longest; n++) {
        const least = byTrial(m, n);
        expect(required.least(m, n), `${m}, ${n}`).toBe(least);
        expect(required.row(m)[n], `${m}, ${n}`).toBe(least);
      }
    }
  });

  test('the prefix is m - L + 1 for the least L over all lengths', () => {
    for (let m = 0; m <= longest; m++) {
      const leasts = Array.from({ length: 300 }, (_, n) => byTrial(m, n));
      const least = Math.min(...leasts);
      expect(required.prefixLength(m), `${m}`).toBe(least === impossible ? 0 : m - least + 1);
    }
  });

  test('lengths beyond the table are computed', () => {
    for (const m of [100, 127, 128, 129, 1000]) {
      expect(required.row(m)).toHaveLength(tabledLengths);
      for (const n of [128, 130, 400]) expect(required.least(m, n)).toBe(byTrial(m, n));
    }
  });
});
