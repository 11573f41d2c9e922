import { languageName } from '../languages/languageName.ts';
import type { Recipe } from '../model/recipe.ts';
import { oneLine } from '../oneLine.ts';
import type { PromptLanguage } from './languages/promptLanguage.ts';
import { fillTemplate } from './template.ts';

/**
 * What a dataset is for, in words for the model: one or more sentences that go on after the request for new tasks, with
 * the space before them; empty for a general dataset. Fills the place `{{purpose}}`, in the language of the prompt.
 */
export function purposeText(
  { purpose, language }: Pick<Recipe, 'purpose' | 'language'>,
  words: PromptLanguage,
): string {
  const sentences = purpose ? [...sentencesOf(purpose, language, words), ...domainOf(purpose, words)] : [];
  return sentences.map((sentence) => ` ${sentence}`).join('');
}

type Purpose = NonNullable<Recipe['purpose']>;

function sentencesOf(
  { kind, from, to, labels = [] }: Purpose,
  language: string,
  { purpose, tag }: PromptLanguage,
): string[] {
  switch (kind) {
    case 'general':
      return [];
    case 'translation': {
      const names = { from: languageName(from ?? 'en', tag), to: languageName(to ?? language, tag) };
      return [fillTemplate(purpose.translation, names)];
    }
    case 'classification':
      return labels.length === 0
        ? [purpose.classification]
        : [fillTemplate(purpose.labels, { labels: labels.map(oneLine).join('; ') })];
    case 'chatbot':
    case 'extraction':
      return [purpose[kind]];
  }
}

/** A recipe is a file of the workspace: what it says stays within its sentence. */
function domainOf({ domain = '' }: Purpose, { purpose }: PromptLanguage): string[] {
  return domain.trim() === '' ? [] : [fillTemplate(purpose.domain, { domain: oneLine(domain) })];
}
