import { Disposable, env, l10n, QuickPickItemKind, StatusBarAlignment, type TreeView, window } from 'vscode';
import { coarseLeft } from '../../core/coarseLeft.ts';
import { describeMoney } from '../../core/llm/spending.ts';
import { eachOf } from '../../core/model/money.ts';
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
    const [text, counts] = [statusText(status), countsLine(status)];
    // Set again, the same text would flicker under the pointer.
    if (item.text !== text) item.text = text;
    if (item.tooltip !== counts) item.tooltip = counts;
    item.accessibilityInformation = { label: `Self-Instruct: ${statusWord(status)}, ${counts}` };
    item.show();
    view.message = status.state === 'idle' ? '' : `${statusWord(status)}: ${counts}`;
  };

  commands.register('selfInstruct.showRun', () => showMenu(commands, runs, active.current?.folder));
  return Disposable.from(item, runs.onDidChange(update));
}

/** `$(sync~spin) Self-Instruct: 12 admitted, 0.21 USD` */
function statusText({ state, admitted, improved, cost, message }: RunStatus): string {
  if (state === 'stopping') return l10n.t('$(sync~spin) Self-Instruct: stopping …');
  // After a run only what stopped it is kept as a message.
  const icon = state === 'running' ? '$(sync~spin)' : message === undefined ? '$(sparkle)' : '$(warning)';
  const done = improved === undefined ? l10n.t('{0} admitted', admitted) : l10n.t('{0} done', improved);
  return cost
    ? l10n.t('{0} Self-Instruct: {1}, {2}', icon, done, describeMoney(cost))
    : l10n.t('{0} Self-Instruct: {1}', icon, done);
}

function statusWord({ state, improved, message }: RunStatus): string {
  if (state === 'running') return improved === undefined ? l10n.t('Generating') : l10n.t('Going through tasks');
  if (state === 'stopping') return l10n.t('Stopping');
  return message === undefined ? l10n.t('Last run') : l10n.t('Stopped by an error');
}

function countsLine(status: RunStatus): string {
  const { admitted, filtered, requests, improved, tokens = 0, cost, leftMs, message } = status;
  const parts = [
    improved === undefined
      ? l10n.t('{0} admitted, {1} filtered out, {2} requests', admitted, filtered, requests)
      : l10n.t('{0} done, {1} requests', improved, requests),
  ];
  if (tokens > 0) parts.push(l10n.t('{0} tokens', tokens.toLocaleString(env.language)));
  if (cost) parts.push(describeMoney(cost));
  if (cost && admitted > 0) parts.push(l10n.t('{0} for each admitted task', describeMoney(eachOf(cost, admitted))));
  if (leftMs !== undefined && leftMs > 0) {
    const left = coarseLeft(leftMs);
    parts.push(l10n.t('about {0} {1} left', left.count, left.unit));
  }
  const counts = parts.join(', ');
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
