import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import './fixedSeed.ts';
import { NoveltyIndex } from '../../../src/core/similarity/noveltyIndex.ts';
import { openLocalPool } from '../../../src/core/similarity/noveltyPool.ts';
import { SimilarPool } from '../../../src/core/similarity/similarPool.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { createTrigrams } from '../../../src/core/similarity/trigrams.ts';
import { diceByTheBook } from './diceByTheBook.ts';
import { mixedTexts, randomFrom, texts } from './randomTexts.ts';

const measure = 'trigrams';
const tokenize = createTrigrams();
const words = createTokenizer({ mode: 'runs' });
const thresholds = [0, 0.3, 0.5, 2 / 3, 0.7, 0.9, 1];

/** A pool that compares by the book, beside the two that are checked. */
class ThreePools {
  readonly #texts = new Map<string, readonly string[]>();
  readonly #index: NoveltyIndex;
  readonly #similar: SimilarPool;
  readonly #threshold: number;

  constructor(threshold: number) {
    this.#threshold = threshold;
    this.#index = new NoveltyIndex({ threshold, tokenize, measure });
    this.#similar = new SimilarPool({ threshold, tokenize, measure });
  }

  put(id: string, text: string): void {
    this.#texts.set(id, words(text));
    this.#index.replace(id, text);
    this.#similar.put(id, text);
  }

  remove(id: string): void {
    expect(this.#index.remove(id)).toBe(this.#texts.delete(id));
    this.#similar.remove(id);
  }

  /** Asks all that can be asked; the answers must be those of the book to the last bit. */
  check(text: string, k: number): void {
    const own = words(text);
    const expected = Array.from(this.#texts, ([id, other]) => ({ id, f: diceByTheBook(own, other) })).sort(
      (a, b) => b.f - a.f || (a.id < b.id ? -1 : 1),
    );
    const [first] = expected;
    const above = first && first.f > this.#threshold ? first : undefined;
    expect([this.#index.size, this.#similar.size]).toEqual([expected.length, expected.length]);
    const { max, mean, nearest } = this.#index.scores(text, k);
    expect(nearest).toEqual(expected.slice(0, k));
    expect(max).toBe(first?.f ?? 0);
    expect(mean).toBeCloseTo(expected.reduce((sum, { f }) => sum + f, 0) / Math.max(1, expected.length), 12);
    expect(this.#index.nearest(text)).toEqual(first);
    expect(this.#similar.nearest(text)).toEqual(above);
    expect(this.#index.decide(text)).toEqual(
      above ? { similar: true, nearest: above.id, f: above.f } : { similar: false },
    );
  }
}

describe('against Dice by the book', () => {
  const few = texts(5, ['a', 'ab', 'abc', 'bcd', '雨', '雨是', '𠮷']);

  test.each(thresholds)('whatever is put, replaced and removed, threshold %d', (threshold) => {
    const change = fc.record({
      kind: fc.constantFrom('put', 'put', 'put', 'remove', 'ask'),
      id: fc.nat(25),
      text: fc.oneof(few, mixedTexts),
      k: fc.nat(12),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60, size: 'max' }), (changes) => {
        const pools = new ThreePools(threshold);
        for (const { kind, id, text, k } of changes) {
          pools.check(text, k);
          if (kind === 'put') pools.put(`t${id}`, text);
          else if (kind === 'remove') pools.remove(`t${id}`);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('in a pool of 2,000 that changes all the way, with near texts among them', () => {
    const random = randomFrom(5);
    const draw = (from: number) => Math.floor(random() * from);
    const word = () => `${'kitap okul yaz oku çocuk ev'.split(' ')[draw(6)]}${['', 'lar', 'da', 'ım', 'ı'][draw(5)]}`;
    const made: string[] = [];
    const pools = new ThreePools(0.7);
    for (let at = 0; at < 2_000; at++) {
      const old = made[draw(made.length)];
      const text =
        old !== undefined && draw(3) === 0 ? `${old} ${word()}` : Array.from({ length: 3 + draw(9) }, word).join(' ');
      if (at % 20 === 0) pools.check(text, 5);
      made.push(text);
      pools.put(`t${at}`, text);
      if (at % 7 === 0) pools.remove(`t${draw(at + 1)}`);
      if (at % 11 === 0) pools.put(`t${draw(at + 1)}`, text);
    }
  });
});

test('the port of a run gives the measure its pool', async () => {
  const pool = openLocalPool({ threshold: 0.7, language: 'tr', measure });
  expect(await pool.nearest('kitap')).toBeUndefined();
  await pool.put([
    { id: 'a', text: 'Kitapları oku.' },
    { id: 'b', text: 'Evde yaz.' },
  ]);
  await pool.put([{ id: 'a', text: 'Kitabı okuyunuz.' }]);
  expect(await pool.nearest('kitabı okuyunuz')).toEqual({ id: 'a', f: 1 });
  expect(await pool.nearest('xyz')).toEqual({ id: 'a', f: 0 });
  await pool.close();
});
