import { Uri } from 'vscode';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Confirm } from '../ledger/confirm.ts';
import type { Reports } from '../reports.ts';
import type { TreeNode } from '../tree/nodes.ts';

export interface TableServices {
  readonly commands: Commands;
  readonly active: ActiveDataset;
  readonly reports: Reports;
  readonly confirm: Confirm;
}

/** *Import Seeds from CSV*, *Hand Out Review* and *Collect Review*; what they need is loaded when they are called. */
export function registerTables(services: TableServices): void {
  const { commands, active } = services;
  commands.register('selfInstruct.importTable', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const { importTable } = await import('./importTable.ts');
    const { ask } = (argument ?? {}) as { ask?: unknown };
    await importTable(services, dataset, { file: filesOf(argument)[0], ask: ask === true });
  });

  commands.register('selfInstruct.handOutReview', async (argument, all) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const { handOutReview } = await import('./handOutReview.ts');
    await handOutReview(services, dataset, selectedTasks(argument, all));
  });

  commands.register('selfInstruct.collectReview', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const { collectReview } = await import('./collectReview.ts');
    await collectReview(services, dataset, filesOf(argument));
  });
}

/** `{ folder, files }`, as a caller gives it: then no dialog asks for files. */
function filesOf(argument: unknown): readonly Uri[] {
  const { files } = (argument ?? {}) as { files?: unknown };
  return Array.isArray(files) ? files.filter((file) => typeof file === 'string').map((file) => Uri.file(file)) : [];
}

/** Ids of the tasks that the command was called on in the tree; `undefined` for a whole dataset. */
function selectedTasks(argument: unknown, all: unknown): readonly string[] | undefined {
  const nodes = (Array.isArray(all) && all.length > 0 ? all : [argument]) as readonly (TreeNode | undefined)[];
  const ids = nodes.flatMap((node) => (node?.kind === 'task' ? [node.reviewed.task.id] : []));
  return ids.length > 0 ? ids : undefined;
}
