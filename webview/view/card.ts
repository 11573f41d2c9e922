import { scoreName } from '../../src/core/model/similarity.ts';
import type { Card, QueueItem } from '../../src/protocol/panel.ts';
import { findItem, stateOf } from '../queue.ts';
import { currentCard, queueOf } from '../state.ts';
import { createDivider, createProgressRing } from '../toolkit.ts';
import { el, linkButton, show } from './dom.ts';
import { count, score } from './format.ts';
import { icon } from './icons.ts';
import { fieldLabels, flagLabels, stateLabels } from './labels.ts';
import { scoreBadges, scoresOf } from './scores.ts';
import { instancesOf, labelled, makeScrollable, textBlock } from './text.ts';
import { type Dispatch, onChange, type View } from './view.ts';

/** The card: one task, whole, as it is judged. */
export function createCard(dispatch: Dispatch): View {
  const badges = el('div', { class: 'badges' });
  const body = el('div', { class: 'card-body' });
  const waiting = el('div', { class: 'waiting', role: 'status' }, createProgressRing(), 'Loading the task…');
  const element = el('article', { class: 'card', 'aria-label': 'Task' }, badges, body, waiting);
  const drawBadges = onChange(
    (card: Card | undefined, item: QueueItem | undefined, state: QueueItem['state'] | undefined) => {
      badges.replaceChildren(...(card && item && state ? badgesOf(card, item, state) : []));
    },
  );
  const drawBody = onChange((card: Card | undefined, language: string) => {
    body.replaceChildren(...(card ? bodyOf(card, language, dispatch) : []));
  });
  // On a hidden tab nothing has a height: measured again when it shows.
  const measure = onChange((_card: Card | undefined, shown: boolean) => {
    if (shown) makeScrollable(body);
  });
  const toTop = onChange((_id: string | undefined) => window.scrollTo({ top: 0 }));
  return {
    element,
    update: (state) => {
      const queue = queueOf(state);
      const item = findItem(queue, state.current);
      const card = currentCard(state);
      drawBadges(card, item, item && stateOf(queue, item));
      drawBody(card, state.dataset?.language ?? '');
      measure(card, state.tab === 'review');
      show(waiting, item !== undefined && card === undefined);
      if (state.tab === 'review') toTop(state.current);
    },
  };
}

function badgesOf(card: Card, item: QueueItem, state: QueueItem['state']): readonly HTMLElement[] {
  const changed = state === item.state ? item.changedSince : undefined;
  const practice = card.practice ?? item.practice;
  return [
    el('span', { class: `badge ${state}` }, icon(state), stateLabels[state]),
    ...(changed ? [el('span', { class: 'badge changed' }, icon('warning'), `Changed since ${changed}`)] : []),
    el('span', { class: 'badge' }, kindOf(card)),
    ...(practice ? [el('span', { class: 'badge' }, 'Practice')] : []),
    ...(card.flags ?? []).map((flag) => flagOf(flag, card.edited)),
    ...scoreBadges(item, card),
    el('span', { class: 'origin' }, ...originOf(card)),
  ];
}

/** A conversation is never asked about for a label: that it is none says nothing. */
function kindOf({ isClassification, instances }: Card): string {
  if (isClassification) return 'Classification';
  return instances.some(({ messages }) => messages) ? 'Conversation' : 'Not classification';
}

/** The text was checked when it came from the model, and is not checked again: so the flag says of when it is. */
function flagOf({ code, field, detail }: NonNullable<Card['flags']>[number], edited?: true): HTMLElement {
  const where = (fieldLabels[field] ?? field).toLowerCase();
  return el(
    'span',
    { class: 'badge changed flag' },
    icon('warning'),
    `${edited ? 'When admitted, before it was edited' : 'When admitted'}: ${flagLabels[code] ?? code} in the ${where}: ${detail}`,
  );
}

function originOf({ model, round }: Card): readonly (Node | string)[] {
  return [
    ...(model === undefined ? [] : [el('bdi', {}, model)]),
    ...(model === undefined || round === undefined ? [] : [' · ']),
    ...(round === undefined ? [] : [`round ${count(round)}`]),
  ];
}

function bodyOf(card: Card, language: string, dispatch: Dispatch): readonly HTMLElement[] {
  const languages = { instruction: language, input: language, output: language };
  return [
    el('h2', { class: 'name', dir: 'auto', lang: language }, card.name ?? card.id),
    labelled('Instruction', card.instruction, language, 'instruction'),
    ...instancesOf(card.instances, languages),
    ...(card.scores ? [createDivider(), scoresOf(card.scores, language)] : []),
    ...(card.nearest ? [createDivider(), nearestOf(card.nearest, language, dispatch)] : []),
  ];
}

function nearestOf(nearest: NonNullable<Card['nearest']>, language: string, dispatch: Dispatch): HTMLElement {
  const open = linkButton(el('span', {}, 'Open'), () => dispatch({ type: 'openNearest' }), {
    'aria-label': 'Open the nearest neighbour in its file',
  });
  return el(
    'section',
    { class: 'nearest', 'aria-label': 'Nearest neighbour' },
    el('div', { class: 'label' }, `Nearest neighbour · ${scoreName(nearest.measure)} ${score(nearest.score)} · `, open),
    textBlock(nearest.instruction, language),
  );
}
