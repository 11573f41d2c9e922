import type { Derived } from './derive.ts';
import type { Field, SimilarityMeasure } from './recipe.ts';

/** One turn of a conversation, in the roles that trainers read. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** How one part of a generated task came to be. Stored with every instance, and once for the instruction. */
export interface Provenance {
  /** Name of the connection in the recipe; `practice` for the built-in practice model. */
  readonly connection: string;
  /** Model asked for, and the one that the endpoint says it served. */
  readonly model: string;
  readonly servedModel: string;
  /** True for the practice model, which is no language model. Absent otherwise. */
  readonly practice?: true;
  /** Sampling parameters as sent. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** SHA-256 (first 16 hexadecimal digits) of the prompt template. */
  readonly promptHash: string;
  readonly run: string;
  readonly round: number;
  /** Number of the instruction request within the run, from 0. */
  readonly request: number;
  /** Place of the instruction among the reply's candidates, from 0. */
  readonly index?: number;
  /** Ids of the tasks shown as demonstrations. */
  readonly demonstrations?: readonly string[];
  /** When the reply arrived, ISO 8601 UTC. */
  readonly at: string;
  /** Version of this product that admitted the task. */
  readonly version: string;
  /** Set where the task was made from another one, or from a text of the user's. */
  readonly derived?: Derived;
  /** Set where a person brought the task back that a filter had dropped. */
  readonly rescued?: Rescued;
  /** Id of the dropped candidate whose reply could not be read, where this came of asking again. */
  readonly retryOf?: string;
  /** The model's own text, kept when a person edits it. */
  readonly original?: { readonly instruction: string; readonly instances: readonly Instance[] };
}

/** Who brought which candidate back, past which filter, and when (ISO 8601 UTC). */
export interface Rescued {
  readonly candidate: string;
  readonly filter: string;
  readonly by: string;
  readonly at: string;
}

/** An input with its output, or a conversation. `input` is empty where the instruction needs none. */
export interface Instance {
  readonly input: string;
  readonly output: string;
  readonly messages?: readonly Message[];
  readonly provenance?: Provenance;
}

interface TaskContent {
  readonly instruction: string;
  readonly instances: readonly Instance[];
  readonly isClassification: boolean;
}

/** A task that the method starts from, written by hand unless it says otherwise. */
export interface SeedTask extends TaskContent {
  readonly kind: 'seed';
  readonly id: string;
  readonly name?: string;
  /** `test`: held out, never shown to a model as a demonstration. */
  readonly split?: string;
  /** Id of the generated task that a person promoted to this seed. */
  readonly promotedFrom?: string;
  /** Who wrote it, where it was taken from, and under which licence: as the person states it. */
  readonly author?: string;
  readonly source?: string;
  readonly licence?: string;
  /** BCP 47 tag of the language it was translated from. */
  readonly translatedFrom?: string;
  /** True for a seed that a machine wrote: it is pending until a speaker accepts it. Absent for what people wrote. */
  readonly machineWritten?: true;
}

/** Similarity (0 to 1) of a task to its nearest neighbour in the novelty pool at admission. */
export interface Novelty {
  readonly max: number;
  /** Id of the nearest task; absent when the pool was empty. */
  readonly nearest?: string;
  /** How it was measured; absent for ROUGE-L F. */
  readonly measure?: SimilarityMeasure;
}

/** What a reader should look at in an admitted task: which part of it is, or seems, in another language. */
export interface TaskFlag {
  readonly code: FlagCode;
  readonly field: Field;
  /** What was seen, in words a person can check. */
  readonly detail: string;
}

/** Flags, the worse first. A closed list: others rely on the names. */
export const flagCodes = ['other-language', 'code-mixing'] as const;
export type FlagCode = (typeof flagCodes)[number];

/** A task that a model wrote and the filters let through. */
export interface GeneratedTask extends TaskContent {
  readonly kind: 'generated';
  readonly id: string;
  readonly name?: string;
  readonly provenance?: Provenance;
  readonly novelty?: Novelty;
  /** Absent where there are none. */
  readonly flags?: readonly TaskFlag[];
  /** Raised by one with every edit; among equal ids the highest counts. */
  readonly rev: number;
}

export type Task = SeedTask | GeneratedTask;

/** Where a record stands: absolute path, line from 0. */
export interface Location {
  readonly file: string;
  readonly line: number;
}

/** Id of the dropped candidate that a task came of, because a person brought it back or had it asked for again. */
export function cameOf({ provenance }: Pick<GeneratedTask, 'provenance'>): string | undefined {
  return provenance?.rescued?.candidate ?? provenance?.retryOf;
}
