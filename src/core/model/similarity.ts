import type { SimilarityMeasure } from './recipe.ts';

/** The name of a score, as it stands before a number. */
export const scoreNames: Readonly<Record<SimilarityMeasure, string>> = {
  'rouge-l': 'ROUGE-L F',
  trigrams: 'Trigram Dice',
};

/** The name of a score of which a record says how it was measured only if it is not ROUGE-L. */
export function scoreName(measure: SimilarityMeasure = 'rouge-l'): string {
  return scoreNames[measure];
}

/** What a record says of its measure: nothing for ROUGE-L, which it is where nothing is said. */
export function measureNote(measure: SimilarityMeasure): { readonly measure?: SimilarityMeasure } {
  return measure === 'rouge-l' ? {} : { measure };
}

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
