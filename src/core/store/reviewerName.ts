import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';

/** The name that decisions are recorded under: the one given, else git's user name in `folder`, else that of the account. */
export async function reviewerName({
  given,
  folder,
}: {
  readonly given?: string | undefined;
  readonly folder?: string | undefined;
} = {}): Promise<string> {
  return given?.trim() || (await gitName(folder)) || accountName();
}

async function gitName(cwd: string | undefined): Promise<string | undefined> {
  try {
    const options = { ...(cwd === undefined ? {} : { cwd }), timeout: 5_000 };
    const { stdout } = await promisify(execFile)('git', ['config', 'user.name'], options);
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
