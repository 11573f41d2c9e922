import { Disposable, type Memento, type TreeView, window } from 'vscode';
import type { ActiveDataset } from '../activeDataset.ts';
import type { BatchJobs } from '../batch/batchJobs.ts';
import type { Commands } from '../commands.ts';
import type { Datasets } from '../datasets.ts';
import type { Runs } from '../run/runs.ts';
import { DatasetsTree } from './datasetsTree.ts';
import type { TreeNode } from './nodes.ts';
import { ChosenOrder } from './taskOrder.ts';

export interface TreeServices {
  readonly commands: Commands;
  readonly datasets: Datasets;
  readonly runs: Runs;
  readonly active: ActiveDataset;
  readonly batches: BatchJobs;
  readonly memory: Memento;
}

/** Creates the tree view and keeps it drawn. */
export function registerTree({ commands, datasets, runs, active, batches, memory }: TreeServices): {
  readonly view: TreeView<TreeNode>;
  readonly order: ChosenOrder;
  readonly disposable: Disposable;
} {
  const order = new ChosenOrder({ commands, memory });
  const activityOf = (folder: string) => {
    const activity = runs.activityOf(folder);
    return activity === 'idle' && batches.isWaiting(folder) ? 'waiting' : activity;
  };
  const tree = new DatasetsTree(
    datasets,
    activityOf,
    (folder) => batches.of(folder),
    () => order.current,
  );
  const view = window.createTreeView('selfInstruct.datasets', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const activities = new Map<string, string>();
  const disposable = Disposable.from(
    view,
    order,
    order.onDidChange(() => tree.refresh()),
    datasets.onDidChange(() => tree.refresh()),
    datasets.onDidList(() => tree.refresh()),
    batches.onDidChange(() => tree.refresh()),
    runs.onDidChange((folder) => {
      // Counts change many times a second, what the tree shows of a run does not.
      const activity = runs.activityOf(folder);
      if (activities.get(folder) !== activity) tree.refresh();
      activities.set(folder, activity);
    }),
    view.onDidChangeSelection(({ selection: [node] }) => {
      if (node) active.touch(node.folder);
    }),
  );
  return { view, order, disposable };
}
