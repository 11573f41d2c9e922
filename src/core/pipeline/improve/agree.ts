import { groupBy } from '../../groupBy.ts';
import type { Tokenizer } from '../../similarity/tokenize.ts';

/** An output, and how many of the samples gave one that reads the same. */
export interface Agreed<T> {
  readonly item: T;
  readonly agree: number;
}

/**
 * Which output the samples agree on: the one that more than half of all that were asked for give, unreadable ones counted.
 * Two outputs are the same where their words are, whatever their case and signs. Without such a majority every distinct
 * one is kept, the commonest first.
 */
export function agree<T extends { readonly output: string }>(
  given: readonly T[],
  asked: number,
  tokenize: Tokenizer,
): { readonly kept: readonly Agreed<T>[]; readonly hasMajority: boolean } {
  const groups = [...groupBy(given, ({ output }) => wordsOf(output, tokenize)).values()]
    .map((same) => ({ item: commonest(same), agree: same.length }))
    .sort((a, b) => b.agree - a.agree);
  const majority = groups.filter(({ agree }) => agree * 2 > asked);
  return majority.length > 0 ? { kept: majority, hasMajority: true } : { kept: groups, hasMajority: false };
}

/** What has no words, such as `+` and `−`, is told apart by its signs. */
function wordsOf(output: string, tokenize: Tokenizer): string {
  const tokens = tokenize(output);
  return tokens.length > 0 ? JSON.stringify(tokens) : output.normalize('NFC').trim();
}

/** Of outputs that read the same, the wording that most of them have; the first of those. */
function commonest<T extends { readonly output: string }>(same: readonly T[]): T {
  const wordings = [...groupBy(same, ({ output }) => output).values()];
  const most = Math.max(...wordings.map(({ length }) => length));
  return wordings.find(({ length }) => length === most)?.[0] as T;
}
