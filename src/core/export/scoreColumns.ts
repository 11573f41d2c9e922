import type { GeneratedTask } from '../model/task.ts';
import type { Snapshot } from '../store/dataset.ts';

/** Columns with the scores of a task as it is now: the mean over the judges, null where a part has none. */
export function scoreColumns({ byId }: Pick<Snapshot, 'byId'>): (task: Pick<GeneratedTask, 'id'>) => object {
  return ({ id }) => {
    const scored = byId.get(id)?.scored;
    const { instruction = null, input = null, output = null } = scored && !scored.stale ? scored.parts : {};
    return { instruction_score: instruction, input_score: input, output_score: output };
  };
}
