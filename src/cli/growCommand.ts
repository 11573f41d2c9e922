import { type Command, onlyPositional, readArguments, readWhole } from './command.ts';
import { deriveOptions, deriveRun, deriveUsage } from './deriveRun.ts';

/** *Grow Instances*. */
export const growCommand: Command = {
  name: 'grow',
  usage: `grow DIR [--task ID]… [--to N] ${deriveUsage}`,
  summary: 'add instances under accepted instructions and seeds, until they have N in all',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      ...deriveOptions,
      task: { type: 'string', multiple: true },
      to: { type: 'string' },
    });
    const folder = onlyPositional(positionals, 'dataset folder');
    const to = readWhole(values.to, 'to');
    const { task: tasks } = values;
    const job = { step: 'grow', ...(tasks ? { tasks } : {}), ...(to === undefined ? {} : { to }) } as const;
    return deriveRun('grow', folder, values, () => job, output, signal);
  },
};
