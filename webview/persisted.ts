import { type LedgerFilter, ledgerFilters } from '../src/core/ledger/browseLedger.ts';
import { emptyLedger } from './ledger.ts';
import { type Filter, filters, type ScoreFilter, type Sort, scoreFilters, sorts } from './queue.ts';
import { type PanelState, type Tab, tabs } from './state.ts';

/** What outlives the panel being hidden: where the reviewer was, never the data. */
export interface Persisted {
  readonly tab: Tab;
  readonly filter: Filter;
  readonly sort: Sort;
  readonly score: ScoreFilter;
  readonly keysOn: boolean;
  readonly current: string | undefined;
  readonly ledger: {
    readonly filter: LedgerFilter;
    readonly text: string;
    readonly from: number;
    readonly selected: string | undefined;
  };
}

/** What to keep of a state. */
export function persist({ tab, filter, sort, score, keysOn, current, ledger }: PanelState): Persisted {
  return { tab, filter, sort, score, keysOn, current, ledger: { ...ledger.query, selected: ledger.selected } };
}

/** The state that the panel opens with. `kept` may be anything that an older version left: what does not fit is dropped. */
export function initialState(kept?: unknown): PanelState {
  const old = fieldsOf(kept);
  const ledger = fieldsOf(old.ledger);
  return {
    phase: 'loading',
    tab: tabs.find((tab) => tab === old.tab) ?? 'overview',
    filter: filters.find((filter) => filter === old.filter) ?? 'all',
    sort: sorts.find((sort) => sort === old.sort) ?? 'file',
    score: scoreFilters.find((score) => score === old.score) ?? 'any',
    keysOn: old.keysOn !== false,
    keysShown: false,
    dataset: undefined,
    languageChecks: [],
    current: typeof old.current === 'string' ? old.current : undefined,
    cards: new Map(),
    asked: new Set(),
    awaited: new Map(),
    undoing: 0,
    canUndo: false,
    ledger: emptyLedger(
      {
        filter: ledgerFilters.find((filter) => filter === ledger.filter) ?? 'all',
        text: typeof ledger.text === 'string' ? ledger.text : '',
        from: Number.isSafeInteger(ledger.from) && Number(ledger.from) > 0 ? Number(ledger.from) : 0,
      },
      typeof ledger.selected === 'string' ? ledger.selected : undefined,
    ),
    run: undefined,
    problems: [],
    announcement: { number: 0, text: '' },
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
