import path from 'node:path';
import { commands as editor, l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { nodeDisk } from '../../core/store/disk.ts';
import type { Commands } from '../commands.ts';
import type { Datasets } from '../datasets.ts';

interface Kind extends QuickPickItem {
  readonly sample?: 'english' | 'hindi';
  readonly folder: string;
}

const kinds: readonly Kind[] = [
  {
    label: 'English sample',
    detail: 'Seed tasks of every kind, and a recipe for the practice model: Generate works at once.',
    sample: 'english',
    folder: 'english-sample',
  },
  {
    label: 'हिन्दी (Hindi) sample',
    detail: 'A small set of seed tasks in another script, for the practice model too.',
    sample: 'hindi',
    folder: 'hindi-sample',
  },
  { label: 'Empty dataset', detail: 'Write your own seed tasks, in any language.', folder: 'dataset' },
];

export interface NewDatasetServices {
  readonly commands: Commands;
  readonly datasets: Datasets;
  /** Folder of the samples that come with the extension. */
  readonly samplesFolder: string;
}

/** *New Dataset*: from a sample or from nothing, in a folder of the workspace or, where none is open, of the person's choice. */
export function registerNewDataset({ commands, datasets, samplesFolder }: NewDatasetServices): void {
  commands.register('selfInstruct.newDataset', async (argument) => {
    const title = l10n.t('New Dataset');
    const placeHolder = l10n.t('Begin with a sample or with an empty dataset?');
    const wanted = kinds.find(({ sample }) => sample !== undefined && sample === sampleOf(argument));
    const kind = wanted ?? (await window.showQuickPick(kinds, { title, placeHolder }));
    const parent = kind && (await parentFolder());
    if (!parent) return;
    const name = wanted ? await freeName(parent, wanted.folder) : await askName(parent, kind);
    if (name === undefined) return;
    const language = kind.sample ? undefined : await askLanguage();
    if (!kind.sample && language === undefined) return;
    const folder = path.join(parent, name);
    const { createDataset } = await import('../../core/newDataset.ts');
    await createDataset(nodeDisk, folder, {
      samplesFolder,
      ...(kind.sample ? { sample: kind.sample } : { name }),
      ...(language === undefined ? {} : { language }),
    });
    await show(folder, datasets);
  });
}

/** `{ "sample": "english" }`, as the welcome view gives it: then nothing is asked. */
function sampleOf(argument: unknown): unknown {
  return (argument as { sample?: unknown } | undefined)?.sample;
}

async function show(folder: string, datasets: Datasets): Promise<void> {
  if (workspace.workspaceFolders === undefined) {
    await editor.executeCommand('vscode.openFolder', Uri.file(folder));
    return;
  }
  await datasets.add(folder);
  await window.showTextDocument(Uri.file(path.join(folder, 'seed_tasks.jsonl')));
  await editor.executeCommand('selfInstruct.datasets.focus', { preserveFocus: true });
}

/** The workspace's folder; asks which, or for one anywhere where no folder is open. */
async function parentFolder(): Promise<string | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length > 1) return (await window.showWorkspaceFolderPick())?.uri.fsPath;
  if (folders[0]) return folders[0].uri.fsPath;
  const [chosen] =
    (await window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: l10n.t('Make the Dataset Here'),
      title: l10n.t('New Dataset'),
    })) ?? [];
  return chosen?.fsPath;
}

async function askName(parent: string, { folder }: Kind): Promise<string | undefined> {
  const name = await window.showInputBox({
    title: l10n.t('New Dataset'),
    prompt: l10n.t('Name of the folder, made in {0}', parent),
    value: await freeName(parent, folder),
    validateInput: async (value) => {
      const trimmed = value.trim();
      if (trimmed === '' || trimmed === '.' || /[\p{Cc}<>:"/\\|?*]/u.test(trimmed) || trimmed.startsWith('..'))
        return l10n.t('Give a name that a folder can have.');
      return (await nodeDisk.list(path.join(parent, trimmed))).length > 0
        ? l10n.t('This folder is there already and not empty. Choose another name.')
        : undefined;
    },
  });
  return name?.trim();
}

async function freeName(parent: string, wanted: string): Promise<string> {
  const taken = new Set(await nodeDisk.list(parent));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(name)) return name;
  }
}

async function askLanguage(): Promise<string | undefined> {
  const language = await window.showInputBox({
    title: l10n.t('New Dataset'),
    prompt: l10n.t('Language of the tasks as a tag: en, hi, sw, zh-Hant, …'),
    value: 'en',
    validateInput: (value) =>
      isLanguage(value.trim()) ? undefined : l10n.t('Give a language tag (BCP 47), such as hi for Hindi.'),
  });
  return language?.trim();
}

function isLanguage(tag: string): boolean {
  try {
    return tag !== '' && Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
