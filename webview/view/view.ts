import type { PanelState, UserEvent } from '../state.ts';

/** A part of the page: made once, brought up to date with every state. */
export interface View {
  readonly element: HTMLElement;
  readonly update: (state: PanelState) => void;
}

/** Tells the panel what a person did. */
export type Dispatch = (event: UserEvent) => void;

/** Calls `draw` only where a value is not the same as at the last call. */
export function onChange<Values extends readonly unknown[]>(
  draw: (...values: Values) => void,
): (...values: Values) => void {
  let last: Values | undefined;
  return (...values) => {
    if (last && values.every((value, index) => value === last?.[index])) return;
    last = values;
    draw(...values);
  };
}
