import { BitParallelLcs, popCount } from '../similarity/bitParallelLcs.ts';
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
    const own = signature(tokens);
    this.#lcs.load(tokens, this.#vocabulary.size);
    let best: Neighbour = { id: '', f: this.#threshold };
    const isNearer = (f: number, id: string) => f > best.f || (f === best.f && id < best.id);
    this.#visit(tokens, (slot, following) => {
      // What follows the first shared element, and what the signatures leave, can be common, no more.
      const n = this.#store.lengthAt(slot);
      const other = this.#store.signatures[slot] as number;
      const most = Math.min(following, m - popCount(own & ~other), n - popCount(other & ~own));
      // The first look says the same as the second at less cost.
      if (2 * most < (best.f - 1e-9) * (m + n)) return best.f;
      const id = this.#store.idAt(slot) as string;
      if (most <= 0 || !isNearer(fromLcs(most, m, n).f, id)) return best.f;
      const { f } = fromLcs(this.#lcsWith(slot), m, n);
      if (isNearer(f, id)) best = { id, f };
      return best.f;
    });
    return best.f > this.#threshold ? best : undefined;
  }

  /** Visits the texts that may be as near as `see` has found one, with the most tokens that can be common by their place. */
  #visit(tokens: readonly number[], see: (slot: number, following: number) => number): void {
    const { live } = this.#index;
    const { lists } = live;
    const m = tokens.length;
    let nearest = this.#threshold;
    for (const [place, element] of live.prefix(this.#vocabulary.lookUpElements(tokens)).entries()) {
      // No nearer than a text of just the tokens from here on.
      if (fromLcs(m - place, m, m - place).f < nearest) return;
      if (element === unknown) continue;
      for (let chunk = lists.head(element); chunk !== 0; chunk = lists.next(chunk)) {
        const page = lists.page(chunk);
        const end = lists.end(chunk);
        for (let at = lists.start(chunk); at < end; at++) {
          const record = page[at] as number;
          const slot = slotOf(record);
          nearest = see(slot, Math.min(m - place, this.#store.lengthAt(slot) - placeOf(record)));
        }
      }
    }
  }

  #lcsWith(slot: number): number {
    const { length, tokens, longTokens } = this.#store.blocks[slot >>> blockShift] as Block;
    const within = slot & (blockSize - 1);
    if (length >= 0) return this.#lcs.with(tokens, within * length, length);
    const long = longTokens[within] as Int32Array<ArrayBuffer>;
    return this.#lcs.with(long, 0, long.length);
  }
}
