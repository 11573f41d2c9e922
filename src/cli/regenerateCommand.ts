import { selectTasks } from '../core/pipeline/improve/selectTasks.ts';
import { type Command, onlyPositional, readArguments, readWhole } from './command.ts';
import { openDataset } from './openDataset.ts';
import { readRunLimits, runAndFollow, runOptions, runUsage } from './runAndFollow.ts';
import { readSelection, selectOptions, selectUsage } from './selectOptions.ts';

/** *Regenerate Outputs*. */
export const regenerateCommand: Command = {
  name: 'regenerate',
  usage: `regenerate DIR ${selectUsage} [--samples K] [--resume] ${runUsage}`,
  summary: 'write other outputs for tasks that are there, to be chosen from; with --samples the one that most agree on',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      ...selectOptions,
      samples: { type: 'string' },
      resume: { type: 'boolean' },
      ...runOptions,
    });
    const folder = onlyPositional(positionals, 'dataset folder');
    const limits = readRunLimits(values);
    const samples = readWhole(values.samples, 'samples');
    const selection = readSelection(values);
    const dataset = await openDataset(folder);
    const job = () => ({
      step: 'regenerate' as const,
      tasks: selectTasks(dataset.snapshot, selection).map(({ task }) => task.id),
      ...(samples === undefined ? {} : { samples }),
    });
    const goal = values.resume ? 'resume' : { improve: job() };
    return runAndFollow(
      { command: 'regenerate', folder, dataset, goal, values, limits, role: 'regenerate' },
      output,
      signal,
    );
  },
};
