import { workspace } from 'vscode';
import { reviewerName } from '../core/store/reviewerName.ts';

let withoutSetting: Promise<string> | undefined;

/** The name that decisions are recorded under: the setting, else git's user name, else that of the account. */
export async function reviewer(): Promise<string> {
  const set = workspace.getConfiguration('selfInstruct').get<string>('reviewer')?.trim();
  if (set) return set;
  const folder = workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
  // Asking git starts a process: once a window is enough.
  withoutSetting ??= reviewerName({ folder });
  return withoutSetting;
}
