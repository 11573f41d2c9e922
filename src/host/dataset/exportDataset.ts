import { rmdir } from 'node:fs/promises';
import path from 'node:path';
import { l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { columnsTogether, type ExportFormat, exportExtension, exportRows } from '../../core/export/exportTasks.ts';
import { originColumns } from '../../core/export/originColumns.ts';
import { scoreColumns } from '../../core/export/scoreColumns.ts';
import { isolate } from '../../core/isolate.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import { exportableSeeds, exportableTasks, exportableWithSeeds } from '../../core/store/whatCounts.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { OpenDataset } from '../openDataset.ts';
import { UserError } from '../userError.ts';
import { askScores } from './exportScores.ts';

interface Format extends QuickPickItem {
  readonly format: ExportFormat;
}

const formats: readonly Format[] = [
  {
    label: 'Chat messages (JSONL)',
    detail: 'One {"messages":[…]} a line: OpenAI, TRL, Together, Fireworks, Axolotl, LLaMA-Factory',
    format: 'messages',
  },
  {
    label: 'Prompt and completion (JSONL)',
    detail: 'One {"prompt","completion"} a line: TRL, Together; of a conversation the last answer is the completion',
    format: 'completion',
  },
  {
    label: 'Alpaca (JSON)',
    detail:
      'One list of {"instruction","input","output"}: LLaMA-Factory, Axolotl; conversations with system and history, which LLaMA-Factory reads',
    format: 'alpaca',
  },
];

/** *Export*: writes the accepted tasks, and the seeds if wished, in a format that a trainer reads. */
export function registerExport({ commands, active }: { commands: Commands; active: ActiveDataset }): void {
  commands.register('selfInstruct.exportDataset', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const { snapshot } = dataset;
    const [accepted, seeds] = [exportableTasks(snapshot), exportableSeeds(snapshot)];
    if (accepted.length === 0) throw nothingAccepted(dataset);
    const placeHolder = l10n.t('{0} accepted tasks of “{1}”', accepted.length, isolate(snapshot.name));
    const chosen = await window.showQuickPick(formats, { title: l10n.t('Export'), placeHolder });
    if (!chosen) return;
    const part =
      seeds.length === 0 ? onlyTasks() : await window.showQuickPick(partsOf(seeds.length), { title: l10n.t('Export') });
    if (!part) return;
    const wanted = await askScores(snapshot);
    if (!wanted) return;
    const tasks = (part.seeds ? exportableWithSeeds : exportableTasks)(snapshot, wanted.least);
    const columns = [...(part.origin ? [originColumns] : []), ...(wanted.asColumns ? [scoreColumns(snapshot)] : [])];
    const { text, rows, leftOut } = exportRows(tasks, chosen.format, columnsTogether(columns));
    if (rows === 0 && leftOut > 0) throw rolesWrong(dataset);
    const target = await askTarget(dataset, chosen);
    if (!target) return;
    if (target.scheme === 'file') await nodeDisk.replace(target.fsPath, text);
    else await workspace.fs.writeFile(target, Buffer.from(text));
    const name = path.basename(target.path);
    const told = part.seeds
      ? l10n.t('{0} rows of {1} seeds and accepted tasks were exported to {2}.', rows, tasks.length, name)
      : l10n.t('{0} rows of {1} accepted tasks were exported to {2}.', rows, tasks.length, name);
    const note = l10n.t(
      'Conversations left out, because their roles are wrong: {0}. The Problems view names the lines.',
      leftOut,
    );
    void offerToOpen(target, leftOut > 0 ? `${told} ${note}` : told);
  });
}

/** What is exported. */
interface Part extends QuickPickItem {
  readonly seeds: boolean;
  readonly origin: boolean;
}

function onlyTasks(): Part {
  return { label: l10n.t('The accepted tasks only'), seeds: false, origin: false };
}

function partsOf(seeds: number): readonly Part[] {
  const label = l10n.t('The accepted tasks and the seed tasks');
  const never = l10n.t('Never those that are held out, nor starters that no speaker has accepted.');
  const columns = l10n.t('Columns author, source, licence and translatedFrom, for trainers that take further columns.');
  return [
    onlyTasks(),
    { label, description: String(seeds), detail: never, seeds: true, origin: false },
    {
      label: l10n.t('The accepted tasks and the seed tasks, with where the seeds come from'),
      description: String(seeds),
      detail: `${never} ${columns}`,
      seeds: true,
      origin: true,
    },
  ];
}

function rolesWrong({ snapshot }: OpenDataset): UserError {
  return new UserError(
    l10n.t(
      'Every accepted conversation of “{0}” has wrong roles, so nothing was exported. Mend the lines that the Problems view names.',
      isolate(snapshot.name),
    ),
  );
}

function nothingAccepted({ folder, snapshot }: OpenDataset): UserError {
  const args = [{ folder }];
  return snapshot.generated.length === 0
    ? new UserError(
        l10n.t(
          '“{0}” has no generated task yet, so there is nothing to export. Generate a round, then accept what is good.',
          isolate(snapshot.name),
        ),
        [{ title: l10n.t('Generate Round'), command: 'selfInstruct.generateRound', args }],
      )
    : new UserError(
        l10n.t(
          'No task of “{0}” is accepted yet, and only accepted tasks are exported. Review the pending ones first.',
          isolate(snapshot.name),
        ),
        [{ title: l10n.t('Open Panel'), command: 'selfInstruct.openPanel', args }],
      );
}

/** The dialog opens in the dataset's `export` folder, which must be there for that; if nothing is saved in it, it goes again. */
async function askTarget({ folder, snapshot }: OpenDataset, { format }: Format): Promise<Uri | undefined> {
  const exports = path.join(folder, 'export');
  await nodeDisk.makeFolder(exports);
  const name = snapshot.name.replace(/[\p{Cc}<>:"/\\|?*]/gu, '_');
  const target = await window.showSaveDialog({
    defaultUri: Uri.file(path.join(exports, `${name}.${exportExtension(format)}`)),
    title: l10n.t('Export'),
  });
  if (!target) await rmdir(exports).catch(() => undefined);
  return target;
}

async function offerToOpen(target: Uri, message: string): Promise<void> {
  const open = l10n.t('Open File');
  if ((await window.showInformationMessage(message, open)) === open) await window.showTextDocument(target);
}
