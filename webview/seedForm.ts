import type { ToSeedForm } from '../src/protocol/seedForm.ts';
import { createForm } from './seedForm/form.ts';
import './vscodeApi.ts';

const vscode = acquireVsCodeApi();
const form = createForm((message) => vscode.postMessage(message));
document.body.append(form.element);

window.addEventListener('message', ({ data }: MessageEvent<ToSeedForm>) => form.receive(data));

document.addEventListener('keydown', (event) => {
  // The editor listens on the window and acts on keys of its own: what is typed or handled here is not for it.
  const modified = event.ctrlKey || event.altKey || event.metaKey;
  if (!modified && !/^(Tab|F\d+)$/u.test(event.key)) event.stopPropagation();
  // Input methods use Enter and Escape for what they propose.
  if (event.isComposing) return;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    event.stopPropagation();
    form.save();
  } else if (event.key === 'Escape' && !modified) {
    event.preventDefault();
    form.close();
  }
});

vscode.postMessage({ type: 'ready' });
