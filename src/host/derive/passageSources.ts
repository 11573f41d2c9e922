import { l10n, Uri, window } from 'vscode';
import type { Passage } from '../../core/model/derive.ts';
import { UserError } from '../userError.ts';

/** What *From Text* is to read: files and folders, or the selection in the editor. */
export interface PassageSources {
  /** A file of it, by which the dataset is guessed. */
  readonly near: string;
  read(dataset: string): Promise<Passage[]>;
}

/**
 * The explorer's selection, a file, the editor's selection (where there is one in that file), or files that the person
 * picks. `undefined` where the pick was dismissed.
 */
export async function passageSources(argument: unknown, all: unknown): Promise<PassageSources | undefined> {
  const { files } = (argument ?? {}) as { files?: unknown };
  if (Array.isArray(files)) return ofFiles(files.filter((file) => typeof file === 'string'));
  // The tree hands over its own nodes in the same place.
  const chosen = Array.isArray(all) ? all.filter(isFile) : [];
  if (chosen.length > 0) return ofFiles(chosen.map(({ fsPath }) => fsPath));
  const selection = ofSelection(isFile(argument) ? argument : undefined);
  if (selection) return selection;
  if (isFile(argument)) return ofFiles([argument.fsPath]);
  const picked = await window.showOpenDialog({
    title: l10n.t('From Text'),
    openLabel: l10n.t('Use This Text'),
    canSelectFiles: true,
    canSelectFolders: process.platform === 'darwin',
    canSelectMany: true,
    filters: { [l10n.t('Text')]: ['md', 'markdown', 'txt'] },
  });
  return picked && ofFiles(picked.map(({ fsPath }) => fsPath));
}

function isFile(argument: unknown): argument is Uri {
  return argument instanceof Uri && argument.scheme === 'file';
}

/** Loaded when it is needed: most windows never read a text. */
function reader() {
  return import('../../core/pipeline/derive/readPassages.ts');
}

function ofFiles(files: readonly string[]): PassageSources | undefined {
  const [near] = files;
  return near === undefined
    ? undefined
    : { near, read: async (dataset) => (await reader()).readPassages(dataset, files) };
}

/** Provenance says where a passage stands in the file, so the file must say what the editor says. */
function ofSelection(file: Uri | undefined): PassageSources | undefined {
  const editor = window.activeTextEditor;
  if (!editor || editor.selection.isEmpty) return undefined;
  const { document, selection } = editor;
  if (file && document.uri.toString() !== file.toString()) return undefined;
  if (!file && !['markdown', 'plaintext'].includes(document.languageId)) return undefined;
  if (document.isUntitled || document.isDirty || document.uri.scheme !== 'file') {
    throw new UserError(
      l10n.t('This text is not saved, so where a passage comes from could not be noted. Save it, then try again.'),
    );
  }
  const { fsPath } = document.uri;
  return { near: fsPath, read: async (dataset) => (await reader()).readSelection(dataset, fsPath, selection) };
}
