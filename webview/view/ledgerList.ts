import type { LedgerRow } from '../../src/protocol/panelLedger.ts';
import { ledgerPageSize } from '../../src/protocol/panelLedger.ts';
import { hasOlder, isWaiting, rowsOf } from '../ledger.ts';
import { createButton, createProgressRing, setUsable } from '../toolkit.ts';
import { el, setAttribute, show } from './dom.ts';
import { count, score } from './format.ts';
import { reasonLabels } from './labels.ts';
import { type Dispatch, onChange, type View } from './view.ts';

/** One page of dropped candidates, as a list box: the arrow keys go through it, and on to other pages. */
export function createLedgerList(dispatch: Dispatch): View {
  const rows = el('div', { class: 'rows', role: 'listbox', tabindex: 0, 'aria-label': 'Dropped candidates' });
  rows.addEventListener('click', ({ target }) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[role="option"]') : null;
    if (row?.dataset.id !== undefined) dispatch({ type: 'select', id: row.dataset.id });
  });
  rows.addEventListener('keydown', (event) => {
    const moves: Readonly<Record<string, 'next' | 'previous'>> = { ArrowDown: 'next', ArrowUp: 'previous' };
    const type = moves[event.key];
    if (!type || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    dispatch({ type });
  });
  const newer = createButton('Newer', { onClick: () => dispatch({ type: 'newer' }) });
  const older = createButton('Older', { onClick: () => dispatch({ type: 'older' }) });
  const place = el('span', { class: 'range' });
  const waiting = el('div', { class: 'waiting', role: 'status' }, createProgressRing(), 'Loading candidates…');
  const pager = el('div', { class: 'pager' }, newer, place, older);
  const element = el('section', { class: 'ledger-list', 'aria-label': 'List' }, waiting, rows, pager);

  const draw = onChange((all: readonly LedgerRow[], language: string) => {
    rows.replaceChildren(...all.map((row, index) => rowOf(row, index, language)));
    rows.scrollTop = 0;
  });
  const select = onChange((all: readonly LedgerRow[], selected: string | undefined, isShown: boolean) => {
    let active: HTMLElement | undefined;
    for (const row of rows.children as HTMLCollectionOf<HTMLElement>) {
      const isSelected = row.dataset.id === selected;
      setAttribute(row, 'aria-selected', String(isSelected));
      if (isSelected) active = row;
    }
    setAttribute(rows, 'aria-activedescendant', active?.id);
    if (isShown && all.length > 0) active?.scrollIntoView({ block: 'nearest' });
  });
  return {
    element,
    update: ({ ledger, dataset, tab }) => {
      const all = rowsOf(ledger);
      draw(all, dataset?.language ?? '');
      select(all, ledger.selected, tab === 'ledger');
      show(waiting, ledger.page === undefined);
      show(rows, ledger.page !== undefined);
      setAttribute(rows, 'aria-busy', isWaiting(ledger) ? 'true' : undefined);
      const { page } = ledger;
      const total = page ? page.counts[page.query.filter] : 0;
      show(pager, total > ledgerPageSize);
      setUsable(newer, ledger.query.from > 0);
      setUsable(older, hasOlder(ledger));
      const from = page?.query.from ?? 0;
      place.textContent = `${count(from + 1)}–${count(from + all.length)} of ${count(total)}`;
    },
  };
}

function rowOf(row: LedgerRow, index: number, language: string): HTMLElement {
  const facts = [
    reasonLabels[row.filter],
    ...(row.score === undefined ? [] : [score(row.score)]),
    ...(row.rescued ? ['rescued'] : []),
  ];
  const text = row.instruction === '' ? 'No instruction' : row.instruction;
  return el(
    'div',
    { id: `ledger-row-${index}`, class: 'row', role: 'option', 'data-id': row.id },
    el('div', { class: row.instruction === '' ? 'first quiet' : 'first', dir: 'auto', lang: language }, text),
    el('div', { class: 'facts' }, facts.join(' · ')),
    ...(row.nearest === undefined
      ? []
      : [el('div', { class: 'near', dir: 'auto', lang: language }, `≈ ${row.nearest}`)]),
  );
}
