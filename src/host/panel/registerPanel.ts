import { type Disposable, type Memento, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { ActiveDataset } from '../activeDataset.ts';
import { idOfLine } from '../review/taskLine.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { closeUnloadedTabs } from '../unloadedTabs.ts';
import type { PanelServices, ReviewPanel } from './reviewPanel.ts';

const viewType = 'selfInstruct.panel';
/** The page itself keeps where the reviewer was, and not whose dataset it was. */
const folderName = 'selfInstruct.panelDataset';

/** *Open Panel* and *Open in Review Queue*: one panel, restored with the window. Its code is loaded when it is first shown. */
export function registerPanel(
  services: PanelServices & { readonly active: ActiveDataset; readonly memory: Memento },
): Disposable {
  const { commands, active, memory } = services;
  let shown: ReviewPanel | undefined;

  const attach = async (panel: WebviewPanel, folder: string | undefined): Promise<ReviewPanel> => {
    const { ReviewPanel } = await import('./reviewPanel.ts');
    panel.iconPath = Uri.joinPath(services.extensionUri, 'media', 'icon.png');
    const attached = new ReviewPanel(panel, services, folder);
    shown = attached;
    attached.onDidDispose(() => {
      if (shown === attached) shown = undefined;
    });
    return attached;
  };

  const open = async (argument: unknown, id?: string): Promise<void> => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    await memory.update(folderName, dataset.folder);
    if (!shown) await closeUnloadedTabs(viewType);
    const panel =
      shown ??
      (await attach(window.createWebviewPanel(viewType, dataset.snapshot.name, ViewColumn.Active), dataset.folder));
    await panel.show(dataset.folder, id);
  };

  commands.register('selfInstruct.openPanel', (argument) => open(argument));
  commands.register('selfInstruct.openInPanel', (argument) => open(argument, idOf(argument)));

  return window.registerWebviewPanelSerializer(viewType, {
    async deserializeWebviewPanel(panel: WebviewPanel) {
      await attach(panel, memory.get<string>(folderName) ?? active.current?.folder);
    },
  });
}

/** The generated task of an argument with `folder` and `id`, of a node of the tree, or that the cursor is on. */
function idOf(argument: unknown): string | undefined {
  const node = argument as TreeNode | { readonly kind?: never; readonly id?: unknown } | undefined;
  if (node?.kind === 'task') return node.reviewed.task.id;
  if (node && node.kind === undefined && typeof node.id === 'string') return node.id;
  const editor = window.activeTextEditor;
  return editor && idOfLine(editor.document.lineAt(editor.selection.active.line).text);
}
