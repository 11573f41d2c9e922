import { popCount } from './bitParallelLcs.ts';
import { grown } from './growing.ts';
import { PostingLists } from './postingLists.ts';
import { type Block, blockShift, blockSize, longestShort, type TextStore } from './textStore.ts';
import { unknown } from './vocabulary.ts';

/**
 * The longest common subsequence of a candidate with every short text of the pool at once. It is the bit-parallel LCS
 * with the roles exchanged: each slot has its own bit vector, and a token of the candidate changes only the vectors of
 * the texts that have it, which its list names together with the mask of its places in them.
 *
 * Use: `stream` a candidate, read each block's LCS lengths with `drain`, which also readies the vectors for the next.
 */
export class StreamedLcs {
  /** By token: the texts that have it once, each as slot and place in one integer. */
  readonly #once = new PostingLists(1);
  /** By token: the texts that have it more than once, each as slot and mask of its places. */
  readonly #repeated = new PostingLists(2);
  /** By slot. */
  #vectors = new Int32Array(blockSize);
  /** The greatest LCS of the block last summed. */
  #most = 0;
  /** How many blocks have their vectors ready. */
  #ready = 0;
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
        vectors[slot] = (vector + (vector & mask)) | (vector & ~mask);
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
        vectors[slot] = (vector + (vector & mask)) | (vector & ~mask);
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

  /**
   * Names each text of a block whose LCS is at least `least`, by slot within the block, to `found`, which answers with the
   * least LCS to be named from then on; free slots count as texts with an LCS of 0. Returns the sum of all LCS lengths of
   * the block, and resets its vectors.
   */
  drain(block: number, length: number, least: number, found: (within: number, lcs: number) => number): number {
    const first = block << blockShift;
    const sum = length <= unaryLength ? this.#sumUnary(first, length) : this.#sumBits(first);
    if (this.#most >= least) this.#name(first, length, least, found);
    this.#vectors.fill(fresh(length), first, first + blockSize);
    return sum;
  }

  /** The sum of a block's LCS lengths; `#most` becomes their maximum. These two loops see every text, so they call nothing. */
  #sumUnary(first: number, length: number): number {
    const vectors = this.#vectors;
    const end = first + blockSize;
    let zeros = 0;
    let any = 0;
    for (let slot = first; slot < end; slot++) {
      const vector = vectors[slot] as number;
      zeros = (zeros + Math.clz32(vector)) | 0;
      any |= vector;
    }
    this.#most = unaryLcs(any, length);
    return blockSize * (32 - length) - zeros;
  }

  #sumBits(first: number): number {
    const vectors = this.#vectors;
    const end = first + blockSize;
    let sum = 0;
    let most = 0;
    for (let slot = first; slot < end; slot++) {
      const lcs = bitLcs(vectors[slot] as number);
      sum = (sum + lcs) | 0;
      if (lcs > most) most = lcs;
    }
    this.#most = most;
    return sum;
  }

  #name(first: number, length: number, least: number, found: (within: number, lcs: number) => number): void {
    const vectors = this.#vectors;
    const lcsOf = length <= unaryLength ? unaryLcs : bitLcs;
    const next = length <= unaryLength ? nextUnary : nextBits;
    const end = first + blockSize;
    let leastNow = least;
    for (let slot = next(vectors, first, end, length, leastNow); slot < end; ) {
      leastNow = found(slot - first, lcsOf(vectors[slot] as number, length));
      slot = next(vectors, slot + 1, end, length, leastNow);
    }
  }

  #makeReady(store: TextStore): void {
    this.#vectors = grown(this.#vectors, store.slots);
    for (; this.#ready < store.blocks.length; this.#ready++) {
      const { length } = store.blocks[this.#ready] as Block;
      const first = this.#ready << blockShift;
      if (length >= 0) this.#vectors.fill(fresh(length), first, first + blockSize);
    }
  }
}

/**
 * Up to this length a vector begins with ones in its lowest `length` bits and zeros above. Every carry out of them, one
 * for each token of the LCS, then leaves one more 1 above, without a gap, so the LCS shows in the leading zeros.
 */
const unaryLength = longestShort / 2;

/** Bits of a place within a short text. */
const placeBits = 5;

function onceRecord(slot: number, mask: number): number {
  return (slot << placeBits) | (31 - Math.clz32(mask));
}

function isOneBit(mask: number): boolean {
  return (mask & (mask - 1)) === 0;
}

function unaryLcs(vector: number, length: number): number {
  return 32 - length - Math.clz32(vector);
}

/** The LCS shown by the vector of a longer text: a zero for each of its tokens. */
function bitLcs(vector: number): number {
  return popCount(~vector);
}

/** The first slot from `slot` whose LCS is at least `least`, or `end`. */
function nextUnary(vectors: Int32Array, slot: number, end: number, length: number, least: number): number {
  const mostZeros = 32 - length - least;
  let at = slot;
  while (at < end && Math.clz32(vectors[at] as number) > mostZeros) at++;
  return at;
}

/** The first slot from `slot` whose LCS is at least `least`, or `end`. */
function nextBits(vectors: Int32Array, slot: number, end: number, _length: number, least: number): number {
  let at = slot;
  while (at < end && bitLcs(vectors[at] as number) < least) at++;
  return at;
}

/** The vector of a text that nothing has been streamed past. */
function fresh(length: number): number {
  return length <= unaryLength ? (1 << length) - 1 : -1;
}
