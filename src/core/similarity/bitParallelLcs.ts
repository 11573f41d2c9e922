import { grown } from './growing.ts';
import { unknown } from './vocabulary.ts';

/**
 * The length of the longest common subsequence of one text, loaded, with many others, in as many steps as the other has
 * tokens: a bit per token of the loaded text, 32 at a time (Hyyrö 2004, after Allison and Dix 1986 and Crochemore et al. 2001).
 */
export class BitParallelLcs {
  /** By token: the mask of its places in the loaded text, or 1 + its row if the text is longer than one word. */
  #byToken = new Int32Array(1024);
  #starts = new Int32Array(0);
  #pairWords = new Int32Array(0);
  #pairMasks = new Int32Array(0);
  #vector = new Int32Array(0);
  #loaded: readonly number[] = [];
  #words = 1;

  /** Loads a text; `vocabularySize` is above every token that it or the others have. */
  load(tokens: readonly number[], vocabularySize: number): void {
    this.#unload();
    this.#byToken = grown(this.#byToken, vocabularySize);
    this.#loaded = tokens;
    this.#words = Math.ceil(tokens.length / 32);
    if (this.#words <= 1) this.#loadWord(tokens);
    else this.#loadWords(tokens);
  }

  /** The LCS of the loaded text with the `length` tokens from `start`. */
  with(tokens: Int32Array<ArrayBuffer>, start: number, length: number): number {
    if (this.#words > 1) return this.#withWords(tokens, start, length);
    const byToken = this.#byToken;
    let vector = -1;
    for (let i = start; i < start + length; i++) {
      const mask = byToken[tokens[i] as number] as number;
      const matched = vector & mask;
      vector = (vector + matched) | 0 | (vector & ~mask);
    }
    return popCount(~vector);
  }

  #unload(): void {
    for (const token of this.#loaded) if (token !== unknown) this.#byToken[token] = 0;
  }

  #loadWord(tokens: readonly number[]): void {
    const byToken = this.#byToken;
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i] as number;
      if (token !== unknown) byToken[token] = (byToken[token] as number) | (1 << i);
    }
  }

  /** For each token a row of (word, mask) pairs, words ascending: room in proportion to the text, whatever its length. */
  #loadWords(tokens: readonly number[]): void {
    const byToken = this.#byToken;
    const lastWord: number[] = [];
    const pairs: number[] = [];
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i] as number;
      if (token === unknown) continue;
      if (byToken[token] === 0) byToken[token] = lastWord.push(-1);
      const row = (byToken[token] as number) - 1;
      if (lastWord[row] === i >>> 5) continue;
      lastWord[row] = i >>> 5;
      pairs[row] = (pairs[row] ?? 0) + 1;
    }
    const starts = new Int32Array(pairs.length + 1);
    for (let row = 0; row < pairs.length; row++) starts[row + 1] = (starts[row] as number) + (pairs[row] as number);
    this.#starts = starts;
    this.#pairWords = new Int32Array(starts[pairs.length] as number);
    this.#pairMasks = new Int32Array(starts[pairs.length] as number);
    this.#vector = new Int32Array(this.#words);
    this.#fillPairs(tokens);
  }

  #fillPairs(tokens: readonly number[]): void {
    const ends = this.#starts.slice();
    for (let i = 0; i < tokens.length; i++) {
      if (tokens[i] === unknown) continue;
      const row = (this.#byToken[tokens[i] as number] as number) - 1;
      const end = ends[row] as number;
      const isNew = end === this.#starts[row] || this.#pairWords[end - 1] !== i >>> 5;
      const at = isNew ? end : end - 1;
      this.#pairWords[at] = i >>> 5;
      this.#pairMasks[at] = (this.#pairMasks[at] as number) | (1 << (i & 31));
      ends[row] = at + 1;
    }
  }

  #withWords(tokens: Int32Array<ArrayBuffer>, start: number, length: number): number {
    const vector = this.#vector.fill(-1);
    for (let i = start; i < start + length; i++) {
      const row = (this.#byToken[tokens[i] as number] as number) - 1;
      if (row >= 0) this.#step(row);
    }
    let lcs = 0;
    for (const bits of vector) lcs += popCount(~bits);
    return lcs;
  }

  /** One token of the other text: only the words that have the token change, and those that a carry runs into. */
  #step(row: number): void {
    const vector = this.#vector;
    const end = this.#starts[row + 1] as number;
    let carryInto = -1;
    for (let at = this.#starts[row] as number; at < end; at++) {
      const word = this.#pairWords[at] as number;
      while (carryInto >= 0 && carryInto < word) carryInto = this.#carry(carryInto);
      const bits = vector[word] as number;
      const mask = this.#pairMasks[at] as number;
      const sum = (bits >>> 0) + ((bits & mask) >>> 0) + (carryInto === word ? 1 : 0);
      vector[word] = sum | 0 | (bits & ~mask);
      carryInto = sum > 0xffffffff ? word + 1 : -1;
    }
    while (carryInto >= 0 && carryInto < vector.length) carryInto = this.#carry(carryInto);
  }

  /** Adds a carry to a word without the token; returns the word that the carry goes on to, or -1. */
  #carry(word: number): number {
    const bits = this.#vector[word] as number;
    this.#vector[word] = (bits + 1) | bits;
    return bits === -1 ? word + 1 : -1;
  }
}

/** How many of 32 bits are set. */
export function popCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
