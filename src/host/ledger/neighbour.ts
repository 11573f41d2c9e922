import type { Snapshot } from '../../core/store/dataset.ts';
import { findTask } from '../taskLookup.ts';

/** A text that another was compared with. `original`: an edited task's, as the model wrote it. */
export interface Neighbour {
  readonly id: string;
  readonly kind: 'seed' | 'task' | 'original' | 'candidate';
  readonly text: string;
}

/**
 * The text that novelty names by an id, if it is still there. An edited task stands in the novelty pool with the model's
 * own text, too; and so does what came to no task, during its run.
 */
export function findNeighbour(snapshot: Snapshot, nearest: string): Neighbour | undefined {
  const task = findTask(snapshot, nearest);
  if (!task) {
    const dropped = snapshot.filtered.find(({ id, task }) => id === nearest || task === nearest);
    return dropped && { id: dropped.id, kind: 'candidate', text: dropped.instruction };
  }
  const { id, instruction: text } = task;
  if (task.kind === 'seed') return { id, kind: 'seed', text };
  const original = id === nearest ? undefined : task.provenance?.original?.instruction;
  return original === undefined ? { id, kind: 'task', text } : { id, kind: 'original', text: original };
}
