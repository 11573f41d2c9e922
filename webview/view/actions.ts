import { findItem, stateOf } from '../queue.ts';
import { queueOf } from '../state.ts';
import { createButton, setUsable } from '../toolkit.ts';
import { el, show } from './dom.ts';
import type { Dispatch, View } from './view.ts';

/** The buttons under the card, each with the key that does the same. */
export function createActions(dispatch: Dispatch): View {
  const accept = createButton('Accept', {
    look: 'primary',
    key: 'A',
    onClick: () => dispatch({ type: 'decide', decision: 'accept' }),
  });
  const reject = createButton('Reject', { key: 'R', onClick: () => dispatch({ type: 'decide', decision: 'reject' }) });
  const reset = createButton('Reset', { onClick: () => dispatch({ type: 'decide', decision: 'reset' }) });
  const undo = createButton('Undo', { key: 'U', onClick: () => dispatch({ type: 'undo' }) });
  const previous = createButton('Previous', { key: 'K', onClick: () => dispatch({ type: 'previous' }) });
  const next = createButton('Next', { key: 'J', onClick: () => dispatch({ type: 'next' }) });
  const open = createButton('Open in File', { key: 'O', onClick: () => dispatch({ type: 'open' }) });
  const keys = createButton('Keys', { key: '?', onClick: () => dispatch({ type: 'showKeys' }) });
  const element = el(
    'div',
    { class: 'actions', role: 'toolbar', 'aria-label': 'Decide and move' },
    el('div', { class: 'group' }, accept, reject, reset, undo),
    el('div', { class: 'group' }, previous, next),
    el('div', { class: 'group' }, open, keys),
  );
  return {
    element,
    update: (state) => {
      const queue = queueOf(state);
      const item = findItem(queue, state.current);
      setUsable(undo, state.canUndo);
      setUsable(reset, item !== undefined && (stateOf(queue, item) !== 'pending' || item.changedSince !== undefined));
      show(element, item !== undefined);
    },
  };
}
