import { readPassages } from '../core/pipeline/derive/readPassages.ts';
import { type Command, readArguments, UsageError } from './command.ts';
import { deriveOptions, deriveRun, deriveUsage } from './deriveRun.ts';

/** *From Text*. */
export const fromTextCommand: Command = {
  name: 'from-text',
  usage: `from-text DIR FILE… --as output|input [--again] ${deriveUsage}`,
  summary: 'make tasks around the passages of your own .md and .txt files; --again: those that came to nothing, too',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      ...deriveOptions,
      as: { type: 'string' },
      again: { type: 'boolean' },
    });
    const [folder, ...files] = positionals;
    if (folder === undefined) throw new UsageError('dataset folder is missing.');
    const { as, again = false, resume = false } = values;
    if (resume && (files.length > 0 || as !== undefined || again)) {
      throw new UsageError(
        '--resume goes on with the passages of the run that was interrupted: give no files with it.',
      );
    }
    if (!resume && files.length === 0) throw new UsageError('Which files or folders? Give at least one.');
    if (!resume && as !== 'output' && as !== 'input') {
      throw new UsageError(
        `--as is output or input${as === undefined ? '' : `, not “${as}”`}: what a passage becomes.`,
      );
    }
    return deriveRun(
      'from-text',
      folder,
      values,
      async (dataset) => ({
        step: 'fromText',
        as: as === 'input' ? 'input' : 'output',
        passages: await readPassages(dataset.folder, files),
        again,
      }),
      output,
      signal,
    );
  },
};
