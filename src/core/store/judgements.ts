import { groupBy } from '../groupBy.ts';
import type { Judgement, Scored } from '../model/judgement.ts';
import type { GeneratedTask, Task } from '../model/task.ts';
import { contentHash } from './contentHash.ts';
import { resolveJudgements } from './resolveJudgements.ts';
import type { ReviewedTask } from './taskTable.ts';

/** Hash of what is judged at once: the instruction with one instance. Empty where the task has no such instance. */
export function instanceHash(
  task: Pick<Task, 'instruction' | 'instances' | 'isClassification'>,
  index: number,
): string {
  const instance = task.instances[index];
  return instance ? contentHash({ ...task, instances: [instance] }) : '';
}

/** Hash of the content with each of a task's instances; where there is one, it is the hash of the task. */
export function instanceHashes({ task, of }: Pick<ReviewedTask, 'task' | 'of'>): string[] {
  return task.instances.length === 1 ? [of] : task.instances.map((_, index) => instanceHash(task, index));
}

/** The practice model's scores count for nothing beside another model's: they were there to try the tool. */
function counting(judgements: readonly Judgement[]): readonly Judgement[] {
  return judgements.some(({ practice }) => !practice) ? judgements.filter(({ practice }) => !practice) : judgements;
}

/** Gives tasks their scores. A task that stays with its judgements stays the same object: a run appends one line after the other. */
export class ScoreTable {
  readonly #scored = new WeakMap<GeneratedTask, Known<Scored | undefined>>();
  readonly #reviewed = new WeakMap<ReviewedTask, Known<ReviewedTask>>();
  #records: readonly Judgement[] = [];
  #byId = new Map<string, readonly Judgement[]>();

  /** The tasks, with `scored` where somebody judged them. */
  scored(tasks: readonly ReviewedTask[], records: readonly Judgement[]): readonly ReviewedTask[] {
    const byId = this.#group(counting(records));
    if (byId.size === 0) return tasks;
    return tasks.map((reviewed) => {
      const by = byId.get(reviewed.task.id);
      return by ? this.#withScores(reviewed, by) : reviewed;
    });
  }

  #group(records: readonly Judgement[]): ReadonlyMap<string, readonly Judgement[]> {
    const before = this.#records;
    const hasGrown = before.length <= records.length && before.every((record, index) => record === records[index]);
    if (!hasGrown) this.#byId = new Map();
    const added = hasGrown ? records.slice(before.length) : records;
    for (const [id, more] of groupBy(added, ({ task }) => task)) {
      this.#byId.set(id, [...(this.#byId.get(id) ?? []), ...more]);
    }
    this.#records = records;
    return this.#byId;
  }

  #withScores(reviewed: ReviewedTask, by: readonly Judgement[]): ReviewedTask {
    return remembered(this.#reviewed, reviewed, by, () => {
      const scored = remembered(this.#scored, reviewed.task, by, () => resolveJudgements(by, instanceHashes(reviewed)));
      return scored ? { ...reviewed, scored } : reviewed;
    });
  }
}

interface Known<T> {
  readonly by: readonly Judgement[];
  readonly value: T;
}

function remembered<Key extends object, T>(
  known: WeakMap<Key, Known<T>>,
  key: Key,
  by: readonly Judgement[],
  make: () => T,
): T {
  const before = known.get(key);
  if (before?.by === by) return before.value;
  const value = make();
  known.set(key, { by, value });
  return value;
}
