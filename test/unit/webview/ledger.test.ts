import { expect, test } from 'vitest';
import { countLedger } from '../../../src/core/ledger/browseLedger.ts';
import { computeOverview } from '../../../src/core/stats/computeOverview.ts';
import type { FromPanel, ToPanel } from '../../../src/protocol/panel.ts';
import type { CandidateCard, LedgerQuery } from '../../../src/protocol/panelLedger.ts';
import { ledgerPageSize } from '../../../src/protocol/panelLedger.ts';
import { initialState, persist } from '../../../webview/persisted.ts';
import { reduce } from '../../../webview/reduce.ts';
import type { PanelEvent, PanelState } from '../../../webview/state.ts';

const filtered = Array.from({ length: 120 }, (_, index) => ({ id: `f${index}`, filter: 'similar' as const }));
const overview = computeOverview({ seeds: [], generated: [], filtered, rounds: [], tokenize: () => [] });

const message = (content: ToPanel): PanelEvent => ({ type: 'message', message: content });
const dataset = message({
  type: 'dataset',
  name: 'd',
  language: 'en',
  practice: false,
  overview,
  queue: [],
  canUndo: false,
  number: 1,
});
const patch = message({ type: 'patch', after: 1, number: 2, practice: false, overview, items: [], canUndo: false });

function page(query: Partial<LedgerQuery> = {}, all = filtered): PanelEvent {
  const { filter = 'all', text = '', from = 0 } = query;
  const rows = all
    .slice(from, from + ledgerPageSize)
    .map(({ id }) => ({ id, filter: 'similar' as const, instruction: id }));
  return message({
    type: 'ledger',
    page: { query: { filter, text, from }, rows, counts: countLedger(all, new Set()) },
  });
}

function card(id: string, more: Partial<CandidateCard> = {}): PanelEvent {
  const content: CandidateCard = {
    id,
    round: 1,
    request: 0,
    stage: 'instruction',
    filter: 'similar',
    at: '2026-01-01T00:00:00.000Z',
    instruction: { id, text: id, marks: [] },
    instances: [],
    rescuable: true,
    retryable: false,
    threshold: 0.7,
    measure: 'rouge-l',
    languages: { instruction: 'en', input: 'en', output: 'en' },
    ...more,
  };
  return message({ type: 'candidate', id, card: content });
}

function run(events: readonly PanelEvent[], from: PanelState = initialState()) {
  const sent: FromPanel[] = [];
  let state = from;
  for (const event of events) {
    const step = reduce(state, event);
    state = step.state;
    sent.push(...step.send);
  }
  return { state, sent };
}

const open: readonly PanelEvent[] = [dataset, { type: 'setTab', tab: 'ledger' }, page()];
const next: PanelEvent = { type: 'next' };

test('a page is asked for when the tab is opened, then the first candidate of it', () => {
  expect(run([dataset]).sent).toEqual([]);
  const { state, sent } = run(open);
  expect(sent).toEqual([
    { type: 'getLedger', filter: 'all', text: '', from: 0 },
    { type: 'getCandidate', id: 'f0' },
  ]);
  expect(state.ledger.selected).toBe('f0');
});

test('nothing is asked for where nothing was ever dropped', () => {
  const none = computeOverview({ seeds: [], generated: [], filtered: [], rounds: [], tokenize: () => [] });
  const empty = message({
    type: 'dataset',
    name: 'd',
    language: 'en',
    practice: false,
    overview: none,
    queue: [],
    canUndo: false,
    number: 1,
  });
  expect(run([empty, { type: 'setTab', tab: 'ledger' }]).sent).toEqual([]);
});

test('next goes through the page and on to the older one, previous back to its last candidate', () => {
  const { state, sent } = run([...open, ...Array.from({ length: ledgerPageSize }, () => next)]);
  expect(sent.at(-1)).toEqual({ type: 'getLedger', filter: 'all', text: '', from: ledgerPageSize });
  const second = run([page({ from: ledgerPageSize })], state).state;
  expect(second.ledger.selected).toBe(`f${ledgerPageSize}`);
  const back = run([{ type: 'previous' }, page()], second).state;
  expect(back.ledger.selected).toBe(`f${ledgerPageSize - 1}`);
});

test('while a page is on its way keys do not run ahead; at the ends they say so', () => {
  const waiting = run([...open, { type: 'older' }, next, next]).state;
  expect(waiting.ledger.selected).toBe('f0');
  const last = run(
    [{ ...next }, ...Array.from({ length: 3 }, () => next)],
    run([...open, { type: 'setLedgerText', text: 'x' }, page({ text: 'x' }, filtered.slice(0, 2))]).state,
  ).state;
  expect(last.announcement.text).toBe('This is the last candidate.');
  expect(run([...open, { type: 'previous' }]).state.announcement.text).toBe('This is the first candidate.');
});

test('a page of an earlier search is not shown', () => {
  const { state, sent } = run([
    ...open,
    { type: 'setLedgerText', text: 'a' },
    { type: 'setLedgerText', text: 'ab' },
    page({ text: 'a' }, []),
  ]);
  expect(state.ledger.page?.query.text).toBe('');
  expect(sent.filter(({ type }) => type === 'getLedger')).toHaveLength(3);
  expect(run([page({ text: 'ab' }, filtered.slice(3, 4))], state).state.ledger.selected).toBe('f3');
});

test('a change of the dataset asks again for page and candidate, and keeps the candidate although others came before it', () => {
  const { state, sent } = run([...open, card('f0'), next, card('f1'), patch]);
  expect(sent.slice(-2)).toEqual([
    { type: 'getLedger', filter: 'all', text: '', from: 0 },
    { type: 'getCandidate', id: 'f1' },
  ]);
  const newer = Array.from({ length: ledgerPageSize }, (_, index) => ({ id: `n${index}`, filter: 'similar' as const }));
  expect(run([page({}, [...newer, ...filtered])], state).state.ledger.selected).toBe('f1');
});

test('where the list became shorter than the page, its last page is asked for', () => {
  const { state } = run([
    ...open,
    { type: 'older' },
    page({ from: 50 }),
    { type: 'older' },
    page({ from: 100 }),
    patch,
  ]);
  const shorter = run([page({ from: 100 }, filtered.slice(0, 60))], state);
  expect(shorter.sent).toContainEqual({ type: 'getLedger', filter: 'all', text: '', from: 50 });
});

test('a candidate is rescued, opened, and its neighbour opened, once it is there', () => {
  const rescue: PanelEvent = { type: 'rescue' };
  expect(run([...open, rescue]).sent).not.toContainEqual({ type: 'rescue', id: 'f0' });
  const nearest = { id: 's1', text: 'near', marks: [], kind: 'seed' } as const;
  const { sent, state } = run([...open, card('f0', { nearest }), rescue, { type: 'open' }, { type: 'openNearest' }]);
  expect(sent.slice(-3)).toEqual([
    { type: 'rescue', id: 'f0' },
    { type: 'openTask', id: 'f0' },
    { type: 'openTask', id: 's1' },
  ]);
  const done = run([patch, card('f0', { rescuedAs: 't1', rescuable: false }), rescue], state);
  expect(done.sent.filter(({ type }) => type === 'rescue')).toEqual([]);
  expect(done.state.announcement.text).toBe('It is a task already.');
  expect(run([patch, card('f0', { rescuedAs: 't1' })], state).state.announcement.text).toContain('Rescued');
});

test('a candidate that is gone gives way to another', () => {
  const { state } = run([...open, card('f0'), message({ type: 'candidate', id: 'f0' })]);
  expect(state.ledger.selected).toBe('f1');
});

test('a replay is asked for, can be cancelled, grows old with the dataset, and is applied by threshold', () => {
  const { state, sent } = run([
    ...open,
    { type: 'replay' },
    { type: 'cancelReplay' },
    { type: 'applyThreshold', threshold: 0.8 },
  ]);
  expect(state.ledger.replay).toEqual({ state: 'running', share: 0 });
  expect(sent.slice(-3)).toEqual([
    { type: 'replay' },
    { type: 'cancelReplay' },
    { type: 'applyThreshold', threshold: 0.8 },
  ]);
  const done = message({ type: 'replay', replay: { state: 'done', own: 0.7, tasks: 1, similar: 0, rows: [] } });
  const replayed = run([done], state).state;
  expect(replayed.ledger.replayIsOld).toBe(false);
  expect(run([patch], replayed).state.ledger.replayIsOld).toBe(true);
});

test('filter, search, page and candidate outlive the page; what does not fit is dropped', () => {
  const { state } = run([
    ...open,
    { type: 'setLedgerFilter', filter: 'similar' },
    { type: 'setLedgerText', text: 'ü' },
  ]);
  const again = initialState(persist(state));
  expect([again.tab, again.ledger.query, again.ledger.selected]).toEqual([
    'ledger',
    { filter: 'similar', text: 'ü', from: 0 },
    'f0',
  ]);
  const { query } = initialState({ tab: 'x', ledger: { filter: 'nothing', text: 7, from: -3 } }).ledger;
  expect(query).toEqual({ filter: 'all', text: '', from: 0 });
});

test('Retry is for what could not be read alone, and Show Reply for every candidate', () => {
  const [retry, showReply] = [{ type: 'retry' }, { type: 'showReply' }] as const;
  const { sent, state } = run([...open, card('f0'), retry, showReply]);
  expect(sent.filter(({ type }) => type === 'retry')).toEqual([]);
  expect(state.announcement.text).toContain('could be read');
  expect(sent).toContainEqual({ type: 'showReply', id: 'f0' });
  expect(run([card('f0', { retryable: true }), retry], state).sent).toContainEqual({ type: 'retry', id: 'f0' });
});
