import { type Disposable, l10n, type Terminal, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Confirm } from '../ledger/confirm.ts';
import { userConnections } from '../models/connections.ts';
import type { Keys } from '../models/keys.ts';
import type { OpenDataset } from '../openDataset.ts';
import { UserError } from '../userError.ts';
import type { Runs } from './runs.ts';
import { planTerminal } from './terminalCall.ts';

/** *Continue in Terminal*: the command line goes on with a run, which then needs no window of the editor's. */
export function registerContinueInTerminal({
  commands,
  active,
  runs,
  keys,
  confirm,
  cli,
}: {
  readonly commands: Commands;
  readonly active: ActiveDataset;
  readonly runs: Runs;
  readonly keys: Keys;
  readonly confirm: Confirm;
  /** The packaged command line. */
  readonly cli: string;
}): Disposable {
  const opened = new Map<Terminal, OpenDataset>();

  commands.register('selfInstruct.continueInTerminal', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const { folder, snapshot } = dataset;
    const { name, recipe } = snapshot;
    const isRunning = runs.running.includes(folder);
    if (!isRunning && !(await runs.checkInterrupted(dataset))) throw nothingToGoOnWith(name);
    const connections = userConnections();
    const { options, keyOf } = await planTerminal({
      ...{ name, folder, cli, recipe, connections },
      keyFor: (origin) => keys.get(origin),
    });
    if (keyOf !== undefined && !(await confirm(question(name, keyOf)))) return;
    await runs.stop(folder);
    // It may have come to its end before it could be stopped.
    if (!(await runs.checkInterrupted(dataset))) throw nothingToGoOnWith(name);
    const terminal = window.createTerminal(options);
    opened.set(terminal, dataset);
    terminal.show();
  });

  return window.onDidCloseTerminal(async (terminal) => {
    const dataset = opened.get(terminal);
    if (!dataset) return;
    opened.delete(terminal);
    await dataset.refresh();
    const isLeft = await runs.checkInterrupted(dataset);
    const name = isolate(dataset.snapshot.name);
    if (!isLeft) void window.showInformationMessage(l10n.t('The run of “{0}” in the terminal has ended.', name));
    else
      void commands.offer(
        window.showInformationMessage,
        l10n.t('The run of “{0}” in the terminal stopped before its end. What it admitted is kept.', name),
        [{ title: l10n.t('Resume'), command: 'selfInstruct.resumeRun', args: [{ folder: dataset.folder }] }],
      );
  });
}

function nothingToGoOnWith(name: string): UserError {
  return new UserError(
    l10n.t('No run of “{0}” is going on or was interrupted. Generate a round first.', isolate(name)),
  );
}

function question(name: string, origin: string) {
  return {
    message: l10n.t('Go on with the run of “{0}” in a terminal?', isolate(name)),
    detail: l10n.t(
      'The run stops here, and the command line goes on with it. The key for {0} is handed to that process in its environment (OPENAI_API_KEY), not on its command line, and not written down; programs that run under your name can read it there while the process runs.',
      origin,
    ),
    button: l10n.t('Continue in Terminal'),
  };
}
