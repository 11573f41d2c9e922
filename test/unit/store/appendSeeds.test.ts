import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { DatasetWriter } from '../../../src/core/store/datasetWriter.ts';
import { type Disk, nodeDisk } from '../../../src/core/store/disk.ts';
import { FollowedSince, UnsavedChanges } from '../../../src/core/store/writeErrors.ts';
import { seed, temporaryDataset } from '../support/temporaryDataset.ts';

const some = () => [seed('new 1', 'One — «eins»'), seed('new 2', 'दो')];

test('seed tasks are appended in one write and taken back byte for byte, also behind a line without an end', async () => {
  const dataset = await temporaryDataset({ seeds: [seed('s1', 'Name it.')] });
  const file = dataset.paths.seeds;
  const before = (await readFile(file, 'utf8')).trimEnd();
  await writeFile(file, before);
  const writer = new DatasetWriter(dataset);
  const appended = await writer.appendSeeds(some);
  expect(dataset.snapshot.seeds.map(({ id }) => id)).toEqual(['s1', 'new 1', 'new 2']);
  await writer.takeBackSeeds(appended);
  expect(await readFile(file, 'utf8')).toBe(before);
  expect(dataset.snapshot.seeds.map(({ id }) => id)).toEqual(['s1']);
});

test('what follows, or was changed, keeps an import from being taken back', async () => {
  const dataset = await temporaryDataset({ seeds: [seed('s1', 'Name it.')] });
  const file = dataset.paths.seeds;
  const writer = new DatasetWriter(dataset);
  const first = await writer.appendSeeds(some);
  const imported = await readFile(file, 'utf8');
  await writer.appendSeeds(() => [seed('later', 'Later')]);
  await expect(writer.takeBackSeeds(first)).rejects.toThrow(FollowedSince);
  await writeFile(file, imported.replace('eins', 'EINS'));
  await expect(writer.takeBackSeeds(first)).rejects.toThrow(FollowedSince);
  expect(await readFile(file, 'utf8')).toMatch('EINS');
});

test('a file with unsaved changes is not written to', async () => {
  const dataset = await temporaryDataset({ seeds: [seed('s1', 'Name it.')] });
  const before = await readFile(dataset.paths.seeds);
  const appended = { from: before.length, text: '' };
  const writer = new DatasetWriter(dataset, { isDirty: (file) => file === dataset.paths.seeds });
  await expect(writer.appendSeeds(some)).rejects.toThrow(UnsavedChanges);
  await expect(writer.takeBackSeeds(appended)).rejects.toThrow(UnsavedChanges);
  expect(await readFile(dataset.paths.seeds)).toEqual(before);
});

test('what `make` throws, and a write that fails half-way, leave the file as it was', async () => {
  let isFull = false;
  const disk: Disk = {
    ...nodeDisk,
    append: async (file, text) => {
      if (!isFull) return nodeDisk.append(file, text);
      await nodeDisk.append(file, text.slice(0, text.length / 2));
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    },
  };
  const dataset = await temporaryDataset({ seeds: [seed('s1', 'Name it.')] }, disk);
  const before = await readFile(dataset.paths.seeds);
  const writer = new DatasetWriter(dataset);
  await expect(
    writer.appendSeeds(() => {
      throw new Error('row 7');
    }),
  ).rejects.toThrow('row 7');
  isFull = true;
  await expect(writer.appendSeeds(some)).rejects.toThrow('no space left');
  expect(await readFile(dataset.paths.seeds)).toEqual(before);
});
