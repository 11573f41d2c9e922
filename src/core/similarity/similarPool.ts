import { popCount } from './bitParallelLcs.ts';
import { IndexedTexts, type IndexOptions } from './indexedTexts.ts';
import type { PostingLists } from './postingLists.ts';
import { placeOf, slotOf } from './prefixIndex.ts';
import { blockShift, signature } from './textStore.ts';
import type { Neighbour } from './topK.ts';
import { unknown } from './vocabulary.ts';

/**
 * A growing pool that is asked for the nearest text above a threshold, and for nothing below it. That takes little more
 * than `NoveltyIndex.decide`, where `scores` compares with the whole pool, and half the memory.
 */
export class SimilarPool {
  readonly #texts: IndexedTexts;

  /** Throws a RangeError for a threshold that is no number from 0 to 1. */
  constructor(options: IndexOptions) {
    this.#texts = new IndexedTexts(options);
  }

  get size(): number {
    return this.#texts.size;
  }

  has(id: string): boolean {
    return this.#texts.has(id);
  }

  /** Adds a text; one with this id that is there gives way. */
  put(id: string, text: string): void {
    const cut = this.#texts.cut(text);
    this.#texts.remove(id);
    this.#texts.add(id, cut);
  }

  remove(id: string): void {
    this.#texts.remove(id);
  }

  /** The nearest text whose score is above the threshold, of equally near ones the one with the lowest id. */
  nearest(text: string): Neighbour | undefined {
    const { units, elements } = this.#texts.load(text);
    const { live, measure, threshold } = this.#texts;
    const m = units.length;
    let best: Neighbour = { id: '', f: threshold };
    const own = signature(units);
    for (const [place, element] of live.prefix(elements).entries()) {
      // No nearer than a text of just the units from here on.
      if (measure.score(m - place, m, m - place) < best.f) break;
      if (element !== unknown) best = this.#nearestInList(live.lists, element, m, place, own, best);
    }
    return best.f > threshold ? best : undefined;
  }

  #nearestInList(lists: PostingLists, element: number, m: number, place: number, own: number, before: Neighbour) {
    const texts = this.#texts;
    const { store } = texts;
    const { score } = texts.measure;
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
        if (most < least || score(most, m, n) < best.f) continue;
        const f = score(texts.commonWith(slot), m, n);
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
