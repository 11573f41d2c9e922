import { type InstanceDraft, most, type SeedFormContext } from '../../src/protocol/seedForm.ts';
import { el } from '../view/dom.ts';
import { createField, type Field } from './field.ts';

/** One instance of the task in the form: input and output, or the turns of a conversation. */
export interface InstanceFields {
  readonly element: HTMLFieldSetElement;
  readonly read: () => InstanceDraft;
  readonly setNumber: (number: number, removable: boolean) => void;
  readonly setContext: (context: SeedFormContext) => void;
  readonly showLabels: (shown: boolean) => void;
  readonly setProblem: (problem: string | undefined) => void;
  readonly focus: () => void;
  /** Focuses the field that a problem is shown at. */
  readonly focusProblem: () => void;
}

/** Makes the fields of an instance. `onEdit` is called when one of them changed otherwise than by typing. */
export function createInstance(
  draft: InstanceDraft,
  context: SeedFormContext,
  { onEdit, onRemove }: { readonly onEdit: () => void; readonly onRemove: () => void },
): InstanceFields {
  const legend = el('legend');
  const remove = button('Remove', onRemove);
  const fields = context.conversation ? conversation(draft, context, onEdit) : inputAndOutput(draft, context, onEdit);
  const element = el(
    'fieldset',
    {},
    legend,
    ...fields.elements,
    el('div', { class: 'row' }, ...fields.buttons, remove),
  );
  return {
    ...fields,
    element,
    setNumber: (number, removable) => {
      legend.textContent = `Instance ${number}`;
      remove.hidden = !removable;
      remove.setAttribute('aria-label', `Remove instance ${number}`);
    },
  };
}

type Fields = Omit<InstanceFields, 'element' | 'setNumber'> & {
  readonly elements: readonly HTMLElement[];
  readonly buttons: readonly HTMLElement[];
};

function inputAndOutput(draft: InstanceDraft, context: SeedFormContext, onEdit: () => void): Fields {
  const { languages, labels } = context;
  const input = createField({
    label: 'Input',
    hint: 'empty where the instruction says it all',
    rows: 2,
    value: draft.input,
    language: languages.input,
    most: most.characters,
  });
  const choices = el('div', { class: 'row labels', role: 'group', 'aria-label': 'Labels' });
  const output = createField(
    { label: 'Output', rows: 3, value: draft.output, language: languages.output, most: most.characters },
    choices,
  );
  choices.append(
    ...labels.map((label) =>
      button(label, () => {
        output.control.value = label;
        output.control.dispatchEvent(new Event('input', { bubbles: true }));
        onEdit();
      }),
    ),
  );
  return {
    elements: [input.element, output.element],
    buttons: [],
    read: () => ({ input: input.control.value, output: output.control.value, turns: draft.turns }),
    setContext: (now) => {
      input.setLanguage(now.languages.input);
      output.setLanguage(now.languages.output);
    },
    showLabels: (shown) => {
      choices.hidden = !shown || labels.length === 0;
    },
    setProblem: output.setProblem,
    focus: () => input.control.focus(),
    focusProblem: () => output.control.focus(),
  };
}

function conversation(draft: InstanceDraft, context: SeedFormContext, onEdit: () => void): Fields {
  const turns: Field[] = [];
  const holder = el('div', { class: 'turns' });
  let { languages } = context;
  const add = (value: string) => {
    const isPerson = turns.length % 2 === 0;
    const field = createField({
      label: isPerson ? 'Person' : 'Assistant',
      rows: 2,
      value,
      language: isPerson ? languages.input : languages.output,
      most: most.characters,
    });
    field.element.classList.add(isPerson ? 'person' : 'assistant');
    turns.push(field);
    holder.append(field.element);
    return field;
  };
  for (const turn of draft.turns.length < 2 ? ['', ''] : draft.turns) add(turn);
  const more = button('Add Turns', () => {
    if (turns.length + 2 > most.turns) return;
    const first = add('');
    add('');
    onEdit();
    first.control.focus();
  });
  const firstWrong = () => turns.find(({ control }) => control.value.trim() === '') ?? turns.at(-1);
  return {
    elements: [holder],
    buttons: [more],
    read: () => ({ input: draft.input, output: draft.output, turns: turns.map(({ control }) => control.value) }),
    setContext: (now) => {
      languages = now.languages;
      for (const [index, turn] of turns.entries())
        turn.setLanguage(index % 2 === 0 ? languages.input : languages.output);
    },
    showLabels: () => undefined,
    setProblem: (problem) => {
      for (const turn of turns) turn.setProblem(undefined);
      if (problem !== undefined) firstWrong()?.setProblem(problem);
    },
    focus: () => turns[0]?.control.focus(),
    focusProblem: () => firstWrong()?.control.focus(),
  };
}

/** A button of the editor's secondary kind. */
export function button(
  label: string,
  onClick: () => void,
  kind: 'primary' | 'secondary' = 'secondary',
): HTMLButtonElement {
  const made = el('button', { type: 'button', class: `button ${kind}` }, label);
  made.addEventListener('click', onClick);
  return made;
}
