import type { TaskState } from '../../model/decision.ts';
import type { FlagCode } from '../../model/task.ts';
import type { ReviewedTask, Snapshot } from '../../store/dataset.ts';
import { generatedTask } from './planImprovement.ts';

/** Which generated tasks are meant; of each list one must fit, and all that are given must. */
export interface TaskSelection {
  readonly ids?: readonly string[];
  readonly states?: readonly TaskState[];
  readonly rounds?: readonly number[];
  /** Models that wrote the instruction or an output, as they were asked for or as the endpoint names them. */
  readonly models?: readonly string[];
  readonly flags?: readonly FlagCode[];
  /** A score of a part below this, as the task is now. */
  readonly scoreBelow?: number;
}

/** States of tasks that are worth a request; a rejected one is asked about where it is named. */
const usualStates: readonly TaskState[] = ['pending', 'accepted', 'disputed'];

/** The tasks that are meant, in the order of the files; without ids and states all that nobody rejected. Throws `GenerateError` for an id that is not there. */
export function selectTasks(snapshot: Snapshot, selection: TaskSelection): ReviewedTask[] {
  const { ids, rounds, models, flags, scoreBelow } = selection;
  const states = selection.states ?? (ids ? undefined : usualStates);
  const named = ids && new Set(ids.map((id) => generatedTask(snapshot, id).task.id));
  return snapshot.generated.filter(
    ({ task, standing, scored }) =>
      (!named || named.has(task.id)) &&
      (!states || states.includes(standing.state)) &&
      (!rounds || rounds.includes(task.provenance?.round ?? 0)) &&
      (!models || modelsOf(task).some((model) => models.includes(model))) &&
      (scoreBelow === undefined || (scored && !scored.stale && scored.lowest < scoreBelow)) &&
      (!flags || task.flags?.some(({ code }) => flags.includes(code))),
  );
}

/** Names of the models that wrote a task, each once. */
export function modelsOf({ provenance, instances }: Pick<ReviewedTask['task'], 'provenance' | 'instances'>): string[] {
  const written = [provenance, ...instances.map((instance) => instance.provenance)];
  return [...new Set(written.flatMap((by) => [by?.model, by?.servedModel]).filter((name) => name !== undefined))];
}
