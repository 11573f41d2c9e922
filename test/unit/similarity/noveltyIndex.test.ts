import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import './fixedSeed.ts';
import { NoveltyIndex } from '../../../src/core/similarity/noveltyIndex.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { rougeLByTheBook } from './byTheBook.ts';
import { mixedTexts, randomFrom, texts } from './randomTexts.ts';

const tokenize = createTokenizer();
const thresholds = [0, 0.3, 0.5, 0.7, 0.9, 1];

/** A pool that compares by the book. */
class PlainPool {
  readonly #tokens = new Map<string, readonly string[]>();

  get ids(): string[] {
    return [...this.#tokens.keys()];
  }

  set(id: string, text: string): void {
    this.#tokens.set(id, tokenize(text));
  }

  delete(id: string): boolean {
    return this.#tokens.delete(id);
  }

  /** All, nearest first. */
  neighbours(text: string): { id: string; f: number }[] {
    const tokens = tokenize(text);
    return Array.from(this.#tokens, ([id, other]) => ({ id, f: rougeLByTheBook(tokens, other) })).sort(
      (a, b) => b.f - a.f || (a.id < b.id ? -1 : 1),
    );
  }
}

function expectSame(index: NoveltyIndex, plain: PlainPool, text: string, threshold: number, k: number): void {
  const expected = plain.neighbours(text);
  const { max, mean, nearest } = index.scores(text, k);
  expect(nearest).toEqual(expected.slice(0, k));
  expect(max).toBe(expected[0]?.f ?? 0);
  expect(mean).toBeCloseTo(expected.reduce((sum, { f }) => sum + f, 0) / Math.max(1, expected.length), 12);

  const decision = index.decide(text);
  expect(decision.similar).toBe((expected[0]?.f ?? 0) > threshold);
  if (decision.similar) {
    expect(decision.f).toBeGreaterThan(threshold);
    expect(expected).toContainEqual({ id: decision.nearest, f: decision.f });
  }
}

describe('against ROUGE-L by the book', () => {
  test.each(thresholds)('short and long texts, repeats and empty ones in eight scripts, threshold %d', (threshold) => {
    const property = fc.property(
      fc.array(mixedTexts, { maxLength: 60, size: 'max' }),
      mixedTexts,
      (pool, candidate) => {
        const index = new NoveltyIndex({ threshold, tokenize });
        const plain = new PlainPool();
        for (const [i, text] of pool.entries()) {
          index.add(`t${i}`, text);
          plain.set(`t${i}`, text);
        }
        for (const text of [candidate, pool[0] ?? '', `${pool[1] ?? ''} ${candidate}`]) {
          expectSame(index, plain, text, threshold, 5);
        }
      },
    );
    fc.assert(property, { numRuns: 60 });
  });

  test.each([0.5, 0.7])('whatever is added, removed and replaced, threshold %d', (threshold) => {
    const change = fc.record({
      action: fc.constantFrom('add', 'add', 'add', 'remove', 'replace'),
      id: fc.integer({ min: 0, max: 40 }).map(String),
      text: mixedTexts,
    });
    const property = fc.property(
      fc.array(change, { maxLength: 120, size: 'max' }),
      mixedTexts,
      (changes, candidate) => {
        const index = new NoveltyIndex({ threshold, tokenize });
        const plain = new PlainPool();
        for (const { action, id, text } of changes) {
          if (action === 'remove') expect(index.remove(id)).toBe(plain.delete(id));
          else if (action === 'add' && index.has(id)) expect(() => index.add(id, text)).toThrow(id);
          else {
            index[action](id, text);
            plain.set(id, text);
          }
        }
        expect(index.size).toBe(plain.ids.length);
        for (const text of [candidate, changes[0]?.text ?? '']) expectSame(index, plain, text, threshold, 4);
      },
    );
    fc.assert(property, { numRuns: 60 });
  });

  test('from empty through several renewals of its order, with changes all the way', () => {
    const threshold = 0.6;
    const random = randomFrom(11);
    const vocabulary = Array.from({ length: 60 }, (_, i) => `w${i}`);
    const drawn = fc.sample(texts(14, vocabulary), { numRuns: 1400, seed: 5 });
    const textOf = new Map<string, string>();
    const index = new NoveltyIndex({ threshold, tokenize });
    const plain = new PlainPool();
    const put = (id: string, text: string) => {
      index.replace(id, text);
      plain.set(id, text);
      textOf.set(id, text);
    };
    for (const [i, text] of drawn.entries()) {
      put(`t${i}`, text);
      const other = `t${Math.floor(random() * i)}`;
      if (i % 7 === 0) put(other, `w${i % 60} ${text}`);
      if (i % 4 === 0) {
        expect(index.remove(other)).toBe(plain.delete(other));
        expectSame(index, plain, textOf.get(other) ?? '', threshold, 6); // no trace of it is left
      }
      if (i % 13 === 0) expectSame(index, plain, drawn[Math.floor(random() * drawn.length)] ?? '', threshold, 6);
    }
    expect(index.size).toBe(plain.ids.length);
  });

  test('a text removed while the order is renewed is gone from the new order too', () => {
    // The order is renewed at 256 texts, at the earliest again at 512.
    const index = new NoveltyIndex({ threshold: 0.5, tokenize });
    const seven = (i: number) => `a${i} b${i} c${i} d${i} e${i} f${i} g${i}`;
    const five = (i: number) => `p${i} q${i} r${i} s${i} t${i}`;
    for (let i = 0; i < 80; i++) index.add(`seven${i}`, seven(i));
    let removed = 0;
    for (let i = 0; i < 420; i++) {
      index.add(`five${i}`, five(i)); // never in a slot that a text of seven words left
      if (index.size > 200 && removed < 80 && i % 3 === 0) expect(index.remove(`seven${removed++}`)).toBe(true);
    }
    expect(removed).toBe(80);
    for (let i = 0; i < 80; i++) expect(index.decide(seven(i))).toEqual({ similar: false });
    for (let i = 0; i < 420; i++) expect(index.decide(five(i))).toMatchObject({ nearest: `five${i}` });
  });

  test('a candidate and a pool of thousands of tokens', () => {
    const random = randomFrom(2);
    const text = (length: number) => Array.from({ length }, () => `w${Math.floor(random() ** 2 * 900)}`).join(' ');
    const index = new NoveltyIndex({ threshold: 0.7, tokenize });
    const plain = new PlainPool();
    for (const [i, length] of [1, 500, 1500, 31, 32, 33, 64, 65].entries()) {
      const added = text(length);
      index.add(`${i}`, added);
      plain.set(`${i}`, added);
      expectSame(index, plain, `${added} w1 w2`, 0.7, 3);
    }
    for (const length of [5, 40, 1500]) expectSame(index, plain, text(length), 0.7, 20);
  });
});

describe('edges', () => {
  const open = (threshold = 0.7) => new NoveltyIndex({ threshold, tokenize });

  test('an empty pool has nothing to say', () => {
    expect(open().decide('a b c')).toEqual({ similar: false });
    expect(open().scores('a b c', 3)).toEqual({ max: 0, mean: 0, nearest: [] });
    expect(open().size).toBe(0);
    expect(open().remove('a')).toBe(false);
  });

  test('a text without tokens is similar to nothing, itself included, and counts in the mean', () => {
    const index = open(0);
    index.add('empty', '?!');
    expect(index.decide('...')).toEqual({ similar: false });
    expect(index.scores('...', 1)).toEqual({ max: 0, mean: 0, nearest: [{ id: 'empty', f: 0 }] });
    index.add('word', 'word');
    expect(index.scores('word', 9)).toEqual({
      max: 1,
      mean: 0.5,
      nearest: [
        { id: 'word', f: 1 },
        { id: 'empty', f: 0 },
      ],
    });
  });

  test('F exactly at the threshold is not above it, and rounding decides as in the reference', () => {
    const index = open();
    index.add('ten', 'a b c d e f g h i j');
    expect(index.scores('a b c d e f g x y z', 1).max).toBe(0.7);
    expect(index.decide('a b c d e f g x y z').similar).toBe(false);
    expect(index.decide('a b c d e f g h x y').similar).toBe(true);
    const rounding = open();
    rounding.add('nine', 'a b c d e f g x y'); // 7 of 9 and of 11: F is 0.7 by arithmetic
    const eleven = 'a b c d e f g p q r s';
    expect(rounding.decide(eleven).similar).toBe(rounding.scores(eleven, 1).max > 0.7);
    expect(rounding.scores(eleven, 1).max).toBe(rougeLByTheBook(tokenize('a b c d e f g x y'), tokenize(eleven)));
  });

  test('equal texts under several ids: the lowest ids by code unit come first, and removing one leaves the others', () => {
    const index = open();
    for (const id of ['b', 'a10', 'a9', 'B', 'ä']) index.add(id, 'the same text');
    const ids = () => index.scores('the same text', 3).nearest.map(({ id }) => id);
    expect(ids()).toEqual(['B', 'a10', 'a9']);
    expect(index.remove('a10')).toBe(true);
    expect(ids()).toEqual(['B', 'a9', 'b']);
  });

  test('k of 0 still tells the maximum, and k beyond the pool gives all', () => {
    const index = open();
    index.add('a', 'one two');
    index.add('b', 'one three');
    expect(index.scores('one two', 0)).toMatchObject({ max: 1, nearest: [] });
    expect(index.scores('one two', 100).nearest).toHaveLength(2);
  });

  test('replace gives a new text, adds an unknown id, and keeps the old text if the new one cannot be cut', () => {
    const index = new NoveltyIndex({
      threshold: 0.7,
      tokenize: (text) => {
        if (text === 'bad') throw new Error('no');
        return tokenize(text);
      },
    });
    index.replace('a', 'first text here');
    index.replace('a', 'second words there');
    expect(index.size).toBe(1);
    expect(index.decide('first text here').similar).toBe(false);
    expect(() => index.replace('a', 'bad')).toThrow('no');
    expect(index.decide('second words there')).toEqual({ similar: true, nearest: 'a', f: 1 });
  });

  test('a slot that was freed is used again without a trace of the text before', () => {
    const index = open();
    for (let i = 0; i < 1000; i++) {
      index.replace('a', `word${i} and more of it`);
      if (i > 0) expect(index.scores(`word${i - 1}`, 1).max).toBe(0);
    }
    expect(index.scores('word999 and more of it', 2).nearest).toEqual([{ id: 'a', f: 1 }]);
  });

  test('words of object properties are words', () => {
    const index = open();
    index.add('__proto__', 'constructor __proto__ toString');
    expect(index.decide('constructor proto tostring')).toEqual({ similar: true, nearest: '__proto__', f: 1 });
    expect(index.has('constructor')).toBe(false);
  });

  test.each([-0.1, 1.1, Number.NaN])('a threshold of %d is an error', (threshold) => {
    expect(() => open(threshold)).toThrow(RangeError);
  });
});
