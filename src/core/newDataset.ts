import path from 'node:path';
import type { Disk } from './store/disk.ts';
import { datasetPaths } from './store/paths.ts';

export const samples = ['english', 'hindi'] as const;

export interface NewDatasetOptions {
  /** A sample that ships with the product; absent for an empty dataset. */
  readonly sample?: (typeof samples)[number];
  /** Where the samples lie: beside the bundle, which only the outside knows. */
  readonly samplesFolder: string;
  readonly name?: string;
  /** BCP 47 tag; `en` by default. A sample has its own. */
  readonly language?: string;
}

/** The folder holds a dataset already. Nothing was written. */
export class DatasetExists extends Error {
  constructor(folder: string) {
    super(`There is a dataset in ${folder} already, and it was left as it is. Choose another name.`);
    this.name = 'DatasetExists';
  }
}

/** Makes a dataset folder: seed file, recipe, and attributes that let git merge the append-only files. Overwrites nothing. */
export async function createDataset(disk: Disk, folder: string, options: NewDatasetOptions): Promise<void> {
  const paths = datasetPaths(folder);
  if ((await disk.stat(paths.seeds)) || (await disk.stat(paths.recipe))) throw new DatasetExists(folder);
  await disk.makeFolder(folder);
  if (options.sample) {
    const source = path.join(options.samplesFolder, options.sample);
    for (const name of ['self-instruct.json', 'seed_tasks.jsonl']) {
      const content = await disk.read(path.join(source, name));
      if (!content)
        throw new Error(
          `The sample ${options.sample} lacks ${name}: the product is not installed whole. Install it again.`,
        );
      await disk.create(path.join(folder, name), content.toString());
    }
  } else {
    const recipe = { name: options.name ?? path.basename(folder), language: options.language ?? 'en' };
    await disk.create(paths.recipe, `${JSON.stringify(recipe, undefined, 2)}\n`);
    await disk.create(paths.seeds, '');
  }
  await disk.create(path.join(folder, '.gitattributes'), '*.jsonl text eol=lf merge=union\n');
}
