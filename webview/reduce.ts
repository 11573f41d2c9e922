import type { Verdict } from '../src/core/model/decision.ts';
import type { FromPanel, ToPanel } from '../src/protocol/panel.ts';
import { announceDecision, announceTask, stateWords } from './announce.ts';
import {
  actLedger,
  emptyLedger,
  type LedgerEvent,
  type LedgerStep,
  moveInLedger,
  receiveLedger,
  selectedCard,
  withChange,
  withLedgerRequests,
} from './ledger.ts';
import { patched } from './patch.ts';
import { afterDecision, findItem, firstToReview, matches, neighbour, stateAfter, stateOf } from './queue.ts';
import {
  currentCard,
  type DatasetMessage,
  hasLedger,
  type PanelEvent,
  type PanelState,
  queueOf,
  type Step,
  type UserEvent,
} from './state.ts';

/** Problems on the page at once; the oldest give way. */
const problemsShown = 4;

/** Cards kept besides the ones that are needed now. */
const cardsKept = 16;

/** How many `dataset` messages the effect of a decision or an undo is waited for, should it never show. */
const patience = 2;

/** The panel's whole behaviour: a state and an event give the next state and what to send. Pure. */
export function reduce(state: PanelState, event: PanelEvent): Step {
  const step = event.type === 'message' ? receive(state, event.message) : act(state, event);
  const { state: next, send } = step.state.tab === 'ledger' ? withLedger(step.state) : withCards(step.state);
  return { state: next, send: [...step.send, ...send] };
}

function isOfLedger(event: PanelEvent): event is LedgerEvent {
  return ledgerEvents.has(event.type);
}

const ledgerEvents: ReadonlySet<string> = new Set([
  'setLedgerFilter',
  'setLedgerText',
  'select',
  'newer',
  'older',
  'rescue',
  'retry',
  'showReply',
  'replay',
  'cancelReplay',
  'applyThreshold',
] satisfies LedgerEvent['type'][]);

function act(state: PanelState, event: Exclude<PanelEvent, { type: 'message' }>): Step {
  if (isOfLedger(event)) return inLedger(state, actLedger(state.ledger, event));
  if (state.tab === 'ledger') {
    const step = actOnCandidate(state, event.type);
    if (step) return step;
  }
  switch (event.type) {
    case 'decide':
      return decide(state, event.decision);
    case 'undo':
      return undo(state);
    case 'next':
      return only(move(state, 1));
    case 'previous':
      return only(move(state, -1));
    case 'open':
      return state.current === undefined ? only(state) : { state, send: [{ type: 'openTask', id: state.current }] };
    case 'openNearest': {
      const id = currentCard(state)?.nearest?.id;
      return id === undefined ? only(state) : { state, send: [{ type: 'openTask', id }] };
    }
    case 'showKeys':
      return only({ ...state, keysShown: true });
    case 'hideKeys':
      return only({ ...state, keysShown: false });
    case 'setTab':
      return only({ ...state, tab: event.tab });
    case 'setFilter':
      return only(inFilter({ ...state, filter: event.filter }));
    case 'setSort':
      return only({ ...state, sort: event.sort });
    case 'setScore':
      return only(inFilter({ ...state, score: event.score }));
    case 'setKeys':
      return only({ ...state, keysOn: event.on });
    case 'dismiss':
      return only({ ...state, problems: state.problems.filter(({ number }) => number !== event.number) });
    case 'command':
      return { state, send: [{ type: 'command', command: event.command }] };
  }
}

/** What the keys that both lists have do in the ledger. */
function actOnCandidate(state: PanelState, type: UserEvent['type']): Step | undefined {
  const { ledger } = state;
  const card = selectedCard(ledger);
  switch (type) {
    case 'next':
      return inLedger(state, moveInLedger(ledger, 1));
    case 'previous':
      return inLedger(state, moveInLedger(ledger, -1));
    case 'open':
      return card ? { state, send: [{ type: 'openTask', id: card.id }] } : only(state);
    case 'openNearest':
      return card?.nearest ? { state, send: [{ type: 'openTask', id: card.nearest.id }] } : only(state);
    default:
      return undefined;
  }
}

function inLedger(state: PanelState, { ledger, send = [], say }: LedgerStep): Step {
  const next = ledger === state.ledger ? state : { ...state, ledger };
  return { state: say === undefined ? next : announce(next, say), send };
}

function receive(state: PanelState, message: ToPanel): Step {
  switch (message.type) {
    case 'dataset':
      return only(withDataset(state, message));
    case 'patch': {
      const dataset = patched(state.dataset, message);
      // A page that was drawn anew asks for the whole by itself; one that lost track asks here.
      if (dataset) return only(withDataset(state, dataset));
      return { state, send: state.dataset ? [{ type: 'ready' }] : [] };
    }
    case 'ledger':
    case 'candidate':
    case 'replay':
      return inLedger(state, receiveLedger(state.ledger, message));
    case 'card': {
      const cards = new Map(state.cards);
      cards.delete(message.card.id);
      return only({ ...state, cards: cards.set(message.card.id, message.card) });
    }
    case 'languageChecks':
      return only({ ...state, languageChecks: message.checks });
    case 'run':
      return only({ ...state, run: message.run });
    case 'problem':
      return only(withProblem(state, message));
    case 'reveal':
      return only(reveal(state, message.id));
    case 'empty':
      return only({
        ...state,
        phase: message.reason,
        dataset: undefined,
        languageChecks: [],
        awaited: new Map(),
        cards: new Map(),
        ledger: emptyLedger(state.ledger.query, state.ledger.selected),
      });
    default:
      // A newer extension may send what this page does not know.
      return only(state);
  }
}

function decide(state: PanelState, decision: Verdict): Step {
  const queue = queueOf(state);
  const item = findItem(queue, state.current);
  const card = currentCard(state);
  if (!item || !card) return only(announce(state, 'The task is not loaded yet.'));
  const was = stateOf(queue, item);
  if (decision === 'reset' && was === 'pending' && !item.changedSince)
    return only(announce(state, 'It is pending already.'));
  const expected = stateAfter(decision);
  const awaited = new Map(state.awaited);
  // A dispute may go on after this decision: only the extension knows.
  if (expected !== item.state && item.state !== 'disputed')
    awaited.set(item.id, { was: item.state, expected, patience });
  else awaited.delete(item.id);
  const decided = { ...state, awaited, canUndo: true, undoing: 0 };
  const next = decision === 'reset' ? undefined : afterDecision(queueOf(decided), item.id);
  const moved = { ...decided, current: next ? next.id : item.id };
  return {
    state: announce(moved, announceDecision(moved, decision)),
    send: [{ type: 'decide', id: item.id, decision, of: card.of }],
  };
}

function undo(state: PanelState): Step {
  if (!state.canUndo) return only(announce(state, 'There is nothing to undo.'));
  return { state: announce({ ...state, undoing: patience }, 'Undo.'), send: [{ type: 'undo' }] };
}

function move(state: PanelState, step: 1 | -1): PanelState {
  const next = neighbour(queueOf(state), state.current, step);
  if (!next) return announce(state, step === 1 ? 'This is the last task.' : 'This is the first task.');
  const moved = { ...state, current: next.id };
  return announce(moved, announceTask(moved));
}

/** Keeps the current task where the filter shows it, else goes to the first that it shows. */
function inFilter(state: PanelState): PanelState {
  const queue = queueOf(state);
  const item = findItem(queue, state.current);
  return item && matches(queue, item) ? state : { ...state, current: firstToReview(queue)?.id };
}

function withDataset(state: PanelState, dataset: DatasetMessage): PanelState {
  const before = queueOf(state);
  const items = new Map(dataset.queue.map((item) => [item.id, item]));
  const awaited = new Map(
    [...state.awaited].flatMap(([id, entry]) => {
      const recorded = items.get(id)?.state !== entry.was;
      if (recorded || entry.patience <= 1 || state.undoing > 0) return [];
      return [[id, { ...entry, patience: entry.patience - 1 }] as const];
    }),
  );
  const next: PanelState = {
    ...state,
    phase: 'ready',
    dataset,
    ledger: withChange(state.ledger),
    awaited,
    canUndo: dataset.canUndo || awaited.size > 0,
    asked: new Set(),
    undoing: Math.max(0, state.undoing - 1),
  };
  if (state.undoing > 0) {
    const undone = before.items.find((item) => {
      const now = items.get(item.id);
      return now !== undefined && now.state !== stateOf(before, item);
    });
    const now = undone && items.get(undone.id);
    if (now) {
      const shown = inFilterOrAll({ ...next, undoing: 0, current: now.id });
      return announce(shown, `Undone. The task is ${stateWords[now.state]} again.`);
    }
  }
  const isThere = findItem(queueOf(next), next.current) !== undefined;
  return isThere ? next : { ...next, current: firstToReview(queueOf(next))?.id };
}

function withProblem(state: PanelState, problem: Extract<ToPanel, { type: 'problem' }>): PanelState {
  const number = (state.problems.at(-1)?.number ?? 0) + 1;
  const others = state.problems.filter(({ message }) => message !== problem.message).slice(1 - problemsShown);
  const next = { ...state, problems: [...others, { number, message: problem.message }], undoing: 0 };
  const { id } = problem;
  if (id === undefined || !findItem(queueOf(state), id)) return { ...next, awaited: new Map() };
  const awaited = new Map([...state.awaited].filter(([other]) => other !== id));
  // The text may be what changed: ask for it again.
  const asked = new Set([...state.asked].filter((other) => other !== id));
  return inFilterOrAll({ ...next, awaited, asked, current: id });
}

function reveal(state: PanelState, id: string): PanelState {
  const shown = inFilterOrAll({ ...state, tab: 'review', current: id });
  return announce(shown, announceTask(shown));
}

/** Shows all tasks where a filter would hide the current one. */
function inFilterOrAll(state: PanelState): PanelState {
  const queue = queueOf(state);
  const item = findItem(queue, state.current);
  return item && !matches(queue, item) ? { ...state, filter: 'all', score: 'any' } : state;
}

/** Asks for the current card and for those that the next key may show, once for each state of the dataset. */
function withCards(state: PanelState): Step {
  const queue = queueOf(state);
  const { current } = state;
  if (current === undefined || !findItem(queue, current)) return only(state);
  const needed = [current, neighbour(queue, current, 1)?.id, afterDecision(queue, current)?.id];
  const missing = [...new Set(needed)].filter((id) => id !== undefined).filter((id) => !state.asked.has(id));
  const spare = Math.max(0, state.cards.size - cardsKept);
  if (missing.length === 0 && spare === 0) return only(state);
  const cards = new Map([...state.cards].filter(([id], index) => index >= spare || needed.includes(id)));
  const send: readonly FromPanel[] = missing.map((id) => ({ type: 'getCard', id }));
  return { state: { ...state, cards, asked: new Set([...state.asked, ...missing]) }, send };
}

/** Asks for the page and the candidate that are to be shown. */
function withLedger(state: PanelState): Step {
  if (!hasLedger(state)) return only(state);
  const { ledger, send } = withLedgerRequests(state.ledger);
  return { state: ledger === state.ledger ? state : { ...state, ledger }, send };
}

function announce(state: PanelState, text: string): PanelState {
  return { ...state, announcement: { number: state.announcement.number + 1, text } };
}

function only(state: PanelState): Step {
  return { state, send: [] };
}
