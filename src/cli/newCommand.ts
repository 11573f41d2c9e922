import path from 'node:path';
import { createDataset, DatasetExists, samples } from '../core/newDataset.ts';
import { nodeDisk } from '../core/store/disk.ts';
import { type Command, CommandFailure, onlyPositional, readArguments, UsageError } from './command.ts';

/** Makes a dataset from a sample or from nothing. */
export const newCommand: Command = {
  name: 'new',
  usage: `new DIR [--sample ${samples.join('|')}] [--language TAG]`,
  summary: 'make a dataset from a sample or from nothing',

  async run(args) {
    const { values, positionals } = readArguments(args, { sample: { type: 'string' }, language: { type: 'string' } });
    const folder = path.resolve(onlyPositional(positionals, 'dataset folder'));
    const sample = samples.find((known) => known === values.sample);
    if (values.sample !== undefined && !sample) throw new UsageError(`--sample is one of ${samples.join(', ')}.`);
    try {
      await createDataset(nodeDisk, folder, {
        samplesFolder: path.resolve(import.meta.dirname, '../samples'),
        ...(sample ? { sample } : {}),
        ...(values.language === undefined ? {} : { language: values.language }),
      });
    } catch (error) {
      if (error instanceof DatasetExists) throw new CommandFailure('exists', error.message);
      throw error;
    }
    return {
      exit: 0,
      json: { folder },
      text: `A dataset was made in ${folder}. Run a round with: self-instruct generate ${folder}\n`,
    };
  },
};
