import type { GeneratedTask, Task } from '../../model/task.ts';
import type { ReviewedTask, Snapshot } from '../../store/dataset.ts';
import { demonstrationPool, exportableTasks, isGrown } from '../../store/whatCounts.ts';
import { GenerateError } from '../generateError.ts';

/**
 * The tasks that a step works on: the chosen ones, or else every seed and every accepted task. Only what a person wrote or
 * accepted is built upon, with the instances that were accepted, and a held-out seed never is. Throws `GenerateError`.
 */
export function chooseTasks(snapshot: Snapshot, ids: readonly string[] | undefined): Task[] {
  const usable = usableTasks(snapshot);
  if (!ids) {
    const tasks = [...usable.values()];
    if (tasks.length > 0) return tasks;
    throw new GenerateError(
      'nothing-to-derive',
      'There is no accepted task and no seed task to work on. Accept some tasks, or write a seed task. Nothing was sent.',
    );
  }
  const chosen = new Map<string, Task>();
  for (const id of ids) {
    // A grown batch stands for the instruction that it adds to.
    const origin = originOf(snapshot.byId.get(id)?.task) ?? id;
    const task = usable.get(origin);
    if (!task) throw unusable(snapshot, origin);
    chosen.set(origin, task);
  }
  return [...chosen.values()];
}

/** Id of the task under whose instruction a grown batch stands. */
export function originOf(task: GeneratedTask | undefined): string | undefined {
  const derived = task?.provenance?.derived;
  return derived?.step === 'grow' ? derived.from : undefined;
}

function usableTasks(snapshot: Snapshot): Map<string, Task> {
  const promoted = new Set(snapshot.seeds.map(({ promotedFrom }) => promotedFrom));
  const accepted = exportableTasks(snapshot).filter((task) => !isGrown(task) && !promoted.has(task.id));
  return new Map([...demonstrationPool(snapshot).seeds, ...accepted].map((task) => [task.id, task]));
}

function unusable(snapshot: Snapshot, id: string): GenerateError {
  const reviewed: ReviewedTask | undefined = snapshot.byId.get(id);
  const seed = snapshot.seeds.find((task) => task.id === id);
  const counterpart = snapshot.seeds.find(({ promotedFrom }) => promotedFrom === id);
  if (counterpart) {
    return new GenerateError(
      'not-accepted',
      `The task ${id} is a seed task now: choose ${counterpart.id} in its place. Nothing was sent.`,
    );
  }
  if (!reviewed && !seed) {
    return new GenerateError(
      'unknown-task',
      `No task has the id ${id}. Ids stand in the files of the tasks. Nothing was sent.`,
    );
  }
  return new GenerateError(
    'not-accepted',
    seed
      ? `The seed ${id} is held out (split “test”), and is never shown to a model. Nothing was sent.`
      : `The task ${id} is ${reviewed?.standing.state ?? 'pending'}, and only accepted tasks are built upon: a mistake in it would be multiplied. Accept it first. Nothing was sent.`,
  );
}
