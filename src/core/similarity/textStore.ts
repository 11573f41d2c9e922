import { grown } from './growing.ts';

/** Texts of up to this many tokens share typed arrays, and leave room for a carry in a 32-bit vector. */
export const longestShort = 31;

/** Slots come in blocks of this many texts of equal length. */
export const blockSize = 256;
export const blockShift = 8;

/** 256 slots for texts of one length, or for texts of any length above `longestShort`. */
export interface Block {
  /** Tokens a text, or `anyLength`. */
  readonly length: number;
  /** By slot within the block; `undefined` where the slot is free. */
  readonly ids: (string | undefined)[];
  /** Of all slots, one after the other; nothing in a block of long texts. */
  readonly tokens: Int32Array<ArrayBuffer>;
  /** By slot within the block; nothing in a block of short texts. */
  readonly longTokens: Int32Array<ArrayBuffer>[];
}

/** The `length` of a block whose texts each have their own, above `longestShort`. */
export const anyLength = -1;

/**
 * The pool's texts as token numbers, each in a slot. A slot tells the length of its text by its block, so that what is
 * computed for all slots can be computed a length at a time, and freed slots are used again by texts of that length.
 */
export class TextStore {
  /** By block number, which is a slot ÷ `blockSize`. */
  readonly blocks: Block[] = [];
  /** By block number: the block's `length`. */
  readonly lengths: number[] = [];
  /** By slot: the `signature` of its text. */
  signatures = new Int32Array(blockSize);
  /** By length (the last for long texts): the numbers of its blocks. */
  readonly #blocksOfLength: number[][] = Array.from({ length: longestShort + 2 }, () => []);
  /** By length (the last for long texts): the free slots. */
  readonly #free: number[][] = Array.from({ length: longestShort + 2 }, () => []);

  /** How many slots there are, used and free; their numbers are below. */
  get slots(): number {
    return this.blocks.length * blockSize;
  }

  /** The numbers of the blocks of a length, `anyLength` for the long ones. */
  blocksOfLength(length: number): readonly number[] {
    return this.#blocksOfLength[shelf(length)] as number[];
  }

  /** Stores a text and returns its slot. */
  add(id: string, tokens: readonly number[]): number {
    const length = tokens.length > longestShort ? anyLength : tokens.length;
    const free = this.#free[shelf(length)] as number[];
    if (free.length === 0) this.#addBlock(length, free);
    const slot = free.pop() as number;
    const block = this.blocks[slot >>> blockShift] as Block;
    const within = slot & (blockSize - 1);
    block.ids[within] = id;
    this.signatures[slot] = signature(tokens);
    if (length === anyLength) block.longTokens[within] = Int32Array.from(tokens);
    else block.tokens.set(tokens, within * length);
    return slot;
  }

  /** Frees a slot in use. */
  remove(slot: number): void {
    const block = this.blocks[slot >>> blockShift] as Block;
    const within = slot & (blockSize - 1);
    block.ids[within] = undefined;
    if (block.length === anyLength) block.longTokens[within] = noTokens;
    (this.#free[shelf(block.length)] as number[]).push(slot);
  }

  /** The id of the text in a slot, `undefined` if the slot is free. */
  idAt(slot: number): string | undefined {
    return this.blocks[slot >>> blockShift]?.ids[slot & (blockSize - 1)];
  }

  /** A copy of the tokens of the text in a slot. */
  tokensAt(slot: number): number[] {
    const block = this.blocks[slot >>> blockShift] as Block;
    const within = slot & (blockSize - 1);
    if (block.length === anyLength) return Array.from(block.longTokens[within] as Int32Array);
    const tokens: number[] = [];
    const first = within * block.length;
    for (let i = 0; i < block.length; i++) tokens.push(block.tokens[first + i] as number);
    return tokens;
  }

  /** The number of tokens of the text in a slot. */
  lengthAt(slot: number): number {
    const { length, longTokens } = this.blocks[slot >>> blockShift] as Block;
    return length === anyLength ? (longTokens[slot & (blockSize - 1)] as Int32Array).length : length;
  }

  #addBlock(length: number, free: number[]): void {
    if (this.slots >= mostSlots) throw new RangeError(`A novelty pool holds at most about ${mostSlots} texts.`);
    const first = this.slots;
    const isLong = length === anyLength;
    this.blocks.push({
      length,
      ids: new Array(blockSize).fill(undefined),
      tokens: isLong ? noTokens : new Int32Array(blockSize * length),
      longTokens: isLong ? new Array(blockSize).fill(noTokens) : [],
    });
    this.lengths.push(length);
    (this.#blocksOfLength[shelf(length)] as number[]).push(this.blocks.length - 1);
    this.signatures = grown(this.signatures, this.slots);
    for (let slot = first + blockSize - 1; slot >= first; slot--) free.push(slot);
  }
}

/**
 * 32 bits in which each token sets one. Every bit of one text that another lacks is a token at least that they do not
 * share, which rules most pairs out without a look at their tokens.
 */
export function signature(tokens: readonly number[]): number {
  let bits = 0;
  for (const token of tokens) bits |= 1 << token; // the shift takes the token modulo 32
  return bits;
}

/** Where the arrays by length have a block's length. */
function shelf(length: number): number {
  return length === anyLength ? longestShort + 1 : length;
}

const noTokens = new Int32Array(0);

/** A slot and a position of 8 bits share a 32-bit integer. */
const mostSlots = 2 ** 24;
