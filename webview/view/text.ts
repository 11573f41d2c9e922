import type { Stretch } from '../../src/core/ledger/sharedWords.ts';
import type { Field } from '../../src/core/model/recipe.ts';
import type { Instance, Message } from '../../src/core/model/task.ts';
import { type Child, el } from './dom.ts';
import { count, plural } from './format.ts';
import { roleLabels } from './labels.ts';

/** Instances on one card; the file has the others. */
const instancesShown = 20;

/** Turns of one conversation on the card. */
const turnsShown = 100;

/** UTF-16 units of one text on the card; longer texts make the page slow. */
const textShown = 100_000;

type Shown = Pick<Instance, 'input' | 'output' | 'messages'>;

/** BCP 47 tags of the parts of an instance. */
export type Languages = Readonly<Record<Field, string>>;

/** The instances of a task or candidate; of very many the first. */
export function instancesOf(instances: readonly Shown[], languages: Languages): readonly HTMLElement[] {
  const hidden = instances.length - instancesShown;
  const several = instances.length > 1;
  return [
    ...instances
      .slice(0, instancesShown)
      .map((instance, index) => instanceOf(instance, languages, several ? `Instance ${count(index + 1)}` : '')),
    ...(hidden > 0
      ? [el('p', { class: 'quiet' }, `${plural(hidden, 'more instance', 'more instances')} in the file.`)]
      : []),
  ];
}

function instanceOf(instance: Shown, languages: Languages, title: string): HTMLElement {
  const { input, output, messages } = instance;
  const turns = messages
    ? [conversationOf(messages, languages)]
    : [
        input === '' ? el('p', { class: 'quiet no-input' }, 'No input') : labelled('Input', input, languages.input),
        labelled('Output', output, languages.output),
      ];
  const heading = title === '' ? [] : [el('h3', {}, title)];
  return el('section', { class: 'instance', 'aria-label': title === '' ? 'Instance' : title }, ...heading, ...turns);
}

/**
 * The turns in their order, a list to screen readers: who speaks stands above each, and it hangs on no colour. One
 * conversation is asked for in one language, that of its answers.
 */
function conversationOf(messages: readonly Message[], { output: language }: Languages): HTMLElement {
  const hidden = messages.length - turnsShown;
  const turns = messages.slice(0, turnsShown).map((message) => el('li', {}, turnOf(message, language)));
  const list = el('ol', { class: 'turns', 'aria-label': plural(messages.length, 'turn', 'turns') }, ...turns);
  if (hidden <= 0) return list;
  return el('div', {}, list, el('p', { class: 'quiet' }, `${plural(hidden, 'more turn', 'more turns')} in the file.`));
}

function turnOf({ role, content }: Message, language: string): HTMLElement {
  const label = roleLabels[role] ?? role;
  if (content.trim() !== '') return labelled(label, content, language, `turn ${role}`);
  return el(
    'div',
    { class: `field turn ${role}` },
    el('div', { class: 'label' }, label),
    el('p', { class: 'quiet' }, 'Says nothing'),
  );
}

/** A text under its label; where it is very long the first of it, with a note. */
export function labelled(
  label: Child,
  text: string,
  language: string,
  kind = '',
  marks?: readonly Stretch[],
): HTMLElement {
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
    textBlock(text, language, marks),
    ...note,
  );
}

/** Text of the dataset: shown as it is, in its own direction, and never as markup. Marked stretches are underlined. */
export function textBlock(text: string, language: string, marks: readonly Stretch[] = []): HTMLElement {
  const shown = text.length > textShown ? text.slice(0, textShown).replace(/[\uD800-\uDBFF]$/, '') : text;
  return el('div', { class: 'text', dir: 'auto', lang: language }, ...withMarks(shown, marks));
}

function withMarks(text: string, marks: readonly Stretch[]): readonly Child[] {
  let done = 0;
  const parts = marks.flatMap(({ start, end }): readonly Child[] => {
    const before = withVisibleControls(text.slice(done, start));
    done = end;
    return [...before, el('mark', {}, ...withVisibleControls(text.slice(start, end)))];
  });
  return [...parts, ...withVisibleControls(text.slice(done))];
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
export function makeScrollable(body: HTMLElement): void {
  for (const block of body.querySelectorAll<HTMLElement>('.text')) {
    if (block.scrollHeight > block.clientHeight + 1) block.tabIndex = 0;
  }
}
