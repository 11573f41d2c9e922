import { PrefixIndex } from './prefixIndex.ts';
import type { RequiredCommon } from './requiredCommon.ts';
import { blockSize, type TextStore } from './textStore.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * A prefix index that stays selective as the pool grows. Each time the pool has doubled since the order of rarity was
 * frozen, a second index with today's order is built beside the live one, a few texts at every change, and takes its
 * place when it has them all. So no call waits for a rebuild, and a text costs two or three times its indexing in all.
 */
export class RenewingPrefixIndex {
  readonly #required: RequiredCommon;
  readonly #store: TextStore;
  readonly #vocabulary: Vocabulary;
  #live: PrefixIndex;
  #next: PrefixIndex | undefined;
  /** The slot that the next index takes up next; it has the texts of all slots below. */
  #cursor = 0;
  #sizeWhenFrozen = 0;

  constructor(required: RequiredCommon, store: TextStore, vocabulary: Vocabulary) {
    this.#required = required;
    this.#store = store;
    this.#vocabulary = vocabulary;
    this.#live = new PrefixIndex(required, new Int32Array(0));
  }

  /** The index to search. */
  get live(): PrefixIndex {
    return this.#live;
  }

  /** Indexes a text that the store and the vocabulary already have; `size` is the size of the pool. */
  add(slot: number, elements: readonly number[], size: number): void {
    this.#live.add(slot, elements);
    if (slot < this.#cursor) this.#next?.add(slot, elements);
    if (this.#next === undefined && size >= 2 * Math.max(this.#sizeWhenFrozen, smallestFrozen)) this.#start(size);
    this.#advance();
  }

  /** Takes out a text that the store still has. */
  remove(slot: number, elements: readonly number[]): void {
    this.#live.remove(slot, elements);
    if (slot < this.#cursor) this.#next?.remove(slot, elements);
  }

  #start(size: number): void {
    this.#sizeWhenFrozen = size;
    this.#next = new PrefixIndex(this.#required, this.#vocabulary.frequency.slice(0, this.#vocabulary.size));
  }

  #advance(): void {
    if (this.#next === undefined) return;
    const { slots } = this.#store;
    for (let work = 0, moved = 0; this.#cursor < slots && (work < workPerCall || moved < 2); this.#cursor++) {
      work++;
      if (this.#store.idAt(this.#cursor) === undefined) continue;
      const tokens = this.#store.tokensAt(this.#cursor);
      this.#next.add(this.#cursor, this.#vocabulary.internElements(tokens));
      work += tokens.length;
      moved++;
    }
    if (this.#cursor < slots) return;
    this.#live = this.#next;
    this.#next = undefined;
    this.#cursor = 0;
  }
}

/** Below twice this many texts any order will do. */
const smallestFrozen = blockSize / 2;

/** In slots visited and tokens indexed: about five texts, some 10 µs. */
const workPerCall = 64;
