/** Folders that go with this process at the latest. */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @type {Set<string>} */
const folders = new Set();

process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * Makes an empty folder for temporary things.
 * @param {string} name what it is for, as a part of its own name
 * @returns {Promise<{ path: string, remove: () => Promise<void> }>}
 */
export async function makeTemporaryFolder(name) {
  const path = await mkdtemp(join(tmpdir(), `self-instruct-${name}-`));
  folders.add(path);
  return {
    path,
    remove: async () => {
      // A program that has just ended may still hold a file on Windows.
      await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      folders.delete(path);
    },
  };
}
