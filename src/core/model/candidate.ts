import type { Derived } from './derive.ts';
import type { SimilarityMeasure } from './recipe.ts';
import type { Instance } from './task.ts';

/** Filters on a new instruction, in the order in which they are applied. A closed list: others rely on the names. */
export const instructionFilters = [
  'cut-off',
  'empty',
  'too-short',
  'too-long',
  'starts-with-punctuation',
  'unsuitable-words',
  'echo',
  'repetition',
  'unchanged',
  'prompt-words',
  'similar',
] as const;

/** Filters on the language, of an instruction (before `similar`) and of instances (after the others). A closed list. */
export const languageFilters = ['other-script', 'other-language'] as const;

/** Filters on the instances of an instruction. A closed list. */
export const instanceFilters = [
  'input-equals-output',
  'empty-output',
  'ends-with-colon',
  'other-label',
  'same-input-different-outputs',
  'duplicate-instance',
  'similar-instance',
  'too-many-instances',
  'unfinished',
  'roles',
  'empty-turn',
] as const;

/** What stops a whole task although no single filter names it: nothing was left of its instances. */
export const taskFilters = ['no-instances', 'unparsable'] as const;

export type FilterName =
  | (typeof instructionFilters)[number]
  | (typeof languageFilters)[number]
  | (typeof instanceFilters)[number]
  | (typeof taskFilters)[number];

/** All filter names, in the order of the method. */
export const filterNames: readonly FilterName[] = [
  ...instructionFilters,
  ...languageFilters,
  ...instanceFilters,
  ...taskFilters,
];

/** A candidate that a filter dropped, kept whole so that a person can see why and bring it back. */
export interface FilteredCandidate {
  readonly id: string;
  readonly run: string;
  readonly round: number;
  readonly request: number;
  /** Its place among the reply's candidates, from 0; absent in ledgers of versions that did not note it. */
  readonly index?: number;
  /** `instruction`: the whole candidate was dropped. `instance`: one instance of a task. `task`: no instance was left. `reply`: a reply that could not be read. */
  readonly stage: 'instruction' | 'instance' | 'task' | 'reply';
  readonly filter: FilterName;
  /** What the filter saw, in words a person can check: the score, the word, the count. */
  readonly detail?: string;
  readonly instruction: string;
  readonly isClassification?: boolean;
  readonly instances?: readonly Instance[];
  /** What it was made from, in a derived run. */
  readonly derived?: Derived;
  /** Similarity to the nearest neighbour, for `similar` and `similar-instance`. */
  readonly score?: number;
  readonly nearest?: string;
  /** How it was measured; absent for ROUGE-L F. */
  readonly measure?: SimilarityMeasure;
  readonly practice?: true;
  /** At stage `task`: the id that its task would have had, by which later ones may name it as their nearest. */
  readonly task?: string;
  /** Id of the candidate that was to be brought back when this was dropped. Absent for what a run dropped. */
  readonly rescueOf?: string;
  readonly at: string;
}
