import { generate } from '../core/pipeline/generate.ts';
import type { Goal } from '../core/pipeline/prepareRun.ts';
import { version } from '../core/version.ts';
import { chooseClient } from './chooseClient.ts';
import { type Command, onlyPositional, readArguments, readWhole, UsageError } from './command.ts';
import { followRun, warnOfModel } from './followRun.ts';
import { limitOptions, limitUsage, readLimits } from './limitOptions.ts';
import { openDataset } from './openDataset.ts';

/** Runs generation rounds in a dataset. */
export const generateCommand: Command = {
  name: 'generate',
  usage: `generate DIR [--rounds N | --target N | --resume] [--recipe self-instruct|single-call] [--model practice | --base-url URL --model-id MODEL] [--random-seed N] ${limitUsage}`,
  summary: 'run generation rounds',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      rounds: { type: 'string' },
      target: { type: 'string' },
      resume: { type: 'boolean' },
      recipe: { type: 'string' },
      model: { type: 'string' },
      'base-url': { type: 'string' },
      'model-id': { type: 'string' },
      'random-seed': { type: 'string' },
      ...limitOptions,
    });
    const folder = onlyPositional(positionals, 'dataset folder');
    const goal = readGoal(values);
    const randomSeed = readWhole(values['random-seed'], 'random-seed', 0);
    const limits = readLimits(values);
    const dataset = await openDataset(folder);
    if (values.recipe !== undefined) {
      if (values.recipe !== 'self-instruct' && values.recipe !== 'single-call') {
        throw new UsageError(`--recipe is self-instruct or single-call, not “${values.recipe}”.`);
      }
      await dataset.useRecipe(values.recipe);
    }
    const client = await chooseClient(dataset.snapshot.recipe, values, process.env);
    warnOfModel(dataset.snapshot.recipe, client, output);
    const events = generate({
      dataset,
      client,
      goal,
      version,
      signal,
      ...(randomSeed === undefined ? {} : { randomSeed }),
      ...limits,
    });
    return followRun(events, output, `self-instruct generate ${folder} --resume`);
  },
};

function readGoal(values: { rounds?: string; target?: string; resume?: boolean }): Goal {
  const given = [values.rounds, values.target, values.resume].filter((value) => value !== undefined);
  if (given.length > 1) throw new UsageError('Give one of --rounds, --target and --resume.');
  if (values.resume) return 'resume';
  const target = readWhole(values.target, 'target');
  return target === undefined ? { rounds: readWhole(values.rounds, 'rounds') ?? 1 } : { target };
}
