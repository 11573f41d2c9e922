import { IndexedTexts, type IndexOptions } from './indexedTexts.ts';
import type { NoveltyScores } from './scoreAll.ts';
import type { Neighbour } from './topK.ts';

export type { NoveltyScores } from './scoreAll.ts';
export type { Neighbour } from './topK.ts';

/** What `NoveltyIndex` takes. */
export type NoveltyIndexOptions = IndexOptions;

/** What `decide` says: whether anything in the pool is similar, and if so one such text and its score. */
export type NoveltyDecision =
  | { readonly similar: false }
  | { readonly similar: true; readonly nearest: string; readonly f: number };

/**
 * The pool of texts that a candidate must differ from, by ROUGE-L F or another measure. Both questions are answered
 * exactly, to the last bit of the score: `decide` looks only at texts that share one of the candidate's rare units,
 * `scores` takes a few nanoseconds a text. It grows from nothing to a million texts without a call that waits for a
 * rebuild. Texts are kept as numbers of units, not as text; a unit once seen keeps its number even if all its texts are
 * removed.
 */
export class NoveltyIndex {
  readonly #texts: IndexedTexts;

  /** Throws a RangeError if the threshold is not a number from 0 to 1. */
  constructor(options: NoveltyIndexOptions) {
    this.#texts = new IndexedTexts(options, true);
  }

  /** How many texts the pool holds. */
  get size(): number {
    return this.#texts.size;
  }

  /** Whether the pool holds a text with this id. */
  has(id: string): boolean {
    return this.#texts.has(id);
  }

  /** Adds a text; throws if the id is taken (see `replace`) or the pool is full, at some 16 million texts. */
  add(id: string, text: string): void {
    if (this.has(id)) throw new Error(`The novelty pool already holds a text with the id ${JSON.stringify(id)}.`);
    this.#texts.put(id, text);
  }

  /** Removes a text; false if there was none with this id. */
  remove(id: string): boolean {
    return this.#texts.remove(id);
  }

  /** Gives an id a new text, whether or not it had one. */
  replace(id: string, text: string): void {
    this.#texts.put(id, text);
  }

  /**
   * Whether the score of the text to anything in the pool is above the threshold. `nearest` is the first such text found,
   * which need not be the nearest of all: `scores` says which that is.
   */
  decide(text: string): NoveltyDecision {
    const hit = this.#texts.index.aboveFirst(this.#texts.load(text));
    return hit ? { similar: true, nearest: hit.id, f: hit.f } : { similar: false };
  }

  /** The nearest text, of equally near ones the one with the lowest id; `undefined` where the pool is empty. */
  nearest(text: string): Neighbour | undefined {
    return this.#texts.index.nearest(this.#texts.load(text));
  }

  /** The highest score, the mean score and the `k` nearest. Scores are exact, the mean but for rounding in its last digits. */
  scores(text: string, k: number): NoveltyScores {
    return this.#texts.index.scores(this.#texts.load(text), k);
  }
}
