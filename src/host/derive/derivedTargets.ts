import { l10n, type TreeView, window } from 'vscode';
import { partNumber } from '../../core/store/paths.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Datasets } from '../datasets.ts';
import { folderOf } from '../folderOf.ts';
import type { OpenDataset } from '../openDataset.ts';
import { isLineTarget } from '../review/lineTarget.ts';
import { idOfLine } from '../review/taskLine.ts';
import { labelText } from '../taskText.ts';
import { clickedNodes } from '../tree/clickedNodes.ts';
import type { SeedNode, TaskNode, TreeNode } from '../tree/nodes.ts';

export interface DerivedTargets {
  readonly dataset: OpenDataset;
  /** Ids of the chosen tasks; absent for all that may be used. */
  readonly tasks?: readonly string[];
}

/** What tells which tasks a command is about. */
export interface TargetSources {
  readonly datasets: Datasets;
  readonly active: ActiveDataset;
  readonly view: TreeView<TreeNode>;
}

/**
 * What a step is to work on: the tree's nodes that it was called on, the line of a CodeLens, a whole dataset, an argument
 * with `folder` and `tasks` (as a key binding gives it), else the selected lines of a generated-tasks file, else what the
 * person picks. `undefined` where the pick was dismissed.
 */
export async function derivedTargets(
  { datasets, active, view }: TargetSources,
  argument: unknown,
  all: unknown,
): Promise<DerivedTargets | undefined> {
  if (isLineTarget(argument)) return withDataset(datasets.ofFile(argument.file), [argument.id]);
  if (isLeaf(argument)) {
    const nodes = clickedNodes(argument, all, isLeaf).filter(({ folder }) => folder === argument.folder);
    return withDataset(datasets.get(argument.folder), nodes.map(idOf));
  }
  if (folderOf(argument) !== undefined) {
    const dataset = await active.resolve(argument);
    const { tasks } = argument as { tasks?: unknown };
    const ids = Array.isArray(tasks) ? tasks.filter((id) => typeof id === 'string') : undefined;
    return withDataset(dataset, ids);
  }
  const lines = linesSelected();
  if (lines) return withDataset(datasets.ofFile(lines.file), lines.ids);
  const dataset = await active.resolve(undefined);
  return dataset && pickTasks(dataset, view.selection.filter(isLeaf));
}

function withDataset(
  dataset: OpenDataset | undefined,
  tasks: readonly string[] | undefined,
): DerivedTargets | undefined {
  return dataset && { dataset, ...(tasks ? { tasks } : {}) };
}

function isLeaf(argument: unknown): argument is TaskNode | SeedNode {
  const kind = (argument as TreeNode | undefined)?.kind;
  return kind === 'task' || kind === 'seed';
}

function idOf(node: TaskNode | SeedNode): string {
  return node.kind === 'task' ? node.reviewed.task.id : node.seed.id;
}

/** Ids on the lines of the selections, where a generated-tasks file is in front. */
export function linesSelected(): { readonly file: string; readonly ids: readonly string[] } | undefined {
  const editor = window.activeTextEditor;
  if (!editor || partNumber(editor.document.uri.fsPath) === undefined) return undefined;
  const ids = new Set<string>();
  for (const { start, end } of editor.selections) {
    for (let line = start.line; line <= end.line; line += 1) {
      const id = idOfLine(editor.document.lineAt(line).text);
      if (id !== undefined) ids.add(id);
    }
  }
  return ids.size > 0 ? { file: editor.document.uri.fsPath, ids: [...ids] } : undefined;
}

/** Every task that may be used, those selected in the tree ticked, or else all of them. */
async function pickTasks(
  dataset: OpenDataset,
  selected: readonly (TaskNode | SeedNode)[],
): Promise<DerivedTargets | undefined> {
  const { chooseTasks } = await import('../../core/pipeline/derive/chooseTasks.ts');
  const usable = chooseTasks(dataset.snapshot, undefined);
  const ticked = new Set(selected.filter(({ folder }) => folder === dataset.folder).map(idOf));
  const items = usable.map(({ id, kind, instruction }) => ({
    label: labelText(instruction, 100),
    description: kind === 'seed' ? l10n.t('seed') : l10n.t('accepted'),
    id,
    picked: ticked.size === 0 || ticked.has(id),
  }));
  const picked = await window.showQuickPick(items, {
    title: dataset.snapshot.name,
    placeHolder: l10n.t('Which tasks? Seeds and accepted tasks can be built upon.'),
    canPickMany: true,
    matchOnDescription: true,
  });
  if (!picked || picked.length === 0) return undefined;
  return { dataset, ...(picked.length === usable.length ? {} : { tasks: picked.map(({ id }) => id) }) };
}
