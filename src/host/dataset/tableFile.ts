import path from 'node:path';
import { l10n, type QuickPickItem, Uri, window } from 'vscode';
import { nodeDisk } from '../../core/store/disk.ts';
import { decodeLoosely, decodes, encodings, isEncoding } from '../../core/table/encodings.ts';
import type { Delimiter } from '../../core/table/parseTable.ts';
import { TableError } from '../../core/table/tableError.ts';
import { labelText } from '../taskText.ts';
import { UserError } from '../userError.ts';

/** Text of others for a line of a list: there `$(…)` would become an icon. */
export function listText(text: string, most = 100): string {
  return labelText(text, most).replaceAll('$(', '\\$(');
}

/** Asks for tables to read. */
export async function askForTables(folder: string, title: string, many: boolean): Promise<readonly Uri[]> {
  const chosen = await window.showOpenDialog({
    title,
    openLabel: title,
    canSelectMany: many,
    defaultUri: Uri.file(folder),
    filters: { [l10n.t('Tables saved as text')]: ['csv', 'tsv', 'txt', 'tab'], [l10n.t('All files')]: ['*'] },
  });
  return chosen ?? [];
}

/** Where the dialog for sheets opens: the folder that they were handed out from, where there is one. */
export async function reviewFolder(folder: string): Promise<string> {
  const review = path.join(folder, 'review');
  return (await nodeDisk.stat(review)) ? review : folder;
}

/** A failure to read a table in words, with what was kept. */
export function tableFailure(error: unknown, next: UserError['next'] = []): unknown {
  return error instanceof TableError ? new UserError(l10n.t('{0} Nothing was changed.', error.message), next) : error;
}

interface EncodingItem extends QuickPickItem {
  readonly encoding?: string;
}

/** Asks which encoding a file is in, with a line of it as each of them reads it. */
export async function chooseEncoding(file: string, bytes: Buffer): Promise<string | undefined> {
  const items: EncodingItem[] = encodings
    .filter(({ label }) => decodes(bytes, label))
    .map(({ label, where }) => ({
      label,
      description: where,
      detail: telling(decodeLoosely(bytes, label)),
      encoding: label,
    }));
  const picked = await window.showQuickPick([...items, { label: l10n.t('Another…') }], {
    title: l10n.t('Encoding of {0}', file),
    placeHolder: l10n.t('In which of these does the text read right?'),
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (!picked) return undefined;
  return 'encoding' in picked && picked.encoding !== undefined ? picked.encoding : askLabel(file);
}

async function askLabel(file: string): Promise<string | undefined> {
  const label = await window.showInputBox({
    title: l10n.t('Encoding of {0}', file),
    prompt: l10n.t('Its label, such as iso-8859-7 or windows-1256'),
    ignoreFocusOut: true,
    validateInput: (value) => (isEncoding(value.trim()) ? undefined : l10n.t('This is no encoding known here.')),
  });
  return label?.trim();
}

/** A line in which the encodings differ. */
function telling(text: string): string {
  const lines = text.slice(0, 20_000).split(/\r\n|\r|\n/u);
  return listText(lines.find((line) => /[^\t -~]/u.test(line)) ?? lines[0] ?? '');
}

const delimiterNames: Readonly<Record<Delimiter, string>> = {
  ',': 'comma  ,',
  ';': 'semicolon  ;',
  '\t': 'tab',
  '|': 'bar  |',
};

/** A delimiter in words. */
export function delimiterName(delimiter: Delimiter): string {
  return delimiterNames[delimiter];
}

/** Asks what stands between two cells. */
export async function chooseDelimiter(file: string): Promise<Delimiter | undefined> {
  const items = (Object.keys(delimiterNames) as Delimiter[]).map((delimiter) => ({
    label: delimiterNames[delimiter],
    delimiter,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Delimiter of {0}', file),
    placeHolder: l10n.t('What stands between two cells of a row?'),
    ignoreFocusOut: true,
  });
  return picked?.delimiter;
}
