import type { FilterName } from './candidate.ts';
import type { DerivedStep } from './derive.ts';
import type { ImproveCounts } from './improve.ts';
import type { Money } from './money.ts';

/** Why a run ended; `waiting`: it came to rest until replies that were asked for in a batch are there. */
export type Ended = 'target' | 'rounds' | 'saturated' | 'stopped' | 'budget' | 'error' | 'waiting';

/** Tokens as the endpoint counted them. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The terms of a provider as they were shown to the person who chose its model. */
export interface ShownTerms {
  /** Where the provider states them; absent where the provider is not known. */
  readonly url?: string;
  /** ISO 8601 UTC. */
  readonly shownAt: string;
}

/** One line of `rounds.jsonl`. Counts are of this round alone. */
export interface RoundRecord {
  readonly round: number;
  readonly run: string;
  readonly recipe: 'self-instruct' | 'single-call';
  readonly recipeHash: string;
  readonly promptHash: string;
  readonly connection: string;
  readonly model: string;
  /** Scheme, host and port that were asked, no path and no key. Absent for the practice model and for this machine. */
  readonly origin?: string;
  readonly terms?: ShownTerms;
  readonly practice?: true;
  /** Set where the run was no round of new instructions. */
  readonly derived?: DerivedStep;
  /** Set where the run wrote about tasks that were there: it admits none, and a candidate is a request. */
  readonly improved?: ImproveCounts;
  readonly randomSeed: number;
  readonly candidates: number;
  readonly admitted: readonly string[];
  /** Instances in the admitted tasks. */
  readonly instances: number;
  readonly filtered: Readonly<Partial<Record<FilterName, number>>>;
  /** Requests that the endpoint answered, those answered from stored replies not counted. */
  readonly requests: number;
  /** Numbered requests that ended in a reply nobody could read. */
  readonly failed: number;
  readonly usage: Usage;
  /** What the tokens cost; absent where no price was known. */
  readonly cost?: Money;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly ended: Ended;
}
