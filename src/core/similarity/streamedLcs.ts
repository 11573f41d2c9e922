import { popCount } from './bitParallelLcs.ts';
import { grown } from './growing.ts';
import { PostingLists } from './postingLists.ts';
import { blockShift, blockSize, type TextStore } from './textStore.ts';
import { unknown } from './vocabulary.ts';

/**
 * The longest common subsequence of a candidate with every short text of the pool at once. It is the bit-parallel LCS
 * with the roles exchanged: each slot has its own bit vector, and a token of the candidate changes only the vectors of
 * the texts that have it, which its list names together with its places in them.
 *
 * A vector begins with a one for each of the text's `n` tokens and zeros above. Each token of the LCS carries out of the
 * ones, and leaves one more 1 above them without a gap, so the LCS shows in the number of leading zeros. Where the ones
 * have reached the top, which takes a long text that shares much, it is the number of zeros among the lowest `n` bits.
 *
 * Use: `stream` a candidate, read what is wanted block by block, `reset`.
 */
export class StreamedLcs {
  /** By token: the texts that have it once, each as slot and place in one integer. */
  readonly #once = new PostingLists(1);
  /** By token: the texts that have it more than once, each as slot and mask of its places. */
  readonly #repeated = new PostingLists(2);
  /** By slot. */
  #vectors = new Int32Array(blockSize);
  /** How many blocks have their vectors ready. */
  #ready = 0;
  #most = 0;
  /** By token: its mask in the text being added or removed; all 0 between calls. */
  #masks = new Int32Array(1024);

  /** Indexes the text in a slot, of at most `longestShort` tokens. */
  add(slot: number, tokens: readonly number[], vocabularySize: number): void {
    this.#forEachToken(tokens, vocabularySize, (token, mask) => {
      if (isOneBit(mask)) this.#once.append(token, onceRecord(slot, mask));
      else this.#repeated.append(token, slot, mask);
    });
  }

  /** Takes out a text that was added. */
  remove(slot: number, tokens: readonly number[], vocabularySize: number): void {
    this.#forEachToken(tokens, vocabularySize, (token, mask) => {
      if (isOneBit(mask)) this.#once.remove(token, onceRecord(slot, mask));
      else this.#repeated.remove(token, slot);
    });
  }

  /** Computes the LCS of a candidate with every text indexed. */
  stream(candidate: readonly number[], store: TextStore): void {
    this.#makeReady(store);
    for (const token of candidate) {
      if (token === unknown) continue;
      this.#streamOnce(token);
      this.#streamRepeated(token);
    }
  }

  #streamOnce(token: number): void {
    const vectors = this.#vectors;
    const lists = this.#once;
    for (let chunk = lists.head(token); chunk !== 0; chunk = lists.next(chunk)) {
      const page = lists.page(chunk);
      const end = lists.end(chunk);
      for (let at = lists.start(chunk); at < end; at++) {
        const record = page[at] as number;
        const slot = record >>> placeBits;
        const mask = 1 << record; // the shift takes the record modulo 32, which is the place
        const vector = vectors[slot] as number;
        const matched = vector & mask;
        vectors[slot] = (vector + matched) | (vector ^ matched);
      }
    }
  }

  #streamRepeated(token: number): void {
    const vectors = this.#vectors;
    const lists = this.#repeated;
    for (let chunk = lists.head(token); chunk !== 0; chunk = lists.next(chunk)) {
      const page = lists.page(chunk);
      const end = lists.end(chunk);
      for (let at = lists.start(chunk); at < end; at += 2) {
        const slot = page[at] as number;
        const mask = page[at + 1] as number;
        const vector = vectors[slot] as number;
        const matched = vector & mask;
        vectors[slot] = (vector + matched) | (vector ^ matched);
      }
    }
  }

  /** Names each different token of a text with the mask of its places. */
  #forEachToken(tokens: readonly number[], vocabularySize: number, visit: (token: number, mask: number) => void): void {
    this.#masks = grown(this.#masks, vocabularySize);
    const masks = this.#masks;
    for (const [place, token] of tokens.entries()) masks[token] = (masks[token] as number) | (1 << place);
    for (const token of tokens) {
      const mask = masks[token] as number;
      if (mask !== 0) visit(token, mask);
      masks[token] = 0;
    }
  }

  /** The greatest LCS of the block last summed. */
  get most(): number {
    return this.#most;
  }

  /** The sum of the LCS lengths of a block of texts of `n` tokens; free slots count 0. */
  sum(block: number, n: number): number {
    // Nearly every text of the pool goes through this loop and no other: it calls nothing, and so stays in registers.
    const vectors = this.#vectors;
    const first = block << blockShift;
    const end = first + blockSize;
    let zeros = 0;
    let any = 0;
    for (let slot = first; slot < end; slot++) {
      const vector = vectors[slot] as number;
      zeros = (zeros + Math.clz32(vector)) | 0;
      any |= vector;
    }
    if (any < 0) return this.#sumOneByOne(first, n);
    this.#most = lcsOf(any, n);
    return blockSize * (32 - n) - zeros;
  }

  /**
   * Names each text of a block whose LCS is at least `least`, by slot within the block, to `found`, which answers with the
   * least LCS to be named from then on; free slots count as texts with an LCS of 0.
   */
  name(block: number, n: number, least: number, found: (within: number, lcs: number) => number): void {
    const vectors = this.#vectors;
    const first = block << blockShift;
    const end = first + blockSize;
    let leastNow = least;
    for (let slot = nextWith(vectors, first, end, n, leastNow); slot < end; ) {
      leastNow = found(slot - first, lcsOf(vectors[slot] as number, n));
      slot = nextWith(vectors, slot + 1, end, n, leastNow);
    }
  }

  /** Readies the vectors for the next candidate. */
  reset({ lengths }: TextStore): void {
    for (let block = 0; block < this.#ready; block++) this.#resetBlock(block, lengths[block] as number);
  }

  #sumOneByOne(first: number, n: number): number {
    let sum = 0;
    this.#most = 0;
    for (let slot = first; slot < first + blockSize; slot++) {
      const lcs = lcsOf(this.#vectors[slot] as number, n);
      sum += lcs;
      this.#most = Math.max(this.#most, lcs);
    }
    return sum;
  }

  #makeReady(store: TextStore): void {
    this.#vectors = grown(this.#vectors, store.slots);
    for (; this.#ready < store.blocks.length; this.#ready++) {
      this.#resetBlock(this.#ready, store.lengths[this.#ready] as number);
    }
  }

  #resetBlock(block: number, n: number): void {
    if (n < 0) return; // long texts are not streamed
    this.#vectors.fill(ones(n), block << blockShift, (block + 1) << blockShift);
  }
}

/** The `n` lowest bits; `n` is at most 31. */
function ones(n: number): number {
  return (1 << n) - 1;
}

/** The LCS that the vector of a text of `n` tokens shows. */
function lcsOf(vector: number, n: number): number {
  return vector >= 0 ? 32 - n - Math.clz32(vector) : popCount(~vector & ones(n));
}

/** The first slot from `slot` whose LCS is at least `least`, or `end`. */
function nextWith(vectors: Int32Array, slot: number, end: number, n: number, least: number): number {
  const mostZeros = Math.max(0, 32 - n - least) | 0;
  for (let at = slot; at < end; at++) {
    if (Math.clz32(vectors[at] as number) <= mostZeros && lcsOf(vectors[at] as number, n) >= least) return at;
  }
  return end;
}

/** Bits of a place within a short text. */
const placeBits = 5;

function onceRecord(slot: number, mask: number): number {
  return (slot << placeBits) | (31 - Math.clz32(mask));
}

function isOneBit(mask: number): boolean {
  return (mask & (mask - 1)) === 0;
}
