import { PostingLists } from './postingLists.ts';
import type { RequiredCommon } from './requiredCommon.ts';
import { unknown } from './vocabulary.ts';

/**
 * The texts of a pool by their rarest elements (prefix filter of AllPairs, Bayardo, Ma and Srikant 2007, with the
 * positional filter of PPJoin, Xiao et al. 2008). Rarity is as it was when the index was made: each text, whenever it is
 * added or looked for, must be cut by the same order, so an order that has aged is renewed by a new index.
 */
export class PrefixIndex {
  readonly lists = new PostingLists(1);
  readonly #required: RequiredCommon;
  /** By element, frozen. Elements numbered since then count as in no text: rarest of all. */
  readonly #frequency: Int32Array<ArrayBuffer>;

  /** Room to sort in. */
  #keys = new Float64Array(longestInserted);

  /** `frequency` is kept, not copied. */
  constructor(required: RequiredCommon, frequency: Int32Array<ArrayBuffer>) {
    this.#required = required;
    this.#frequency = frequency;
  }

  /** Indexes the text in a slot. */
  add(slot: number, elements: readonly number[]): void {
    const prefix = this.prefix(elements);
    for (let i = 0; i < prefix.length; i++) this.lists.append(prefix[i] as number, posting(slot, i));
  }

  /** Takes out a text that was added. */
  remove(slot: number, elements: readonly number[]): void {
    const prefix = this.prefix(elements);
    for (let i = 0; i < prefix.length; i++) this.lists.remove(prefix[i] as number, posting(slot, i));
  }

  /** The rarest elements of a text, rarest first, as many as the filter needs; `unknown` ones come first. */
  prefix(elements: readonly number[]): number[] {
    const length = this.#required.prefixLength(elements.length);
    const keys = this.#sortedKeys(elements);
    const prefix: number[] = [];
    for (let i = 0; i < length; i++) prefix.push(elementOf(keys[i] as number));
    return prefix;
  }

  #sortedKeys(elements: readonly number[]): Float64Array {
    if (this.#keys.length < elements.length) this.#keys = new Float64Array(2 * elements.length);
    const keys = this.#keys;
    if (elements.length > longestInserted) {
      for (let i = 0; i < elements.length; i++) keys[i] = this.#key(elements[i] as number);
      return keys.subarray(0, elements.length).sort();
    }
    for (let i = 0; i < elements.length; i++) {
      const key = this.#key(elements[i] as number);
      let at = i;
      for (; at > 0 && (keys[at - 1] as number) > key; at--) keys[at] = keys[at - 1] as number;
      keys[at] = key;
    }
    return keys;
  }

  #key(element: number): number {
    if (element === unknown) return -1;
    return (element < this.#frequency.length ? (this.#frequency[element] as number) : 0) * mostElements + element;
  }
}

/** A record of an element's list: the slot, and the element's place in the text's order, up to 255 (less is safe). */
export function posting(slot: number, place: number): number {
  return (slot << 8) | Math.min(place, 255);
}

/** The slot in a record. */
export function slotOf(record: number): number {
  return record >>> 8;
}

/** The place in a record. */
export function placeOf(record: number): number {
  return record & 255;
}

const mostElements = 2 ** 28;

function elementOf(key: number): number {
  return key < 0 ? unknown : key - Math.floor(key / mostElements) * mostElements;
}

/** Up to this length sorting by insertion beats the built-in sort. */
const longestInserted = 48;
