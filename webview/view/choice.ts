import { el, show } from './dom.ts';

/** A native field: every screen reader knows it, and it needs no inline style. */
export function createChoice<Value extends string>(
  label: string,
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
  onChoose: (value: Value) => void,
): {
  readonly element: HTMLElement;
  /** Shows a value as chosen; `label` names the choices anew, and what it gives no name is left out. */
  readonly set: (value: Value, label?: (value: Value) => string | undefined) => void;
} {
  const options = values.map((value) => ({ value, option: el('option', { value }, labels[value]) }));
  const select = el('select', {}, ...options.map(({ option }) => option));
  select.addEventListener('change', () => {
    const chosen = values.find((value) => value === select.value);
    if (chosen !== undefined) onChoose(chosen);
  });
  return {
    element: el('label', { class: 'choice' }, label, select),
    set: (value, labelOf) => {
      if (labelOf) {
        for (const each of options) {
          const text = labelOf(each.value);
          show(each.option, text !== undefined);
          if (text !== undefined && each.option.text !== text) each.option.text = text;
        }
      }
      select.value = value;
    },
  };
}
