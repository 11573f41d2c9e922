import { popCount } from './bitParallelLcs.ts';
import type { Candidate, IndexedTexts } from './indexedTexts.ts';
import type { PostingLists } from './postingLists.ts';
import { type PrefixIndex, placeOf, slotOf } from './prefixIndex.ts';
import { type RequiredCommon, tabledLengths } from './requiredCommon.ts';
import { fromLcs } from './rougeL.ts';
import { blockShift, signature } from './textStore.ts';
import type { Neighbour } from './topK.ts';
import { unknown } from './vocabulary.ts';

/** Looks for texts whose ROUGE-L F is above the threshold. */
export class PrefixSearch {
  readonly #texts: IndexedTexts;
  readonly #required: RequiredCommon;
  // Of the candidate: its signature and what it must have in common, by length of the other text.
  #signature = 0;
  #row: Int32Array = new Int32Array(0);

  constructor(texts: IndexedTexts, required: RequiredCommon) {
    this.#texts = texts;
    this.#required = required;
  }

  /** The first text found above the threshold; the candidate must be loaded. */
  first(index: PrefixIndex, { units, elements }: Candidate): Neighbour | undefined {
    this.#signature = signature(units);
    this.#row = this.#required.row(units.length);
    for (const [place, element] of index.prefix(elements).entries()) {
      if (element === unknown) continue;
      const hit = this.#firstInList(index, element, elements.length, place);
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  /** The nearest text above the threshold, of equally near ones the one with the lowest id; the candidate must be loaded. */
  nearest(index: PrefixIndex, { units, elements }: Candidate): Neighbour | undefined {
    const m = units.length;
    const { threshold } = this.#texts;
    let best: Neighbour = { id: '', f: threshold };
    this.#signature = signature(units);
    for (const [place, element] of index.prefix(elements).entries()) {
      // No nearer than a text of just the tokens from here on.
      if (fromLcs(m - place, m, m - place).f < best.f) break;
      if (element !== unknown) best = this.#nearestInList(index.lists, element, m, place, best);
    }
    return best.f > threshold ? best : undefined;
  }

  /**
   * Where two texts first share an element, counted rarest first, no more than what follows it in each can be common.
   * (Where they share a later one that bound is too low, but then they have already been compared or ruled out.)
   */
  #firstInList(index: PrefixIndex, element: number, m: number, place: number): Neighbour | undefined {
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
        const required = n < tabledLengths ? (row[n] as number) : this.#required.least(m, n);
        if (m - place < required || n - placeOf(record) < required) continue;
        const other = signatures[slot] as number;
        if (m - popCount(signature & ~other) < required || n - popCount(other & ~signature) < required) continue;
        const common = texts.commonWith(slot);
        if (common >= required) return { id: texts.store.idAt(slot) as string, f: fromLcs(common, m, n).f };
      }
    }
    return undefined;
  }

  #nearestInList(lists: PostingLists, element: number, m: number, place: number, before: Neighbour) {
    const texts = this.#texts;
    const { store } = texts;
    const own = this.#signature;
    const { lengths, signatures } = store;
    let best = before;
    // Looks that say the same as the exact score at less cost: 2 · common ÷ (m + n), with some room for rounding.
    let floor = (best.f - 1e-9) / 2;
    for (let chunk = lists.head(element); chunk !== 0; chunk = lists.next(chunk)) {
      const page = lists.page(chunk);
      const end = lists.end(chunk);
      for (let at = lists.start(chunk); at < end; at++) {
        const record = page[at] as number;
        const slot = slotOf(record);
        let n = lengths[slot >>> blockShift] as number;
        if (n < 0) n = store.lengthAt(slot);
        const least = floor * (m + n);
        // What follows the first shared element can be common, no more; nor what the signatures rule out.
        if (m - place < least || n - placeOf(record) < least) continue;
        const other = signatures[slot] as number;
        const most = Math.min(m - popCount(own & ~other), n - popCount(other & ~own));
        if (most < least || fromLcs(most, m, n).f < best.f) continue;
        const { f } = fromLcs(texts.commonWith(slot), m, n);
        if (f < best.f) continue;
        const id = store.idAt(slot) as string;
        if (f === best.f && !(id < best.id)) continue;
        best = { id, f };
        floor = (f - 1e-9) / 2;
      }
    }
    return best;
  }
}
