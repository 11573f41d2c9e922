import type { Tokenizer } from '../similarity/tokenize.ts';
import { type Piece, tokenPieces } from './tokenPieces.ts';

/** A stretch of a text: offsets in UTF-16 units, the end not included. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What two texts share, marked in each; in order, without overlap. */
export interface SharedWords {
  readonly a: readonly Stretch[];
  readonly b: readonly Stretch[];
}

/** Beginnings and ends that agree are free; of what is between, so many tokens of each text are compared at most. */
const mostCompared = 1_000;

/**
 * Marks the words that two texts have in common, in their order: a longest common subsequence of their tokens, which is
 * what ROUGE-L counts. Neighbouring words are one stretch where the texts agree between them, too. Any script.
 */
export function sharedWords(a: string, b: string, tokenize: Tokenizer): SharedWords {
  const [piecesA, piecesB] = [tokenPieces(a, tokenize), tokenPieces(b, tokenize)];
  const pairs = pairPieces(piecesA, piecesB);
  const stretches: SharedWords & { a: Stretch[]; b: Stretch[] } = { a: [], b: [] };
  let before: Pair | undefined;
  for (const pair of pairs) {
    const [inA, inB] = [piecesA[pair.a] as Piece, piecesB[pair.b] as Piece];
    const [lastA, lastB] = [stretches.a.at(-1), stretches.b.at(-1)];
    const adjacent = before && pair.a === before.a + 1 && pair.b === before.b + 1;
    if (adjacent && lastA && lastB && a.slice(lastA.end, inA.start) === b.slice(lastB.end, inB.start)) {
      stretches.a[stretches.a.length - 1] = { start: lastA.start, end: inA.end };
      stretches.b[stretches.b.length - 1] = { start: lastB.start, end: inB.end };
    } else {
      stretches.a.push({ start: inA.start, end: inA.end });
      stretches.b.push({ start: inB.start, end: inB.end });
    }
    before = pair;
  }
  return stretches;
}

/** Two pieces that stand for each other, by index. */
interface Pair {
  readonly a: number;
  readonly b: number;
}

/** A longest common subsequence of the pieces, as pairs, in order. */
function pairPieces(piecesA: readonly Piece[], piecesB: readonly Piece[]): Pair[] {
  const [a, b] = [piecesA.map(wordOf), piecesB.map(wordOf)];
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middle = alignMiddle(
    a.slice(head, Math.min(a.length - tail, head + mostCompared)),
    b.slice(head, Math.min(b.length - tail, head + mostCompared)),
  );
  return [
    ...Array.from({ length: head }, (_, index) => ({ a: index, b: index })),
    ...middle.map((pair) => ({ a: head + pair.a, b: head + pair.b })),
    ...Array.from({ length: tail }, (_, index) => ({ a: a.length - tail + index, b: b.length - tail + index })),
  ];
}

function wordOf({ tokens }: Piece): string {
  return tokens.join(' ');
}

/** By the book: the lengths for all pairs of ends, then the way back through them. */
function alignMiddle(a: readonly string[], b: readonly string[]): Pair[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push({ a: i++, b: j++ });
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
