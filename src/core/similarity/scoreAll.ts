import type { BitParallelLcs } from './bitParallelLcs.ts';
import { fromLcs } from './rougeL.ts';
import type { StreamedLcs } from './streamedLcs.ts';
import { anyLength, type Block, blockSize, longestShort, type TextStore } from './textStore.ts';
import { type Neighbour, TopK } from './topK.ts';

/** What `NoveltyIndex.scores` says of a candidate against the whole pool; zeros and no neighbours if the pool is empty. */
export interface NoveltyScores {
  /** The highest F. */
  readonly max: number;
  /** The mean F over the pool. */
  readonly mean: number;
  /** The k nearest: F descending, then id ascending by code unit. */
  readonly nearest: readonly Neighbour[];
}

/** What `scoreAll` reads. */
export interface ScoredPool {
  readonly store: TextStore;
  /** How many texts the store holds. */
  readonly size: number;
  readonly streamed: StreamedLcs;
  /** With the candidate loaded. */
  readonly lcs: BitParallelLcs;
}

/** Scores a candidate against every text of the pool: the short ones streamed, the long ones one by one. */
export function scoreAll(candidate: readonly number[], k: number, pool: ScoredPool): NoveltyScores {
  const top = new TopK(Math.max(1, k));
  const sum = scoreShort(candidate, pool, top) + scoreLong(candidate.length, pool, top);
  return {
    max: top.neighbours[0]?.f ?? 0,
    mean: pool.size === 0 ? 0 : sum / pool.size,
    nearest: top.neighbours.slice(0, k),
  };
}

/**
 * Offers the short texts, lengths near the candidate's first, so that few are worth offering after the first hundreds.
 * Returns the sum of their F, which is 2 LCS ÷ (m + n), from one sum of LCS lengths for each n.
 */
function scoreShort(candidate: readonly number[], { store, streamed }: ScoredPool, top: TopK): number {
  const m = candidate.length;
  let sum = 0;
  streamed.stream(candidate, store);
  for (const n of lengthsFrom[Math.min(m, longestShort)] as readonly number[]) {
    let least = leastToOffer(top.floor, m, n);
    let lcsSum = 0;
    for (const block of store.blocksOfLength(n)) {
      const { ids } = store.blocks[block] as Block;
      lcsSum += streamed.drain(block, n, least, (within, lcs) => {
        const id = ids[within];
        if (id !== undefined) top.offer(id, fromLcs(lcs, m, n).f);
        least = leastToOffer(top.floor, m, n);
        return least;
      });
    }
    if (lcsSum > 0) sum += (2 * lcsSum) / (m + n);
  }
  return sum;
}

/** The lengths of short texts, from one outwards, as in 5, 4, 6, 3, 7, …; by that one. */
const lengthsFrom: readonly (readonly number[])[] = Array.from({ length: longestShort + 1 }, (_, nearest) =>
  Array.from({ length: longestShort + 1 }, (_, length) => length).sort(
    (a, b) => Math.abs(a - nearest) - Math.abs(b - nearest),
  ),
);

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
