import { bindsEndings, contactLanguagesOf, hasLongWords } from './languages/languageFacts.ts';
import type { Purpose } from './model/recipe.ts';

/** What is asked when a dataset is made. */
export interface Wishes {
  readonly name: string;
  /** BCP 47 tag of the language that the tasks are written in. */
  readonly language: string;
  readonly purpose: Purpose;
}

/** The recipe that fits: only what differs from the defaults, so that its file is short to read. */
export function startingRecipe({ name, language, purpose }: Wishes): Record<string, unknown> {
  const { kind, from, to } = purpose;
  const others = [...contactLanguagesOf(to ?? language), ...(from === undefined ? [] : [from])];
  const contactLanguages = [...new Set(others)].filter((tag) => tag !== (to ?? language));
  const share = { classification: 1, translation: 0, extraction: 0, chatbot: 0, general: undefined }[kind];
  const fields = {
    ...(from === undefined || from === language ? {} : { input: from }),
    ...(to === undefined || to === language ? {} : { output: to }),
  };
  // Instructions are what the novelty filter compares; they are in the dataset's language.
  const filters = {
    ...(hasLongWords(language) ? { minTokens: 2 } : {}),
    ...(bindsEndings(language) ? { measure: 'trigrams' } : {}),
  };
  return {
    name,
    language,
    ...(Object.keys(fields).length === 0 ? {} : { languages: fields }),
    ...(contactLanguages.length === 1 && contactLanguages[0] === 'en' ? {} : { contactLanguages }),
    ...(kind === 'general' ? {} : { purpose }),
    ...(kind === 'chatbot' ? { instances: 'conversation' } : {}),
    ...(share === undefined ? {} : { demonstrations: { classificationShare: share } }),
    ...(Object.keys(filters).length === 0 ? {} : { filters }),
  };
}
