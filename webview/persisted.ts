import { type Filter, filters, type Sort, sorts } from './queue.ts';
import type { PanelState, Tab } from './state.ts';

/** What outlives the panel being hidden: where the reviewer was, never the data. */
export interface Persisted {
  readonly tab: Tab;
  readonly filter: Filter;
  readonly sort: Sort;
  readonly keysOn: boolean;
  readonly current: string | undefined;
}

/** What to keep of a state. */
export function persist({ tab, filter, sort, keysOn, current }: PanelState): Persisted {
  return { tab, filter, sort, keysOn, current };
}

/** The state that the panel opens with. `kept` may be anything that an older version left: what does not fit is dropped. */
export function initialState(kept?: unknown): PanelState {
  const old: Readonly<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  return {
    phase: 'loading',
    tab: old.tab === 'review' ? 'review' : 'overview',
    filter: filters.find((filter) => filter === old.filter) ?? 'all',
    sort: sorts.find((sort) => sort === old.sort) ?? 'file',
    keysOn: old.keysOn !== false,
    keysShown: false,
    dataset: undefined,
    current: typeof old.current === 'string' ? old.current : undefined,
    cards: new Map(),
    asked: new Set(),
    awaited: new Map(),
    undoing: 0,
    canUndo: false,
    run: undefined,
    problems: [],
    announcement: { number: 0, text: '' },
  };
}
