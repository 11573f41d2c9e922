import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { BatchJob } from '../../core/batch/batchJob.ts';
import type { Datasets } from '../datasets.ts';
import { leafTooltip } from './leafTooltip.ts';
import { batchesNode, childrenOf, datasetNode, type TaskOrder, type TreeNode } from './nodes.ts';
import { type DatasetActivity, datasetTooltip, treeItem } from './treeItems.ts';

/** The datasets as the tree view draws them. */
export class DatasetsTree implements TreeDataProvider<TreeNode> {
  readonly #datasets: Datasets;
  readonly #activityOf: (folder: string) => DatasetActivity;
  readonly #jobsOf: (folder: string) => readonly BatchJob[];
  readonly #order: () => TaskOrder;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    datasets: Datasets,
    activityOf: (folder: string) => DatasetActivity,
    jobsOf: (folder: string) => readonly BatchJob[],
    order: () => TaskOrder,
  ) {
    this.#datasets = datasets;
    this.#activityOf = activityOf;
    this.#jobsOf = jobsOf;
    this.#order = order;
  }

  /** Draws the tree anew from the latest snapshots. */
  refresh(): void {
    this.#changed.fire();
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node?.kind === 'dataset') return [...batchesNode(node, this.#jobsOf(node.folder)), ...childrenOf(node)];
    const order = this.#order();
    const children = node ? childrenOf(node) : this.#datasets.all.map(({ snapshot }) => datasetNode(snapshot, order));
    return [...children];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.kind === 'dataset' ? undefined : node.parent;
  }

  getTreeItem(node: TreeNode): TreeItem {
    return treeItem(node, this.#activityOf(node.folder));
  }

  /** Long texts are put into tooltips only when somebody looks. */
  async resolveTreeItem(item: TreeItem, node: TreeNode): Promise<TreeItem> {
    if (node.kind === 'dataset') item.tooltip = await datasetTooltip(node);
    if (node.kind === 'seed' || node.kind === 'task' || node.kind === 'candidate') item.tooltip = leafTooltip(node);
    return item;
  }
}
