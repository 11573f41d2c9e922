import type { DistinctPair } from '../model/distinctPair.ts';
import { contentHash } from './contentHash.ts';
import type { Snapshot } from './dataset.ts';

/** A judgement to be recorded: two tasks, and the hashes of their contents as the reviewer saw them, in the same order. */
export type SeenPair = Pick<DistinctPair, 'ids' | 'of'>;

/** Looks up the hash of the content that a generated task or a seed has now; `undefined` where no task has the id. */
export function contentHashes({ byId, seeds }: Pick<Snapshot, 'byId' | 'seeds'>): (id: string) => string | undefined {
  const seedsById = new Map(seeds.map((seed) => [seed.id, seed]));
  return (id) => {
    const seed = seedsById.get(id);
    return byId.get(id)?.of ?? (seed && contentHash(seed));
  };
}

/** The judgements that count: those whose two tasks are there and have the contents that were judged. */
export function countingPairs(
  pairs: readonly DistinctPair[],
  snapshot: Pick<Snapshot, 'byId' | 'seeds'>,
): DistinctPair[] {
  const hashOf = contentHashes(snapshot);
  return pairs.filter(({ ids, of }) => hashOf(ids[0]) === of[0] && hashOf(ids[1]) === of[1]);
}

/** The pair with the lower id first. */
export function inOrder({ ids: [a, b], of: [ofA, ofB] }: SeenPair): SeenPair {
  return a <= b ? { ids: [a, b], of: [ofA, ofB] } : { ids: [b, a], of: [ofB, ofA] };
}
