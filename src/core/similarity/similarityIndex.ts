import type { Candidate, IndexedText } from './indexedTexts.ts';
import type { NoveltyScores } from './scoreAll.ts';
import type { Neighbour } from './topK.ts';

/**
 * What makes one measure fast to ask about. Texts are told of once the store has them, and taken out while it still has
 * them. Every answer is exact; the candidate must be loaded.
 */
export interface SimilarityIndex {
  add(text: IndexedText): void;
  /** Takes out a text that was added. */
  remove(text: IndexedText): void;
  /** Some text above the threshold. */
  aboveFirst(candidate: Candidate): Neighbour | undefined;
  /** The nearest text above the threshold, of equally near ones the one with the lowest id. */
  above(candidate: Candidate): Neighbour | undefined;
  /** The nearest of all texts, likewise; `undefined` if there is none. Throws as `scores` does. */
  nearest(candidate: Candidate): Neighbour | undefined;
  /** The score of every text. Throws if the index was made for what is above the threshold only. */
  scores(candidate: Candidate, k: number): NoveltyScores;
}
