import type { FieldLanguage } from '../../src/protocol/seedForm.ts';
import { type Child, el, setAttribute } from '../view/dom.ts';

/** A labelled field with a place for what is wrong with it. */
export interface Field {
  readonly element: HTMLElement;
  readonly control: HTMLTextAreaElement | HTMLInputElement;
  readonly setProblem: (problem: string | undefined) => void;
  readonly setLanguage: (language: FieldLanguage) => void;
}

export interface FieldOptions {
  readonly label: string;
  /** Shown after the label. */
  readonly hint?: string;
  /** Lines at first of a text of several lines; it grows with the text. Absent for a text of one line. */
  readonly rows?: number;
  readonly value: string;
  readonly language?: FieldLanguage;
  readonly most: number;
}

let made = 0;

/** Makes a field. What is typed into it stays exactly as it is. */
export function createField({ label, hint, rows, value, language, most }: FieldOptions, ...more: Child[]): Field {
  made += 1;
  const id = `field-${made}`;
  const common = { id, maxlength: most, 'aria-describedby': `${id}-problem`, spellcheck: 'false' };
  const control = rows === undefined ? el('input', { type: 'text', ...common }) : el('textarea', { rows, ...common });
  control.value = value;
  const problem = el('p', { id: `${id}-problem`, class: 'wrong' });
  problem.hidden = true;
  const languageName = el('span', { class: 'language' });
  let shown = language;
  const setDirection = () => {
    // An empty field begins where its language does; a text is set out by its own letters.
    setAttribute(control, 'dir', control.value === '' && shown?.rightToLeft ? 'rtl' : 'auto');
  };
  const setLanguage = (now: FieldLanguage) => {
    shown = now;
    setAttribute(control, 'lang', now.tag);
    languageName.textContent = now.name;
    setDirection();
  };
  const setProblem = (text: string | undefined) => {
    problem.hidden = text === undefined;
    problem.textContent = text ?? '';
    setAttribute(control, 'aria-invalid', text === undefined ? undefined : 'true');
  };
  control.addEventListener('input', () => {
    setDirection();
    setProblem(undefined);
  });
  if (language) setLanguage(language);
  else setDirection();
  const quiet = hint === undefined ? undefined : el('span', { class: 'hint' }, hint);
  const head = el('div', { class: 'head' }, el('label', { for: id }, label), languageName, quiet);
  return { element: el('div', { class: 'field' }, head, control, problem, ...more), control, setProblem, setLanguage };
}
