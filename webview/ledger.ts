import type { LedgerFilter } from '../src/core/ledger/browseLedger.ts';
import type {
  CandidateCard,
  FromLedger,
  LedgerPage,
  LedgerQuery,
  LedgerRow,
  ReplayStatus,
  ToLedger,
} from '../src/protocol/panelLedger.ts';
import { ledgerPageSize } from '../src/protocol/panelLedger.ts';

/** The dropped candidates as the panel shows them: one page, and one of them beside its nearest neighbour. */
export interface LedgerState {
  /** What is to be shown. */
  readonly query: LedgerQuery;
  /** The page that came last. It stays until the next one is there. */
  readonly page: LedgerPage | undefined;
  /** What was asked for since the dataset last changed. */
  readonly askedPage: LedgerQuery | undefined;
  readonly askedCard: string | undefined;
  /** Id of the candidate that is shown. */
  readonly selected: string | undefined;
  /** Which row to go to when the page comes, whatever was selected. */
  readonly goTo: 'first' | 'last' | undefined;
  readonly card: CandidateCard | undefined;
  readonly replay: ReplayStatus | undefined;
  /** Whether the dataset changed since the replay. */
  readonly replayIsOld: boolean;
}

/** What a person does in the ledger. */
export type LedgerEvent =
  | { readonly type: 'setLedgerFilter'; readonly filter: LedgerFilter }
  | { readonly type: 'setLedgerText'; readonly text: string }
  | { readonly type: 'select'; readonly id: string }
  | { readonly type: 'newer' | 'older' | 'rescue' | 'retry' | 'showReply' | 'replay' | 'cancelReplay' }
  | { readonly type: 'applyThreshold'; readonly threshold: number };

/** A state of the ledger, what is to be sent, and what is said to screen readers. */
export interface LedgerStep {
  readonly ledger: LedgerState;
  readonly send?: readonly FromLedger[];
  readonly say?: string;
}

/** The ledger as the panel opens with it. */
export function emptyLedger(query: Partial<LedgerQuery> = {}, selected?: string): LedgerState {
  return {
    query: { filter: 'all', text: '', from: 0, ...query },
    page: undefined,
    askedPage: undefined,
    askedCard: undefined,
    selected,
    goTo: undefined,
    card: undefined,
    replay: undefined,
    replayIsOld: false,
  };
}

/** The rows on the page; none while another page than the one shown is on its way. */
export function rowsOf({ page }: LedgerState): readonly LedgerRow[] {
  return page?.rows ?? [];
}

/** Whether the page shown is not the one that is wanted. */
export function isWaiting({ page, query }: LedgerState): boolean {
  return !page || !isSame(page.query, query);
}

/** The card of the selected candidate, once it came. */
export function selectedCard({ card, selected }: LedgerState): CandidateCard | undefined {
  return card?.id === selected ? card : undefined;
}

/** The dataset changed: what is shown stays until it was asked for again. */
export function withChange(ledger: LedgerState): LedgerState {
  return { ...ledger, askedPage: undefined, askedCard: undefined, replayIsOld: ledger.replay?.state === 'done' };
}

/** Takes in what the extension sent. */
export function receiveLedger(ledger: LedgerState, message: ToLedger): LedgerStep {
  switch (message.type) {
    case 'ledger':
      return { ledger: withPage(ledger, message.page) };
    case 'candidate': {
      const { id, card } = message;
      if (id !== ledger.selected) return { ledger };
      if (!card)
        return { ledger: { ...ledger, card: undefined, selected: rowsOf(ledger).find((row) => row.id !== id)?.id } };
      const isNew = ledger.card?.id === id && ledger.card.rescuedAs === undefined && card.rescuedAs !== undefined;
      return { ledger: { ...ledger, card }, ...(isNew ? { say: 'Rescued: it is a pending task now.' } : {}) };
    }
    case 'replay': {
      const { replay } = message;
      const next = { ...ledger, replay, replayIsOld: false };
      return { ledger: next, ...(replay.state === 'running' ? {} : { say: replayWords[replay.state] }) };
    }
  }
}

const replayWords = { done: 'The thresholds are replayed.', cancelled: 'The replay was cancelled.' } as const;

/** Does what a person wants. */
export function actLedger(ledger: LedgerState, event: LedgerEvent): LedgerStep {
  const { query, selected, page } = ledger;
  switch (event.type) {
    case 'setLedgerFilter':
      return { ledger: { ...ledger, query: { ...query, filter: event.filter, from: 0 }, goTo: 'first' } };
    case 'setLedgerText':
      return { ledger: { ...ledger, query: { ...query, text: event.text, from: 0 }, goTo: 'first' } };
    case 'select':
      return { ledger: { ...ledger, selected: event.id } };
    case 'newer':
      return { ledger: query.from === 0 ? ledger : turned(ledger, -1, 'first') };
    case 'older':
      return { ledger: page && hasOlder(ledger) ? turned(ledger, 1, 'first') : ledger };
    case 'rescue': {
      const card = selectedCard(ledger);
      if (!card || selected === undefined) return { ledger };
      if (card.rescuedAs !== undefined) return { ledger, say: 'It is a task already.' };
      if (!card.rescuable) return { ledger, say: 'There is nothing to bring back.' };
      return { ledger, send: [{ type: 'rescue', id: selected }] };
    }
    case 'retry': {
      const card = selectedCard(ledger);
      if (!card || selected === undefined) return { ledger };
      if (card.rescuedAs !== undefined) return { ledger, say: 'It is a task already.' };
      if (!card.retryable) return { ledger, say: 'Its reply could be read: there is nothing to ask again.' };
      return { ledger, send: [{ type: 'retry', id: selected }] };
    }
    case 'showReply':
      return selected === undefined ? { ledger } : { ledger, send: [{ type: 'showReply', id: selected }] };
    case 'replay':
      return { ledger: { ...ledger, replay: { state: 'running', share: 0 } }, send: [{ type: 'replay' }] };
    case 'cancelReplay':
      return { ledger, send: [{ type: 'cancelReplay' }] };
    case 'applyThreshold':
      return { ledger, send: [{ type: 'applyThreshold', threshold: event.threshold }] };
  }
}

/** Goes to the next candidate (`step` 1) or the one before (−1), on to another page where this one ends. */
export function moveInLedger(ledger: LedgerState, step: 1 | -1): LedgerStep {
  // Keys that come faster than pages would skip what nobody saw.
  if (isWaiting(ledger)) return { ledger };
  const rows = rowsOf(ledger);
  const at = rows.findIndex(({ id }) => id === ledger.selected);
  const next = at < 0 ? rows[0] : rows[at + step];
  if (next) return { ledger: { ...ledger, selected: next.id }, say: `Now: ${next.instruction}` };
  if (step === 1 && hasOlder(ledger)) return { ledger: turned(ledger, 1, 'first') };
  if (step === -1 && ledger.query.from > 0) return { ledger: turned(ledger, -1, 'last') };
  return { ledger, say: step === 1 ? 'This is the last candidate.' : 'This is the first candidate.' };
}

/** Whether there are candidates after this page. */
export function hasOlder({ page, query }: LedgerState): boolean {
  return page !== undefined && query.from + ledgerPageSize < page.counts[page.query.filter];
}

/** Asks for what is wanted and was not asked for yet. */
export function withLedgerRequests(ledger: LedgerState): { ledger: LedgerState; send: readonly FromLedger[] } {
  const { query, selected, askedPage, askedCard } = ledger;
  const needsPage = !askedPage || !isSame(askedPage, query);
  const needsCard = selected !== undefined && askedCard !== selected;
  if (!needsPage && !needsCard) return { ledger, send: [] };
  return {
    ledger: { ...ledger, askedPage: query, askedCard: selected },
    send: [
      ...(needsPage ? [{ type: 'getLedger', ...query } as const] : []),
      ...(needsCard ? [{ type: 'getCandidate', id: selected } as const] : []),
    ],
  };
}

function turned(ledger: LedgerState, pages: 1 | -1, goTo: 'first' | 'last'): LedgerState {
  const from = Math.max(0, ledger.query.from + pages * ledgerPageSize);
  return { ...ledger, query: { ...ledger.query, from }, goTo };
}

function withPage(ledger: LedgerState, page: LedgerPage): LedgerState {
  const { query, goTo, selected } = ledger;
  if (!isSame(page.query, query)) return ledger;
  const total = page.counts[query.filter];
  // The list became shorter than where the page begins.
  if (page.rows.length === 0 && total > 0) {
    const from = Math.floor((total - 1) / ledgerPageSize) * ledgerPageSize;
    return { ...ledger, query: { ...query, from } };
  }
  const { rows } = page;
  const isListed = rows.some(({ id }) => id === selected);
  const first = (goTo === 'last' ? rows.at(-1) : rows[0])?.id;
  // New candidates may push the selected one to another page: it stays on the card.
  const stays = selected !== undefined && (isListed ? goTo !== 'last' : goTo === undefined);
  return { ...ledger, page, goTo: undefined, selected: stays ? selected : first };
}

function isSame(a: LedgerQuery, b: LedgerQuery): boolean {
  return a.filter === b.filter && a.text === b.text && a.from === b.from;
}
