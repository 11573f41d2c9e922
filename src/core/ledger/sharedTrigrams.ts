import { createTokenizer, type Tokenizer } from '../similarity/tokenize.ts';
import type { SharedWords, Stretch } from './sharedWords.ts';
import { tokenPieces } from './tokenPieces.ts';

/** A character as it is compared, and the stretch of the text that it stands for; none for the space between words. */
interface Placed {
  readonly character: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Marks the characters of two texts that stand in a trigram which both have: what Dice over trigrams counts. Of a trigram
 * that one text has more often, the first ones are marked. Any script.
 */
export function sharedTrigrams(a: string, b: string, options: { readonly language?: string }): SharedWords {
  const runs = createTokenizer({ ...options, mode: 'runs' });
  const [placedA, placedB] = [placedCharacters(a, runs), placedCharacters(b, runs)];
  const [trigramsA, trigramsB] = [trigramsOf(placedA), trigramsOf(placedB)];
  return {
    a: marked(placedA, trigramsA, counted(trigramsB)),
    b: marked(placedB, trigramsB, counted(trigramsA)),
  };
}

function placedCharacters(text: string, runs: Tokenizer): Placed[] {
  const pieces = tokenPieces(text, runs);
  if (pieces.length === 0) return [];
  return [
    ...pieces.flatMap(({ start, end, tokens }) => [
      { character: ' ', start, end: start },
      ...placedIn(text.slice(start, end), start, [...tokens.join(' ')]),
    ]),
    { character: ' ', start: text.length, end: text.length },
  ];
}

/** One for one where folding left the number of characters as it was; else each stands for the whole word. */
function placedIn(word: string, start: number, characters: readonly string[]): Placed[] {
  const own = [...word];
  if (own.length !== characters.length)
    return characters.map((character) => ({ character, start, end: start + word.length }));
  let at = start;
  return characters.map((character, index) => {
    const from = at;
    at += (own[index] as string).length;
    return { character, start: from, end: at };
  });
}

function trigramsOf(placed: readonly Placed[]): string[] {
  return Array.from({ length: Math.max(0, placed.length - 2) }, (_, at) =>
    placed
      .slice(at, at + 3)
      .map(({ character }) => character)
      .join(''),
  );
}

function counted(trigrams: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const trigram of trigrams) counts.set(trigram, (counts.get(trigram) ?? 0) + 1);
  return counts;
}

function marked(placed: readonly Placed[], trigrams: readonly string[], left: Map<string, number>): Stretch[] {
  const covered = new Set<number>();
  for (const [at, trigram] of trigrams.entries()) {
    const count = left.get(trigram) ?? 0;
    if (count === 0) continue;
    left.set(trigram, count - 1);
    for (const index of [at, at + 1, at + 2]) covered.add(index);
  }
  const stretches: Stretch[] = [];
  for (const [index, { start, end }] of placed.entries()) {
    if (!covered.has(index) || start === end) continue;
    const last = stretches.at(-1);
    if (last && start <= last.end)
      stretches[stretches.length - 1] = { start: last.start, end: Math.max(end, last.end) };
    else stretches.push({ start, end });
  }
  return stretches;
}
