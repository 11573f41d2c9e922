import { BitParallelLcs, popCount } from '../similarity/bitParallelLcs.ts';
import type { PostingLists } from '../similarity/postingLists.ts';
import { placeOf, slotOf } from '../similarity/prefixIndex.ts';
import { RenewingPrefixIndex } from '../similarity/renewingPrefixIndex.ts';
import { RequiredLcs } from '../similarity/requiredLcs.ts';
import { fromLcs } from '../similarity/rougeL.ts';
import { ShardedMap } from '../similarity/shardedMap.ts';
import { type Block, blockShift, blockSize, signature, TextStore } from '../similarity/textStore.ts';
import type { Tokenizer } from '../similarity/tokenize.ts';
import type { Neighbour } from '../similarity/topK.ts';
import { unknown, Vocabulary } from '../similarity/vocabulary.ts';

/**
 * A growing pool that is asked for the nearest text above a threshold, and for nothing below it. That takes little more
 * than `NoveltyIndex.decide`, where `scores` compares with the whole pool, and half the memory.
 */
export class SimilarPool {
  readonly #threshold: number;
  readonly #tokenize: Tokenizer;
  readonly #slots = new ShardedMap();
  readonly #vocabulary = new Vocabulary();
  readonly #store = new TextStore();
  readonly #lcs = new BitParallelLcs();
  readonly #required: RequiredLcs;
  readonly #index: RenewingPrefixIndex;
  #size = 0;

  /** Throws a RangeError for a threshold that is no number from 0 to 1. */
  constructor({ threshold, tokenize }: { readonly threshold: number; readonly tokenize: Tokenizer }) {
    if (!(threshold >= 0 && threshold <= 1))
      throw new RangeError(`The threshold is a number from 0 to 1, not ${threshold}.`);
    this.#threshold = threshold;
    this.#tokenize = tokenize;
    this.#required = new RequiredLcs(threshold);
    this.#index = new RenewingPrefixIndex(this.#required, this.#store, this.#vocabulary);
  }

  get size(): number {
    return this.#size;
  }

  has(id: string): boolean {
    return this.#slots.has(id);
  }

  /** Adds a text; one with this id that is there gives way. */
  put(id: string, text: string): void {
    this.remove(id);
    const tokens = this.#vocabulary.intern(this.#tokenize(text));
    const elements = this.#vocabulary.internElements(tokens);
    const slot = this.#store.add(id, tokens);
    this.#slots.set(id, slot);
    this.#size += 1;
    this.#vocabulary.count(elements, 1);
    this.#index.add(slot, elements, this.#size);
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    const elements = this.#vocabulary.internElements(this.#store.tokensAt(slot));
    this.#index.remove(slot, elements);
    this.#vocabulary.count(elements, -1);
    this.#slots.delete(id);
    this.#store.remove(slot);
    this.#size -= 1;
  }

  /** The nearest text whose F is above the threshold, of equally near ones the one with the lowest id. */
  nearest(text: string): Neighbour | undefined {
    const tokens = this.#vocabulary.lookUp(this.#tokenize(text));
    const m = tokens.length;
    this.#lcs.load(tokens, this.#vocabulary.size);
    let best: Neighbour = { id: '', f: this.#threshold };
    const own = signature(tokens);
    const { live } = this.#index;
    for (const [place, element] of live.prefix(this.#vocabulary.lookUpElements(tokens)).entries()) {
      // No nearer than a text of just the tokens from here on.
      if (fromLcs(m - place, m, m - place).f < best.f) break;
      if (element !== unknown) best = this.#nearestInList(live.lists, element, m, place, own, best);
    }
    return best.f > this.#threshold ? best : undefined;
  }

  #nearestInList(lists: PostingLists, element: number, m: number, place: number, own: number, before: Neighbour) {
    const { lengths, signatures } = this.#store;
    let best = before;
    // Looks that say the same as the exact F at less cost: 2 LCS ÷ (m + n), with some room for rounding.
    let floor = (best.f - 1e-9) / 2;
    for (let chunk = lists.head(element); chunk !== 0; chunk = lists.next(chunk)) {
      const page = lists.page(chunk);
      const end = lists.end(chunk);
      for (let at = lists.start(chunk); at < end; at++) {
        const record = page[at] as number;
        const slot = slotOf(record);
        let n = lengths[slot >>> blockShift] as number;
        if (n < 0) n = this.#store.lengthAt(slot);
        const least = floor * (m + n);
        // What follows the first shared element can be common, no more; nor what the signatures rule out.
        if (m - place < least || n - placeOf(record) < least) continue;
        const other = signatures[slot] as number;
        const most = Math.min(m - popCount(own & ~other), n - popCount(other & ~own));
        if (most < least || fromLcs(most, m, n).f < best.f) continue;
        const { f } = fromLcs(this.#lcsWith(slot), m, n);
        if (f < best.f) continue;
        const id = this.#store.idAt(slot) as string;
        if (f === best.f && !(id < best.id)) continue;
        best = { id, f };
        floor = (f - 1e-9) / 2;
      }
    }
    return best;
  }

  #lcsWith(slot: number): number {
    const { length, tokens, longTokens } = this.#store.blocks[slot >>> blockShift] as Block;
    const within = slot & (blockSize - 1);
    if (length >= 0) return this.#lcs.with(tokens, within * length, length);
    const long = longTokens[within] as Int32Array<ArrayBuffer>;
    return this.#lcs.with(long, 0, long.length);
  }
}
