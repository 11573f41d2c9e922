import { Range, Uri, WorkspaceEdit, workspace } from 'vscode';
import { nodeDisk } from '../core/store/disk.ts';
import type { OpenDataset } from './openDataset.ts';
import { editRecipe, type RecipeValues } from './recipeEdit.ts';
import { UserError } from './userError.ts';

/** Sets fields of a dataset's recipe: in the open document, so that it can be undone there; else on disk. Reads the dataset again. */
export async function writeRecipe(dataset: OpenDataset, values: RecipeValues): Promise<void> {
  const file = dataset.paths.recipe;
  const document = workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === file);
  if (document?.isDirty) {
    throw new UserError(
      'self-instruct.json has unsaved changes, so nothing was changed in it. Save it, then choose again.',
      [{ title: 'Open Recipe', command: 'selfInstruct.openRecipe' }],
    );
  }
  if (document) {
    const edit = new WorkspaceEdit();
    const before = document.getText();
    edit.replace(
      Uri.file(file),
      new Range(document.positionAt(0), document.positionAt(before.length)),
      editRecipe(before, values),
    );
    await workspace.applyEdit(edit);
    await document.save();
  } else {
    const before = (await nodeDisk.read(file))?.toString();
    await nodeDisk.replace(file, editRecipe(before, values));
  }
  await dataset.refresh();
}
