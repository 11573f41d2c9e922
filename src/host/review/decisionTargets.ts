import { l10n, type TextDocument, type TreeView, window, workspace } from 'vscode';
import { decidable } from '../../core/store/whatCounts.ts';
import type { Datasets } from '../datasets.ts';
import { clickedNodes } from '../tree/clickedNodes.ts';
import type { SeedNode, TaskNode, TreeNode } from '../tree/nodes.ts';
import { UserError } from '../userError.ts';
import { contentOfLine } from './contentOfLine.ts';
import { isLineTarget, type LineTarget } from './lineTarget.ts';
import { holdsDecidable, idOfLine } from './taskLine.ts';

/** A task to decide about, at the content that the person sees. */
export interface DecisionTarget {
  readonly folder: string;
  readonly id: string;
  readonly of: string;
}

export interface TargetSources {
  readonly datasets: Datasets;
  readonly view: TreeView<TreeNode>;
}

/** Where a decision was asked for; in the tree the next pending task is selected afterwards. */
export interface Targets {
  readonly from: 'tree' | 'editor';
  readonly targets: readonly DecisionTarget[];
}

/**
 * What a decision command is about: the tree's nodes that it was called on, the line of a CodeLens, or without an
 * argument the lines of the selections in a generated-tasks file, else the nodes selected in the tree. The argument
 * `"tree"` or `"editor"` (from a key binding) says which of the two.
 */
export async function decisionTargets(
  { datasets, view }: TargetSources,
  argument: unknown,
  all: unknown,
): Promise<Targets> {
  if (isLineTarget(argument)) return { from: 'editor', targets: [await lineTarget(datasets, argument)] };
  if (isDecidableNode(argument)) {
    return { from: 'tree', targets: clickedNodes(argument, all, isDecidableNode).map(nodeTarget) };
  }
  const lines = argument === 'tree' ? [] : editorTargets(datasets);
  if (lines.length > 0) return { from: 'editor', targets: lines };
  const nodes = argument === 'editor' ? [] : view.selection.filter(isDecidableNode);
  if (nodes.length > 0) return { from: 'tree', targets: nodes.map(nodeTarget) };
  throw new UserError(
    l10n.t(
      'No task to decide about is selected. Select one in the tree, or put the cursor on its line in a generated_tasks file; of the seeds those that a machine wrote are decided about.',
    ),
  );
}

/** A generated task, or a seed that a machine wrote. */
function isDecidableNode(argument: unknown): argument is TaskNode | SeedNode {
  const node = argument as TreeNode | undefined;
  return node?.kind === 'task' || (node?.kind === 'seed' && node.seed.machineWritten === true);
}

function nodeTarget(node: TaskNode | SeedNode): DecisionTarget {
  const { folder } = node;
  return node.kind === 'task'
    ? { folder, id: node.reviewed.task.id, of: node.reviewed.of }
    : { folder, id: node.seed.id, of: node.of };
}

function editorTargets(datasets: Datasets): DecisionTarget[] {
  const editor = window.activeTextEditor;
  if (!editor || !holdsDecidable(editor.document.uri.fsPath)) return [];
  const dataset = datasets.ofFile(editor.document.uri.fsPath);
  if (!dataset) return [];
  const lines = new Set(editor.selections.flatMap(({ start, end }) => range(start.line, end.line)));
  return [...lines].flatMap((line) => {
    const id = idOfLine(editor.document.lineAt(line).text);
    return id !== undefined && decidable(dataset.snapshot, id) ? [atContent(datasets, editor.document, line, id)] : [];
  });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The line may have moved since its lens was drawn. */
async function lineTarget(datasets: Datasets, { file, line, id }: LineTarget): Promise<DecisionTarget> {
  const document = await workspace.openTextDocument(file);
  const isThere = (at: number) => at < document.lineCount && idOfLine(document.lineAt(at).text) === id;
  const found = isThere(line) ? line : range(0, document.lineCount - 1).find(isThere);
  if (found === undefined) throw new UserError(l10n.t('This task is no longer in the file. Nothing was recorded.'));
  return atContent(datasets, document, found, id);
}

/** Who decides in the editor judges what the editor shows, so unsaved changes must be saved first. */
function atContent(datasets: Datasets, document: TextDocument, line: number, id: string): DecisionTarget {
  const dataset = datasets.ofFile(document.uri.fsPath);
  const of = contentOfLine(document.lineAt(line).text, document.uri.fsPath);
  if (!dataset || of === undefined)
    throw new UserError(l10n.t('Line {0} is no task as it stands, so nothing was recorded. Mend it first.', line + 1));
  if (document.isDirty && decidable(dataset.snapshot, id)?.of !== of) {
    throw new UserError(
      l10n.t(
        'Line {0} has unsaved changes, so nothing was recorded. Save the file, then decide about what it says.',
        line + 1,
      ),
    );
  }
  return { folder: dataset.folder, id, of };
}
