import { expect, test } from 'vitest';
import type { TaskState } from '../../../src/core/model/decision.ts';
import { computeOverview } from '../../../src/core/stats/computeOverview.ts';
import type { Card, FromPanel, QueueItem, ToPanel } from '../../../src/protocol/panel.ts';
import { initialState } from '../../../webview/persisted.ts';
import { stateOf, tally } from '../../../webview/queue.ts';
import { reduce } from '../../../webview/reduce.ts';
import { type PanelEvent, type PanelState, queueOf } from '../../../webview/state.ts';

type States = Readonly<Record<string, TaskState>>;

const overview = computeOverview({ seeds: [], generated: [], filtered: [], rounds: [], tokenize: () => [] });

function dataset(states: States, fields: { canUndo?: boolean; items?: readonly QueueItem[] } = {}): PanelEvent {
  const { canUndo = false, items = Object.entries(states).map(([id, state]) => ({ id, state })) } = fields;
  return {
    type: 'message',
    message: {
      type: 'dataset',
      name: 'd',
      language: 'en',
      practice: false,
      overview,
      queue: items,
      canUndo,
      number: 1,
    },
  };
}

function card(id: string, fields: Partial<Card> = {}): PanelEvent {
  const content: Card = {
    id,
    instruction: `do ${id}`,
    instances: [],
    isClassification: false,
    state: 'pending',
    of: `of-${id}`,
  };
  return { type: 'message', message: { type: 'card', card: { ...content, ...fields } } };
}

function message(content: ToPanel): PanelEvent {
  return { type: 'message', message: content };
}

/** Runs the events one after the other and collects what was sent. */
function run(
  events: readonly PanelEvent[],
  from: PanelState = initialState(),
): { state: PanelState; sent: readonly FromPanel[] } {
  const sent: FromPanel[] = [];
  let state = from;
  for (const event of events) {
    const step = reduce(state, event);
    state = step.state;
    sent.push(...step.send);
  }
  return { state, sent };
}

const three: States = { a: 'pending', b: 'pending', c: 'pending' };
const open = [dataset(three), card('a'), card('b'), card('c')];
const accept: PanelEvent = { type: 'decide', decision: 'accept' };
const reject: PanelEvent = { type: 'decide', decision: 'reject' };
const undo: PanelEvent = { type: 'undo' };

test('the first dataset shows the first undecided task and asks for its card and the next', () => {
  const { state, sent } = run([dataset({ a: 'accepted', b: 'pending', c: 'pending' })]);
  expect(state.phase).toBe('ready');
  expect(state.current).toBe('b');
  expect(sent).toEqual([
    { type: 'getCard', id: 'b' },
    { type: 'getCard', id: 'c' },
  ]);
});

test('a decision is sent with the hash of what was shown, and goes on to the next undecided task', () => {
  const { state, sent } = run([...open, accept]);
  expect(sent).toContainEqual({ type: 'decide', id: 'a', decision: 'accept', of: 'of-a' });
  expect(state.current).toBe('b');
  expect(tally(queueOf(state)).reviewed).toBe(1);
  expect(state.announcement.text).toBe('Accepted. 1 of 3 reviewed. Now: do b');
});

test('nothing is decided before the card is there', () => {
  const { state, sent } = run([dataset(three), accept]);
  expect(sent.filter(({ type }) => type === 'decide')).toEqual([]);
  expect(state.current).toBe('a');
});

test('quick decisions do not come back to what was just decided', () => {
  const { state, sent } = run([...open, accept, reject, accept]);
  expect(sent.filter(({ type }) => type === 'decide').map((sentMessage) => JSON.stringify(sentMessage))).toEqual([
    '{"type":"decide","id":"a","decision":"accept","of":"of-a"}',
    '{"type":"decide","id":"b","decision":"reject","of":"of-b"}',
    '{"type":"decide","id":"c","decision":"accept","of":"of-c"}',
  ]);
  expect(state.current).toBe('c');
  expect(state.announcement.text).toContain('Every task is reviewed.');
});

test('a reset stays on the task; a reset of a pending task is not sent', () => {
  const { state, sent } = run([
    dataset({ a: 'accepted', b: 'pending' }),
    card('a'),
    card('b'),
    { type: 'previous' },
    { type: 'decide', decision: 'reset' },
  ]);
  expect(state.current).toBe('a');
  expect(sent).toContainEqual({ type: 'decide', id: 'a', decision: 'reset', of: 'of-a' });
  const again = run([{ type: 'decide', decision: 'reset' }], state);
  expect(again.sent.filter(({ type }) => type === 'decide')).toEqual([]);
});

test('a task that changed since it was accepted can be accepted again', () => {
  const items: readonly QueueItem[] = [{ id: 'a', state: 'pending', changedSince: 'accepted' }];
  const { sent } = run([dataset({}, { items }), card('a'), accept]);
  expect(sent).toContainEqual({ type: 'decide', id: 'a', decision: 'accept', of: 'of-a' });
});

test('a dataset from before the decision does not show it as undecided; the recorded one ends the waiting', () => {
  const before = run([...open, accept, dataset(three)]).state;
  expect(tally(queueOf(before)).accepted).toBe(1);
  const after = run([dataset({ ...three, a: 'accepted' }, { canUndo: true })], before).state;
  expect(after.awaited.size).toBe(0);
  expect(tally(queueOf(after)).accepted).toBe(1);
});

test('a decision that is never recorded is not shown for ever', () => {
  const { state } = run([...open, accept, dataset(three), dataset(three)]);
  expect(tally(queueOf(state)).accepted).toBe(0);
});

test('a disputed task stays disputed until the extension says otherwise', () => {
  const { state, sent } = run([dataset({ a: 'disputed', b: 'pending' }), card('a'), card('b'), accept]);
  expect(sent).toContainEqual({ type: 'decide', id: 'a', decision: 'accept', of: 'of-a' });
  expect(tally(queueOf(state)).disputed).toBe(1);
  expect(state.current).toBe('b');
});

test('a problem with an id takes that decision back and shows the task again', () => {
  const { state, sent } = run([...open, accept, message({ type: 'problem', id: 'a', message: 'read-only' })]);
  expect(state.problems.map(({ message: text }) => text)).toEqual(['read-only']);
  expect(state.current).toBe('a');
  expect(tally(queueOf(state)).accepted).toBe(0);
  // The text may have changed: the card is asked for once more.
  expect(sent.at(-1)).toEqual({ type: 'getCard', id: 'a' });
});

test('a problem without an id takes back all decisions on their way, and can be dismissed', () => {
  const { state } = run([...open, accept, reject, message({ type: 'problem', message: 'disk full' })]);
  expect(state.awaited.size).toBe(0);
  expect(state.current).toBe('c');
  const number = state.problems[0]?.number ?? 0;
  expect(run([{ type: 'dismiss', number }], state).state.problems).toEqual([]);
});

const patch = (after: number, items: readonly QueueItem[]): PanelEvent =>
  message({ type: 'patch', after, number: after + 1, practice: false, overview, items, canUndo: true });

test('a patch changes what it names, puts new tasks at the end, and ends the waiting for a decision', () => {
  const { state, sent } = run([
    ...open,
    accept,
    patch(1, [
      { id: 'a', state: 'accepted' },
      { id: 'd', state: 'pending' },
    ]),
  ]);
  expect(queueOf(state).items).toEqual([
    { id: 'a', state: 'accepted' },
    { id: 'b', state: 'pending' },
    { id: 'c', state: 'pending' },
    { id: 'd', state: 'pending' },
  ]);
  expect(state.awaited.size).toBe(0);
  expect(state.dataset?.number).toBe(2);
  expect(sent.some(({ type }) => type === 'ready')).toBe(false);
});

test('a patch for another state of the dataset is not taken: the whole is asked for', () => {
  const { state, sent } = run([...open, patch(5, [{ id: 'a', state: 'accepted' }])]);
  expect(queueOf(state).items[0]?.state).toBe('pending');
  expect(sent.at(-1)).toEqual({ type: 'ready' });
  // A page that was only just drawn has asked already.
  expect(run([patch(5, [])]).sent).toEqual([]);
});

test('undo is sent once there is something to undo, and shows the task that came back', () => {
  expect(run([...open, undo]).sent).not.toContainEqual({ type: 'undo' });
  const { state, sent } = run([
    ...open,
    accept,
    undo,
    dataset({ ...three, a: 'accepted' }, { canUndo: true }),
    dataset(three),
  ]);
  expect(sent).toContainEqual({ type: 'undo' });
  expect(state.current).toBe('a');
  expect(state.announcement.text).toBe('Undone. The task is pending again.');
  expect(state.canUndo).toBe(false);
});

test('undo shows the task although the decision was recorded and undone in one go', () => {
  const { state } = run([...open, accept, undo, dataset(three)]);
  expect(state.current).toBe('a');
  expect(tally(queueOf(state)).pending).toBe(3);
});

test('undo shows a task that the filter had left', () => {
  const { state } = run([...open, { type: 'setFilter', filter: 'pending' }, accept, undo, dataset(three)]);
  expect(state.current).toBe('a');
  expect(state.filter).toBe('pending');
  const rejected = run([
    dataset({ a: 'accepted', b: 'rejected' }, { canUndo: true }),
    { type: 'setFilter', filter: 'rejected' },
    undo,
    dataset({ a: 'rejected', b: 'pending' }),
  ]);
  expect(rejected.state.current).toBe('a');
});

test('next and previous stop at the ends and say so', () => {
  const { state } = run([...open, { type: 'next' }, { type: 'next' }, { type: 'next' }]);
  expect(state.current).toBe('c');
  expect(state.announcement.text).toBe('This is the last task.');
  expect(run([{ type: 'previous' }], state).state.current).toBe('b');
});

test('each card is asked for once, and again when the dataset changed', () => {
  const { state, sent } = run([...open, { type: 'next' }, { type: 'previous' }, { type: 'next' }]);
  const asked = sent.map((sentMessage) => ('id' in sentMessage ? sentMessage.id : ''));
  expect(asked.toSorted()).toEqual(['a', 'b', 'c']);
  expect(run([dataset(three)], state).sent).toContainEqual({ type: 'getCard', id: 'b' });
  // The old card stays until the new one comes.
  expect(run([dataset(three)], state).state.cards.has('b')).toBe(true);
});

test('the cards kept are few, and the current one is among them', () => {
  const states = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`t${index}`, 'pending' as const]));
  const moves = Object.keys(states).flatMap((id): readonly PanelEvent[] => [card(id), { type: 'next' }]);
  const { state } = run([dataset(states), ...moves]);
  expect(state.current).toBe('t99');
  expect(state.cards.size).toBeLessThan(20);
  expect(state.cards.has('t99')).toBe(true);
});

test('a filter keeps the task where it fits, else goes to the first that does', () => {
  const mixed = run([dataset({ a: 'accepted', b: 'pending', c: 'rejected' })]).state;
  expect(run([{ type: 'setFilter', filter: 'pending' }], mixed).state.current).toBe('b');
  expect(run([{ type: 'setFilter', filter: 'rejected' }], mixed).state.current).toBe('c');
  expect(run([{ type: 'setFilter', filter: 'disputed' }], mixed).state.current).toBeUndefined();
});

test('reveal opens the review on the task, whatever the filter, even before the dataset came', () => {
  const early = run([message({ type: 'reveal', id: 'c' }), dataset(three)]).state;
  expect([early.tab, early.current]).toEqual(['review', 'c']);
  const filtered = run([
    dataset({ a: 'accepted', b: 'pending' }),
    { type: 'setFilter', filter: 'pending' },
    message({ type: 'reveal', id: 'a' }),
  ]);
  expect([filtered.state.current, filtered.state.filter]).toEqual(['a', 'all']);
});

test('a task that is gone gives way to the first undecided one; a decided one stays on the card', () => {
  const { state } = run([...open, { type: 'next' }]);
  expect(run([dataset({ a: 'accepted', c: 'pending' })], state).state.current).toBe('c');
  const decidedElsewhere = run(
    [{ type: 'setFilter', filter: 'pending' }, dataset({ ...three, b: 'accepted' })],
    state,
  ).state;
  expect(decidedElsewhere.current).toBe('b');
});

test('open sends the task, and the nearest neighbour of the card', () => {
  const nearest = { id: 'n', instruction: 'other', score: 0.5 };
  const { sent } = run([dataset(three), card('a', { nearest }), { type: 'open' }, { type: 'openNearest' }]);
  expect(sent.filter(({ type }) => type === 'openTask')).toEqual([
    { type: 'openTask', id: 'a' },
    { type: 'openTask', id: 'n' },
  ]);
});

test('the extension can take the dataset away and give it back', () => {
  const { state } = run([...open, { type: 'next' }, message({ type: 'empty', reason: 'loading' })]);
  expect(state.phase).toBe('loading');
  expect(queueOf(state).items).toEqual([]);
  expect(run([dataset(three)], state).state.current).toBe('b');
  expect(run([message({ type: 'empty', reason: 'no-dataset' })]).state.phase).toBe('no-dataset');
});

test('a message that this page does not know changes nothing', () => {
  const before = run(open).state;
  expect(reduce(before, message({ type: 'later' } as unknown as ToPanel)).state).toBe(before);
});

test('a queue of 50,000 answers a key at once', () => {
  const items = Array.from(
    { length: 50_000 },
    (_, index): QueueItem => ({ id: `t${index}`, state: 'pending', score: (index % 70) / 100 }),
  );
  const { state } = run([dataset({}, { items }), { type: 'setSort', sort: 'mostSimilar' }, card('t0')]);
  const started = performance.now();
  const keys = 200;
  run(
    Array.from({ length: keys }, () => ({ type: 'next' }) as const),
    state,
  );
  expect((performance.now() - started) / keys).toBeLessThan(50);
  const [first] = items;
  expect(first && stateOf(queueOf(state), first)).toBe('pending');
});
