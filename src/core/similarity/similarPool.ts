import { IndexedTexts, type IndexOptions } from './indexedTexts.ts';
import type { Neighbour } from './topK.ts';

/**
 * A growing pool that is asked for the nearest text above a threshold, and for nothing below it. That takes little more
 * than `NoveltyIndex.decide`, where `scores` compares with the whole pool, and half the memory.
 */
export class SimilarPool {
  readonly #texts: IndexedTexts;

  /** Throws a RangeError for a threshold that is no number from 0 to 1. */
  constructor(options: IndexOptions) {
    this.#texts = new IndexedTexts(options, false);
  }

  get size(): number {
    return this.#texts.size;
  }

  has(id: string): boolean {
    return this.#texts.has(id);
  }

  /** Adds a text; one with this id that is there gives way. */
  put(id: string, text: string): void {
    this.#texts.put(id, text);
  }

  remove(id: string): void {
    this.#texts.remove(id);
  }

  /** The nearest text whose score is above the threshold, of equally near ones the one with the lowest id. */
  nearest(text: string): Neighbour | undefined {
    return this.#texts.index.above(this.#texts.load(text));
  }
}
