import type { Dataset } from './dataset.ts';
import { rescueRun, type StoredReply } from './replyStore.ts';
import { RunJournal } from './runJournal.ts';

/** What a stored reply is still good for: its run can go on and would ask again, it is of the last run, or neither. */
export type ReplyUse = 'unfinished' | 'last' | 'done';

/** Tells what each stored reply of a dataset is still good for. What it does not know counts as unfinished. */
export async function replyUses({
  disk,
  paths,
  snapshot,
}: Pick<Dataset, 'disk' | 'paths' | 'snapshot'>): Promise<(stored: StoredReply) => ReplyUse> {
  const journals = await RunJournal.all(disk, paths);
  const last = journals.at(-1);
  const known = new Set([...journals.map(({ run }) => run), ...snapshot.rounds.map(({ run }) => run)]);
  const settled = new Set([
    ...snapshot.rescuedCandidates,
    ...snapshot.filtered.flatMap(({ rescueOf }) => rescueOf ?? []),
  ]);
  return ({ run, slot }) => {
    if (run === rescueRun) return settled.has(slot.split('/')[1] ?? '') ? 'done' : 'unfinished';
    if (!known.has(run)) return 'unfinished';
    // Only the last run can be gone on with.
    if (run !== last?.run) return 'done';
    if (last.ended === 'rounds' || last.ended === 'saturated') return 'last';
    // A run that met its target has the replies beyond it to spare, and uses them first next time.
    return last.ended === 'target' && Number.parseInt(slot, 10) < last.nextRequest ? 'last' : 'unfinished';
  };
}
