import path from 'node:path';
import { type Disposable, commands as editor, l10n, type Memento, Uri, window, workspace } from 'vscode';
import type { Purpose } from '../../core/model/recipe.ts';
import type { NewDatasetOptions, Sample } from '../../core/newDataset.ts';
import { splitLabels } from '../../core/splitLabels.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import type { Commands } from '../commands.ts';
import type { Datasets } from '../datasets.ts';
import { UserError } from '../userError.ts';
import type { DatasetWishes } from './wizard/datasetSteps.ts';

export interface NewDatasetServices {
  readonly commands: Commands;
  readonly datasets: Datasets;
  /** Folder of the samples and starter seeds that come with the extension. */
  readonly samplesFolder: string;
  /** Outlasts the window: where no folder is open, the new one opens in a window of its own. */
  readonly memory: Memento;
}

/** The dataset whose first seed task is to be written when its window opens. */
const beginName = 'selfInstruct.beginSeedsOf';

/** *New Dataset*: for any language and purpose, in a folder of the workspace or, where none is open, of the person's choice. */
export function registerNewDataset(services: NewDatasetServices): Disposable {
  const { commands, datasets, memory } = services;
  commands.register('selfInstruct.newDataset', async (argument) => {
    const sample = sampleOf(argument);
    const parent = await parentFolder();
    if (parent === undefined) return;
    if (sample) await makeSample(services, parent, sample);
    else await makeWished(services, parent);
  });
  return datasets.onDidList(() => {
    const folder = memory.get<string>(beginName);
    if (folder === undefined || !datasets.get(folder)) return;
    void memory.update(beginName, undefined);
    void commands.run('selfInstruct.newSeedTask', { folder });
  });
}

/** `{ "sample": "english" }`, as the welcome view gives it: then nothing is asked. */
function sampleOf(argument: unknown): Sample | undefined {
  const { sample } = (argument ?? {}) as { sample?: unknown };
  return sample === 'english' || sample === 'hindi' ? sample : undefined;
}

async function makeSample(services: NewDatasetServices, parent: string, sample: Sample): Promise<void> {
  const folder = path.join(parent, await freeName(parent, `${sample}-sample`));
  await make(services, folder, { start: { sample } });
}

async function makeWished(services: NewDatasetServices, parent: string): Promise<void> {
  const { startsFor } = await import('../../core/newDataset.ts');
  const { datasetSteps } = await import('./wizard/datasetSteps.ts');
  const { runSteps } = await import('./wizard/steps.ts');
  const begin: DatasetWishes = {
    parent,
    name: await freeName(parent, 'dataset'),
    language: 'en',
    kind: 'general',
    from: 'es',
    to: 'en',
    domain: '',
    labels: '',
    start: 'empty',
  };
  const steps = datasetSteps((language) => startsFor(nodeDisk, services.samplesFolder, language));
  const wishes = await runSteps(l10n.t('New Dataset'), begin, steps);
  if (!wishes) return;
  const { name, language, start } = wishes;
  await make(services, path.join(parent, name), { name, language, start, purpose: purposeOf(wishes) });
}

function purposeOf({ kind, from, to, domain, labels }: DatasetWishes): Purpose {
  switch (kind) {
    case 'translation':
      return { kind, from, to };
    case 'extraction':
      return { kind, domain };
    case 'classification':
      return { kind, labels: splitLabels(labels) };
    default:
      return { kind };
  }
}

async function make(
  services: NewDatasetServices,
  folder: string,
  options: Omit<NewDatasetOptions, 'samplesFolder'>,
): Promise<void> {
  const { commands, datasets, samplesFolder, memory } = services;
  const { createDataset, DatasetExists, NoStarters } = await import('../../core/newDataset.ts');
  try {
    await createDataset(nodeDisk, folder, { samplesFolder, ...options });
  } catch (error) {
    if (error instanceof DatasetExists || error instanceof NoStarters) throw new UserError(error.message);
    throw error;
  }
  const isEmpty = options.start === 'empty';
  if (workspace.workspaceFolders === undefined) {
    if (isEmpty) await memory.update(beginName, folder);
    await editor.executeCommand('vscode.openFolder', Uri.file(folder));
    return;
  }
  await datasets.add(folder);
  await editor.executeCommand('selfInstruct.datasets.focus', { preserveFocus: true });
  if (isEmpty) await commands.run('selfInstruct.newSeedTask', { folder });
  else await window.showTextDocument(Uri.file(path.join(folder, 'seed_tasks.jsonl')));
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

async function freeName(parent: string, wanted: string): Promise<string> {
  const taken = new Set(await nodeDisk.list(parent));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(name)) return name;
  }
}
