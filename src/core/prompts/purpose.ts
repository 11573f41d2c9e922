import { languageName } from '../languages/languageName.ts';
import type { Recipe } from '../model/recipe.ts';
import { oneLine } from '../oneLine.ts';

/**
 * What a dataset is for, in words for the model: one or more sentences that go on after the request for new tasks, with
 * the space before them; empty for a general dataset. Fills the place `{{purpose}}`. English, whatever the prompt is in.
 */
export function purposeText({ purpose, language }: Pick<Recipe, 'purpose' | 'language'>): string {
  const sentences = purpose ? [...sentencesOf(purpose, language), ...domainOf(purpose)] : [];
  return sentences.map((sentence) => ` ${sentence}`).join('');
}

type Purpose = NonNullable<Recipe['purpose']>;

function sentencesOf({ kind, from, to, labels = [] }: Purpose, language: string): string[] {
  switch (kind) {
    case 'general':
      return [];
    case 'chatbot':
      return ['Every task is something that a person says to an assistant in a chat, in everyday words.'];
    case 'translation':
      return [
        `Every task asks to translate from ${languageName(from ?? 'en', 'en')} into ${languageName(to ?? language, 'en')}.`,
        'Vary what is translated: the kind of text, its subject, its tone, and for whom it is.',
      ];
    case 'extraction':
      return ['Every task asks to summarise a text or to extract something from it.'];
    case 'classification':
      return labels.length === 0
        ? ['Every task is answered by choosing a label.']
        : [
            `Every task is answered with one of these labels and no other: ${labels.map(oneLine).join('; ')}.`,
            'Vary what is judged and how the question is put, never the labels.',
          ];
  }
}

/** A recipe is a file of the workspace: what it says stays within its sentence. */
function domainOf({ domain = '' }: Purpose): string[] {
  return domain.trim() === '' ? [] : [`All tasks are from this field: ${oneLine(domain)}.`];
}
