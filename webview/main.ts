import { type KeyAction, keyAction } from './keys.ts';
import { initialState, persist } from './persisted.ts';
import { reduce } from './reduce.ts';
import type { PanelEvent, UserEvent } from './state.ts';
import { registerToolkit } from './toolkit.ts';
import { createApp } from './view/app.ts';
import { searchFieldId } from './view/ledger.ts';
import './vscodeApi.ts';

const vscode = acquireVsCodeApi();
registerToolkit();

let state = initialState(vscode.getState());
const app = createApp(dispatch);
document.body.append(app.element);
app.update(state);

/** The one way in: an event changes the state, the state changes the page. */
function dispatch(event: PanelEvent): void {
  const step = reduce(state, event);
  if (step.state !== state) {
    state = step.state;
    vscode.setState(persist(state));
    app.update(state);
  }
  for (const message of step.send) vscode.postMessage(message);
}

window.addEventListener('message', (event) => dispatch({ type: 'message', message: event.data }));

const keyEvents = {
  accept: { type: 'decide', decision: 'accept' },
  reject: { type: 'decide', decision: 'reject' },
  undo: { type: 'undo' },
  next: { type: 'next' },
  previous: { type: 'previous' },
  open: { type: 'open' },
  openNearest: { type: 'openNearest' },
  rescue: { type: 'rescue' },
  retry: { type: 'retry' },
  showReply: { type: 'showReply' },
  showKeys: { type: 'showKeys' },
} as const satisfies Record<Exclude<KeyAction, 'search'>, UserEvent>;

document.addEventListener('keydown', (event) => {
  // The editor listens on the window and acts on keys of its own: what is typed or handled here is not for it.
  const modified = event.ctrlKey || event.altKey || event.metaKey;
  if (isTyping(event)) {
    if (!modified) event.stopPropagation();
    return;
  }
  const place = state.tab === 'ledger' ? 'ledger' : 'review';
  const action = keyAction(event, place);
  const isOn = action === 'showKeys' || (state.tab === place && state.keysOn);
  if (!action || !isOn || state.keysShown || event.defaultPrevented || isOnTab(event)) return;
  event.preventDefault();
  event.stopPropagation();
  if (action === 'search') document.getElementById(searchFieldId)?.focus();
  else dispatch(keyEvents[action]);
});

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** The arrow keys move between tabs there. */
function isOnTab({ target, key }: KeyboardEvent): boolean {
  return key.startsWith('Arrow') && target instanceof Element && target.closest('[role="tab"]') !== null;
}

vscode.postMessage({ type: 'ready' });
