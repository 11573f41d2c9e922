import type { Location, Task } from '../core/model/task.ts';
import type { Located, Snapshot } from '../core/store/dataset.ts';

const lookups = new WeakMap<Snapshot, ReadonlyMap<string, Located<Task>>>();

/**
 * A task by the id that novelty names: a seed, a generated or a deleted task. The suffix `#original` (the model's own
 * text before an edit) leads to the task itself.
 */
export function findTask(snapshot: Snapshot, id: string): Located<Task> | undefined {
  let lookup = lookups.get(snapshot);
  if (!lookup) {
    const tasks: readonly Located<Task>[] = [
      ...snapshot.seeds,
      ...snapshot.deleted,
      ...snapshot.generated.map(({ task }) => task),
    ];
    lookup = new Map(tasks.map((task) => [task.id, task]));
    lookups.set(snapshot, lookup);
  }
  return lookup.get(id) ?? lookup.get(id.replace(/#original$/u, ''));
}

/** Where a task or a dropped candidate stands. */
export function findLocation(snapshot: Snapshot, id: string): Location | undefined {
  return findTask(snapshot, id)?.location ?? snapshot.filtered.find((candidate) => candidate.id === id)?.location;
}
