import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Dataset } from '../core/store/dataset.ts';
import { nodeDisk } from '../core/store/disk.ts';
import { CommandFailure } from './command.ts';

/** Opens the dataset in a folder given on the command line. */
export async function openDataset(folder: string): Promise<Dataset> {
  const absolute = path.resolve(folder);
  const found = await stat(absolute).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new CommandFailure(
      'no-dataset',
      `There is no folder ${absolute}. Make a dataset with: self-instruct new ${folder} --sample english`,
    );
  }
  const dataset = await Dataset.open(nodeDisk, absolute);
  if (dataset.snapshot.files.length === 0) {
    throw new CommandFailure(
      'no-dataset',
      `${absolute} holds no dataset: neither seed_tasks.jsonl nor self-instruct.json is there. Write seed tasks there, or make a dataset with: self-instruct new ${folder} --sample english`,
    );
  }
  return dataset;
}
