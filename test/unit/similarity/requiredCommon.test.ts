import { describe, expect, test } from 'vitest';
import { measures } from '../../../src/core/similarity/measure.ts';
import { impossible, RequiredCommon, tabledLengths } from '../../../src/core/similarity/requiredCommon.ts';

const longest = 70;

const cases = [0, 0.1, 0.3, 0.5, 0.6, 2 / 3, 0.7, 0.9, 1].flatMap((threshold) =>
  (['rouge-l', 'trigrams'] as const).map((measure) => [threshold, measure] as const),
);

describe.each(cases)('threshold %d, %s', (threshold, measure) => {
  const { score } = measures[measure];
  const required = new RequiredCommon(threshold, score);
  const byTrial = (m: number, n: number): number => {
    for (let common = 1; common <= Math.min(m, n); common++) if (score(common, m, n) > threshold) return common;
    return impossible;
  };

  test('the least in common is what trying each one finds, and the row says the same', () => {
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
