import { createTokenizer, type Tokenizer } from './tokenize.ts';

/**
 * Makes a cutter of texts into character trigrams, for the Dice coefficient. A text is folded as the tokenizer folds it
 * (NFKC, lower case, any script, punctuation gone), its words are set side by side with one space before, between and
 * after them, and every three characters that follow one another are a trigram: `Su iç.` gives `␣su`, `su␣`, `u␣i`,
 * `␣iç`, `iç␣`. Choices:
 * - **A space at every word boundary**, so that a word counts by its beginning and its end too, a word of one letter has a
 *   trigram, and so has a text shorter than three characters. Trigrams that span a boundary tell which word follows which:
 *   texts of the same words in another order are near, but not the same.
 * - **Code points, not graphemes.** In Tamil or Hindi a suffix often changes just the vowel sign of the last letter, which
 *   code points show and graphemes hide; and what a grapheme is depends on the version of Unicode in the running ICU,
 *   on which no decision should. A Hangul syllable is one character, since NFKC composes it.
 * - **Runs of unspaced scripts stay whole** (Chinese, Thai, …): no dictionary has a say.
 * - **A multiset**: a trigram that comes twice counts twice, so that a text is not like one that says all of it once more.
 *
 * A text without a letter or digit has no trigrams, as it has no tokens.
 */
export function createTrigrams(options: { readonly language?: string } = {}): Tokenizer {
  const runs = createTokenizer({ ...options, mode: 'runs' });
  return (text) => {
    const words = runs(text);
    return words.length === 0 ? [] : trigramsOf(` ${words.join(' ')} `);
  };
}

function trigramsOf(text: string): string[] {
  const trigrams: string[] = [];
  if (surrogates.test(text)) {
    const characters = Array.from(text);
    for (let at = 2; at < characters.length; at++) trigrams.push(characters.slice(at - 2, at + 1).join(''));
  } else {
    for (let at = 3; at <= text.length; at++) trigrams.push(text.slice(at - 3, at));
  }
  return trigrams;
}

const surrogates = /[\ud800-\udfff]/;

/**
 * Dice coefficient (1945) of two multisets of `m` and `n` that have `common` in common: 2 · common ÷ (m + n), one rounding,
 * 0 if both are empty. Symmetric, and exactly 1 for equal multisets that are not empty.
 */
export function fromCommon(common: number, m: number, n: number): number {
  return common === 0 ? 0 : (2 * common) / (m + n);
}

/** Dice coefficient of two multisets, by the book. */
export function dice(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const unit of a) left.set(unit, (left.get(unit) ?? 0) + 1);
  let common = 0;
  for (const unit of b) {
    const count = left.get(unit) ?? 0;
    if (count === 0) continue;
    left.set(unit, count - 1);
    common++;
  }
  return fromCommon(common, a.length, b.length);
}
