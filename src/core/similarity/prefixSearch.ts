import { popCount } from './bitParallelLcs.ts';
import type { Candidate, IndexedTexts } from './indexedTexts.ts';
import { type PrefixIndex, placeOf, slotOf } from './prefixIndex.ts';
import { tabledLengths } from './requiredCommon.ts';
import { blockShift, signature } from './textStore.ts';
import { unknown } from './vocabulary.ts';

/** A text of the pool that is above the threshold, and what it has in common with the candidate. */
export interface Hit {
  readonly slot: number;
  readonly common: number;
}

/** Looks for a text above the threshold. */
export class PrefixSearch {
  readonly #texts: IndexedTexts;
  // Of the candidate: its signature and what it must have in common, by length of the other text.
  #signature = 0;
  #row: Int32Array = new Int32Array(0);

  constructor(texts: IndexedTexts) {
    this.#texts = texts;
  }

  /** The first text found above the threshold; the candidate must be loaded. */
  first({ units, elements }: Candidate): Hit | undefined {
    const { live, required } = this.#texts;
    this.#signature = signature(units);
    this.#row = required.row(units.length);
    for (const [place, element] of live.prefix(elements).entries()) {
      if (element === unknown) continue;
      const hit = this.#firstInList(live, element, elements.length, place);
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
    const texts = this.#texts;
    const { lengths, signatures } = texts.store;
    const row = this.#row;
    const signature = this.#signature;
    for (let chunk = lists.head(element); chunk !== 0; chunk = lists.next(chunk)) {
      const page = lists.page(chunk);
      const end = lists.end(chunk);
      for (let at = lists.start(chunk); at < end; at++) {
        const record = page[at] as number;
        const slot = slotOf(record);
        let n = lengths[slot >>> blockShift] as number;
        if (n < 0) n = texts.store.lengthAt(slot);
        const required = n < tabledLengths ? (row[n] as number) : texts.required.least(m, n);
        if (m - place < required || n - placeOf(record) < required) continue;
        const other = signatures[slot] as number;
        if (m - popCount(signature & ~other) < required || n - popCount(other & ~signature) < required) continue;
        const common = texts.commonWith(slot);
        if (common >= required) return { slot, common };
      }
    }
    return undefined;
  }
}
