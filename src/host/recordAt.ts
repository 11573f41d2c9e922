import { window } from 'vscode';
import type { Datasets } from './datasets.ts';
import type { OpenDataset } from './openDataset.ts';
import { idOfLine } from './review/taskLine.ts';
import type { TreeNode } from './tree/nodes.ts';

/** Id of the task or dropped candidate that a command's argument names: a node of the tree, or `{ id }`. */
export function recordIn(argument: unknown): string | undefined {
  const node = argument as TreeNode | undefined;
  if (node?.kind === 'task') return node.reviewed.task.id;
  if (node?.kind === 'candidate') return node.candidate.id;
  const { id, kind } = (argument ?? {}) as { id?: unknown; kind?: unknown };
  // Other nodes of the tree have ids of their own, which are no task's.
  return typeof id === 'string' && kind === undefined ? id : undefined;
}

/** Id of the record in the line of the cursor, where that is in a file of the dataset. */
export function recordAtCursor(datasets: Datasets, dataset: OpenDataset): string | undefined {
  const editor = window.activeTextEditor;
  if (!editor || datasets.ofFile(editor.document.uri.fsPath) !== dataset) return undefined;
  return idOfLine(editor.document.lineAt(editor.selection.active.line).text);
}
