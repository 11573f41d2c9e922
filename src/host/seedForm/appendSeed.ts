import { Position, Uri, WorkspaceEdit, workspace } from 'vscode';
import type { SeedTask } from '../../core/model/task.ts';
import { jsonLine } from '../../core/store/jsonl.ts';
import { storedSeed } from '../../core/store/records.ts';
import { isDirty, type OpenDataset } from '../openDataset.ts';

/**
 * Adds a seed task to a dataset: on disk, or where the file is open with unsaved changes, in the open document, where it
 * can be undone and is saved with them. Resolves with where it went.
 */
export async function appendSeed(dataset: OpenDataset, seed: SeedTask): Promise<'file' | 'unsaved document'> {
  const file = dataset.paths.seeds;
  if (!isDirty(file)) {
    await dataset.write((writer) => writer.appendSeed(seed));
    return 'file';
  }
  const document = await workspace.openTextDocument(Uri.file(file));
  const { line, character } = document.lineAt(document.lineCount - 1).range.end;
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(line, character), (character > 0 ? '\n' : '') + jsonLine(storedSeed(seed)));
  if (!(await workspace.applyEdit(edit)))
    throw new Error('The open document could not be changed. Nothing was added; what you wrote is kept in the form.');
  return 'unsaved document';
}
