import { type IndexedText, IndexedTexts, type IndexOptions } from './indexedTexts.ts';
import { PrefixSearch } from './prefixSearch.ts';
import type { NoveltyScores, PoolScores } from './scoreAll.ts';

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
  readonly #search: PrefixSearch;
  readonly #scores: PoolScores;

  /** Throws a RangeError if the threshold is not a number from 0 to 1. */
  constructor(options: NoveltyIndexOptions) {
    this.#texts = new IndexedTexts(options);
    this.#search = new PrefixSearch(this.#texts);
    this.#scores = this.#texts.measure.newScores();
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
    this.#insert(this.#texts.add(id, this.#texts.cut(text)));
  }

  /** Removes a text; false if there was none with this id. */
  remove(id: string): boolean {
    const removed = this.#texts.remove(id);
    if (removed) this.#scores.remove(removed.slot, removed.units, this.#texts.vocabularySize);
    return removed !== undefined;
  }

  /** Gives an id a new text, whether or not it had one. */
  replace(id: string, text: string): void {
    const cut = this.#texts.cut(text);
    this.remove(id);
    this.#insert(this.#texts.add(id, cut));
  }

  /**
   * Whether the score of the text to anything in the pool is above the threshold. `nearest` is the first such text found,
   * which need not be the nearest of all: `scores` says which that is.
   */
  decide(text: string): NoveltyDecision {
    const candidate = this.#texts.load(text);
    const hit = this.#search.first(candidate);
    if (hit === undefined) return { similar: false };
    const { store, measure } = this.#texts;
    const f = measure.score(hit.common, candidate.units.length, store.lengthAt(hit.slot));
    return { similar: true, nearest: store.idAt(hit.slot) as string, f };
  }

  /** The highest score, the mean score and the `k` nearest. Scores are exact, the mean but for rounding in its last digits. */
  scores(text: string, k: number): NoveltyScores {
    const { units } = this.#texts.load(text);
    return this.#scores.of(units, k, this.#texts);
  }

  #insert({ slot, units }: IndexedText): void {
    this.#scores.add(slot, units, this.#texts.vocabularySize);
  }
}
