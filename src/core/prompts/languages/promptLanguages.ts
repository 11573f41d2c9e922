import { arabic } from './arabic.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { hindi } from './hindi.ts';
import { indonesian } from './indonesian.ts';
import type { PromptLanguage } from './promptLanguage.ts';
import { spanish } from './spanish.ts';

/** The languages that prompts are written in. */
export const promptLanguages: readonly PromptLanguage[] = [
  english,
  spanish,
  french,
  hindi,
  arabic,
  indonesian,
  chinese,
];

/**
 * The language that a dataset's prompts are in: its own, in whatever region, where there are prompts in its language and
 * script; else English, which then asks for the dataset's language by name. So `es-PE` is asked in Spanish, and Hindi in
 * Latin letters (`hi-Latn`) or Chinese in traditional characters (`zh-TW`) in English.
 */
export function promptLanguageFor(tag: string): PromptLanguage {
  const wanted = languageAndScript(tag);
  return promptLanguages.find((language) => languageAndScript(language.tag) === wanted) ?? english;
}

function languageAndScript(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return tag;
  }
}
