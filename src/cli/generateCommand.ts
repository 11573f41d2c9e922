import { readGoal } from './askBatches.ts';
import { type Command, onlyPositional, readArguments, UsageError } from './command.ts';
import { openDataset } from './openDataset.ts';
import { readRunLimits, runAndFollow, runOptions, runUsage } from './runAndFollow.ts';

/** Runs generation rounds in a dataset. */
export const generateCommand: Command = {
  name: 'generate',
  usage: `generate DIR [--rounds N | --target N | --resume] [--recipe self-instruct|single-call] ${runUsage}`,
  summary: 'run generation rounds',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      rounds: { type: 'string' },
      target: { type: 'string' },
      resume: { type: 'boolean' },
      recipe: { type: 'string' },
      ...runOptions,
    });
    const folder = onlyPositional(positionals, 'dataset folder');
    const goal = readGoal(values);
    const limits = readRunLimits(values);
    const dataset = await openDataset(folder);
    if (values.recipe !== undefined) {
      if (values.recipe !== 'self-instruct' && values.recipe !== 'single-call') {
        throw new UsageError(`--recipe is self-instruct or single-call, not “${values.recipe}”.`);
      }
      await dataset.useRecipe(values.recipe);
    }
    return runAndFollow({ command: 'generate', folder, dataset, goal, values, limits }, output, signal);
  },
};
