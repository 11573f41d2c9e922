import type { Message } from '../../src/core/model/task.ts';
import type { Card, QueueItem } from '../../src/protocol/panel.ts';
import { findItem, stateOf } from '../queue.ts';
import { currentCard, queueOf } from '../state.ts';
import { createDivider, createProgressRing } from '../toolkit.ts';
import { type Child, el, linkButton, show } from './dom.ts';
import { count, plural, score } from './format.ts';
import { icon } from './icons.ts';
import { roleLabels, stateLabels } from './labels.ts';
import { type Dispatch, onChange, type View } from './view.ts';

/** Instances on one card; the file has the others. */
const instancesShown = 20;

/** UTF-16 units of one text on the card; longer texts make the page slow. */
const textShown = 100_000;

type Instance = Card['instances'][number];

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
    el('span', { class: 'badge' }, card.isClassification ? 'Classification' : 'Not classification'),
    ...(practice ? [el('span', { class: 'badge' }, 'Practice')] : []),
    el('span', { class: 'origin' }, ...originOf(card)),
  ];
}

function originOf({ model, round }: Card): readonly (Node | string)[] {
  return [
    ...(model === undefined ? [] : [el('bdi', {}, model)]),
    ...(model === undefined || round === undefined ? [] : [' · ']),
    ...(round === undefined ? [] : [`round ${count(round)}`]),
  ];
}

function bodyOf(card: Card, language: string, dispatch: Dispatch): readonly HTMLElement[] {
  const hidden = card.instances.length - instancesShown;
  const several = card.instances.length > 1;
  return [
    el('h2', { class: 'name', dir: 'auto', lang: language }, card.name ?? card.id),
    labelled('Instruction', card.instruction, language, 'instruction'),
    ...card.instances
      .slice(0, instancesShown)
      .map((instance, index) => instanceOf(instance, language, several ? `Instance ${count(index + 1)}` : '')),
    ...(hidden > 0
      ? [el('p', { class: 'quiet' }, `${plural(hidden, 'more instance', 'more instances')} in the file.`)]
      : []),
    ...(card.nearest ? [createDivider(), nearestOf(card.nearest, language, dispatch)] : []),
  ];
}

function instanceOf(instance: Instance, language: string, title: string): HTMLElement {
  const { input, output, messages } = instance;
  const turns = messages
    ? messages.map((message) => turnOf(message, language))
    : [
        input === '' ? el('p', { class: 'quiet no-input' }, 'No input') : labelled('Input', input, language),
        labelled('Output', output, language),
      ];
  const heading = title === '' ? [] : [el('h3', {}, title)];
  return el('section', { class: 'instance', 'aria-label': title === '' ? 'Instance' : title }, ...heading, ...turns);
}

function turnOf({ role, content }: Message, language: string): HTMLElement {
  return labelled(roleLabels[role] ?? role, content, language, `turn ${role === 'assistant' ? 'assistant' : ''}`);
}

function nearestOf(nearest: NonNullable<Card['nearest']>, language: string, dispatch: Dispatch): HTMLElement {
  const open = linkButton(el('span', {}, 'Open'), () => dispatch({ type: 'openNearest' }), {
    'aria-label': 'Open the nearest neighbour in its file',
  });
  return el(
    'section',
    { class: 'nearest', 'aria-label': 'Nearest neighbour' },
    el('div', { class: 'label' }, `Nearest neighbour · ROUGE-L ${score(nearest.score)} · `, open),
    textBlock(nearest.instruction, language),
  );
}

function labelled(label: string, text: string, language: string, kind = ''): HTMLElement {
  const note =
    text.length > textShown
      ? [
          el(
            'p',
            { class: 'quiet' },
            `The first ${count(textShown)} of ${count(text.length)} characters. The file has the rest.`,
          ),
        ]
      : [];
  return el(
    'div',
    { class: `field ${kind}` },
    el('div', { class: 'label' }, label),
    textBlock(text, language),
    ...note,
  );
}

/** Text of the dataset: shown as it is, in its own direction, and never as markup. */
function textBlock(text: string, language: string): HTMLElement {
  const shown = text.length > textShown ? text.slice(0, textShown).replace(/[\uD800-\uDBFF]$/, '') : text;
  return el('div', { class: 'text', dir: 'auto', lang: language }, ...withVisibleControls(shown));
}

/**
 * Characters that nobody sees but that change what everybody sees, such as U+202E, which turns the text around: shown by
 * their number, so that what is judged is what is there. Joiners stay as they are: scripts and emoji need them.
 */
function withVisibleControls(text: string): readonly Child[] {
  return text
    .split(/([\u202A-\u202E\u2066-\u2069]|(?![\t\n\r])\p{Cc})/u)
    .map((part, index) => (index % 2 === 0 ? part : el('span', { class: 'invisible' }, codePoint(part))));
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A text that scrolls must be reachable by key. */
function makeScrollable(body: HTMLElement): void {
  for (const block of body.querySelectorAll<HTMLElement>('.text')) {
    if (block.scrollHeight > block.clientHeight + 1) block.tabIndex = 0;
  }
}
