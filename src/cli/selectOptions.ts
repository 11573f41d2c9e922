import type { TaskState } from '../core/model/decision.ts';
import { type FlagCode, flagCodes } from '../core/model/task.ts';
import type { TaskSelection } from '../core/pipeline/improve/selectTasks.ts';
import { readScore, readWhole, UsageError } from './command.ts';

/** Options of every command that works on chosen generated tasks: all that are given must fit. */
export const selectOptions = {
  ids: { type: 'string', multiple: true },
  state: { type: 'string', multiple: true },
  round: { type: 'string', multiple: true },
  'model-is': { type: 'string', multiple: true },
  flag: { type: 'string', multiple: true },
  'score-below': { type: 'string' },
} as const;

const states: readonly TaskState[] = ['pending', 'accepted', 'rejected', 'disputed'];

export const selectUsage = `[--ids ID,…] [--state ${states.join('|')}]… [--round N]… [--model-is MODEL]… [--flag ${flagCodes.join('|')}]… [--score-below N]`;

interface Values {
  readonly ids?: readonly string[] | undefined;
  readonly state?: readonly string[] | undefined;
  readonly round?: readonly string[] | undefined;
  readonly 'model-is'?: readonly string[] | undefined;
  readonly flag?: readonly string[] | undefined;
  readonly 'score-below'?: string | undefined;
}

/** Throws `UsageError`. */
export function readSelection({ ids, state, round, 'model-is': models, flag, ...values }: Values): TaskSelection {
  const scoreBelow = readScore(values['score-below'], 'score-below');
  const rounds = round?.map((text) => readWhole(text, 'round') ?? 0);
  return {
    ...(ids ? { ids: ids.flatMap((text) => text.split(',')).map((id) => id.trim()) } : {}),
    ...(state ? { states: oneOf(states, state, 'state') } : {}),
    ...(rounds ? { rounds } : {}),
    ...(models ? { models } : {}),
    ...(scoreBelow === undefined ? {} : { scoreBelow }),
    ...(flag ? { flags: oneOf<FlagCode>(flagCodes, flag, 'flag') } : {}),
  };
}

function oneOf<T extends string>(known: readonly T[], given: readonly string[], option: string): T[] {
  return given.map((text) => {
    const found = known.find((name) => name === text);
    if (found) return found;
    throw new UsageError(`--${option} is one of ${known.join(', ')}, not “${text}”.`);
  });
}
