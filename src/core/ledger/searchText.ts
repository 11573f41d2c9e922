import { foldText } from '../similarity/tokenize.ts';

/**
 * Makes what folds a text for a search: two texts that fold alike are the same to whoever looks for one of them. Case,
 * width, composition and optional signs do not count, as in similarity. An accent does not count where the language
 * (BCP 47) takes the letter for the one without: `cafe` finds `café` in English, and `a` does not find `å` in Swedish.
 */
export function searchFolder(language: string): (text: string) => string {
  const collator = baseCollator(language);
  const plain = new Map<string, string>();
  const unaccented = (letter: string): string => {
    const known = plain.get(letter);
    if (known !== undefined) return known;
    const base = letter.normalize('NFD').replace(/\p{M}+/gu, '');
    const result = collator.compare(letter, base) === 0 ? base : letter;
    plain.set(letter, result);
    return result;
  };
  return (text) => {
    const folded = foldText(text);
    return accented.test(folded) ? folded.replace(accentedLetters, unaccented) : folded;
  };
}

/** Whether a folded text holds every part of a folded search; parts are parted by spaces, and stand anywhere. */
export function holdsAll(folded: string, parts: readonly string[]): boolean {
  return parts.every((part) => folded.includes(part));
}

/** The parts of what somebody typed into a search. */
export function searchParts(typed: string, fold: (text: string) => string): string[] {
  return fold(typed)
    .split(/\s+/u)
    .filter((part) => part !== '');
}

function baseCollator(language: string): Intl.Collator {
  const options: Intl.CollatorOptions = { sensitivity: 'base', usage: 'search' };
  try {
    return new Intl.Collator(language, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Not every tag that a recipe may hold is one of BCP 47.
    return new Intl.Collator('und', options);
  }
}

/** In these scripts accents are marks on a letter; elsewhere marks are vowels and the like, and count. */
const accentedClass =
  '[[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}]--[\\u0000-\\u007f]]\\p{M}*|[a-z]\\p{M}+';
const accented = new RegExp(accentedClass, 'v');
const accentedLetters = new RegExp(accentedClass, 'gv');
