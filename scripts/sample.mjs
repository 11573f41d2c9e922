/** The copy of the English sample that `npm start` and the debugger open, so that the one in samples/ stays as it is. */
import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMain, root } from './install.mjs';

/**
 * Copies the sample to out/sample where it is not there yet, and answers that path; what a user did there is kept.
 * @param {{ fresh?: boolean }} [options] `fresh` begins with a new copy
 */
export async function ensureSample({ fresh = false } = {}) {
  const folder = join(root, 'out', 'sample');
  if (fresh) await rm(folder, { recursive: true, force: true });
  if (!existsSync(folder)) await cp(join(root, 'samples', 'english'), folder, { recursive: true });
  return folder;
}

if (isMain(import.meta.url)) await ensureSample();
