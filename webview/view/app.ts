import { tally } from '../queue.ts';
import { type PanelState, queueOf, type Tab } from '../state.ts';
import { createButton, createProgressRing, createTabs } from '../toolkit.ts';
import { el, show } from './dom.ts';
import { count } from './format.ts';
import { createHeader } from './header.ts';
import { icon } from './icons.ts';
import { createKeysDialog } from './keysDialog.ts';
import { createLedger } from './ledger.ts';
import { createOverview } from './overview.ts';
import { createProblems } from './problems.ts';
import { createReview } from './review.ts';
import { type Dispatch, onChange, type View } from './view.ts';

const practiceText = 'Practice model: no language model. These tasks are for trying the tool, not for training.';

/** The whole page. */
export function createApp(dispatch: Dispatch): View {
  const header = createHeader(dispatch);
  const inMain = [createProblems(dispatch), createBanner(), createPhases(dispatch), createTabbed(dispatch)];
  const others = [createKeysDialog(dispatch), createAnnouncer()];
  const elementsOf = (views: readonly View[]) => views.map(({ element }) => element);
  return {
    element: el('div', { class: 'app' }, header.element, el('main', {}, ...elementsOf(inMain)), ...elementsOf(others)),
    update: (state) => {
      for (const part of [header, ...inMain, ...others]) part.update(state);
    },
  };
}

/** The tabs. */
function createTabbed(dispatch: Dispatch): View {
  const overview = createOverview(dispatch);
  const review = createReview(dispatch);
  const ledger = createLedger(dispatch);
  const tabs = createTabs<Tab>(
    [
      { id: 'overview', label: 'Overview', content: overview.element },
      { id: 'review', label: 'Review', content: review.element },
      { id: 'ledger', label: 'Ledger', content: ledger.element },
    ],
    'Views',
    (tab) => dispatch({ type: 'setTab', tab }),
  );
  return {
    element: tabs.element,
    update: (state) => {
      show(tabs.element, state.phase === 'ready');
      tabs.choose(state.tab);
      const { pending } = tally(queueOf(state));
      tabs.setBadge('review', pending > 0 ? count(pending) : '', pending > 0 ? `${count(pending)} pending` : '');
      overview.update(state);
      review.update(state);
      ledger.update(state);
    },
  };
}

/** Always there where tasks come from the practice model, which is no language model. */
function createBanner(): View {
  const element = el('div', { class: 'banner', role: 'note' }, icon('warning'), el('p', {}, practiceText));
  return { element, update: (state) => show(element, state.dataset?.practice === true) };
}

/** What stands in place of the tabs while there is no dataset to show. */
function createPhases(dispatch: Dispatch): View {
  const loading = el(
    'section',
    { class: 'empty', role: 'status' },
    createProgressRing(),
    el('p', {}, 'Loading the dataset…'),
  );
  const none = el(
    'section',
    { class: 'empty' },
    el('h1', {}, 'No dataset in this folder'),
    el(
      'p',
      {},
      'A dataset is a folder with a seed_tasks.jsonl: a few tasks that you write, from which a model makes more.',
    ),
    createButton('New Dataset…', {
      look: 'primary',
      onClick: () => dispatch({ type: 'command', command: 'newDataset' }),
    }),
  );
  return {
    element: el('div', { class: 'phases' }, loading, none),
    update: ({ phase }) => {
      show(loading, phase === 'loading');
      show(none, phase === 'no-dataset');
    },
  };
}

/** Says to screen readers what a key did. A new element each time, so that the same words are said again. */
function createAnnouncer(): View {
  const element = el('div', { class: 'announcer visually-hidden', 'aria-live': 'polite' });
  const say = onChange((announcement: PanelState['announcement']) => {
    element.replaceChildren(...(announcement.text === '' ? [] : [el('p', {}, announcement.text)]));
  });
  return { element, update: (state) => say(state.announcement) };
}
