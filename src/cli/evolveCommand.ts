import { type EvolveKind, evolveKinds } from '../core/model/derive.ts';
import { type Command, onlyPositional, readArguments, UsageError } from './command.ts';
import { deriveOptions, deriveRun, deriveUsage } from './deriveRun.ts';

/** *Evolve*. */
export const evolveCommand: Command = {
  name: 'evolve',
  usage: `evolve DIR [--task ID]… [--kind ${evolveKinds.join('|')}]… ${deriveUsage}`,
  summary: 'make other tasks from accepted tasks and seeds: with one more constraint, deeper, more concrete, rarer',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, {
      ...deriveOptions,
      task: { type: 'string', multiple: true },
      kind: { type: 'string', multiple: true },
    });
    const folder = onlyPositional(positionals, 'dataset folder');
    const { task: tasks } = values;
    const kinds = values.kind?.map(readKind);
    const job = { step: 'evolve', ...(tasks ? { tasks } : {}), ...(kinds ? { kinds } : {}) } as const;
    return deriveRun('evolve', folder, values, () => job, output, signal);
  },
};

function readKind(text: string): EvolveKind {
  const kind = evolveKinds.find((known) => known === text);
  if (!kind) throw new UsageError(`--kind is ${evolveKinds.join(', ')}, not “${text}”.`);
  return kind;
}
