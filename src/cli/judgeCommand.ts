import { selectTasks } from '../core/pipeline/improve/selectTasks.ts';
import { scoreStats } from '../core/stats/scoreStats.ts';
import { type Command, onlyPositional, readArguments } from './command.ts';
import { describeScores } from './describeScores.ts';
import { openDataset } from './openDataset.ts';
import { readRunLimits, runAndFollow, runOptions, runUsage } from './runAndFollow.ts';
import { readSelection, selectOptions, selectUsage } from './selectOptions.ts';

/** *Judge Tasks*. */
export const judgeCommand: Command = {
  name: 'judge',
  usage: `judge DIR ${selectUsage} [--again] [--resume] ${runUsage}`,
  summary: 'let a model score instruction, input and output from 1 to 5; what it judged as it is now only with --again',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      ...selectOptions,
      again: { type: 'boolean' },
      resume: { type: 'boolean' },
      ...runOptions,
    });
    const folder = onlyPositional(positionals, 'dataset folder');
    const limits = readRunLimits(values);
    const selection = readSelection(values);
    const dataset = await openDataset(folder);
    const job = () => ({
      step: 'judge' as const,
      tasks: selectTasks(dataset.snapshot, selection).map(({ task }) => task.id),
      ...(values.again ? { again: true } : {}),
    });
    const goal = values.resume ? 'resume' : { improve: job() };
    const run = { command: 'judge', folder, dataset, goal, values, limits, role: 'judge' } as const;
    const { exit, json, text } = await runAndFollow(run, output, signal);
    await dataset.refresh();
    const scores = scoreStats(dataset.snapshot.generated);
    return {
      exit,
      json: { ...(json as object), ...(scores ? { scores } : {}) },
      text: scores ? `${text}${describeScores(scores).join('\n')}\n` : text,
    };
  },
};
