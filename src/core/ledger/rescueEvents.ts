import type { Money } from '../model/money.ts';
import type { Usage } from '../model/round.ts';
import type { RunEvent } from '../pipeline/events.ts';
import type { SetAside } from '../store/appendLines.ts';

/** What a rescue tells while it goes on: a run's events where they fit. What an event names is on disk when it is seen. */
export type RescueEvent =
  | {
      readonly type: 'started';
      /** Candidates to be brought back. */
      readonly candidates: number;
      /** The model that is asked for what they lack; absent where they lack nothing. */
      readonly connection?: string;
      readonly model?: string;
      readonly setAside: readonly SetAside[];
    }
  | Extract<RunEvent, { readonly type: 'candidate' | 'filtered' | 'admitted' | 'usage' | 'notice' }>
  | { readonly type: 'finished'; readonly summary: RescueSummary };

/** What a rescue came to. */
export interface RescueSummary {
  /** Ids of the tasks that the candidates became. */
  readonly admitted: readonly string[];
  readonly instances: number;
  /** What the instance filters dropped, by filter. */
  readonly filtered: Readonly<Record<string, number>>;
  /** Ids of candidates that no instance was left of, or whose replies could not be read. */
  readonly failed: readonly string[];
  /** Ids of candidates that were tasks already. */
  readonly already: readonly string[];
  readonly unfit: readonly { readonly id: string; readonly reason: string }[];
  /** Requests sent, repeated ones included. */
  readonly requests: number;
  /** Replies that were there already. */
  readonly fromStore: number;
  readonly usage: Usage;
  /** Absent where no price is known. */
  readonly cost?: Money;
  readonly ended: 'done' | 'stopped' | 'budget' | 'error';
  /** What went wrong, where it ended with `error`. */
  readonly message?: string;
}
