import { coarseLeft } from '../../src/core/coarseLeft.ts';
import { eachOf } from '../../src/core/model/money.ts';
import type { RunStatus } from '../../src/protocol/panel.ts';
import type { Command } from '../state.ts';
import { createButton, createProgressRing, setUsable } from '../toolkit.ts';
import { el, show } from './dom.ts';
import { count, money } from './format.ts';
import type { Dispatch, View } from './view.ts';

/** The head of the page: which dataset, what the run is doing, and the commands. */
export function createHeader(dispatch: Dispatch): View {
  const command = (label: string, name: Command) =>
    createButton(label, { onClick: () => dispatch({ type: 'command', command: name }) });
  const round = command('Generate a Round', 'generateRound');
  const target = command('Generate Until Target', 'generateUntilTarget');
  const stop = command('Stop', 'stopRun');
  const exporting = command('Export…', 'exportDataset');
  const title = el('bdi', {});
  const ring = createProgressRing();
  const status = el('span', {});
  const element = el(
    'header',
    {},
    el('h1', {}, title),
    el('div', { class: 'run' }, ring, status),
    el('div', { class: 'commands' }, round, target, stop, exporting),
  );
  return {
    element,
    update: ({ dataset, run, phase }) => {
      show(element, phase === 'ready');
      if (title.textContent !== (dataset?.name ?? '')) title.textContent = dataset?.name ?? '';
      const running = run !== undefined && run.state !== 'idle';
      show(ring, running);
      show(round, !running);
      show(target, !running);
      show(stop, running);
      setUsable(stop, run?.state === 'running');
      setUsable(exporting, (dataset?.overview.accepted ?? 0) > 0);
      const text = run ? runText(run) : '';
      if (status.textContent !== text) status.textContent = text;
    },
  };
}

function runText(run: RunStatus): string {
  const { state, improved, message = '' } = run;
  if (state === 'idle') return message;
  const word = state === 'stopping' ? 'Stopping' : improved === undefined ? 'Generating' : 'Going through tasks';
  return message === '' ? `${word}: ${counts(run)}` : `${word}: ${counts(run)}. ${message}`;
}

function counts({ admitted, filtered, requests, improved, tokens = 0, cost, leftMs }: RunStatus): string {
  const done =
    improved === undefined ? `${count(admitted)} admitted, ${count(filtered)} filtered out` : `${count(improved)} done`;
  const parts = [`${done}, ${count(requests)} requests`];
  if (tokens > 0) parts.push(`${count(tokens)} tokens`);
  if (cost) parts.push(money(cost));
  if (cost && admitted > 0) parts.push(`${money(eachOf(cost, admitted))} for each admitted task`);
  if (leftMs !== undefined && leftMs > 0) {
    const left = coarseLeft(leftMs);
    parts.push(`about ${left.count} ${left.unit} left`);
  }
  return parts.join(', ');
}
