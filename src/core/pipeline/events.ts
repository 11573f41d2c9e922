import type { FilteredCandidate } from '../model/candidate.ts';
import type { DerivedStep } from '../model/derive.ts';
import type { ImproveCounts, ImproveOutcome, ImproveStep } from '../model/improve.ts';
import type { Money } from '../model/money.ts';
import type { Ended, RoundRecord, Usage } from '../model/round.ts';
import type { GeneratedTask } from '../model/task.ts';
import type { SetAside } from '../store/appendLines.ts';

/** What a run tells while it goes on. What an event names is on disk when the event is seen. */
export type RunEvent =
  | {
      readonly type: 'started';
      readonly run: string;
      readonly round: number;
      readonly connection: string;
      readonly model: string;
      readonly practice: boolean;
      readonly randomSeed: number;
      /** First request of this session: above 0 where a run goes on. */
      readonly firstRequest: number;
      /** Set for a run that writes about tasks that are there. */
      readonly improves?: ImproveStep;
      readonly setAside: readonly SetAside[];
    }
  | { readonly type: 'candidate'; readonly request: number; readonly instruction: string }
  | { readonly type: 'filtered'; readonly candidate: FilteredCandidate }
  | { readonly type: 'admitted'; readonly task: GeneratedTask }
  /** Something was written about a task that is there. */
  | { readonly type: 'improved'; readonly request: number; readonly task: string; readonly outcome: ImproveOutcome }
  | {
      readonly type: 'usage';
      readonly requests: number;
      readonly fromStore: number;
      readonly usage: Usage;
      readonly cost?: Money;
    }
  /** Of what this session has to do for its goal, in requests or in admitted tasks, so much is done. */
  | { readonly type: 'progress'; readonly done: number; readonly of: number }
  /** Something went otherwise than asked and the run goes on: a retry, a parameter that the endpoint refused. */
  | { readonly type: 'notice'; readonly message: string }
  | { readonly type: 'round'; readonly round: RoundRecord }
  | { readonly type: 'finished'; readonly summary: RunSummary };

/** What one session of a run came to. */
export interface RunSummary {
  readonly run: string;
  readonly admitted: number;
  readonly instances: number;
  readonly candidates: number;
  readonly filtered: Readonly<Record<string, number>>;
  /** Requests sent, repeated ones included. */
  readonly requests: number;
  /** Replies that were there already. */
  readonly fromStore: number;
  readonly failed: number;
  readonly usage: Usage;
  /** Of the requests of this session; absent where no price is known. */
  readonly cost?: Money;
  readonly ended: Ended;
  /** Set where the run made tasks from chosen tasks or texts. */
  readonly derived?: DerivedStep;
  /** Set where the run wrote about tasks that are there. */
  readonly improved?: ImproveCounts;
  /** Why it ended, where `ended` alone does not tell. */
  readonly message?: string;
}
