import { type Command, onlyPositional, readArguments } from './command.ts';
import { deriveOptions, deriveRun, deriveUsage } from './deriveRun.ts';

/** *Paraphrase*. */
export const paraphraseCommand: Command = {
  name: 'paraphrase',
  usage: `paraphrase DIR [--task ID]… ${deriveUsage}`,
  summary: 'say the instructions of accepted tasks and seeds in other words, with the same instances',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      ...deriveOptions,
      task: { type: 'string', multiple: true },
    });
    const folder = onlyPositional(positionals, 'dataset folder');
    const { task: tasks } = values;
    return deriveRun(
      'paraphrase',
      folder,
      values,
      () => ({ step: 'paraphrase', ...(tasks ? { tasks } : {}) }),
      output,
      signal,
    );
  },
};
