import type { Provenance } from './task.ts';

/** How many of the samples gave an output that reads the same. */
export interface Agreement {
  readonly agree: number;
  readonly of: number;
}

/** A line of `outputs.jsonl`: another output for one instance of a task, beside the one that stands in it. */
export interface AlternativeOutput {
  readonly id: string;
  readonly task: string;
  /** Place of the instance when it was asked about, from 0. */
  readonly instance: number;
  /** `questionHash` of what was asked: an output is no answer to another question. */
  readonly of: string;
  readonly output: string;
  readonly provenance: Provenance;
  /** Set where several samples were asked for. */
  readonly agreement?: Agreement;
}

/** What `chosen` says where the output that stood in the task was kept. */
export const keptOutput = 'kept';

/** A line of `outputs.jsonl`: a person chose among the outputs of one instance. */
export interface OutputChoice {
  readonly id: string;
  readonly task: string;
  readonly instance: number;
  readonly of: string;
  /** Id of an alternative, or of an earlier choice whose `replaced` is brought back, or `kept`. */
  readonly chosen: string;
  /** Ids of the alternatives that were there to choose from: those are settled. */
  readonly seen: readonly string[];
  /** What stood in the task before, where it was replaced. */
  readonly replaced?: { readonly output: string; readonly provenance?: Provenance };
  readonly reviewer: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** 1 + the highest of the task; the highest counts. */
  readonly seq: number;
  /** The `seq` of the choice that this line takes back. */
  readonly undoes?: number;
}
