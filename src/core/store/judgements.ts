import { type Judgement, meanOf, type Scored, scoredParts } from '../model/judgement.ts';
import type { Field } from '../model/recipe.ts';
import type { GeneratedTask, Task } from '../model/task.ts';
import { contentHash } from './contentHash.ts';
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

/**
 * What judgements of a task come to, whatever the order of their lines: of each model its latest about each instance that
 * is there as it was judged. Where there is none of these, the latest about what the task said before, as stale.
 */
export function resolveJudgements(judgements: readonly Judgement[], hashes: readonly string[]): Scored | undefined {
  const there = new Set(hashes);
  const fresh = judgements.filter(({ of }) => there.has(of));
  const stale = fresh.length === 0;
  const kept = stale
    ? latestOfEach(judgements, ({ model, instance }) => JSON.stringify([model, instance]))
    : latestOfEach(fresh, ({ model, of }) => JSON.stringify([model, of]));
  if (kept.length === 0) return undefined;
  const parts: Partial<Record<Field, number>> = {};
  for (const part of scoredParts) {
    const scores = byModel(kept).map((own) => own.flatMap(({ scores }) => scores[part] ?? []));
    const means = scores.filter(({ length }) => length > 0).map(meanOf);
    if (means.length > 0) parts[part] = meanOf(means);
  }
  return { parts, lowest: Math.min(...Object.values(parts)), stale, judgements: kept };
}

function latestOfEach(judgements: readonly Judgement[], keyOf: (judgement: Judgement) => string): Judgement[] {
  const latest = new Map<string, Judgement>();
  for (const judgement of judgements) {
    const key = keyOf(judgement);
    const before = latest.get(key);
    latest.set(key, before ? later(before, judgement) : judgement);
  }
  return [...latest.values()].sort((a, b) => a.instance - b.instance || compare(a.model, b.model));
}

function later(a: Judgement, b: Judgement): Judgement {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  // One model, one moment: any rule will do that does not ask for the order of the lines.
  return JSON.stringify([a.scores, a.reason, a.run]) > JSON.stringify([b.scores, b.reason, b.run]) ? a : b;
}

function byModel(judgements: readonly Judgement[]): Judgement[][] {
  return [...grouped(judgements, ({ model }) => model).values()];
}

function grouped(judgements: readonly Judgement[], keyOf: (judgement: Judgement) => string): Map<string, Judgement[]> {
  const groups = new Map<string, Judgement[]>();
  for (const judgement of judgements) {
    const key = keyOf(judgement);
    const group = groups.get(key);
    if (group) group.push(judgement);
    else groups.set(key, [judgement]);
  }
  return groups;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The practice model's scores count for nothing beside another model's: they were there to try the tool. */
function counting(judgements: readonly Judgement[]): readonly Judgement[] {
  return judgements.some(({ practice }) => !practice) ? judgements.filter(({ practice }) => !practice) : judgements;
}

/** Gives tasks their scores. A task that stays with its judgements keeps what they came to: a run appends one line after the other. */
export class ScoreTable {
  readonly #known = new WeakMap<
    GeneratedTask,
    { readonly by: readonly Judgement[]; readonly scored: Scored | undefined }
  >();
  #records: readonly Judgement[] = [];
  #byId = new Map<string, readonly Judgement[]>();

  /** The tasks, with `scored` where somebody judged them. */
  scored(tasks: readonly ReviewedTask[], records: readonly Judgement[]): readonly ReviewedTask[] {
    const byId = this.#group(counting(records));
    if (byId.size === 0) return tasks;
    return tasks.map((reviewed) => {
      const by = byId.get(reviewed.task.id);
      const scored = by && this.#resolve(reviewed, by);
      return scored ? { ...reviewed, scored } : reviewed;
    });
  }

  #group(records: readonly Judgement[]): ReadonlyMap<string, readonly Judgement[]> {
    const before = this.#records;
    const hasGrown = before.length <= records.length && before.every((record, index) => record === records[index]);
    if (!hasGrown) this.#byId = new Map();
    const added = hasGrown ? records.slice(before.length) : records;
    for (const [id, more] of grouped(added, ({ task }) => task)) {
      this.#byId.set(id, [...(this.#byId.get(id) ?? []), ...more]);
    }
    this.#records = records;
    return this.#byId;
  }

  #resolve(reviewed: ReviewedTask, by: readonly Judgement[]): Scored | undefined {
    const known = this.#known.get(reviewed.task);
    if (known?.by === by) return known.scored;
    const scored = resolveJudgements(by, instanceHashes(reviewed));
    this.#known.set(reviewed.task, { by, scored });
    return scored;
  }
}
