import { type Disposable, type Memento, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import { closeUnloadedTabs } from '../unloadedTabs.ts';
import type { SeedForm, SeedFormServices } from './seedForm.ts';

const viewType = 'selfInstruct.seedForm';
/** Whose form was open last, so that a window that opens again finds the draft. */
const folderName = 'selfInstruct.seedFormDataset';

/** *New Seed Task*: a form a dataset, restored with the window. Its code is loaded when it is first shown. */
export function registerSeedForm(
  services: SeedFormServices & {
    readonly commands: Commands;
    readonly active: ActiveDataset;
    readonly memory: Memento;
  },
): Disposable {
  const { commands, active, memory } = services;
  const forms = new Map<string, SeedForm>();

  const attach = async (panel: WebviewPanel, folder: string): Promise<void> => {
    const { SeedForm } = await import('./seedForm.ts');
    panel.iconPath = Uri.joinPath(services.extensionUri, 'media', 'icon.png');
    const form = new SeedForm(panel, services, folder);
    forms.set(folder, form);
    form.onDidDispose(() => {
      if (forms.get(folder) === form) forms.delete(folder);
    });
  };

  commands.register('selfInstruct.newSeedTask', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const { folder, snapshot } = dataset;
    await memory.update(folderName, folder);
    const open = forms.get(folder);
    if (open) return open.reveal();
    if (forms.size === 0) await closeUnloadedTabs(viewType);
    await attach(
      window.createWebviewPanel(viewType, `New seed task: ${isolate(snapshot.name)}`, ViewColumn.Active),
      folder,
    );
  });

  return window.registerWebviewPanelSerializer(viewType, {
    async deserializeWebviewPanel(panel: WebviewPanel) {
      const folder = memory.get<string>(folderName) ?? active.current?.folder;
      if (folder === undefined) panel.dispose();
      else await attach(panel, folder);
    },
  });
}
