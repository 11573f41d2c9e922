import { english } from './english/english.ts';
import { hindi } from './hindi/hindi.ts';
import type { PracticeLanguage } from './language.ts';

/** In which of its languages the practice model answers a text. */
export function practiceLanguageOf(text: string): PracticeLanguage {
  return /\p{Script=Devanagari}/u.test(text) ? hindi : english;
}
