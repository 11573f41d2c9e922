import {
  type InputBox,
  type InputBoxValidationMessage,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  window,
} from 'vscode';

/** The person wants the step before. */
export const back = Symbol('back');

/** What a step was answered with: `undefined` where the person dismissed the whole. */
export type Answered<T> = T | typeof back | undefined;

/** Where a step stands among the others, as its title shows. */
export interface StepPlace {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack: boolean;
}

/** One question. It is passed over where it does not apply to what was answered before. */
export interface Step<State> {
  readonly applies?: (state: State) => boolean | Promise<boolean>;
  /** The state with the answer in it. */
  readonly ask: (state: State, place: StepPlace) => Promise<Answered<State>>;
}

/** Asks one step after the other, back and forth. `undefined` where the person dismissed one: nothing has happened then. */
export async function runSteps<State>(
  title: string,
  start: State,
  steps: readonly Step<State>[],
): Promise<State | undefined> {
  const asked: { readonly step: Step<State>; readonly state: State }[] = [];
  let state = start;
  for (let at = 0; at < steps.length; ) {
    const step = steps[at] as Step<State>;
    if (!(await applies(step, state))) {
      at += 1;
      continue;
    }
    const place = {
      title,
      step: asked.length + 1,
      totalSteps: asked.length + (await countApplying(steps.slice(at), state)),
      canGoBack: asked.length > 0,
    };
    const answer = await step.ask(state, place);
    if (answer === undefined) return undefined;
    if (answer === back) {
      const before = asked.pop();
      if (!before) return undefined;
      at = steps.indexOf(before.step);
      state = before.state;
    } else {
      asked.push({ step, state });
      state = answer;
      at += 1;
    }
  }
  return state;
}

async function applies<State>(step: Step<State>, state: State): Promise<boolean> {
  return (await step.applies?.(state)) ?? true;
}

async function countApplying<State>(steps: readonly Step<State>[], state: State): Promise<number> {
  const apply = await Promise.all(steps.map((step) => applies(step, state)));
  return apply.filter(Boolean).length;
}

export interface PickOptions<Item extends QuickPickItem> {
  readonly placeholder: string;
  readonly items: readonly Item[];
  readonly active?: Item;
  /** Items for what was typed, beside the others. */
  readonly itemsFor?: (typed: string) => readonly Item[];
}

/** A choice from a list, searched by everything that an item says. */
export function pick<Item extends QuickPickItem>(
  place: StepPlace,
  options: PickOptions<Item>,
): Promise<Answered<Item>> {
  const input = window.createQuickPick<Item>();
  const { placeholder, items, active, itemsFor } = options;
  Object.assign(input, { placeholder, items, matchOnDescription: true, matchOnDetail: true });
  if (active) input.activeItems = [active];
  let more: readonly Item[] = [];
  return shown(input, place, (answer) => {
    input.onDidChangeValue((typed) => {
      const now = itemsFor?.(typed) ?? [];
      if (now.length === 0 && more.length === 0) return;
      more = now;
      input.items = [...items, ...more];
    });
    input.onDidAccept(() => {
      const [chosen] = input.selectedItems;
      if (chosen) answer(chosen);
    });
  });
}

export interface TypeOptions {
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  /** Why this cannot be the answer. */
  readonly problem?: (value: string) => string | undefined | Promise<string | undefined>;
}

/** A text. It is checked when it is typed and once more when it is to be the answer. */
export function type(place: StepPlace, options: TypeOptions): Promise<Answered<string>> {
  const input = window.createInputBox();
  const { prompt, value, placeholder, problem } = options;
  Object.assign(input, { prompt, value, placeholder, valueSelection: [0, value.length] });
  const check = async (typed: string): Promise<boolean> => {
    const wrong: string | InputBoxValidationMessage | undefined = await problem?.(typed);
    if (input.value === typed) input.validationMessage = wrong;
    return wrong === undefined;
  };
  return shown(input, place, (answer) => {
    input.onDidChangeValue((typed) => void check(typed));
    input.onDidAccept(async () => {
      const typed = input.value;
      if (await check(typed)) answer(typed.trim());
    });
  });
}

function shown<T>(
  input: QuickPick<QuickPickItem> | InputBox,
  { title, step, totalSteps, canGoBack }: StepPlace,
  listen: (answer: (value: T) => void) => void,
): Promise<Answered<T>> {
  Object.assign(input, { title, step, totalSteps, ignoreFocusOut: true });
  input.buttons = canGoBack ? [QuickInputButtons.Back] : [];
  return new Promise<Answered<T>>((resolve) => {
    listen(resolve);
    input.onDidTriggerButton((button) => {
      if (button === QuickInputButtons.Back) resolve(back);
    });
    input.onDidHide(() => resolve(undefined));
    input.show();
  }).finally(() => input.dispose());
}
