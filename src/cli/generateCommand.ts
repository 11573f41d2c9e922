import type { RunEvent, RunSummary } from '../core/pipeline/events.ts';
import { generate } from '../core/pipeline/generate.ts';
import type { Goal } from '../core/pipeline/prepareRun.ts';
import { version } from '../core/version.ts';
import { chooseClient } from './chooseClient.ts';
import {
  type Command,
  type CommandResult,
  type Output,
  onlyPositional,
  readArguments,
  readWhole,
  UsageError,
} from './command.ts';
import { openDataset } from './openDataset.ts';

/** Runs generation rounds in a dataset. */
export const generateCommand: Command = {
  name: 'generate',
  usage:
    'generate DIR [--rounds N | --target N | --resume] [--recipe self-instruct|single-call] [--model practice | --base-url URL --model-id MODEL] [--random-seed N] [--max-requests N] [--concurrency N]',
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
      'max-requests': { type: 'string' },
      concurrency: { type: 'string' },
    });
    const folder = onlyPositional(positionals, 'dataset folder');
    const goal = readGoal(values);
    const randomSeed = readWhole(values['random-seed'], 'random-seed', 0);
    const maxRequests = readWhole(values['max-requests'], 'max-requests');
    const concurrency = readWhole(values.concurrency, 'concurrency');
    const dataset = await openDataset(folder);
    if (values.recipe !== undefined) {
      if (values.recipe !== 'self-instruct' && values.recipe !== 'single-call') {
        throw new UsageError(`--recipe is self-instruct or single-call, not “${values.recipe}”.`);
      }
      await dataset.useRecipe(values.recipe);
    }
    const client = await chooseClient(dataset.snapshot.recipe, values, process.env);
    if (client.practice)
      output.err('Practice model: no language model. These tasks are for trying the tool, not for training.\n');
    const events = generate({
      dataset,
      client,
      goal,
      version,
      signal,
      ...(randomSeed === undefined ? {} : { randomSeed }),
      ...(maxRequests === undefined ? {} : { maxRequests }),
      ...(concurrency === undefined ? {} : { concurrency }),
    });
    for (;;) {
      const next = await events.next();
      if (next.done) return result(next.value, folder, output);
      report(next.value, output);
    }
  },
};

function readGoal(values: { rounds?: string; target?: string; resume?: boolean }): Goal {
  const given = [values.rounds, values.target, values.resume].filter((value) => value !== undefined);
  if (given.length > 1) throw new UsageError('Give one of --rounds, --target and --resume.');
  if (values.resume) return 'resume';
  const target = readWhole(values.target, 'target');
  return target === undefined ? { rounds: readWhole(values.rounds, 'rounds') ?? 1 } : { target };
}

function report(event: RunEvent, { err }: Output): void {
  switch (event.type) {
    case 'started':
      for (const { file } of event.setAside)
        err(`A torn last line of ${file} was set aside in .self-instruct/set_aside.jsonl.\n`);
      err(
        `Round ${event.round} with ${event.model} (${event.connection}), random seed ${event.randomSeed}${event.firstRequest > 0 ? `, going on at request ${event.firstRequest}` : ''}\n`,
      );
      return;
    case 'admitted':
      err(`  + ${firstLine(event.task.instruction)}\n`);
      return;
    case 'filtered':
      err(
        `  - ${event.candidate.filter}${event.candidate.score === undefined ? '' : ` ${event.candidate.score.toFixed(2)}`}: ${firstLine(event.candidate.instruction)}\n`,
      );
      return;
    case 'notice':
      err(`  ! ${event.message}\n`);
      return;
    case 'round':
      err(
        `Round ${event.round.round}: ${event.round.admitted.length} of ${event.round.candidates} candidates admitted\n`,
      );
      return;
    default:
      return;
  }
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n', 1);
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

function result(summary: RunSummary, folder: string, output: Output): CommandResult {
  const { admitted, instances, filtered, requests, fromStore, usage, ended, run, failed, message } = summary;
  const goOn = `Go on with: self-instruct generate ${folder} --resume`;
  const dropped = Object.entries(filtered).map(([filter, count]) => `${filter} ${count}`);
  const lines = [
    `${admitted} tasks admitted with ${instances} instances`,
    dropped.length > 0 ? `filtered out: ${dropped.join(', ')}` : 'nothing was filtered out',
    `${requests} requests, ${fromStore} stored replies used, ${usage.inputTokens} input and ${usage.outputTokens} output tokens`,
    ...(failed > 0 ? [`${failed} replies could not be read; they are kept in .self-instruct/replies`] : []),
    `ended: ${ended}${message ? ` (${message})` : ''}`,
  ];
  const unmet = ended === 'stopped' || ended === 'error' || ended === 'budget';
  if (unmet) output.err(`${message ? `${message}\n` : ''}Everything admitted so far is kept. ${goOn}\n`);
  return {
    exit: ended === 'stopped' ? 130 : ended === 'rounds' || ended === 'target' ? 0 : 1,
    json: {
      run,
      admitted,
      instances,
      filtered,
      requests,
      fromStore,
      failed,
      usage,
      ended,
      ...(message ? { message } : {}),
    },
    text: `${lines.join('\n')}\n`,
  };
}
