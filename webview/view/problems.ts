import type { Problem } from '../state.ts';
import { el } from './dom.ts';
import { icon } from './icons.ts';
import { type Dispatch, onChange, type View } from './view.ts';

/** What failed, each until it is dismissed. */
export function createProblems(dispatch: Dispatch): View {
  const element = el('div', { class: 'problems' });
  const draw = onChange((problems: readonly Problem[]) => {
    element.replaceChildren(...problems.map((problem) => alertOf(problem, dispatch)));
  });
  return { element, update: (state) => draw(state.problems) };
}

function alertOf({ number, message }: Problem, dispatch: Dispatch): HTMLElement {
  const dismiss = el(
    'button',
    { type: 'button', class: 'dismiss', 'aria-label': 'Dismiss', title: 'Dismiss' },
    icon('close'),
  );
  dismiss.addEventListener('click', () => dispatch({ type: 'dismiss', number }));
  return el('div', { class: 'problem', role: 'alert' }, icon('warning'), el('p', { dir: 'auto' }, message), dismiss);
}
