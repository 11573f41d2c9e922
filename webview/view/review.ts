import { stateWords } from '../announce.ts';
import {
  type Filter,
  filters,
  findItem,
  neighbour,
  placeOf,
  type ScoreFilter,
  type Sort,
  scoreFilters,
  sorts,
  type Tally,
  tally,
  tallyScores,
} from '../queue.ts';
import { type PanelState, queueOf } from '../state.ts';
import { createButton } from '../toolkit.ts';
import { createActions } from './actions.ts';
import { createCard } from './card.ts';
import { createChoice } from './choice.ts';
import { el, setAttribute, show } from './dom.ts';
import { count } from './format.ts';
import { filterLabels, scoreFilterLabels, sortLabels } from './labels.ts';
import { type Dispatch, onChange, type View } from './view.ts';

/** The review: what to go through, how far it is, one card, and the buttons. */
export function createReview(dispatch: Dispatch): View {
  const parts = [createTools(dispatch), createEmpty(dispatch), createCard(dispatch), createActions(dispatch)];
  const card = parts[2]?.element;
  return {
    element: el('div', { class: 'review' }, ...parts.map(({ element }) => element)),
    update: (state) => {
      if (card) show(card, findItem(queueOf(state), state.current) !== undefined);
      for (const part of parts) part.update(state);
    },
  };
}

function createTools(dispatch: Dispatch): View {
  const filter = createChoice('Show', filters, filterLabels, (value: Filter) =>
    dispatch({ type: 'setFilter', filter: value }),
  );
  const sort = createChoice('Order', sorts, sortLabels, (value: Sort) => dispatch({ type: 'setSort', sort: value }));
  const score = createChoice('Score', scoreFilters, scoreFilterLabels, (value: ScoreFilter) =>
    dispatch({ type: 'setScore', score: value }),
  );
  const place = el('span', { class: 'place' });
  const reviewed = el('span', {});
  const bar = el('progress', { 'aria-label': 'Reviewed' });
  const progress = el('div', { class: 'how-far' }, place, bar, reviewed);
  const element = el('div', { class: 'tools' }, filter.element, score.element, sort.element, progress);
  const draw = (state: PanelState) => {
    const queue = queueOf(state);
    const counts = tally(queue);
    const { place: number, of } = placeOf(queue, state.current);
    filter.set(state.filter, (value) => `${filterLabels[value]} (${count(counts[value])})`);
    const scores = tallyScores(queue.items);
    const hasScores = scores.none < scores.any;
    // A filter that hides tasks is always there to be taken away.
    show(score.element, hasScores || state.score !== 'any');
    score.set(state.score, (value) => `${scoreFilterLabels[value]} (${count(scores[value])})`);
    sort.set(state.sort, (value) =>
      value === 'lowestScore' && !hasScores && state.sort !== value ? undefined : sortLabels[value],
    );
    place.textContent = number > 0 ? `Task ${count(number)} of ${count(of)}` : '';
    reviewed.textContent = progressText(counts);
    setAttribute(bar, 'max', Math.max(1, counts.all));
    setAttribute(bar, 'value', counts.reviewed);
  };
  return {
    element,
    update: (state) => {
      show(element, (state.dataset?.queue.length ?? 0) > 0);
      draw(state);
    },
  };
}

function progressText({ reviewed, all }: Tally): string {
  const done = reviewed === all && all > 0 ? ' · done' : '';
  return `${count(reviewed)} of ${count(all)} reviewed${done}`;
}

const filterWords: Readonly<Record<Filter, string>> = { all: 'there', ...stateWords, flagged: 'flagged' };

const scoreWords: Readonly<Record<ScoreFilter, string>> = {
  any: '',
  below2: ' with a score below 2',
  below3: ' with a score below 3',
  below4: ' with a score below 4',
  below5: ' with a score below 5',
  none: ' without a score',
};

function createEmpty(dispatch: Dispatch): View {
  const title = el('h2', {});
  const generate = createButton('Generate a Round', {
    look: 'primary',
    onClick: () => dispatch({ type: 'command', command: 'generateRound' }),
  });
  const showAll = createButton('Show All', {
    onClick: () => {
      dispatch({ type: 'setFilter', filter: 'all' });
      dispatch({ type: 'setScore', score: 'any' });
    },
  });
  const element = el('section', { class: 'empty' }, title, generate, showAll);
  const draw = onChange((filter: Filter, score: ScoreFilter, items: number, isEmpty: boolean) => {
    show(element, isEmpty);
    show(generate, items === 0);
    show(showAll, items > 0);
    title.textContent =
      items === 0 ? 'No generated tasks yet' : `No task is ${filterWords[filter]}${scoreWords[score]}`;
  });
  return {
    element,
    update: (state) => {
      const queue = queueOf(state);
      draw(state.filter, state.score, queue.items.length, neighbour(queue, undefined, 1) === undefined);
    },
  };
}
