import type { Goal } from '../core/pipeline/prepareRun.ts';
import { type Command, onlyPositional, readArguments, readWhole, UsageError } from './command.ts';
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

function readGoal(values: { rounds?: string; target?: string; resume?: boolean }): Goal {
  const given = [values.rounds, values.target, values.resume].filter((value) => value !== undefined);
  if (given.length > 1) throw new UsageError('Give one of --rounds, --target and --resume.');
  if (values.resume) return 'resume';
  const target = readWhole(values.target, 'target');
  return target === undefined ? { rounds: readWhole(values.rounds, 'rounds') ?? 1 } : { target };
}
