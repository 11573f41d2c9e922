import { remembering } from '../remembering.ts';
import { proseOf, sentencesOf, withoutNames, wordsOf } from './prose.ts';
import { languageOf, mainScript, totalWeight, unspacedScripts, weighLetters } from './scripts.ts';

/** A stretch of prose long enough to say something about its language. */
export interface Piece {
  readonly text: string;
  /** Weighted letters. */
  readonly weight: number;
}

/** Pieces of a text that are looked at: more of them say nothing new. */
const mostPieces = 20;

/** Words that make a sentence. */
const fewestWords = 4;

/** Languages that write nouns with a capital: what looks like a name is none. */
const capitalNouns: ReadonlySet<string> = new Set(['de', 'lb', 'gsw', 'bar', 'nds']);

/**
 * Cuts the prose of a text into sentences, and puts short ones together, so that each piece has at least so many weighted
 * letters and words (letters alone where no spaces are written). What is left at the end is a piece only if it has them too.
 * Lines of a few words, as in a list, are left out: what stands in lists is names too often.
 */
export function piecesOf(text: string, language: string, least: { letters: number; words: number }): readonly Piece[] {
  const sentences = sentencesToRead(text, capitalNouns.has(languageOf(language)));
  const pieces: Piece[] = [];
  let open = '';
  for (const sentence of sentences) {
    open = open === '' ? sentence : `${open} ${sentence}`;
    const letters = weighLetters(open);
    const weight = totalWeight(letters);
    const isSpaced = !unspacedScripts.has(mainScript(letters) ?? '');
    if (weight < least.letters || (isSpaced && wordsOf(open).length < least.words)) continue;
    pieces.push({ text: open.trim(), weight });
    open = '';
    if (pieces.length === mostPieces) break;
  }
  return pieces;
}

/** The detector and likeness look at the same text one after the other. */
const sentencesToRead = remembering((text: string, withNames: boolean): readonly string[] => {
  const named = sentencesOf(proseOf(text));
  return (withNames ? named : named.map(withoutNames)).filter(isSentence);
});

function isSentence(text: string): boolean {
  return wordsOf(text).length >= fewestWords || unspacedScripts.has(mainScript(weighLetters(text)) ?? '');
}
