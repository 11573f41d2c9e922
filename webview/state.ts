import type { Verdict } from '../src/core/model/decision.ts';
import type { Card, FromPanel, LanguageCheckLine, RunStatus, ToPanel } from '../src/protocol/panel.ts';
import type { LedgerEvent, LedgerState } from './ledger.ts';
import type { Awaited, Filter, Queue, ScoreFilter, Sort } from './queue.ts';

export type DatasetMessage = Extract<ToPanel, { type: 'dataset' }>;
export type PatchMessage = Extract<ToPanel, { type: 'patch' }>;
export type Command = Extract<FromPanel, { type: 'command' }>['command'];

/** The tabs of the panel. */
export const tabs = ['overview', 'review', 'ledger'] as const;
export type Tab = (typeof tabs)[number];

/** Something that the extension reported as failed, until it is dismissed. */
export interface Problem {
  readonly number: number;
  readonly message: string;
}

/** Everything that the panel shows. */
export interface PanelState {
  readonly phase: 'loading' | 'no-dataset' | 'ready';
  readonly tab: Tab;
  readonly filter: Filter;
  readonly sort: Sort;
  readonly score: ScoreFilter;
  /** Whether single keys act; somebody who dictates turns them off. */
  readonly keysOn: boolean;
  readonly keysShown: boolean;
  readonly dataset: DatasetMessage | undefined;
  readonly languageChecks: readonly LanguageCheckLine[];
  /** Id of the task on the card. */
  readonly current: string | undefined;
  /** The cards that came, the latest last. */
  readonly cards: ReadonlyMap<string, Card>;
  /** Cards asked for since the dataset last changed. */
  readonly asked: ReadonlySet<string>;
  readonly awaited: ReadonlyMap<string, Awaited>;
  /** `dataset` messages in which the effect of an undo is still looked for; 0 where none was sent. */
  readonly undoing: number;
  readonly canUndo: boolean;
  readonly ledger: LedgerState;
  readonly run: RunStatus | undefined;
  readonly problems: readonly Problem[];
  /** Said to screen readers; `number` tells two equal texts apart. */
  readonly announcement: { readonly number: number; readonly text: string };
}

/** What a person does in the panel. */
export type UserEvent =
  | { readonly type: 'decide'; readonly decision: Verdict }
  | { readonly type: 'undo' | 'next' | 'previous' | 'open' | 'openNearest' | 'showKeys' | 'hideKeys' }
  | LedgerEvent
  | { readonly type: 'setTab'; readonly tab: Tab }
  | { readonly type: 'setFilter'; readonly filter: Filter }
  | { readonly type: 'setSort'; readonly sort: Sort }
  | { readonly type: 'setScore'; readonly score: ScoreFilter }
  | { readonly type: 'setKeys'; readonly on: boolean }
  | { readonly type: 'dismiss'; readonly number: number }
  | { readonly type: 'command'; readonly command: Command };

export type PanelEvent = UserEvent | { readonly type: 'message'; readonly message: ToPanel };

/** A state, and what is to be sent to the extension on the way to it. */
export interface Step {
  readonly state: PanelState;
  readonly send: readonly FromPanel[];
}

const noItems: Queue['items'] = [];

/** Whether anything was ever dropped in this dataset. */
export function hasLedger({ dataset }: PanelState): boolean {
  return dataset !== undefined && dataset.overview.filtered + dataset.overview.rescued > 0;
}

/** The review queue as the state has it. */
export function queueOf(state: PanelState): Queue {
  const { awaited, sort, filter, score } = state;
  return { items: state.dataset?.queue ?? noItems, awaited, sort, filter, score };
}

/** The card of the current task, once it came. */
export function currentCard(state: PanelState): Card | undefined {
  return state.current === undefined ? undefined : state.cards.get(state.current);
}
