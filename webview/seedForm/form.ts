import {
  draftProblems,
  type FromSeedForm,
  type InstanceDraft,
  most,
  type SeedDraft,
  type SeedFormContext,
  type ToSeedForm,
} from '../../src/protocol/seedForm.ts';
import { el } from '../view/dom.ts';
import { createField } from './field.ts';
import { button, createInstance, type InstanceFields } from './instance.ts';

/** The page: takes the extension's messages and posts what the person does. */
export interface Form {
  readonly element: HTMLElement;
  readonly receive: (message: ToSeedForm) => void;
  readonly save: () => void;
  readonly close: () => void;
}

const blankInstance: InstanceDraft = { input: '', output: '', turns: ['', ''] };

const problems = {
  instruction: 'Write what is to be done.',
  output: 'Write the answer. An instance without one teaches nothing.',
  conversation: 'Write every turn; the assistant has the last word.',
  translatedFrom: 'Give a language tag (BCP 47), such as es or zh-Hant, or nothing.',
} as const;

/** The form of a seed task. Its fields hold the draft; every change of them is posted, so that nothing is lost. */
export function createForm(post: (message: FromSeedForm) => void): Form {
  const title = el('h1');
  const howFar = el('p', { class: 'quiet' });
  const status = el('p', { class: 'status', role: 'status' });
  const problem = el('p', { class: 'problem', role: 'alert' });
  const body = el('div', { class: 'body' });
  let page: Page | undefined;
  let context: SeedFormContext | undefined;
  let closes = false;

  const say = (text: string) => {
    status.textContent = text;
  };
  const complain = (text: string | undefined) => {
    problem.hidden = text === undefined;
    problem.textContent = text ?? '';
  };
  complain(undefined);
  const edited = () => {
    say('');
    complain(undefined);
    if (page) post({ type: 'draft', draft: page.read() });
  };
  const setContext = (now: SeedFormContext) => {
    context = now;
    title.textContent = `New seed task of “${now.dataset}”`;
    howFar.textContent = progress(now.seeds);
    page?.setContext(now);
  };
  const begin = (draft: SeedDraft) => {
    if (!context) return;
    page = createPage(draft, context, edited);
    body.replaceChildren(page.element);
    page.focus();
  };
  const save = (thenClose: boolean) => {
    if (!page || !context) return;
    const draft = page.read();
    if (!page.showProblems(draft, context.conversation)) return say('');
    closes = thenClose;
    post({ type: 'save', draft });
  };
  const close = () => post({ type: 'close' });

  body.addEventListener('input', edited);
  const actions = el(
    'div',
    { class: 'actions' },
    withKey(
      button('Save and Write Another', () => save(false), 'primary'),
      'Ctrl+Enter',
    ),
    button('Save and Close', () => save(true)),
    withKey(button('Close', close), 'Esc'),
    el('span', { class: 'quiet' }, 'What is not saved is kept as a draft.'),
  );

  return {
    element: el('main', { class: 'form' }, title, howFar, problem, body, status, actions),
    save: () => save(false),
    close,
    receive: (message) => {
      switch (message.type) {
        case 'open':
          setContext(message.context);
          return begin(message.draft);
        case 'context':
          return setContext(message.context);
        case 'saved':
          begin(message.draft);
          if (closes) return close();
          return say(
            message.unsavedDocument
              ? 'Added to the open seed_tasks.jsonl, which had unsaved changes: save that file. Write the next one.'
              : 'Saved in seed_tasks.jsonl. Write the next one.',
          );
        case 'problem':
          closes = false;
          return complain(message.message);
      }
    },
  };
}

function progress(seeds: number): string {
  if (seeds === 0)
    return 'No seed task yet. Eight are a start; 30 or more, as different as you can, give a varied set.';
  const count = seeds === 1 ? 'One seed task' : `${seeds} seed tasks`;
  return seeds < 8 ? `${count} so far. Eight are a start; 30 or more give a varied set.` : `${count} so far.`;
}

/** The keys of this button, on it. */
function withKey(made: HTMLButtonElement, key: string): HTMLButtonElement {
  made.append(el('kbd', { 'aria-hidden': 'true' }, key));
  return made;
}

interface Page {
  readonly element: HTMLElement;
  readonly read: () => SeedDraft;
  readonly setContext: (context: SeedFormContext) => void;
  /** Shows what is missing and goes to the first of it; `true` where nothing is. */
  readonly showProblems: (draft: SeedDraft, conversation: boolean) => boolean;
  readonly focus: () => void;
}

function createPage(draft: SeedDraft, first: SeedFormContext, onEdit: () => void): Page {
  let context = first;
  const instruction = createField({
    label: 'Instruction',
    hint: context.conversation ? 'what the conversation is about, or how the assistant is to be' : 'what is to be done',
    rows: 3,
    value: draft.instruction,
    language: context.languages.instruction,
    most: most.characters,
  });
  const classification = el('input', { type: 'checkbox', id: 'classification' });
  classification.checked = draft.isClassification;
  const choice = el(
    'div',
    { class: 'choice' },
    classification,
    el('label', { for: 'classification' }, 'Classification: the output is one label out of a few'),
  );
  choice.hidden = context.conversation;
  const instances: InstanceFields[] = [];
  const holder = el('div', { class: 'instances' });
  const renumber = () => {
    for (const [index, instance] of instances.entries()) {
      instance.setNumber(index + 1, instances.length > 1);
      instance.showLabels(classification.checked);
    }
    more.hidden = instances.length >= most.instances;
  };
  const add = (value: InstanceDraft): InstanceFields => {
    const made = createInstance(value, context, {
      onEdit,
      onRemove: () => {
        const at = instances.indexOf(made);
        instances.splice(at, 1);
        made.element.remove();
        renumber();
        onEdit();
        (instances[at] ?? instances.at(-1))?.focus();
      },
    });
    instances.push(made);
    holder.append(made.element);
    return made;
  };
  const more = button('Add Instance', () => {
    const made = add(blankInstance);
    renumber();
    onEdit();
    made.focus();
  });
  for (const instance of draft.instances.length === 0 ? [blankInstance] : draft.instances) add(instance);
  renumber();
  classification.addEventListener('change', renumber);
  const origin = createOrigin(draft);

  return {
    element: el('div', {}, instruction.element, choice, holder, el('div', { class: 'row' }, more), origin.element),
    read: () => ({
      instruction: instruction.control.value,
      isClassification: classification.checked,
      instances: instances.map((instance) => instance.read()),
      ...origin.read(),
    }),
    setContext: (now) => {
      context = now;
      instruction.setLanguage(now.languages.instruction);
      for (const instance of instances) instance.setContext(now);
    },
    showProblems: (read, conversation) => {
      const found = draftProblems(read, conversation);
      for (const field of [instruction, ...instances, origin.translatedFrom]) field.setProblem(undefined);
      for (const wrong of found) {
        if (wrong.field === 'instruction') instruction.setProblem(problems.instruction);
        else if (wrong.field === 'translatedFrom') origin.showWrongTag();
        else instances[wrong.instance]?.setProblem(conversation ? problems.conversation : problems.output);
      }
      const [one] = found;
      if (one?.field === 'instruction') instruction.control.focus();
      else if (one?.field === 'output') instances[one.instance]?.focusProblem();
      return found.length === 0;
    },
    focus: () => instruction.control.focus(),
  };
}

type Origin = Pick<SeedDraft, 'author' | 'source' | 'licence' | 'translatedFrom'>;

/** Where the task comes from: stays from one task to the next. */
function createOrigin(draft: Origin) {
  const field = (label: string, value: string, hint?: string) =>
    createField({ label, value, most: 1_000, ...(hint === undefined ? {} : { hint }) });
  const author = field('Author', draft.author);
  const source = field('Source', draft.source, 'a book, a page, a person');
  const licence = field('Licence', draft.licence, 'such as CC0-1.0');
  const translatedFrom = field('Translated from', draft.translatedFrom, 'a language tag, such as es');
  const fields = el(
    'div',
    { class: 'origin-fields' },
    ...[author, source, licence, translatedFrom].map(({ element }) => element),
  );
  const element = el('details', { class: 'origin-of-seed' }, el('summary', {}, 'Where it comes from'), fields);
  element.open = [draft.source, draft.licence, draft.translatedFrom].some((text) => text !== '');
  return {
    element,
    translatedFrom,
    read: (): Origin => ({
      author: author.control.value,
      source: source.control.value,
      licence: licence.control.value,
      translatedFrom: translatedFrom.control.value,
    }),
    showWrongTag: () => {
      element.open = true;
      translatedFrom.setProblem(problems.translatedFrom);
      translatedFrom.control.focus();
    },
  };
}
