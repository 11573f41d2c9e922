import path from 'node:path';
import { exportedModel, exportRequests, importReplies } from '../core/batch/exportRequests.ts';
import { nodeDisk } from '../core/store/disk.ts';
import { goalOptions, goalUsage, openForBatches, readGoal, summaryJson } from './askBatches.ts';
import { type Command, CommandFailure, type CommandResult, readArguments, UsageError } from './command.ts';
import { limitOptions } from './limitOptions.ts';

type Common = Awaited<ReturnType<typeof openForBatches>>;

/** For an engine of one's own: requests out as a file, replies back in. */
export const requestsCommand: Command = {
  name: 'requests',
  usage: `requests export DIR [FILE] --model-id MODEL [--plain] ${goalUsage} | requests import DIR FILE…`,
  summary: 'write the requests of a run to a file for an engine of your own, and read its replies',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      ...goalOptions,
      ...limitOptions,
      'random-seed': { type: 'string' },
      'model-id': { type: 'string' },
      plain: { type: 'boolean' },
    });
    const [action, folder, ...files] = positionals;
    if (action !== 'export' && action !== 'import') throw new UsageError('Say what: export or import.');
    if (folder === undefined) throw new UsageError('dataset folder is missing.');
    if (action === 'import' && files.length === 0) throw new UsageError('Which files? Give what the engine wrote.');
    if (action === 'export' && files.length > 1)
      throw new UsageError('One file is expected: more are numbered after it.');
    const goal = readGoal(values);
    const common = await openForBatches(folder, values, output, signal);
    if (action === 'import') return imported(folder, common, files);
    const model = values['model-id'] ?? (await exportedModel(common.dataset)) ?? common.dataset.snapshot.recipe.model;
    if (model === undefined) throw new UsageError('Which model? Give --model-id MODEL, as your engine calls it.');
    const plain = values.plain ?? false;
    const file = path.resolve(files[0] ?? 'requests.jsonl');
    const exported = await exportRequests({ ...common, model, plain }, goal, file);
    const { summary, message } = exported;
    const requests = exported.files.reduce((sum, written) => sum + written.requests, 0);
    return {
      exit: requests > 0 || summary.ended !== 'waiting' ? 0 : 1,
      json: { ...summaryJson(summary), requests, files: exported.files, ...(message === undefined ? {} : { message }) },
      text: [
        ...exported.files.map((written) => `${written.file}: ${written.requests} requests\n`),
        ...(message === undefined ? [] : [`${message}\n`]),
        requests > 0
          ? `When they are answered: self-instruct requests import ${folder} OUTPUT.jsonl\n`
          : `There is nothing to ask. ended: ${summary.ended}\n`,
      ].join(''),
    };
  },
};

async function imported(folder: string, common: Common, names: readonly string[]): Promise<CommandResult> {
  const files: Buffer[] = [];
  for (const name of names) {
    const bytes = await nodeDisk.read(path.resolve(name));
    if (!bytes) throw new CommandFailure('no-file', `There is no file ${name}. Nothing was imported.`);
    files.push(bytes);
  }
  const { summary, waiting, ...counts } = await importReplies(common, files);
  const { replies, duplicates, unknown, failed } = counts;
  return {
    exit: replies + duplicates > 0 ? 0 : 1,
    json: { ...(summary ? summaryJson(summary) : {}), ...counts, waiting },
    text: [
      `${replies} replies taken, ${duplicates} were there already, ${failed} failed, ${unknown} lines about no request\n`,
      ...(summary ? [`${summary.admitted} tasks admitted\n`] : []),
      waiting > 0
        ? `${waiting} requests follow: self-instruct requests export ${folder} --resume\n`
        : summary
          ? `ended: ${summary.ended}\n`
          : `Go on with the run itself: self-instruct batch submit ${folder} --resume\n`,
    ].join(''),
  };
}
