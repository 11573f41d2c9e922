import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { temporaryFolder } from '../support/temporaryDataset.ts';

test('a folder or a device in the place of a file is named, not read for ever', async () => {
  const folder = await temporaryFolder();
  const inPlace = path.join(folder, 'seed_tasks.jsonl');
  await mkdir(inPlace);
  await expect(nodeDisk.readFrom(inPlace, 0)).rejects.toThrow(`${inPlace} is no file`);
  await expect(nodeDisk.read(inPlace)).rejects.toMatchObject({ code: 'not-a-file' });
  if (process.platform === 'win32') return;
  const endless = path.join(folder, 'self-instruct.json');
  await symlink('/dev/zero', endless);
  await expect(nodeDisk.read(endless)).rejects.toMatchObject({ code: 'not-a-file' });
});

test.skipIf(process.platform === 'win32')('a link is read, and nothing is appended through it', async () => {
  const folder = await temporaryFolder();
  const elsewhere = path.join(folder, 'profile');
  const link = path.join(folder, 'generated_tasks.jsonl');
  await writeFile(elsewhere, 'mine\n');
  await symlink(elsewhere, link);
  expect((await nodeDisk.read(link))?.toString()).toBe('mine\n');
  await expect(nodeDisk.append(link, '{}\n')).rejects.toMatchObject({
    code: 'symbolic-link',
    message: expect.stringContaining(link),
  });
  expect(await readFile(elsewhere, 'utf8')).toBe('mine\n');
  const dangling = path.join(folder, 'rounds.jsonl');
  await symlink(path.join(folder, 'nothing yet'), dangling);
  await expect(nodeDisk.append(dangling, '{}\n')).rejects.toMatchObject({ code: 'symbolic-link' });
  expect(await nodeDisk.list(folder)).not.toContain('nothing yet');
});

test('two replacements of one file at once both come through', async () => {
  const file = path.join(await temporaryFolder(), 'endpoints.json');
  const contents = Array.from({ length: 8 }, (_, index) => String(index).repeat(1000));
  await Promise.all(contents.map((content) => nodeDisk.replace(file, content)));
  expect(contents).toContain(await readFile(file, 'utf8'));
  expect(await nodeDisk.list(path.dirname(file))).toEqual(['endpoints.json']);
});
