import { grown } from './growing.ts';

/**
 * Many lists of small records, each record one or two integers, that grow and shrink one at a time. All records lie in
 * pages of one size, a list in chunks of growing size that are chained from the newest, the only one with room, to the
 * oldest. No growth copies more than the table of list heads, and there is no object per list for the collector to visit.
 *
 * To read a list (the order of records means nothing):
 * ```
 * for (let chunk = lists.head(list); chunk !== 0; chunk = lists.next(chunk)) {
 *   const page = lists.page(chunk);
 *   const end = lists.end(chunk);
 *   for (let at = lists.start(chunk); at < end; at += width) … page[at] …
 * }
 * ```
 */
export class PostingLists {
  readonly #width: 1 | 2;
  readonly #pages: Int32Array<ArrayBuffer>[] = [];
  /** By list: the address of its newest chunk, or 0. */
  #heads = new Int32Array(1024);
  /** By size class: the address of the first chunk given back, or 0. */
  readonly #free: number[] = new Array(largestClass + 1).fill(0);
  /** Integers left at the end of the last page. */
  #room = 0;

  constructor(width: 1 | 2) {
    this.#width = width;
  }

  /** The address of the list's first chunk, 0 if the list is empty. */
  head(list: number): number {
    return list < this.#heads.length ? (this.#heads[list] as number) : 0;
  }

  /** The address of the chunk after this one, 0 if there is none. */
  next(chunk: number): number {
    return this.page(chunk)[chunk & offsetMask] as number;
  }

  page(chunk: number): Int32Array<ArrayBuffer> {
    return this.#pages[chunk >>> pageShift] as Int32Array<ArrayBuffer>;
  }

  /** The place of the chunk's first record in its page. */
  start(chunk: number): number {
    return (chunk & offsetMask) + headerSize;
  }

  /** The place after the chunk's last record in its page. */
  end(chunk: number): number {
    const at = chunk & offsetMask;
    return at + headerSize + (this.page(chunk)[at + 1] as number);
  }

  /** Adds a record; `second` counts only if records are two integers wide. */
  append(list: number, first: number, second = 0): void {
    this.#heads = grown(this.#heads, list + 1);
    let chunk = this.#heads[list] as number;
    if (chunk === 0 || this.#isFull(chunk)) {
      chunk = this.#allocate(chunk === 0 ? 0 : Math.min(this.#classOf(chunk) + 1, largestClass), chunk);
      this.#heads[list] = chunk;
    }
    const page = this.page(chunk);
    const at = this.end(chunk);
    page[at] = first;
    if (this.#width === 2) page[at + 1] = second;
    page[(chunk & offsetMask) + 1] = at + this.#width - this.start(chunk);
  }

  /** Removes the record that begins with `first`, which must be there; the list's newest record takes its place. */
  remove(list: number, first: number): void {
    for (let chunk = this.head(list); chunk !== 0; chunk = this.next(chunk)) {
      const page = this.page(chunk);
      const end = this.end(chunk);
      for (let at = this.start(chunk); at < end; at += this.#width) {
        if (page[at] !== first) continue;
        this.#moveNewestTo(list, page, at);
        return;
      }
    }
    throw new Error(`Posting ${first} is not in list ${list}.`);
  }

  #moveNewestTo(list: number, page: Int32Array, at: number): void {
    const head = this.#heads[list] as number;
    const headPage = this.page(head);
    const last = this.end(head) - this.#width;
    for (let i = 0; i < this.#width; i++) page[at + i] = headPage[last + i] as number;
    headPage[(head & offsetMask) + 1] = last - this.start(head);
    if (last === this.start(head)) {
      this.#heads[list] = this.next(head);
      this.#giveBack(head);
    }
  }

  #isFull(chunk: number): boolean {
    return this.end(chunk) - this.start(chunk) === capacity(this.#classOf(chunk));
  }

  #classOf(chunk: number): number {
    return this.page(chunk)[(chunk & offsetMask) + 2] as number;
  }

  #allocate(sizeClass: number, next: number): number {
    let chunk = this.#free[sizeClass] as number;
    if (chunk !== 0) this.#free[sizeClass] = this.next(chunk);
    else chunk = this.#carve(headerSize + capacity(sizeClass));
    const page = this.page(chunk);
    const at = chunk & offsetMask;
    page[at] = next;
    page[at + 1] = 0;
    page[at + 2] = sizeClass;
    return chunk;
  }

  #carve(size: number): number {
    if (this.#room < size) {
      this.#room = pageSize - (this.#pages.length === 0 ? 1 : 0); // address 0 is nobody's
      this.#pages.push(new Int32Array(pageSize));
    }
    const chunk = (this.#pages.length << pageShift) - this.#room;
    this.#room -= size;
    return chunk;
  }

  #giveBack(chunk: number): void {
    const sizeClass = this.#classOf(chunk);
    this.page(chunk)[chunk & offsetMask] = this.#free[sizeClass] as number;
    this.#free[sizeClass] = chunk;
  }
}

const pageShift = 15;
const pageSize = 1 << pageShift;
const offsetMask = pageSize - 1;

/** A chunk begins with the address of the next, the integers used, and its size class. */
const headerSize = 3;
const largestClass = 9;

/** The integers that fit a chunk of a size class: 2, 4, … 1024. */
function capacity(sizeClass: number): number {
  return 2 << sizeClass;
}
