import type { Tokenizer } from '../similarity/tokenize.ts';

/** A stretch of a text, in UTF-16 units from its start, and the tokens that it comes to: nearly always one. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly string[];
}

/**
 * Finds where in a text its tokens stand. The tokenizer folds a text before it cuts it, so its tokens have no offsets; here
 * the text itself is cut, finer and finer, as long as the parts come to the tokens of the whole. A letter keeps its marks.
 */
export function tokenPieces(text: string, tokenize: Tokenizer): Piece[] {
  return runs(looseRun)(text).flatMap(({ at, part }) => cut(part, at, tokenize(part), tokenize, finerCuts));
}

interface Part {
  readonly at: number;
  readonly part: string;
}

type Cut = (text: string) => Part[];

function cut(text: string, start: number, tokens: string[], tokenize: Tokenizer, cuts: readonly Cut[]): Piece[] {
  const [coarsest, ...finer] = cuts;
  if (tokens.length === 0) return [];
  if (tokens.length === 1 || !coarsest) return [{ ...trimmed(text, start), tokens }];
  const parts = coarsest(text).map(({ at, part }) => ({ at, part, tokens: tokenize(part) }));
  const together = parts.flatMap((part) => part.tokens);
  const same = together.length === tokens.length && together.every((token, index) => token === tokens[index]);
  // By words at last, come what may: where a dictionary sees the folded text otherwise, this is still what a reader sees.
  if (!same && finer.length > 0) return cut(text, start, tokens, tokenize, finer);
  return parts.flatMap(({ at, part, tokens }) => cut(part, start + at, tokens, tokenize, finer));
}

/** Less quotation marks and other punctuation around the word. */
function trimmed(text: string, start: number): { start: number; end: number } {
  const word = wordInside.exec(text);
  return word
    ? { start: start + word.index, end: start + word.index + word[0].length }
    : { start, end: start + text.length };
}

function runs(pattern: RegExp): Cut {
  return (text) => Array.from(text.matchAll(pattern), (match) => ({ at: match.index, part: match[0] }));
}

function words(text: string): Part[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ index, segment }) => ({ at: index, part: segment }));
}

let segmenter: Intl.Segmenter | undefined;

/** All that may stand inside a word: letters, marks, digits, what NFKC makes them of (such as ㎏), joiners, apostrophes, the Armenian marks. */
const looseRun =
  /[\p{L}\p{M}\p{N}\p{Changes_When_NFKC_Casefolded}'\u2018\u2019\u02bb\u02bc\u05f3\u055b\u055c\u055e]+/gu;
/** Without what parts words in most languages. */
const strictRun = /(?:[\p{L}\p{M}\p{N}\u00ad\u200c\u2060\ufeff]|\u200d)+/gu;
const finerCuts: readonly Cut[] = [runs(strictRun), words];
const wordInside = /[^\p{P}\p{Z}](?:.*[^\p{P}\p{Z}])?/su;
