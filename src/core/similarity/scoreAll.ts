import type { CommonUnits } from './commonUnits.ts';
import { fromLcs } from './rougeL.ts';
import type { StreamedLcs } from './streamedLcs.ts';
import { anyLength, type Block, blockSize, type TextStore } from './textStore.ts';
import { type Neighbour, TopK } from './topK.ts';

/** What `NoveltyIndex.scores` says of a candidate against the whole pool; zeros and no neighbours if the pool is empty. */
export interface NoveltyScores {
  /** The highest score: ROUGE-L F, or by the measure in force. */
  readonly max: number;
  /** The mean score over the pool. */
  readonly mean: number;
  /** The k nearest: score descending, then id ascending by code unit. */
  readonly nearest: readonly Neighbour[];
}

/** What `scoreAll` reads. */
export interface ScoredPool {
  readonly store: TextStore;
  /** How many texts the store holds. */
  readonly size: number;
  readonly streamed: StreamedLcs;
  /** With the candidate loaded. */
  readonly lcs: CommonUnits;
}

/** Scores a candidate against every text of the pool: the short ones streamed, the long ones one by one. */
export function scoreAll(candidate: readonly number[], k: number, pool: ScoredPool): NoveltyScores {
  const kept = Math.max(1, k);
  const top = new TopK(kept);
  const sum = scoreShort(candidate, kept, pool, top) + scoreLong(candidate.length, pool, top);
  return scoresOf(top, k, sum, pool.size);
}

/** Sums up what was offered. */
export function scoresOf(top: TopK, k: number, sum: number, size: number): NoveltyScores {
  return {
    max: top.neighbours[0]?.f ?? 0,
    mean: size === 0 ? 0 : sum / size,
    nearest: top.neighbours.slice(0, k),
  };
}

/**
 * Offers the short texts; returns the sum of their F. One pass over all of them finds only sums and, block by block, the
 * highest F. The k-th highest of those is one that k texts reach, so few blocks need a second look.
 */
function scoreShort(candidate: readonly number[], k: number, { store, streamed }: ScoredPool, top: TopK): number {
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

function offerBlock(
  block: number,
  m: number,
  floor: number,
  { store, streamed }: Pick<ScoredPool, 'store' | 'streamed'>,
  top: TopK,
): void {
  const { length: n, ids } = store.blocks[block] as Block;
  if (n < 0) return;
  streamed.name(block, n, leastToOffer(floor, m, n), (within, lcs) => {
    const id = ids[within];
    if (id !== undefined) top.offer(id, fromLcs(lcs, m, n).f);
    return leastToOffer(Math.max(floor, top.floor), m, n);
  });
}

/** Offers the long texts; returns the sum of their F. */
function scoreLong(m: number, { store, lcs }: ScoredPool, top: TopK): number {
  let sum = 0;
  for (const block of store.blocksOfLength(anyLength)) {
    const { ids, longTokens } = store.blocks[block] as Block;
    for (let within = 0; within < blockSize; within++) {
      const id = ids[within];
      if (id === undefined) continue;
      const tokens = longTokens[within] as Int32Array<ArrayBuffer>;
      const { f } = fromLcs(lcs.with(tokens, 0, tokens.length), m, tokens.length);
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
