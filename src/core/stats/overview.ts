import type { FilterName } from '../model/candidate.ts';
import type { SimilarityMeasure } from '../model/recipe.ts';
import type { Ended } from '../model/round.ts';
import type { ScoreStats } from './scoreStats.ts';
import type { Spent } from './spent.ts';

/** One bar: how many values lie in [from, to), the last bin closed. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Lengths, of texts in tokens of the dataset's script. `mean` is 0 where nothing was counted. */
export interface Lengths {
  readonly mean: number;
  readonly count: number;
  readonly bins: readonly Bin[];
}

/** What one round kept of what it was offered. */
export interface RoundAcceptance {
  readonly round: number;
  readonly candidates: number;
  readonly admitted: number;
  /** Candidates and instances dropped for their script or language, and admitted tasks with a flag. */
  readonly drift: { readonly otherScript: number; readonly otherLanguage: number; readonly flagged: number };
  readonly ended: Ended;
  readonly practice: boolean;
}

/** Everything the overview shows; plain data, so that the panel, the command line and a card can draw from it. */
export interface Overview {
  readonly seeds: number;
  readonly generated: number;
  readonly pending: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly disputed: number;
  /** Candidates that were dropped and not brought back. */
  readonly filtered: number;
  /** Dropped candidates that a person brought back as tasks. */
  readonly rescued: number;
  /** Generated tasks with a flag: a part of them is, or seems, in another language. */
  readonly flagged: number;
  readonly filteredByReason: readonly { readonly filter: FilterName; readonly count: number }[];
  readonly rounds: readonly RoundAcceptance[];
  readonly spent: Spent;
  /** Similarity of each generated task to its nearest neighbour at admission: 20 bins of 0.05 from 0 to 1. Only of tasks measured as the recipe does. */
  readonly novelty: {
    readonly mean: number;
    readonly count: number;
    readonly bins: readonly Bin[];
    /** The recipe's threshold, above which a candidate is dropped; absent where the recipe was not at hand. */
    readonly threshold?: number;
    /** The recipe's measure; absent for ROUGE-L F. */
    readonly measure?: SimilarityMeasure;
  };
  readonly lengths: { readonly instruction: Lengths; readonly input: Lengths; readonly output: Lengths };
  /** Turns of the conversations of generated tasks, system turns not counted; `count` is the number of conversations. */
  readonly turns: Lengths;
  /** Share (0 to 1) of generated tasks that are classification; `seeds` likewise. */
  readonly classificationShare: { readonly seeds: number; readonly generated: number };
  /** Share (0 to 1) of instances of generated tasks without input. */
  readonly withoutInputShare: number;
  /** What models think of the generated tasks; absent where none was ever asked. */
  readonly scores?: ScoreStats;
}
