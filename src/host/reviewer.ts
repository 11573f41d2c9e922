import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { workspace } from 'vscode';

let gitName: Promise<string | undefined> | undefined;

/** The name that decisions are recorded under: the setting, else git's user name, else that of the account. */
export async function reviewer(): Promise<string> {
  const set = workspace.getConfiguration('selfInstruct').get<string>('reviewer')?.trim();
  if (set) return set;
  gitName ??= askGit();
  return (await gitName) ?? accountName();
}

async function askGit(): Promise<string | undefined> {
  const cwd = workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
  try {
    const { stdout } = await promisify(execFile)('git', ['config', 'user.name'], {
      ...(cwd ? { cwd } : {}),
      timeout: 5_000,
    });
    return stdout.trim() || undefined;
  } catch {
    // No git, or no name in it: the account's name serves.
    return undefined;
  }
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // Some containers run under an account without a name.
    return 'reviewer';
  }
}
