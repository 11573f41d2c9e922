export type Verdict = 'accept' | 'reject' | 'reset';

/** One line of `decisions.jsonl`: what one reviewer decided about one task, at one content. */
export interface Decision {
  readonly id: string;
  /** Indices (from 0) of the instances meant; absent for the whole task. */
  readonly instances?: readonly number[];
  readonly decision: Verdict;
  readonly reason?: string;
  readonly reviewer: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Hash of the content that was judged (`contentHash`). */
  readonly of: string;
  /** 1 + the highest seen for this id. */
  readonly seq: number;
  /** `adjudicate` settles a dispute between reviewers. */
  readonly kind?: 'adjudicate';
  /** The `seq` that this line takes back. */
  readonly undoes?: number;
}

export type TaskState = 'pending' | 'accepted' | 'rejected' | 'disputed';

/** What all decisions about one task come to. */
export interface Standing {
  readonly state: TaskState;
  /** Set where the task was accepted or rejected and its content has changed since. */
  readonly changedSince?: 'accepted' | 'rejected';
  /** The instances an `accept` was limited to. */
  readonly instances?: readonly number[];
  /** The line that decided, if any. */
  readonly top?: Decision;
}
