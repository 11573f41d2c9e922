import type { SimilarityMeasure } from '../model/recipe.ts';
import type { CommonUnits } from './commonUnits.ts';
import { CountedIndex } from './countedIndex.ts';
import { type Measure, measures } from './measure.ts';
import { RougeIndex } from './rougeIndex.ts';
import { ShardedMap } from './shardedMap.ts';
import type { SimilarityIndex } from './similarityIndex.ts';
import { type Block, blockShift, blockSize, TextStore } from './textStore.ts';
import type { Tokenizer } from './tokenize.ts';
import { Vocabulary } from './vocabulary.ts';

/** What an index of texts takes. */
export interface IndexOptions {
  /** Score, from 0 to 1, above which (not at which) two texts are similar. */
  readonly threshold: number;
  /** Cuts a text into what the measure counts: words for ROUGE-L, trigrams for Dice (see `createUnits`). */
  readonly tokenize: Tokenizer;
  /** ROUGE-L by default. */
  readonly measure?: SimilarityMeasure;
}

/** A text as numbers of units; `elements` are the same as a set (see `Vocabulary`). */
export interface Candidate {
  /** `unknown` where no text of the pool has one. */
  readonly units: readonly number[];
  readonly elements: readonly number[];
}

/** A text of the pool. */
export interface IndexedText extends Candidate {
  readonly slot: number;
}

/**
 * Texts by id, kept as numbers, with the index that the measure wants: what a novelty index and a similar pool share.
 * `everyScore`: whether the index shall tell the score of every text, which may take more room.
 */
export class IndexedTexts {
  readonly threshold: number;
  readonly store = new TextStore();
  readonly vocabulary = new Vocabulary();
  /** With the candidate that was loaded last. */
  readonly common: CommonUnits;
  readonly index: SimilarityIndex;
  readonly #tokenize: Tokenizer;
  readonly #measure: Measure;
  readonly #slots = new ShardedMap();
  #size = 0;

  /** Throws a RangeError if the threshold is not a number from 0 to 1. */
  constructor({ threshold, tokenize, measure = 'rouge-l' }: IndexOptions, everyScore: boolean) {
    if (!(threshold >= 0 && threshold <= 1))
      throw new RangeError(`The novelty threshold must be a number from 0 to 1, not ${threshold}.`);
    this.threshold = threshold;
    this.#tokenize = tokenize;
    this.#measure = measures[measure];
    this.common = this.#measure.newCommon();
    this.index = measure === 'trigrams' ? new CountedIndex(this) : new RougeIndex(this, everyScore);
  }

  get size(): number {
    return this.#size;
  }

  has(id: string): boolean {
    return this.#slots.has(id);
  }

  /** Gives an id a text, in place of one that it may have. */
  put(id: string, text: string): void {
    const cut = this.#tokenize(text); // first: where it throws, all is as it was
    this.remove(id);
    const interned = this.vocabulary.intern(cut);
    const elements = this.vocabulary.internElements(interned);
    // Where order is of no account the elements are the text; they are their own elements.
    const units = this.#measure.isUnordered ? elements : interned;
    const slot = this.store.add(id, units);
    this.#slots.set(id, slot);
    this.#size++;
    this.vocabulary.count(elements, 1);
    this.index.add({ slot, units, elements });
  }

  /** Removes a text; false if there was none with this id. */
  remove(id: string): boolean {
    const slot = this.#slots.get(id);
    if (slot === undefined) return false;
    const units = this.store.tokensAt(slot);
    const elements = this.vocabulary.internElements(units);
    this.index.remove({ slot, units, elements });
    this.vocabulary.count(elements, -1);
    this.#slots.delete(id);
    this.store.remove(slot);
    this.#size--;
    return true;
  }

  /** Makes a text the candidate. */
  load(text: string): Candidate {
    const known = this.vocabulary.lookUp(this.#tokenize(text));
    const elements = this.vocabulary.lookUpElements(known);
    const units = this.#measure.isUnordered ? elements : known;
    this.common.load(units, this.vocabulary.size);
    return { units, elements };
  }

  /** What the candidate has in common with the text in a slot. */
  commonWith(slot: number): number {
    const { length, tokens, longTokens } = this.store.blocks[slot >>> blockShift] as Block;
    const within = slot & (blockSize - 1);
    if (length >= 0) return this.common.with(tokens, within * length, length);
    const long = longTokens[within] as Int32Array<ArrayBuffer>;
    return this.common.with(long, 0, long.length);
  }
}
