import type { SimilarityMeasure } from '../model/recipe.ts';
import { BitParallelLcs } from './bitParallelLcs.ts';
import { CommonElements } from './commonElements.ts';
import type { CommonUnits } from './commonUnits.ts';
import { fromLcs, rougeL } from './rougeL.ts';
import { createTokenizer, type Tokenizer } from './tokenize.ts';
import { createTrigrams, dice, fromCommon } from './trigrams.ts';

/**
 * A way to measure how alike two texts are, from their units (words, or trigrams): by how many of them they have in
 * common. The score is 2 · common ÷ (m + n) but for rounding, and no more can be common than the units that both texts have,
 * each counted as often as it comes in both.
 */
export interface Measure {
  /** From 0 to 1, for texts of `m` and `n` units. Symmetric in them, and strictly increasing in `common`. */
  readonly score: (common: number, m: number, n: number) => number;
  /** Whether the order of the units is of no account; texts are kept as sets of elements then. */
  readonly isUnordered: boolean;
  readonly newCommon: () => CommonUnits;
  /** The score of two texts, by the book. */
  readonly compare: (a: readonly string[], b: readonly string[]) => number;
}

/** ROUGE-L F over words: a longest common subsequence. Dice over character trigrams: a common multiset. */
export const measures: Readonly<Record<SimilarityMeasure, Measure>> = {
  'rouge-l': {
    score: (lcs, m, n) => fromLcs(lcs, m, n).f,
    isUnordered: false,
    newCommon: () => new BitParallelLcs(),
    compare: (a, b) => rougeL(a, b).f,
  },
  trigrams: {
    score: fromCommon,
    isUnordered: true,
    newCommon: () => new CommonElements(),
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

/** The score of two texts. */
export function scoreOf(a: string, b: string, { measure = 'rouge-l', ...options }: UnitsOptions): number {
  const units = createUnits({ ...options, measure });
  return measures[measure].compare(units(a), units(b));
}
