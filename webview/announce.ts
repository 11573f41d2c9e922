import type { TaskState, Verdict } from '../src/core/model/decision.ts';
import { tally } from './queue.ts';
import { currentCard, type PanelState, queueOf } from './state.ts';

/** The states in the middle of a sentence. */
export const stateWords: Readonly<Record<TaskState, string>> = {
  pending: 'pending',
  accepted: 'accepted',
  rejected: 'rejected',
  disputed: 'disputed',
};

const decisions: Readonly<Record<Verdict, string>> = {
  accept: 'Accepted.',
  reject: 'Rejected.',
  reset: 'Reset to pending.',
};

/** Characters, as people count them, of an instruction that is read out. */
const heardLength = 120;

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What is said once a decision is made: the decision, the progress, and the task that is shown now. */
export function announceDecision(state: PanelState, decision: Verdict): string {
  const { all, reviewed } = tally(queueOf(state));
  const progress = reviewed === all ? 'Every task is reviewed.' : `${reviewed} of ${all} reviewed.`;
  return [decisions[decision], progress, announceTask(state)].filter((part) => part !== '').join(' ');
}

/** The instruction on the card, shortened; empty while the card is on its way. */
export function announceTask(state: PanelState): string {
  const card = currentCard(state);
  return card ? `Now: ${shorten(card.instruction, heardLength)}` : '';
}

/** The first `length` characters as people count them, with an ellipsis where there are more. */
export function shorten(text: string, length: number): string {
  // A character is seldom longer than this, and a text may be megabytes.
  const head = text.slice(0, length * 16);
  const shown = [...characters.segment(head)].slice(0, length).map(({ segment }) => segment);
  const start = shown.join('');
  return start.length < text.length ? `${start}…` : text;
}
