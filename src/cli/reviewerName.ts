import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';

/** Who decides on the command line: the name given, else git's user name, else that of the account. */
export async function reviewerName(given: string | undefined): Promise<string> {
  return given?.trim() || (await gitName()) || accountName();
}

async function gitName(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', ['config', 'user.name'], { timeout: 5_000 });
    return stdout.trim();
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
