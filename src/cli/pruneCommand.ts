import { type Pruned, planPrune, pruneReplies } from '../core/store/pruneReplies.ts';
import { type Command, onlyPositional, readArguments, UsageError } from './command.ts';
import { openDataset } from './openDataset.ts';

/** Deletes stored replies that no run needs any more. */
export const pruneCommand: Command = {
  name: 'prune',
  usage: 'prune DIR [--older-than 30d] [--keep-last] [--unfinished] [--dry-run]',
  summary: 'delete stored replies that no run needs any more; --dry-run says what that frees and gives up',

  async run(args, _output, signal) {
    const { values, positionals } = readArguments(args, {
      'older-than': { type: 'string' },
      'keep-last': { type: 'boolean' },
      unfinished: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
    });
    const folder = onlyPositional(positionals, 'dataset folder');
    const age = readAge(values['older-than']);
    const options = {
      ...(age === undefined ? {} : { before: new Date(Date.now() - age) }),
      keepLast: values['keep-last'] ?? false,
      unfinished: values.unfinished ?? false,
    };
    const dryRun = values['dry-run'] ?? false;
    const dataset = await openDataset(folder);
    const pruned = dryRun ? await planPrune(dataset, options) : await pruneReplies(dataset, { ...options, signal });
    return { exit: 0, json: { ...pruned, dryRun }, text: `${describe(pruned, dryRun).join('\n')}\n` };
  },
};

const units = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Milliseconds of `12h`, `30d` or `2w`. Throws `UsageError`. */
function readAge(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count = '', unit = ''] = /^(\d{1,5})([hdw])$/u.exec(text.trim()) ?? [];
  if (count === '') throw new UsageError(`--older-than takes an age such as 12h, 30d or 2w, not “${text}”.`);
  return Number(count) * units[unit as keyof typeof units];
}

function describe({ replies, bytes, runs, askedAgain, kept, needed }: Pruned, dryRun: boolean): string[] {
  const would = dryRun ? 'would be deleted' : 'were deleted';
  return [
    `${replies} replies ${would}, ${megabytes(bytes)}; ${kept.replies} are kept, ${megabytes(kept.bytes)}`,
    ...runs.map((run) => `  ${run.run}: ${run.replies} replies, ${megabytes(run.bytes)}`),
    ...(replies > 0 ? ['Their text can no longer be shown, nor these runs be repeated without asking again.'] : []),
    ...(askedAgain > 0 ? [`${askedAgain} of them are of an unfinished run, which asks for them again.`] : []),
    ...(needed.replies > 0
      ? [`${needed.replies} of those kept are of an unfinished run (--unfinished gives them up).`]
      : []),
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e5 ? 3 : 1)} MB`;
}
