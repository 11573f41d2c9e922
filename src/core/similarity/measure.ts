import type { SimilarityMeasure } from '../model/recipe.ts';
import { BitParallelLcs } from './bitParallelLcs.ts';
import { CommonElements } from './commonElements.ts';
import { CountedScores } from './countedScores.ts';
import { fromLcs, rougeL } from './rougeL.ts';
import { LcsScores, type PoolScores } from './scoreAll.ts';
import { createTokenizer, type Tokenizer } from './tokenize.ts';
import { createTrigrams, dice, fromCommon } from './trigrams.ts';

/** Counts what one text, loaded, has in common with many others. */
export interface CommonUnits {
  /** Loads a text; `vocabularySize` is above every number that it or the others have. */
  load(units: readonly number[], vocabularySize: number): void;
  /** What the loaded text has in common with the `length` units from `start`. */
  with(units: Int32Array<ArrayBuffer>, start: number, length: number): number;
}

/**
 * A way to measure how alike two texts are, from their units (words, or trigrams): by how many of them they have in
 * common. All that the indexes need of it is that the score grows with that number, and that it is at most the number of
 * units that both texts have, each counted as often as it comes in both.
 */
export interface Measure {
  /** From 0 to 1, for texts of `m` and `n` units. Symmetric in them, and strictly increasing in `common`. */
  readonly score: (common: number, m: number, n: number) => number;
  /** Whether the order of the units is of no account; texts are kept as sets of elements then. */
  readonly isUnordered: boolean;
  readonly newCommon: () => CommonUnits;
  readonly newScores: () => PoolScores;
  /** The score of two texts, by the book. */
  readonly compare: (a: readonly string[], b: readonly string[]) => number;
}

/** ROUGE-L F over words: a longest common subsequence. Dice over character trigrams: a common multiset. */
export const measures: Readonly<Record<SimilarityMeasure, Measure>> = {
  'rouge-l': {
    score: (lcs, m, n) => fromLcs(lcs, m, n).f,
    isUnordered: false,
    newCommon: () => new BitParallelLcs(),
    newScores: () => new LcsScores(),
    compare: (a, b) => rougeL(a, b).f,
  },
  trigrams: {
    score: fromCommon,
    isUnordered: true,
    newCommon: () => new CommonElements(),
    newScores: () => new CountedScores(),
    compare: dice,
  },
};

export interface UnitsOptions {
  /** BCP 47 tag. */
  readonly language?: string;
  /** ROUGE-L by default. */
  readonly measure?: SimilarityMeasure;
}

/** Makes the cutter of texts into what a measure counts. */
export function createUnits({ language, measure = 'rouge-l' }: UnitsOptions): Tokenizer {
  const options = language === undefined ? {} : { language };
  return measure === 'trigrams' ? createTrigrams(options) : createTokenizer(options);
}

/** The name of a score, as it stands before a number. */
export const scoreNames: Readonly<Record<SimilarityMeasure, string>> = {
  'rouge-l': 'ROUGE-L F',
  trigrams: 'Trigram Dice',
};

/** The recipe's similarity filter, as a pool or a search takes it. */
export function similarityOf({
  language,
  filters,
}: {
  readonly language: string;
  readonly filters: { readonly measure: SimilarityMeasure; readonly similarity: number };
}): { readonly language: string; readonly measure: SimilarityMeasure; readonly threshold: number } {
  return { language, measure: filters.measure, threshold: filters.similarity };
}

/** What a record says of its measure: nothing for ROUGE-L, which it is where nothing is said. */
export function measureNote(measure: SimilarityMeasure): { readonly measure?: SimilarityMeasure } {
  return measure === 'rouge-l' ? {} : { measure };
}
