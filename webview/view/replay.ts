import type { ReplayRow, ReplayStatus } from '../../src/protocol/panelLedger.ts';
import { createButton } from '../toolkit.ts';
import { type Child, el, setAttribute, show } from './dom.ts';
import { count, share as shareText } from './format.ts';
import { type Dispatch, onChange, type View } from './view.ts';

/** What other thresholds of the novelty filter would have kept: computed when it is asked for. */
export function createReplay(dispatch: Dispatch): View {
  const start = createButton('Replay', { onClick: () => dispatch({ type: 'replay' }) });
  const cancel = createButton('Cancel', { onClick: () => dispatch({ type: 'cancelReplay' }) });
  const bar = el('progress', { max: 1, 'aria-label': 'Replaying the novelty filter' });
  const percent = el('span', { class: 'quiet' });
  const note = el('p', { class: 'quiet', role: 'status' });
  const result = el('div', { class: 'replayed' });
  const element = el(
    'details',
    { class: 'replay' },
    el('summary', {}, 'Replay threshold'),
    el(
      'p',
      { class: 'quiet' },
      'Runs the novelty filter again over what is here, without a request. Nothing changes before you confirm it.',
    ),
    el('div', { class: 'replay-tools' }, start, cancel, bar, percent),
    note,
    result,
  );
  // A page that was drawn anew is told of a replay that was asked for before.
  const openFor = onChange((running: boolean) => {
    if (running) element.open = true;
  });
  const draw = onChange((replay: ReplayStatus | undefined) => {
    if (replay?.state === 'running') return;
    result.replaceChildren(...(replay?.state === 'done' ? tableOf(replay, dispatch) : []));
  });
  return {
    element,
    update: ({ ledger: { replay, replayIsOld } }) => {
      const running = replay?.state === 'running';
      const done = running ? replay.share : 0;
      show(start, !running);
      show(cancel, running);
      show(bar, running);
      show(percent, running);
      setAttribute(bar, 'value', done);
      percent.textContent = shareText(done);
      const text = replay?.state === 'cancelled' ? 'Cancelled. Nothing was changed.' : oldText(replayIsOld);
      if (note.textContent !== text) note.textContent = text;
      show(note, text !== '');
      openFor(running);
      draw(replay);
    },
  };
}

function oldText(replayIsOld: boolean): string {
  return replayIsOld ? 'The dataset has changed since. Replay again for the figures as they are now.' : '';
}

function tableOf(replay: Extract<ReplayStatus, { state: 'done' }>, dispatch: Dispatch): readonly HTMLElement[] {
  const { own, tasks, similar, rows } = replay;
  const head = ['Threshold', 'Tasks kept', 'Brought back', 'Would be dropped', 'Of them accepted', ''];
  return [
    el(
      'table',
      {},
      el('caption', {}, `${count(tasks)} tasks, ${count(similar)} candidates dropped as similar`),
      el(
        'thead',
        {},
        el('tr', {}, ...head.map((text) => (text === '' ? el('td', {}) : el('th', { scope: 'col' }, text)))),
      ),
      el('tbody', {}, ...rows.map((row) => rowOf(row, own, dispatch))),
    ),
  ];
}

function rowOf(row: ReplayRow, own: number, dispatch: Dispatch): HTMLElement {
  const { threshold, kept, broughtBack, dropped, marked } = row;
  const isOwn = threshold === own;
  const apply: Child = isOwn ? undefined : applyButton(row, own, dispatch);
  return el(
    'tr',
    isOwn ? { class: 'own' } : {},
    el('th', { scope: 'row' }, isOwn ? `${threshold} (the recipe’s)` : String(threshold)),
    ...[kept, broughtBack, dropped, marked].map((value) => el('td', {}, count(value))),
    el('td', { class: 'apply' }, apply),
  );
}

/** A looser threshold brings candidates back, a stricter one takes accepted tasks back to review. */
function applyButton({ threshold, broughtBack, marked }: ReplayRow, own: number, dispatch: Dispatch): Child {
  const looser = threshold > own;
  if ((looser ? broughtBack : marked) === 0) return 'Changes nothing';
  const label = looser ? `Bring ${count(broughtBack)} Back…` : `Mark ${count(marked)} for Review…`;
  return createButton(label, { onClick: () => dispatch({ type: 'applyThreshold', threshold }) });
}
