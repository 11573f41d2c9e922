import { type LedgerFilter, ledgerFilters } from '../../src/core/ledger/browseLedger.ts';
import { isWaiting, rowsOf } from '../ledger.ts';
import { hasLedger, type PanelState } from '../state.ts';
import { createButton } from '../toolkit.ts';
import { createCandidate } from './candidate.ts';
import { createChoice } from './choice.ts';
import { el, show } from './dom.ts';
import { count } from './format.ts';
import { ledgerFilterLabels } from './labels.ts';
import { createLedgerList } from './ledgerList.ts';
import { createReplay } from './replay.ts';
import { type Dispatch, onChange, type View } from './view.ts';

/** The field that a key puts the cursor into. */
export const searchFieldId = 'ledger-search';

/** The ledger: every dropped candidate in a list, one of them beside its nearest neighbour, and other thresholds. */
export function createLedger(dispatch: Dispatch): View {
  const list = createLedgerList(dispatch);
  const tools = createTools(dispatch, () => list.element.querySelector<HTMLElement>('.rows')?.focus());
  const replay = createReplay(dispatch);
  const candidate = createCandidate(dispatch);
  const columns = el('div', { class: 'columns' }, list.element, candidate.element);
  const empty = createEmpty(dispatch);
  const nothingFound = createNothingFound(dispatch);
  const parts = [empty, tools, replay, nothingFound, list, candidate];
  const full = el('div', { class: 'ledger-full' }, tools.element, replay.element, nothingFound.element, columns);
  return {
    element: el('div', { class: 'ledger' }, empty.element, full),
    update: (state) => {
      show(full, hasLedger(state));
      show(columns, !isNothingFound(state));
      for (const part of parts) part.update(state);
    },
  };
}

function isNothingFound({ ledger }: PanelState): boolean {
  return !isWaiting(ledger) && rowsOf(ledger).length === 0;
}

function createTools(dispatch: Dispatch, toList: () => void): View {
  const filter = createChoice('Filter', ledgerFilters, ledgerFilterLabels, (value: LedgerFilter) =>
    dispatch({ type: 'setLedgerFilter', filter: value }),
  );
  const search = el('input', { id: searchFieldId, type: 'search', dir: 'auto', spellcheck: 'false', maxlength: 1_000 });
  search.addEventListener('input', () => dispatch({ type: 'setLedgerText', text: search.value }));
  search.addEventListener('keydown', (event) => {
    if (event.isComposing || !['Enter', 'Escape', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    toList();
  });
  const element = el(
    'div',
    { class: 'tools', role: 'search', 'aria-label': 'Dropped candidates' },
    filter.element,
    el('label', { class: 'choice search' }, 'Search', search),
  );
  return {
    element,
    update: ({ ledger: { query, page } }) => {
      if (search.value !== query.text) search.value = query.text;
      const counts = page?.counts;
      filter.set(query.filter, (value) => {
        if (!counts) return ledgerFilterLabels[value];
        const isOffered = counts[value] > 0 || value === 'all' || value === query.filter;
        return isOffered ? `${ledgerFilterLabels[value]} (${count(counts[value])})` : undefined;
      });
    },
  };
}

/** Says what the ledger is for where nothing was ever dropped. */
function createEmpty(dispatch: Dispatch): View {
  const element = el(
    'section',
    { class: 'empty' },
    el('h2', {}, 'Nothing was filtered out yet'),
    el(
      'p',
      {},
      'What a filter drops is kept here, whole: with the filter, what it saw, and the nearest neighbour of what was too similar. You can look at each candidate and bring it back.',
    ),
    createButton('Generate a Round', {
      look: 'primary',
      onClick: () => dispatch({ type: 'command', command: 'generateRound' }),
    }),
  );
  return { element, update: (state) => show(element, state.dataset !== undefined && !hasLedger(state)) };
}

/** In place of the list where filter and search leave nothing. */
function createNothingFound(dispatch: Dispatch): View {
  const title = el('h2', {});
  const element = el(
    'section',
    { class: 'empty' },
    title,
    createButton('Show All', {
      onClick: () => {
        dispatch({ type: 'setLedgerText', text: '' });
        dispatch({ type: 'setLedgerFilter', filter: 'all' });
      },
    }),
  );
  const draw = onChange((text: string) => {
    title.replaceChildren(
      ...(text === '' ? ['No such candidate'] : ['No such candidate holds “', el('bdi', {}, text), '”']),
    );
  });
  return {
    element,
    update: (state) => {
      show(element, hasLedger(state) && isNothingFound(state));
      draw(state.ledger.query.text);
    },
  };
}
