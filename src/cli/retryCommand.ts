import { isWholeReply, retryJob } from '../core/pipeline/derive/retryJob.ts';
import type { Dataset } from '../core/store/dataset.ts';
import { type Command, CommandFailure, readArguments, UsageError } from './command.ts';
import { deriveOptions, deriveRun, deriveUsage } from './deriveRun.ts';

/** *Retry* of whole replies; one about a single instruction is brought back by `rescue`. */
export const retryCommand: Command = {
  name: 'retry',
  usage: `retry DIR [ID…] ${deriveUsage}`,
  summary: 'ask again for replies that could not be read: those of these dropped candidates, or all',

  async run(args, output, signal) {
    const { values, positionals } = readArguments(args, deriveOptions);
    const [folder, ...ids] = positionals;
    if (folder === undefined) throw new UsageError('dataset folder is missing.');
    const makeJob = (dataset: Dataset) => retryJob(dataset, ids.length > 0 ? checked(dataset, ids) : unread(dataset));
    return deriveRun('retry', folder, values, makeJob, output, signal);
  },
};

function unread({ snapshot: { filtered, rescuedCandidates } }: Dataset): string[] {
  const left = filtered.filter((candidate) => isWholeReply(candidate) && !rescuedCandidates.has(candidate.id));
  if (left.length > 0) return left.map(({ id }) => id);
  throw new CommandFailure('nothing-to-derive', 'No whole reply is left that could not be read. Nothing was sent.');
}

function checked({ snapshot: { filtered } }: Dataset, ids: readonly string[]): readonly string[] {
  const byId = new Map(filtered.map((candidate) => [candidate.id, candidate]));
  const other = ids.find((id) => {
    const candidate = byId.get(id);
    return !candidate || !isWholeReply(candidate);
  });
  if (other === undefined) return ids;
  throw new CommandFailure(
    'unknown-candidate',
    `${other} is no whole reply that could not be read. Nothing was sent. What has an instruction is brought back with: rescue DIR ${other}`,
  );
}
