import { createUnits, type UnitsOptions } from '../similarity/measure.ts';
import { SimilarPool } from '../similarity/similarPool.ts';

/** A kept text and its score to one that is like it. */
export interface KeptNear {
  readonly nearest: string;
  readonly f: number;
}

/**
 * Keeps the first of texts that are alike, in one pass: a text is dropped where its score to one that was kept is
 * above the threshold. So no two kept ones are near-duplicates, and each dropped one is near to a kept one. Of the texts
 * only what the measure counts of the kept ones are held.
 */
export class FirstOfEach {
  readonly #pool: SimilarPool;

  /** Throws a RangeError for a threshold that is no number from 0 to 1. */
  constructor({ threshold, measure = 'rouge-l', ...options }: UnitsOptions & { readonly threshold: number }) {
    this.#pool = new SimilarPool({ threshold, measure, tokenize: createUnits({ ...options, measure }) });
  }

  get kept(): number {
    return this.#pool.size;
  }

  /** Whether a kept text has this id. */
  has(id: string): boolean {
    return this.#pool.has(id);
  }

  /** Keeps the text (ids must differ), or says what it is too near to. */
  offer(id: string, text: string): KeptNear | undefined {
    const near = this.#pool.nearest(text);
    if (near) return { nearest: near.id, f: near.f };
    this.#pool.put(id, text);
    return undefined;
  }
}
