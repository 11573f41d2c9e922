/** One line of `not_duplicates.jsonl`: two tasks read alike, and a reviewer found that they are not duplicates. */
export interface DistinctPair {
  /** Ids of the two tasks, the lower one (by code unit) first. */
  readonly ids: readonly [string, string];
  /** Hashes of the two contents that were compared (`contentHash`). It counts while both are the same. */
  readonly of: readonly [string, string];
  readonly reviewer: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}
