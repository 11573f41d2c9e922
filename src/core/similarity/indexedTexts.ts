import type { SimilarityMeasure } from '../model/recipe.ts';
import { type CommonUnits, type Measure, measures } from './measure.ts';
import { RenewingPrefixIndex } from './renewingPrefixIndex.ts';
import { RequiredCommon } from './requiredCommon.ts';
import { ShardedMap } from './shardedMap.ts';
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

/** A text of the index: its slot, and its units as numbers. */
export interface IndexedText {
  readonly slot: number;
  readonly units: readonly number[];
}

/** A text to be compared with the index, as numbers; `elements` are the same as a set. `unknown` where no text has one. */
export interface Candidate {
  readonly units: readonly number[];
  readonly elements: readonly number[];
}

/** Texts by id, kept as numbers and indexed by the rarest of their elements: what a novelty index and a similar pool share. */
export class IndexedTexts {
  readonly measure: Measure;
  readonly threshold: number;
  readonly required: RequiredCommon;
  readonly store = new TextStore();
  /** With the candidate that was loaded last. */
  readonly common: CommonUnits;
  readonly #tokenize: Tokenizer;
  readonly #slots = new ShardedMap();
  readonly #vocabulary = new Vocabulary();
  readonly #prefixIndex: RenewingPrefixIndex;
  #size = 0;

  /** Throws a RangeError if the threshold is not a number from 0 to 1. */
  constructor({ threshold, tokenize, measure = 'rouge-l' }: IndexOptions) {
    if (!(threshold >= 0 && threshold <= 1))
      throw new RangeError(`The novelty threshold must be a number from 0 to 1, not ${threshold}.`);
    this.threshold = threshold;
    this.measure = measures[measure];
    this.common = this.measure.newCommon();
    this.required = new RequiredCommon(threshold, this.measure.score);
    this.#tokenize = tokenize;
    this.#prefixIndex = new RenewingPrefixIndex(this.required, this.store, this.#vocabulary);
  }

  get size(): number {
    return this.#size;
  }

  /** Above every number in use. */
  get vocabularySize(): number {
    return this.#vocabulary.size;
  }

  /** The prefix index to search. */
  get live(): RenewingPrefixIndex['live'] {
    return this.#prefixIndex.live;
  }

  has(id: string): boolean {
    return this.#slots.has(id);
  }

  /** Cuts a text; apart from `add`, so that a text that cannot be cut leaves everything as it was. */
  cut(text: string): readonly string[] {
    return this.#tokenize(text);
  }

  /** Adds a text that was cut, under an id that is free. */
  add(id: string, cut: readonly string[]): IndexedText {
    const interned = this.#vocabulary.intern(cut);
    const elements = this.#vocabulary.internElements(interned);
    // Where order is of no account the elements are the text; they are their own elements.
    const units = this.measure.isUnordered ? elements : interned;
    const slot = this.store.add(id, units);
    this.#slots.set(id, slot);
    this.#size++;
    this.#vocabulary.count(elements, 1);
    this.#prefixIndex.add(slot, elements, this.#size);
    return { slot, units };
  }

  /** Removes a text and says what it was; `undefined` if there was none with this id. */
  remove(id: string): IndexedText | undefined {
    const slot = this.#slots.get(id);
    if (slot === undefined) return undefined;
    const units = this.store.tokensAt(slot);
    const elements = this.#vocabulary.internElements(units);
    this.#prefixIndex.remove(slot, elements);
    this.#vocabulary.count(elements, -1);
    this.#slots.delete(id);
    this.store.remove(slot);
    this.#size--;
    return { slot, units };
  }

  /** Makes a text the candidate. */
  load(text: string): Candidate {
    const known = this.#vocabulary.lookUp(this.#tokenize(text));
    const elements = this.#vocabulary.lookUpElements(known);
    const units = this.measure.isUnordered ? elements : known;
    this.common.load(units, this.#vocabulary.size);
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
