import { type LedgerCounts, type LedgerFilter, ledgerFilters } from '../core/ledger/browseLedger.ts';
import type { Stretch } from '../core/ledger/sharedWords.ts';
import type { FilteredCandidate, FilterName } from '../core/model/candidate.ts';
import type { Field, SimilarityMeasure } from '../core/model/recipe.ts';
import type { Instance } from '../core/model/task.ts';

/** Rows in one page of the ledger. */
export const ledgerPageSize = 50;

/** What is looked for in the ledger, and from which row on (from 0). */
export interface LedgerQuery {
  readonly filter: LedgerFilter;
  readonly text: string;
  readonly from: number;
}

/** One dropped candidate in the list. */
export interface LedgerRow {
  readonly id: string;
  readonly filter: FilterName;
  /** Its first line, shortened. */
  readonly instruction: string;
  readonly score?: number;
  /** The first line of its nearest neighbour, shortened. */
  readonly nearest?: string;
  readonly rescued?: true;
}

/** A page of the ledger, newest first. */
export interface LedgerPage {
  readonly query: LedgerQuery;
  readonly rows: readonly LedgerRow[];
  /** Candidates that the text finds, by filter; `counts[query.filter]` are in the list. */
  readonly counts: LedgerCounts;
}

/** A text of a comparison, with what it shares with the other. */
export interface MarkedText {
  readonly id: string;
  readonly text: string;
  readonly marks: readonly Stretch[];
}

/** A dropped candidate beside its nearest neighbour. */
export interface CandidateCard
  extends Pick<
    FilteredCandidate,
    'id' | 'round' | 'request' | 'stage' | 'filter' | 'detail' | 'isClassification' | 'score' | 'practice' | 'at'
  > {
  readonly instruction: MarkedText;
  readonly instances: readonly Pick<Instance, 'input' | 'output' | 'messages'>[];
  /** Id of the task that it became, where a person brought it back; empty where that task is gone. */
  readonly rescuedAs?: string;
  readonly rescuable: boolean;
  /** A reply that could not be read, to be asked for again. */
  readonly retryable: boolean;
  /** Above which similarity the recipe drops, and how it measures. */
  readonly threshold: number;
  readonly measure: SimilarityMeasure;
  /** BCP 47 tags. */
  readonly languages: Readonly<Record<Field, string>>;
  readonly nearest?: MarkedText & {
    /** `original`: an edited task, as the model wrote it. `candidate`: an instruction that came to no task. */
    readonly kind: 'seed' | 'task' | 'original' | 'candidate';
  };
  /** Id of a neighbour that is no longer in the dataset. */
  readonly lostNeighbour?: string;
}

/** What one threshold would have done, in numbers. */
export interface ReplayRow {
  readonly threshold: number;
  /** Generated tasks that there would be. */
  readonly kept: number;
  readonly broughtBack: number;
  /** Tasks that there would not be. */
  readonly dropped: number;
  /** Accepted ones among them, which would be taken back to review. */
  readonly marked: number;
}

/** How a replay of thresholds stands. */
export type ReplayStatus =
  | { readonly state: 'running'; readonly share: number }
  | {
      readonly state: 'done';
      /** The recipe's own threshold. */
      readonly own: number;
      readonly tasks: number;
      readonly similar: number;
      readonly rows: readonly ReplayRow[];
    }
  | { readonly state: 'cancelled' };

/** From the extension to the panel. */
export type ToLedger =
  | { readonly type: 'ledger'; readonly page: LedgerPage }
  /** Without a card: the candidate is no longer there. */
  | { readonly type: 'candidate'; readonly id: string; readonly card?: CandidateCard }
  | { readonly type: 'replay'; readonly replay: ReplayStatus };

/** From the panel to the extension. */
export type FromLedger =
  | ({ readonly type: 'getLedger' } & LedgerQuery)
  | { readonly type: 'getCandidate'; readonly id: string }
  | { readonly type: 'rescue' | 'retry' | 'showReply'; readonly id: string }
  | { readonly type: 'replay' }
  | { readonly type: 'cancelReplay' }
  | { readonly type: 'applyThreshold'; readonly threshold: number };

/** A search longer than this is no search. */
const longestSearch = 1_000;

/** Whether a message from the webview is one of the ledger's. */
export function isFromLedger(message: Readonly<Record<string, unknown>>): boolean {
  const { type, id, filter, text, from, threshold } = message;
  switch (type) {
    case 'getLedger':
      return (
        ledgerFilters.some((known) => known === filter) &&
        typeof text === 'string' &&
        text.length <= longestSearch &&
        Number.isSafeInteger(from) &&
        (from as number) >= 0
      );
    case 'getCandidate':
    case 'rescue':
    case 'retry':
    case 'showReply':
      return typeof id === 'string';
    case 'replay':
    case 'cancelReplay':
      return true;
    case 'applyThreshold':
      return typeof threshold === 'number' && threshold >= 0 && threshold <= 1;
    default:
      return false;
  }
}
