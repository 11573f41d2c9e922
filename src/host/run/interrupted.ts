import { BatchStore } from '../../core/batch/batchStore.ts';
import { fileOrigin } from '../../core/batch/ownEngine.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import { runHolder } from '../../core/store/lock.ts';
import { RunJournal } from '../../core/store/runJournal.ts';
import type { OpenDataset } from '../openDataset.ts';

/** Whether the dataset's last run ended before its goal, and nobody goes on with it now. A run that waits for a batch is not interrupted. */
export async function isInterrupted({ paths }: OpenDataset): Promise<boolean> {
  const latest = await RunJournal.latest(nodeDisk, paths);
  if (!latest || latest.ended === 'target' || latest.ended === 'rounds' || latest.ended === 'saturated') return false;
  if (latest.header.origin === fileOrigin) return false;
  if ((await new BatchStore({ disk: nodeDisk, paths }).open()).length > 0) return false;
  return (await runHolder(nodeDisk, paths)) === undefined;
}
