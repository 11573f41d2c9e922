import { BitParallelLcs } from './bitParallelLcs.ts';
import { PrefixSearch } from './prefixSearch.ts';
import { RenewingPrefixIndex } from './renewingPrefixIndex.ts';
import { RequiredLcs } from './requiredLcs.ts';
import { fromLcs } from './rougeL.ts';
import { type NoveltyScores, scoreAll } from './scoreAll.ts';
import { ShardedMap } from './shardedMap.ts';
import { StreamedLcs } from './streamedLcs.ts';
import { longestShort, TextStore } from './textStore.ts';
import type { Tokenizer } from './tokenize.ts';
import { Vocabulary } from './vocabulary.ts';

export type { NoveltyScores } from './scoreAll.ts';
export type { Neighbour } from './topK.ts';

/** What `NoveltyIndex` takes. */
export interface NoveltyIndexOptions {
  /** ROUGE-L F, from 0 to 1, above which (not at which) two texts are similar. */
  readonly threshold: number;
  readonly tokenize: Tokenizer;
}

/** What `decide` says: whether anything in the pool is similar, and if so one such text and its F. */
export type NoveltyDecision =
  | { readonly similar: false }
  | { readonly similar: true; readonly nearest: string; readonly f: number };

/**
 * The pool of texts that a candidate must differ from, by ROUGE-L F. Both questions are answered exactly, to the last bit
 * of F: `decide` looks only at texts that share one of the candidate's rare words, `scores` takes a few nanoseconds a
 * text. It grows from nothing to a million texts without a call that waits for a rebuild. Texts are kept as token
 * numbers, not as text; a token once seen keeps its number even if all its texts are removed.
 */
export class NoveltyIndex {
  readonly #tokenize: Tokenizer;
  readonly #slots = new ShardedMap();
  readonly #vocabulary = new Vocabulary();
  readonly #store = new TextStore();
  readonly #streamed = new StreamedLcs();
  readonly #lcs = new BitParallelLcs();
  readonly #prefixIndex: RenewingPrefixIndex;
  readonly #search: PrefixSearch;
  #size = 0;

  /** Throws a RangeError if the threshold is not a number from 0 to 1. */
  constructor(options: NoveltyIndexOptions) {
    if (!(options.threshold >= 0 && options.threshold <= 1)) {
      throw new RangeError(`The novelty threshold must be a number from 0 to 1, not ${options.threshold}.`);
    }
    const required = new RequiredLcs(options.threshold);
    this.#tokenize = options.tokenize;
    this.#prefixIndex = new RenewingPrefixIndex(required, this.#store, this.#vocabulary);
    this.#search = new PrefixSearch(this.#store, required, this.#lcs);
  }

  /** How many texts the pool holds. */
  get size(): number {
    return this.#size;
  }

  /** Whether the pool holds a text with this id. */
  has(id: string): boolean {
    return this.#slots.has(id);
  }

  /** Adds a text; throws if the id is taken (see `replace`) or the pool is full, at some 16 million texts. */
  add(id: string, text: string): void {
    if (this.has(id)) throw new Error(`The novelty pool already holds a text with the id ${JSON.stringify(id)}.`);
    this.#insert(id, this.#tokenize(text));
  }

  /** Removes a text; false if there was none with this id. */
  remove(id: string): boolean {
    const slot = this.#slots.get(id);
    if (slot === undefined) return false;
    const tokens = this.#store.tokensAt(slot);
    const elements = this.#vocabulary.internElements(tokens);
    this.#prefixIndex.remove(slot, elements);
    if (tokens.length <= longestShort) this.#streamed.remove(slot, tokens, this.#vocabulary.size);
    this.#vocabulary.count(elements, -1);
    this.#slots.delete(id);
    this.#store.remove(slot);
    this.#size--;
    return true;
  }

  /** Gives an id a new text, whether or not it had one. */
  replace(id: string, text: string): void {
    const words = this.#tokenize(text);
    this.remove(id);
    this.#insert(id, words);
  }

  /**
   * Whether the F of the text to anything in the pool is above the threshold. `nearest` is the first such text found,
   * which need not be the nearest of all: `scores` says which that is.
   */
  decide(text: string): NoveltyDecision {
    const tokens = this.#load(text);
    const elements = this.#vocabulary.lookUpElements(tokens);
    const hit = this.#search.first(this.#prefixIndex.live, tokens, elements);
    if (hit === undefined) return { similar: false };
    const { f } = fromLcs(hit.lcs, tokens.length, this.#store.lengthAt(hit.slot));
    return { similar: true, nearest: this.#store.idAt(hit.slot) as string, f };
  }

  /** The highest F, the mean F and the `k` nearest. F is exact, the mean but for rounding in its last digits. */
  scores(text: string, k: number): NoveltyScores {
    const candidate = this.#load(text);
    return scoreAll(candidate, k, { store: this.#store, size: this.#size, streamed: this.#streamed, lcs: this.#lcs });
  }

  #insert(id: string, words: readonly string[]): void {
    const tokens = this.#vocabulary.intern(words);
    const elements = this.#vocabulary.internElements(tokens);
    const slot = this.#store.add(id, tokens);
    this.#slots.set(id, slot);
    this.#size++;
    this.#vocabulary.count(elements, 1);
    if (tokens.length <= longestShort) this.#streamed.add(slot, tokens, this.#vocabulary.size);
    this.#prefixIndex.add(slot, elements, this.#size);
  }

  #load(text: string): number[] {
    const tokens = this.#vocabulary.lookUp(this.#tokenize(text));
    this.#lcs.load(tokens, this.#vocabulary.size);
    return tokens;
  }
}
