import path from 'node:path';
import { commands as editor, l10n, Uri, window, workspace } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { CannotHandOut, handOut, readNames, writeSheets } from '../../core/review/handOut.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import { offerSteps } from '../offerSteps.ts';
import type { OpenDataset } from '../openDataset.ts';
import { UserError } from '../userError.ts';
import type { TableServices } from './registerTables.ts';

/** *Hand Out Review*: writes a sheet for each volunteer. `ids`: the tasks chosen; absent for all pending ones. */
export async function handOutReview(
  { commands }: TableServices,
  dataset: OpenDataset,
  ids: readonly string[] | undefined,
): Promise<void> {
  const title = l10n.t('Hand Out Review');
  const pending = dataset.snapshot.generated.filter(({ standing }) => standing.state === 'pending').length;
  const count = ids?.length ?? pending;
  if (count === 0) {
    throw new UserError(
      l10n.t('No task of “{0}” is pending, so there is nothing to hand out.', isolate(dataset.snapshot.name)),
      [{ title: l10n.t('Generate Round'), command: 'selfInstruct.generateRound', args: [{ folder: dataset.folder }] }],
    );
  }
  const typed = await window.showInputBox({
    title,
    prompt: l10n.t('{0} tasks. Names of the volunteers, with commas between them', count),
    placeHolder: 'anna, ben',
    ignoreFocusOut: true,
    validateInput: (value) => reasonNot(() => readNames(value)),
  });
  if (typed === undefined) return;
  const reviewers = readNames(typed);
  const overlap = reviewers.length === 1 ? 1 : await askOverlap(title, reviewers.length);
  if (overlap === undefined) return;
  const fair = Math.ceil((count * overlap) / reviewers.length);
  const most = await window.showInputBox({
    title,
    prompt: l10n.t('Most tasks for one volunteer. {0} each hand all of them out.', fair),
    value: String(fair),
    ignoreFocusOut: true,
    validateInput: (value) =>
      /^[1-9]\d{0,8}$/u.test(value.trim()) ? undefined : l10n.t('Give a whole number of at least 1.'),
  });
  const folder = most === undefined ? undefined : await askFolder(title, dataset.folder);
  if (folder === undefined) return;
  const { sheets, tasks, left } = handOutOrTell(dataset, {
    reviewers,
    each: Number(most),
    overlap,
    ...(ids ? { ids } : {}),
  });
  const files = await writeSheets(nodeDisk, folder, sheets);
  const message = [
    l10n.t('{0} tasks are in {1} sheets in {2}.', tasks, files.length, folder),
    ...(left > 0 ? [l10n.t('{0} were left over.', left)] : []),
    l10n.t('Send each volunteer theirs; Collect Review reads them back.'),
  ].join(' ');
  const [first] = files;
  const inExplorer = first !== undefined && workspace.getWorkspaceFolder(Uri.file(first)) !== undefined;
  const show = {
    title: l10n.t('Show in Explorer'),
    run: async () => editor.executeCommand('revealInExplorer', Uri.file(first ?? folder)),
  };
  void offerSteps(commands, message, inExplorer ? [show] : []);
}

function handOutOrTell({ snapshot }: OpenDataset, options: Parameters<typeof handOut>[1]): ReturnType<typeof handOut> {
  try {
    return handOut(snapshot, options);
  } catch (error) {
    throw error instanceof CannotHandOut ? new UserError(error.message) : error;
  }
}

function reasonNot(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function askOverlap(title: string, reviewers: number): Promise<number | undefined> {
  const items = [
    { label: l10n.t('Each task to one volunteer'), overlap: 1 },
    {
      label: l10n.t('Each task to two volunteers'),
      detail: l10n.t('Where they differ the task is disputed'),
      overlap: 2,
    },
    ...(reviewers > 2 ? [{ label: l10n.t('Every task to everybody'), overlap: reviewers }] : []),
  ];
  const picked = await window.showQuickPick(items, { title, ignoreFocusOut: true });
  return picked?.overlap;
}

async function askFolder(title: string, dataset: string): Promise<string | undefined> {
  const own = path.join(dataset, 'review');
  const here = { label: l10n.t('review, in the dataset'), detail: own };
  const elsewhere = { label: l10n.t('Another folder…') };
  const picked = await window.showQuickPick([here, elsewhere], {
    title,
    placeHolder: l10n.t('Where to? Files that are there are kept.'),
    ignoreFocusOut: true,
  });
  if (picked === here) return own;
  if (!picked) return undefined;
  const [chosen] = (await window.showOpenDialog({ title, canSelectFiles: false, canSelectFolders: true })) ?? [];
  return chosen?.fsPath;
}
