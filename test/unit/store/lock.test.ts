import { spawnSync } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { prepareOwnFolder, takeRunLock } from '../../../src/core/store/lock.ts';
import { seed, temporaryDataset } from '../support/temporaryDataset.ts';

/** What a process that is dead now would have written. */
function holderThatDied(): string {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  return JSON.stringify({ host: hostname(), pid, token: 'of-the-dead', heartbeat: Date.now() });
}

test('a lock whose holder was killed is taken over at once, though another was killed while taking it over', async () => {
  const { paths } = await temporaryDataset({ seeds: [seed('s', 'Seed')] });
  await prepareOwnFolder(nodeDisk, paths);
  await writeFile(paths.runLock, holderThatDied());
  await writeFile(`${paths.runLock}.takeover`, holderThatDied());
  const lock = await takeRunLock(nodeDisk, paths);
  await expect(takeRunLock(nodeDisk, paths)).rejects.toThrow(/already going on/u);
  await lock.release();
  const left = await readdir(path.dirname(paths.runLock));
  expect(left.filter((name) => name.startsWith(path.basename(paths.runLock)))).toEqual([]);
});

test('while somebody who lives takes a lock over, nobody else does', async () => {
  const { paths } = await temporaryDataset({ seeds: [seed('s', 'Seed')] });
  await prepareOwnFolder(nodeDisk, paths);
  const alive = { host: hostname(), pid: process.ppid, token: 'of-the-living', heartbeat: Date.now() };
  await writeFile(paths.runLock, holderThatDied());
  await writeFile(`${paths.runLock}.takeover`, JSON.stringify(alive));
  await expect(takeRunLock(nodeDisk, paths)).rejects.toThrow(/already going on/u);
});
