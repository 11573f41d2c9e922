import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDivider,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import { custom, el } from './view/dom.ts';

// The toolkit is no longer developed: this is the only file that knows it, so that a successor has one place to go.
// Its badge and its dropdown are left out: they write an inline style, which the content security policy refuses.
// The page needs <meta property="csp-nonce">: with it the toolkit finds out that the browser knows :focus-visible.

/** Defines the toolkit's elements. To be called before any of them is made. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDivider(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeProgressRing(),
  );
}

/** What a button says and does. */
export interface ButtonOptions {
  readonly look?: 'primary' | 'secondary';
  /** The key that does the same, shown on the button. */
  readonly key?: string;
  readonly onClick: () => void;
}

/** Makes a button. */
export function createButton(label: string, { look = 'secondary', key, onClick }: ButtonOptions): HTMLElement {
  const button = custom(
    'vscode-button',
    { appearance: look },
    label,
    key ? el('kbd', { 'aria-hidden': 'true' }, key) : undefined,
  );
  button.addEventListener('click', () => {
    if (button.ariaDisabled !== 'true') onClick();
  });
  return button;
}

/** A button that cannot be used now stays in the tab order, so that the keyboard's place on the page is not lost. */
export function setUsable(button: HTMLElement, usable: boolean): void {
  const disabled = usable ? null : 'true';
  if (button.ariaDisabled !== disabled) button.ariaDisabled = disabled;
}

/** Makes a line between two parts. */
export function createDivider(): HTMLElement {
  return custom('vscode-divider');
}

/** Makes a ring that turns while something is under way. */
export function createProgressRing(): HTMLElement {
  return custom('vscode-progress-ring', { 'aria-hidden': 'true' });
}

/** Makes a checkbox, and a function that sets it. */
export function createCheckbox(
  label: string,
  onToggle: (checked: boolean) => void,
): { readonly element: HTMLElement; readonly set: (checked: boolean) => void } {
  const element = custom('vscode-checkbox', {}, label) as HTMLElement & { checked: boolean };
  element.addEventListener('change', () => onToggle(element.checked));
  return {
    element,
    set: (checked) => {
      element.checked = checked;
    },
  };
}

/** One tab and what it shows. */
export interface TabOptions<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly content: HTMLElement;
}

/** The tabs of a page: choose one, or set the number on one. */
export interface Tabs<Id extends string> {
  readonly element: HTMLElement;
  readonly choose: (id: Id) => void;
  /** Puts a number on a tab, and what it counts in words; 0 takes it off. */
  readonly setBadge: (id: Id, value: string, spoken: string) => void;
}

/** Makes a row of tabs with their panels. */
export function createTabs<Id extends string>(
  tabs: readonly TabOptions<Id>[],
  label: string,
  onChoose: (id: Id) => void,
): Tabs<Id> {
  const parts = tabs.map(({ id, label: text, content }) => {
    const badge = el('span', { class: 'count' });
    badge.hidden = true;
    return {
      id,
      text,
      badge,
      tab: custom('vscode-panel-tab', { id: `tab-${id}` }, `${text} `, badge),
      panel: custom('vscode-panel-view', { id: `view-${id}` }, content),
    };
  });
  // `activeid` is read and set as a property: the attribute follows later.
  const element = custom(
    'vscode-panels',
    { 'aria-label': label, activeid: parts[0]?.tab.id, activeindicator: 'false' },
    ...parts.map(({ tab }) => tab),
    ...parts.map(({ panel }) => panel),
  ) as HTMLElement & { activeid: string };
  element.addEventListener('change', (event) => {
    // The fields on the panels send events of this name too.
    if (event.target !== element) return;
    const chosen = parts.find(({ tab }) => tab.id === element.activeid);
    if (chosen) onChoose(chosen.id);
  });
  return {
    element,
    choose: (id) => {
      if (element.activeid !== `tab-${id}`) element.activeid = `tab-${id}`;
    },
    setBadge: (id, value, spoken) => {
      const part = parts.find((other) => other.id === id);
      if (!part) return;
      part.badge.hidden = value === '';
      part.badge.textContent = value;
      part.tab.setAttribute('aria-label', `${part.text} ${spoken}`.trim());
    },
  };
}
