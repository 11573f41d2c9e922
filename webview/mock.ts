import { type FromPanel, isFromPanel } from '../src/protocol/panel.ts';
import { createMockHost, mockStates } from './mock/host.ts';
import type { VsCodeApi } from './vscodeApi.ts';

// Stands in for the editor where the panel runs in a plain browser: see mock.html.

declare global {
  interface Window {
    acquireVsCodeApi: () => VsCodeApi;
    /** What the panel sent, for tests. */
    posted: FromPanel[];
  }
}

const query = new URLSearchParams(location.search);
const theme = query.get('theme') ?? 'dark';
const kinds: Readonly<Record<string, string>> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  hc: 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast-light',
};
document.documentElement.dataset.theme = theme;
document.body.classList.add(kinds[theme] ?? 'vscode-dark');
document.body.dataset.vscodeThemeKind = kinds[theme] ?? 'vscode-dark';

const host = createMockHost(mockStates.find((state) => state === query.get('state')) ?? 'full');
const storageKey = 'self-instruct.panel';
const tab = query.get('tab');

window.posted = [];
window.acquireVsCodeApi = () => ({
  postMessage: (message) => {
    if (!isFromPanel(message)) return;
    window.posted.push(message);
    for (const answer of host.answer(message)) window.postMessage(answer);
  },
  getState: () => ({ ...JSON.parse(sessionStorage.getItem(storageKey) ?? '{}'), ...(tab === null ? {} : { tab }) }),
  setState: (state) => sessionStorage.setItem(storageKey, JSON.stringify(state)),
});
