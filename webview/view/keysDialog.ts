import { createButton, createCheckbox } from '../toolkit.ts';
import { el } from './dom.ts';
import type { Dispatch, View } from './view.ts';

const lines: readonly (readonly [readonly string[], string])[] = [
  [['A'], 'Accept, and go on to the next pending task'],
  [['R'], 'Reject, and go on to the next pending task'],
  [['U'], 'Undo the last decision'],
  [['J', '→'], 'Next task'],
  [['K', '←'], 'Previous task'],
  [['O'], 'Open the task in its file'],
  [['?'], 'Show these keys'],
];

/** The list of keys, and the choice to do without them. */
export function createKeysDialog(dispatch: Dispatch): View {
  const keysOn = createCheckbox('Single keys decide and move', (on) => dispatch({ type: 'setKeys', on }));
  const close = createButton('Close', { look: 'primary', onClick: () => dispatch({ type: 'hideKeys' }) });
  // Else the checkbox has the focus, and a space turns the keys off.
  close.autofocus = true;
  const element = el(
    'dialog',
    { 'aria-labelledby': 'keys-title' },
    el('h2', { id: 'keys-title' }, 'Keys of the review'),
    el(
      'dl',
      { class: 'keys' },
      ...lines.flatMap(([keys, meaning]) => [
        el('dt', {}, ...keys.map((key) => el('kbd', {}, key))),
        el('dd', {}, meaning),
      ]),
    ),
    el('p', { class: 'quiet' }, 'On a keyboard without Latin letters, the keys at the same places act.'),
    keysOn.element,
    el('div', { class: 'dialog-buttons' }, close),
  );
  // Escape closes a dialog without asking.
  element.addEventListener('close', () => dispatch({ type: 'hideKeys' }));
  return {
    element,
    update: (state) => {
      keysOn.set(state.keysOn);
      if (state.keysShown && !element.open) element.showModal();
      if (!state.keysShown && element.open) element.close();
    },
  };
}
