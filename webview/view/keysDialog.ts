import type { KeyPlace } from '../keys.ts';
import { createButton, createCheckbox } from '../toolkit.ts';
import { el } from './dom.ts';
import { type Dispatch, onChange, type View } from './view.ts';

type Lines = readonly (readonly [readonly string[], string])[];

const lines: Readonly<Record<KeyPlace, Lines>> = {
  review: [
    [['A'], 'Accept, and go on to the next pending task'],
    [['R'], 'Reject, and go on to the next pending task'],
    [['U'], 'Undo the last decision'],
    [['J', '→'], 'Next task'],
    [['K', '←'], 'Previous task'],
    [['O'], 'Open the task in its file'],
    [['?'], 'Show these keys'],
  ],
  ledger: [
    [['R'], 'Rescue: bring the candidate back as a pending task'],
    [['J', '→', '↓'], 'Next candidate (↓ in the list)'],
    [['K', '←', '↑'], 'Previous candidate (↑ in the list)'],
    [['O'], 'Open its line in the file'],
    [['N'], 'Open its nearest neighbour in the file'],
    [['/'], 'Search; Enter goes back to the list'],
    [['?'], 'Show these keys'],
  ],
};

const titles: Readonly<Record<KeyPlace, string>> = { review: 'Keys of the review', ledger: 'Keys of the ledger' };

/** The list of keys, and the choice to do without them. */
export function createKeysDialog(dispatch: Dispatch): View {
  const keysOn = createCheckbox('Single keys act and move', (on) => dispatch({ type: 'setKeys', on }));
  const close = createButton('Close', { look: 'primary', onClick: () => dispatch({ type: 'hideKeys' }) });
  // Else the checkbox has the focus, and a space turns the keys off.
  close.autofocus = true;
  const title = el('h2', { id: 'keys-title' });
  const list = el('dl', { class: 'keys' });
  const draw = onChange((place: KeyPlace) => {
    title.textContent = titles[place];
    list.replaceChildren(...linesOf(place));
  });
  const element = el(
    'dialog',
    { 'aria-labelledby': 'keys-title' },
    title,
    list,
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
      draw(state.tab === 'ledger' ? 'ledger' : 'review');
      if (state.keysShown && !element.open) element.showModal();
      if (!state.keysShown && element.open) element.close();
    },
  };
}

function linesOf(place: KeyPlace): readonly HTMLElement[] {
  return lines[place].flatMap(([keys, meaning]) => [
    el('dt', {}, ...keys.map((key) => el('kbd', {}, key))),
    el('dd', {}, meaning),
  ]);
}
