import { l10n, Range, Selection, TextEditorRevealType, Uri, window, workspace } from 'vscode';
import type { Location } from '../../core/model/task.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import { idOfLine } from '../review/taskLine.ts';
import { findLocation, findTask } from '../taskLookup.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { UserError } from '../userError.ts';

interface Wanted {
  readonly id: string;
  readonly location: Location;
}

/** *Open Task*, *Open Nearest Neighbour*, *Open Seeds* and *Open Recipe*. */
export function registerOpenTask({ commands, active }: { commands: Commands; active: ActiveDataset }): void {
  commands.register('selfInstruct.openTask', async (argument) => {
    const wanted = ofNode(argument) ?? (await ofReference(active, argument));
    await openLine(wanted);
  });

  commands.register('selfInstruct.openNearest', async (argument) => {
    const dataset = await active.resolve(argument);
    const id = ofNode(argument)?.id ?? (argument as { id?: string } | undefined)?.id ?? idAtCursor();
    const task = dataset && id !== undefined ? dataset.snapshot.byId.get(id)?.task : undefined;
    const candidate = dataset?.snapshot.filtered.find((dropped) => dropped.id === id);
    const nearest = task?.novelty?.nearest ?? candidate?.nearest;
    const neighbour = dataset && nearest !== undefined ? findTask(dataset.snapshot, nearest) : undefined;
    if (!neighbour)
      throw new UserError(l10n.t('No nearest neighbour is known of this task, or it is no longer there.'));
    await openLine({ id: neighbour.id, location: neighbour.location });
  });

  commands.register('selfInstruct.openSeeds', async (argument) => {
    const dataset = await active.resolve(argument);
    if (dataset) await openOrMake(dataset.paths.seeds, '');
  });

  commands.register('selfInstruct.openRecipe', async (argument) => {
    const dataset = await active.resolve(argument);
    if (dataset) await openOrMake(dataset.paths.recipe, '{}\n');
  });
}

function ofNode(argument: unknown): Wanted | undefined {
  const node = argument as TreeNode | undefined;
  switch (node?.kind) {
    case 'seed':
      return { id: node.seed.id, location: node.seed.location };
    case 'task':
      return { id: node.reviewed.task.id, location: node.reviewed.task.location };
    case 'candidate':
      return { id: node.candidate.id, location: node.candidate.location };
    default:
      return undefined;
  }
}

/** `{ folder, id }`, as the panel gives it. */
async function ofReference(active: ActiveDataset, argument: unknown): Promise<Wanted> {
  const { id } = (argument ?? {}) as { id?: unknown };
  if (typeof id !== 'string') throw new UserError(l10n.t('No task is selected. Select one in the tree of datasets.'));
  const dataset = await active.resolve(argument);
  const location = dataset && findLocation(dataset.snapshot, id);
  if (!location) throw new UserError(l10n.t('This task is no longer in the dataset.'));
  return { id, location };
}

function idAtCursor(): string | undefined {
  const editor = window.activeTextEditor;
  return editor && idOfLine(editor.document.lineAt(editor.selection.active.line).text);
}

/** Shows the line of a record; where unsaved changes have moved it, the line that has its id now. */
async function openLine({ id, location }: Wanted): Promise<void> {
  const document = await workspace.openTextDocument(Uri.file(location.file));
  const has = (line: number) => line < document.lineCount && idOfLine(document.lineAt(line).text) === id;
  let { line } = location;
  if (!has(line)) {
    const lines = Array.from({ length: document.lineCount }, (_, index) => index);
    line = lines.find(has) ?? Math.min(line, document.lineCount - 1);
  }
  const editor = await window.showTextDocument(document, { preview: true });
  const range = new Range(line, 0, line, 0);
  editor.selection = new Selection(range.start, range.start);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

async function openOrMake(file: string, content: string): Promise<void> {
  await nodeDisk.create(file, content);
  await window.showTextDocument(Uri.file(file));
}
