import { cp, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { root } from '../../scripts/install.mjs';
import { makeTemporaryFolder } from '../../scripts/temporaryFolder.mjs';

/** A folder of its own for one test; `remove` deletes it. */
export type Fixture = { readonly folder: string; readonly remove: () => Promise<void> };

/**
 * Copies a folder of the repository (`samples/english`, `test/extension/review/workspace`, …) to a temporary
 * place, so that a test may change it.
 *
 * @param source path relative to the repository; without it the new folder is empty
 */
export async function copyFixture(source?: string): Promise<Fixture> {
  const { path, remove } = await makeTemporaryFolder('fixture');
  const folder = join(path, source === undefined ? 'empty' : basename(source));
  if (source === undefined) await mkdir(folder);
  else await cp(join(root, source), folder, { recursive: true });
  return { folder, remove };
}
