import type { CommonUnits } from './measure.ts';
import { fromLcs } from './rougeL.ts';
import { StreamedLcs } from './streamedLcs.ts';
import { anyLength, type Block, blockSize, longestShort, type TextStore } from './textStore.ts';
import { type Neighbour, TopK } from './topK.ts';

/** What `NoveltyIndex.scores` says of a candidate against the whole pool; zeros and no neighbours if the pool is empty. */
export interface NoveltyScores {
  /** The highest score. */
  readonly max: number;
  /** The mean score over the pool. */
  readonly mean: number;
  /** The k nearest: score descending, then id ascending by code unit. */
  readonly nearest: readonly Neighbour[];
}

/** The texts of a pool, as those who score all of them read it. */
export interface ScoredPool {
  readonly store: TextStore;
  /** How many texts the store holds. */
  readonly size: number;
  /** With the candidate loaded. */
  readonly common: CommonUnits;
}

/** Scores a candidate against every text of a pool. Texts are told of as they come and go. */
export interface PoolScores {
  add(slot: number, units: readonly number[], vocabularySize: number): void;
  /** Takes out a text that was added. */
  remove(slot: number, units: readonly number[], vocabularySize: number): void;
  of(candidate: readonly number[], k: number, pool: ScoredPool): NoveltyScores;
}

/** By ROUGE-L F: the short texts streamed, the long ones one by one. */
export class LcsScores implements PoolScores {
  readonly #streamed = new StreamedLcs();

  add(slot: number, tokens: readonly number[], vocabularySize: number): void {
    if (tokens.length <= longestShort) this.#streamed.add(slot, tokens, vocabularySize);
  }

  remove(slot: number, tokens: readonly number[], vocabularySize: number): void {
    if (tokens.length <= longestShort) this.#streamed.remove(slot, tokens, vocabularySize);
  }

  of(candidate: readonly number[], k: number, pool: ScoredPool): NoveltyScores {
    const kept = Math.max(1, k);
    const top = new TopK(kept);
    const short = scoreShort(candidate, kept, { store: pool.store, streamed: this.#streamed }, top);
    return scoresOf(top, k, short + scoreLong(candidate.length, pool, top), pool.size);
  }
}

/** Sums up what was offered. */
export function scoresOf(top: TopK, k: number, sum: number, size: number): NoveltyScores {
  return {
    max: top.neighbours[0]?.f ?? 0,
    mean: size === 0 ? 0 : sum / size,
    nearest: top.neighbours.slice(0, k),
  };
}

interface StreamedPool {
  readonly store: TextStore;
  readonly streamed: StreamedLcs;
}

/**
 * Offers the short texts; returns the sum of their F. One pass over all of them finds only sums and, block by block, the
 * highest F. The k-th highest of those is one that k texts reach, so few blocks need a second look.
 */
function scoreShort(candidate: readonly number[], k: number, { store, streamed }: StreamedPool, top: TopK): number {
  const m = candidate.length;
  const peaks = new Float64Array(store.blocks.length);
  let sum = 0;
  streamed.stream(candidate, store);
  for (let block = 0; block < peaks.length; block++) {
    const n = store.lengths[block] as number;
    if (n < 0) continue;
    const lcsSum = streamed.sum(block, n);
    if (lcsSum === 0) continue;
    sum += (2 * lcsSum) / (m + n); // F is 2 LCS ÷ (m + n)
    peaks[block] = fromLcs(streamed.most, m, n).f;
  }
  const reached = peaks.toSorted().at(-k) ?? 0;
  for (let block = 0; block < peaks.length; block++) {
    const floor = Math.max(reached, top.floor);
    if ((peaks[block] as number) >= floor) offerBlock(block, m, floor, { store, streamed }, top);
  }
  streamed.reset(store);
  return sum;
}

function offerBlock(block: number, m: number, floor: number, { store, streamed }: StreamedPool, top: TopK): void {
  const { length: n, ids } = store.blocks[block] as Block;
  if (n < 0) return;
  streamed.name(block, n, leastToOffer(floor, m, n), (within, lcs) => {
    const id = ids[within];
    if (id !== undefined) top.offer(id, fromLcs(lcs, m, n).f);
    return leastToOffer(Math.max(floor, top.floor), m, n);
  });
}

/** Offers the long texts; returns the sum of their F. */
function scoreLong(m: number, { store, common }: ScoredPool, top: TopK): number {
  let sum = 0;
  for (const block of store.blocksOfLength(anyLength)) {
    const { ids, longTokens } = store.blocks[block] as Block;
    for (let within = 0; within < blockSize; within++) {
      const id = ids[within];
      if (id === undefined) continue;
      const tokens = longTokens[within] as Int32Array<ArrayBuffer>;
      const { f } = fromLcs(common.with(tokens, 0, tokens.length), m, tokens.length);
      sum += f;
      if (f >= top.floor) top.offer(id, f);
    }
  }
  return sum;
}

/** The least LCS with a text of `n` tokens whose F is not below the floor. */
function leastToOffer(floor: number, m: number, n: number): number {
  let least = Math.max(0, Math.floor((floor * (m + n)) / 2) - 1);
  while (fromLcs(least, m, n).f < floor) least++;
  return least;
}
