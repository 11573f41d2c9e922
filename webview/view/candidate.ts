import type { CandidateCard, MarkedText } from '../../src/protocol/panelLedger.ts';
import { selectedCard } from '../ledger.ts';
import { createButton, createProgressRing, setUsable } from '../toolkit.ts';
import { el, show } from './dom.ts';
import { count } from './format.ts';
import { icon } from './icons.ts';
import { reasonLabels } from './labels.ts';
import { detailOf, reasonOf } from './reasons.ts';
import { instancesOf, labelled, makeScrollable } from './text.ts';
import { type Dispatch, onChange, type View } from './view.ts';

/** One dropped candidate: why it was dropped, beside its nearest neighbour, its instances, and what can be done. */
export function createCandidate(dispatch: Dispatch): View {
  const body = el('div', { class: 'candidate-body' });
  const waiting = el('div', { class: 'waiting', role: 'status' }, createProgressRing(), 'Loading the candidate…');
  const article = el('article', { class: 'card candidate', 'aria-label': 'Candidate' }, body, waiting);
  const actions = createCandidateActions(dispatch);
  const element = el('div', { class: 'beside' }, article, actions.element);
  const draw = onChange((card: CandidateCard | undefined) => {
    body.replaceChildren(...(card ? bodyOf(card) : []));
  });
  const measure = onChange((_card: CandidateCard | undefined, shown: boolean) => {
    if (shown) makeScrollable(body);
  });
  return {
    element,
    update: (state) => {
      const card = selectedCard(state.ledger);
      draw(card);
      measure(card, state.tab === 'ledger');
      show(article, state.ledger.selected !== undefined);
      show(waiting, card === undefined);
      actions.update(state);
    },
  };
}

function createCandidateActions(dispatch: Dispatch): View {
  const rescue = createButton('Rescue…', { look: 'primary', key: 'R', onClick: () => dispatch({ type: 'rescue' }) });
  const retry = createButton('Retry…', { key: 'T', onClick: () => dispatch({ type: 'retry' }) });
  const reply = createButton('Show Reply', { key: 'S', onClick: () => dispatch({ type: 'showReply' }) });
  const previous = createButton('Previous', { key: 'K', onClick: () => dispatch({ type: 'previous' }) });
  const next = createButton('Next', { key: 'J', onClick: () => dispatch({ type: 'next' }) });
  const open = createButton('Open Line', { key: 'O', onClick: () => dispatch({ type: 'open' }) });
  const nearest = createButton('Open Nearest', { key: 'N', onClick: () => dispatch({ type: 'openNearest' }) });
  const keys = createButton('Keys', { key: '?', onClick: () => dispatch({ type: 'showKeys' }) });
  const element = el(
    'div',
    { class: 'actions', role: 'toolbar', 'aria-label': 'Rescue and move' },
    el('div', { class: 'group' }, rescue, retry),
    el('div', { class: 'group' }, previous, next),
    el('div', { class: 'group' }, open, reply, nearest, keys),
  );
  return {
    element,
    update: ({ ledger }) => {
      const card = selectedCard(ledger);
      setUsable(rescue, card?.rescuable === true);
      show(retry, card?.retryable === true);
      setUsable(reply, card !== undefined);
      setUsable(open, card !== undefined);
      setUsable(nearest, card?.nearest !== undefined);
    },
  };
}

const kinds = {
  seed: 'seed task',
  task: 'task',
  original: 'task, as the model wrote it',
  candidate: 'candidate that came to no task',
} as const;

function bodyOf(card: CandidateCard): readonly HTMLElement[] {
  const { instruction, nearest, lostNeighbour, instances, languages } = card;
  const why = detailOf(card);
  return [
    el('div', { class: 'badges' }, ...badgesOf(card)),
    el('p', { class: 'why' }, reasonOf(card)),
    ...(why
      ? [el('p', { class: 'why quiet' }, `${why.label}: `, el('bdi', { lang: languages.instruction }, why.text))]
      : []),
    ...(card.rescuedAs === undefined ? [] : [el('p', { class: 'why' }, rescuedText(card.rescuedAs))]),
    el(
      'div',
      { class: nearest ? 'sides two' : 'sides' },
      sideOf('Dropped', instruction, languages.instruction),
      ...(nearest ? [sideOf(`Nearest: ${kinds[nearest.kind]}`, nearest, languages.instruction)] : []),
    ),
    ...(nearest && nearest.marks.length > 0
      ? [el('p', { class: 'quiet legend' }, 'What both share, in its order, is ', el('mark', {}, 'underlined'), '.')]
      : []),
    ...(lostNeighbour === undefined
      ? []
      : [
          el('p', { class: 'quiet' }, 'Its nearest neighbour, ', el('bdi', {}, lostNeighbour), ', is no longer there.'),
        ]),
    ...(instances.length > 0
      ? instancesOf(instances, languages)
      : [el('p', { class: 'quiet no-input' }, instancesText(card))]),
  ];
}

function sideOf(label: string, { id, text, marks }: MarkedText, language: string): HTMLElement {
  const heading = el('span', {}, `${label} · `, el('bdi', {}, id));
  const content = text === '' ? 'No instruction' : text;
  return labelled(heading, content, text === '' ? 'en' : language, text === '' ? 'side quiet' : 'side', marks);
}

function badgesOf(card: CandidateCard): readonly HTMLElement[] {
  const { filter, rescuedAs, isClassification, practice, round, request, at } = card;
  const when = new Date(at);
  const time = Number.isNaN(when.getTime()) ? [] : [` · ${when.toISOString().slice(0, 16).replace('T', ' ')} UTC`];
  return [
    el('span', { class: 'badge rejected' }, icon('rejected'), reasonLabels[filter]),
    ...(rescuedAs === undefined ? [] : [el('span', { class: 'badge accepted' }, icon('accepted'), 'Rescued')]),
    ...(isClassification === undefined
      ? []
      : [el('span', { class: 'badge' }, isClassification ? 'Classification' : 'Not classification')]),
    ...(practice ? [el('span', { class: 'badge' }, 'Practice')] : []),
    el('span', { class: 'origin' }, `round ${count(round)} · request ${count(request)}`, ...time),
  ];
}

function rescuedText(task: string): string {
  return task === ''
    ? 'It was brought back as a task, which was deleted since.'
    : `It was brought back as the task ${task}.`;
}

function instancesText({ stage, rescuable, rescuedAs }: CandidateCard): string {
  if (rescuedAs !== undefined) return 'It had no instances; the task has those that the model was asked for.';
  if (stage === 'reply')
    return 'A whole reply was dropped: there is nothing to bring back, but Retry asks for it again.';
  return rescuable ? 'It has no instances yet: Rescue asks the model for them.' : 'It has no instances.';
}
