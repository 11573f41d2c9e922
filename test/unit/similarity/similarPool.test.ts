import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NoveltyIndex } from '../../../src/core/similarity/noveltyIndex.ts';
import { SimilarPool } from '../../../src/core/similarity/similarPool.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';

test('the nearest above the threshold is the one that a comparison with all gives, through additions and removals', () => {
  const tokenize = createTokenizer();
  const words = fc.array(fc.constantFrom(...'abcdefgh'), { maxLength: 40, size: 'large' });
  const few = fc.array(fc.constantFrom(...'abcdef'), { maxLength: 8 });
  const change = fc.record({
    kind: fc.constantFrom('put', 'put', 'put', 'remove', 'ask'),
    id: fc.nat(30),
    text: fc.oneof(few, few, words).map((all) => all.join(' ')),
  });
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 80, size: 'max' }),
      fc.constantFrom(0, 0.4, 2 / 3, 0.7, 1),
      (changes, threshold) => {
        const pool = new SimilarPool({ threshold, tokenize });
        const all = new NoveltyIndex({ threshold, tokenize });
        for (const { kind, id, text } of changes) {
          const [first] = all.scores(text, 1).nearest;
          expect(pool.nearest(text)).toEqual(first && first.f > threshold ? first : undefined);
          if (kind === 'put') {
            pool.put(`t${id}`, text);
            all.replace(`t${id}`, text);
          } else if (kind === 'remove') {
            pool.remove(`t${id}`);
            all.remove(`t${id}`);
          }
          expect([pool.size, pool.has(`t${id}`)]).toEqual([all.size, all.has(`t${id}`)]);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('so it is in a pool that has outgrown its order of rarity several times', () => {
  const tokenize = createTokenizer();
  const pool = new SimilarPool({ threshold: 0.6, tokenize });
  const all = new NoveltyIndex({ threshold: 0.6, tokenize });
  let found = 0;
  for (let at = 0; at < 3_000; at++) {
    const text = Array.from(
      { length: 4 + (at % 7) },
      (_, word) => `w${(at * at * 7 + word * at + word * word) % ((40 + at / 10) | 0)}`,
    ).join(' ');
    const near = pool.nearest(text);
    const [first] = all.scores(text, 1).nearest;
    expect(near).toEqual(first && first.f > 0.6 ? first : undefined);
    if (near) found += 1;
    pool.put(`t${at}`, text);
    all.add(`t${at}`, text);
  }
  expect(found).toBeGreaterThan(100);
  expect(found).toBeLessThan(2_900);
});
