import type { FieldCheck } from '../core/language/fieldCheck.ts';
import type { TaskState, Verdict } from '../core/model/decision.ts';
import type { Judgement } from '../core/model/judgement.ts';
import type { Money } from '../core/model/money.ts';
import type { SimilarityMeasure } from '../core/model/recipe.ts';
import type { Instance, TaskFlag } from '../core/model/task.ts';
import type { Overview } from '../core/stats/overview.ts';
import { type FromLedger, isFromLedger, type ToLedger } from './panelLedger.ts';

/** One task in the review queue, as little as the list needs. */
export interface QueueItem {
  readonly id: string;
  readonly state: TaskState;
  readonly changedSince?: 'accepted' | 'rejected';
  /** Similarity to the nearest neighbour at admission. */
  readonly score?: number;
  /** The lowest score that models gave a part of it as it is now, 1 to 5. */
  readonly lowest?: number;
  readonly practice?: true;
  /** A part of it is, or seems, in another language. */
  readonly flagged?: true;
}

/** A whole task, as the review card shows it. */
export interface Card {
  readonly id: string;
  readonly name?: string;
  readonly instruction: string;
  readonly instances: readonly Pick<Instance, 'input' | 'output' | 'messages'>[];
  readonly isClassification: boolean;
  /** What to look at, as it was seen when the task was admitted. */
  readonly flags?: readonly TaskFlag[];
  /** The text is not the model's any more. */
  readonly edited?: true;
  readonly state: TaskState;
  readonly changedSince?: 'accepted' | 'rejected';
  readonly practice?: true;
  readonly model?: string;
  readonly round?: number;
  /** Hash of the content shown; sent back with a decision, so that nobody judges what they did not see. */
  readonly of: string;
  readonly scores?: CardScores;
  readonly nearest?: {
    readonly id: string;
    readonly instruction: string;
    readonly score: number;
    /** Absent for ROUGE-L F. */
    readonly measure?: SimilarityMeasure;
  };
}

/** What models think of a task. */
export interface CardScores {
  /** The task was changed since all of these. */
  readonly stale: boolean;
  readonly judgements: readonly CardJudgement[];
}

export interface CardJudgement extends Pick<Judgement, 'scores' | 'reason' | 'model' | 'practice' | 'at'> {
  /** Which instance, from 0; absent where the task has one. */
  readonly instance?: number;
}

/** The language check of one field, in words. */
export type LanguageCheckLine = Pick<FieldCheck, 'field' | 'language' | 'words'>;

/** What the run is doing, for the panel's status line. */
export interface RunStatus {
  readonly state: 'idle' | 'running' | 'stopping';
  readonly admitted: number;
  readonly filtered: number;
  readonly requests: number;
  /** Tasks' instances done by a run about tasks that are there; absent for other runs. */
  readonly improved?: number;
  /** Input and output tokens together. */
  readonly tokens?: number;
  /** Absent where no price is known. */
  readonly cost?: Money;
  /** Milliseconds until the goal at the pace so far; absent where too little is done to tell. */
  readonly leftMs?: number;
  readonly message?: string;
}

/** From the extension to the panel. */
export type ToPanel =
  | {
      readonly type: 'dataset';
      readonly name: string;
      /** BCP 47 tag, used as `lang` on texts. */
      readonly language: string;
      /** Set where tasks come from the practice model: it is no language model, and the panel says so. */
      readonly practice: boolean;
      readonly overview: Overview;
      readonly queue: readonly QueueItem[];
      readonly canUndo: boolean;
      /** Which of the messages about the dataset this is, counted. */
      readonly number: number;
    }
  /** What changed since the message about the dataset with the number `after`. */
  | {
      readonly type: 'patch';
      readonly after: number;
      readonly number: number;
      readonly practice: boolean;
      readonly overview: Overview;
      /** Items that are new, to be put at the end, or no longer the same. None went, and the order is the same. */
      readonly items: readonly QueueItem[];
      readonly canUndo: boolean;
    }
  | ToLedger
  | { readonly type: 'card'; readonly card: Card }
  /** Which language checks are in force; it follows the dataset when it is known. */
  | { readonly type: 'languageChecks'; readonly checks: readonly LanguageCheckLine[] }
  | { readonly type: 'run'; readonly run: RunStatus }
  /** A decision was not recorded, or something failed: what happened, what was kept, what to do. */
  | {
      readonly type: 'problem';
      readonly message: string;
      /** The task it is about: the panel shows that task again, as not decided. */
      readonly id?: string;
    }
  /** Brings one task into view, when *Open in Review Queue* was chosen elsewhere. */
  | { readonly type: 'reveal'; readonly id: string }
  | { readonly type: 'empty'; readonly reason: 'no-dataset' | 'loading' };

/** From the panel to the extension: intents, never state. Checked at the edge by `isFromPanel`. */
export type FromPanel =
  /** The page is there, or lost track: it asks for the whole dataset. */
  | { readonly type: 'ready' }
  | FromLedger
  | { readonly type: 'getCard'; readonly id: string }
  | { readonly type: 'decide'; readonly id: string; readonly decision: Verdict; readonly of: string }
  | { readonly type: 'undo' }
  | { readonly type: 'openTask'; readonly id: string }
  | {
      readonly type: 'command';
      readonly command: 'generateRound' | 'generateUntilTarget' | 'stopRun' | 'exportDataset' | 'newDataset';
    };

const verdicts: readonly unknown[] = ['accept', 'reject', 'reset'];
const commands: readonly unknown[] = ['generateRound', 'generateUntilTarget', 'stopRun', 'exportDataset', 'newDataset'];

/** Whether a message that came from the webview is one that the extension understands. */
export function isFromPanel(message: unknown): message is FromPanel {
  if (typeof message !== 'object' || message === null) return false;
  const { type, id, decision, of, command } = message as Record<string, unknown>;
  switch (type) {
    case 'ready':
    case 'undo':
      return true;
    case 'getCard':
    case 'openTask':
      return typeof id === 'string';
    case 'decide':
      return typeof id === 'string' && typeof of === 'string' && verdicts.includes(decision);
    case 'command':
      return commands.includes(command);
    default:
      return isFromLedger({ ...message });
  }
}
