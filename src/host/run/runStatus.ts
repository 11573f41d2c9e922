import { Disposable, l10n, QuickPickItemKind, StatusBarAlignment, type TreeView, window } from 'vscode';
import type { RunStatus } from '../../protocol/panel.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { CommandId } from '../commandTable.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { Runs } from './runs.ts';

export interface RunStatusServices {
  readonly commands: Commands;
  readonly active: ActiveDataset;
  readonly runs: Runs;
  readonly view: TreeView<TreeNode>;
}

/** The one status bar item and the line above the tree: counts while a run goes on, what it came to afterwards. */
export function registerRunStatus({ commands, active, runs, view }: RunStatusServices): Disposable {
  const item = window.createStatusBarItem('selfInstruct.run', StatusBarAlignment.Left);
  item.name = 'Self-Instruct';
  item.command = 'selfInstruct.showRun' satisfies CommandId;

  const update = (folder: string) => {
    const { running } = runs;
    const shown = running.includes(folder) ? folder : (running[0] ?? folder);
    if (!runs.hasRun(shown)) {
      item.hide();
      view.message = '';
      return;
    }
    const status = runs.statusOf(shown);
    item.text = statusText(status);
    item.tooltip = countsLine(status);
    item.accessibilityInformation = { label: `Self-Instruct: ${statusWord(status)}, ${countsLine(status)}` };
    item.show();
    view.message = status.state === 'idle' ? '' : `${statusWord(status)}: ${countsLine(status)}`;
  };

  commands.register('selfInstruct.showRun', () => showMenu(commands, runs, active.current?.folder));
  return Disposable.from(item, runs.onDidChange(update));
}

/** `$(sync~spin) Self-Instruct: 12 admitted` */
function statusText({ state, admitted, improved, message }: RunStatus): string {
  if (state === 'stopping') return l10n.t('$(sync~spin) Self-Instruct: stopping …');
  // After a run only what stopped it is kept as a message.
  const icon = state === 'running' ? '$(sync~spin)' : message === undefined ? '$(sparkle)' : '$(warning)';
  if (improved !== undefined) return l10n.t('{0} Self-Instruct: {1} done', icon, improved);
  return l10n.t('{0} Self-Instruct: {1} admitted', icon, admitted);
}

function statusWord({ state, improved, message }: RunStatus): string {
  if (state === 'running') return improved === undefined ? l10n.t('Generating') : l10n.t('Going through tasks');
  if (state === 'stopping') return l10n.t('Stopping');
  return message === undefined ? l10n.t('Last run') : l10n.t('Stopped by an error');
}

function countsLine({ admitted, filtered, requests, improved, message }: RunStatus): string {
  const counts =
    improved === undefined
      ? l10n.t('{0} admitted, {1} filtered out, {2} requests', admitted, filtered, requests)
      : l10n.t('{0} done, {1} requests', improved, requests);
  return message === undefined ? counts : `${counts}. ${message}`;
}

async function showMenu(commands: Commands, runs: Runs, folder: string | undefined): Promise<void> {
  const isRunning = runs.running.length > 0;
  const entry = (label: string, command: CommandId) => ({ label, command });
  const items = [
    isRunning
      ? entry(l10n.t('$(debug-stop) Stop'), 'selfInstruct.stopRun')
      : entry(l10n.t('$(play) Generate Round'), 'selfInstruct.generateRound'),
    entry(l10n.t('$(graph) Open Panel'), 'selfInstruct.openPanel'),
    { label: '', kind: QuickPickItemKind.Separator, command: undefined },
    entry(l10n.t('$(output) Show Log'), 'selfInstruct.showLog'),
  ];
  const status = folder === undefined ? undefined : runs.statusOf(folder);
  const picked = await window.showQuickPick(items, { placeHolder: status ? countsLine(status) : 'Self-Instruct' });
  if (picked?.command) await commands.run(picked.command);
}
