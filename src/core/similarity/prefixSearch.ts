import { type BitParallelLcs, popCount } from './bitParallelLcs.ts';
import { type PrefixIndex, placeOf, slotOf } from './prefixIndex.ts';
import { type RequiredLcs, tabledLengths } from './requiredLcs.ts';
import { type Block, blockShift, blockSize, signature, type TextStore } from './textStore.ts';
import { unknown } from './vocabulary.ts';

/** A text of the pool that is above the threshold, and its LCS with the candidate. */
export interface Hit {
  readonly slot: number;
  readonly lcs: number;
}

/** Looks for a text above the threshold. */
export class PrefixSearch {
  readonly #store: TextStore;
  readonly #required: RequiredLcs;
  readonly #lcs: BitParallelLcs;
  // Of the candidate: its signature and the LCS it needs by length of the other text.
  #signature = 0;
  #row: Int32Array = new Int32Array(0);

  constructor(store: TextStore, required: RequiredLcs, lcs: BitParallelLcs) {
    this.#store = store;
    this.#required = required;
    this.#lcs = lcs;
  }

  /** The first text found above the threshold; the candidate must be loaded in the LCS. */
  first(index: PrefixIndex, tokens: readonly number[], elements: readonly number[]): Hit | undefined {
    const prefix = index.prefix(elements);
    this.#signature = signature(tokens);
    this.#row = this.#required.row(tokens.length);
    for (const [place, element] of prefix.entries()) {
      if (element === unknown) continue;
      const hit = this.#firstInList(index, element, elements.length, place);
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  /**
   * Where two texts first share an element, counted rarest first, no more than what follows it in each can be common.
   * (Where they share a later one that bound is too low, but then they have already been compared or ruled out.)
   */
  #firstInList(index: PrefixIndex, element: number, m: number, place: number): Hit | undefined {
    const { lists } = index;
    const { lengths, signatures } = this.#store;
    const row = this.#row;
    const signature = this.#signature;
    for (let chunk = lists.head(element); chunk !== 0; chunk = lists.next(chunk)) {
      const page = lists.page(chunk);
      const end = lists.end(chunk);
      for (let at = lists.start(chunk); at < end; at++) {
        const record = page[at] as number;
        const slot = slotOf(record);
        let n = lengths[slot >>> blockShift] as number;
        if (n < 0) n = this.#store.lengthAt(slot);
        const required = n < tabledLengths ? (row[n] as number) : this.#required.least(m, n);
        if (m - place < required || n - placeOf(record) < required) continue;
        const other = signatures[slot] as number;
        if (m - popCount(signature & ~other) < required || n - popCount(other & ~signature) < required) continue;
        const lcs = this.#compare(slot);
        if (lcs >= required) return { slot, lcs };
      }
    }
    return undefined;
  }

  #compare(slot: number): number {
    const { length, tokens, longTokens } = this.#store.blocks[slot >>> blockShift] as Block;
    const within = slot & (blockSize - 1);
    if (length >= 0) return this.#lcs.with(tokens, within * length, length);
    const long = longTokens[within] as Int32Array<ArrayBuffer>;
    return this.#lcs.with(long, 0, long.length);
  }
}
