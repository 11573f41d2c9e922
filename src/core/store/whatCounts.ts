import type { Standing } from '../model/decision.ts';
import type { Recipe } from '../model/recipe.ts';
import type { GeneratedTask, SeedTask, Task } from '../model/task.ts';
import type { ReviewedSeed, ReviewedTask, Snapshot } from './dataset.ts';

/** Accepted tasks from which on pending ones are no longer shown as demonstrations. */
export const enoughAccepted = 8;

/** Whether the dataset holds a task that a real model wrote. */
export function hasModelTasks({ generated, deleted }: Snapshot): boolean {
  return [...generated.map(({ task }) => task), ...deleted].some(
    ({ provenance }) => provenance !== undefined && !provenance.practice,
  );
}

/** Whether any task comes from the practice model. */
export function hasPracticeTasks({ generated }: Snapshot): boolean {
  return generated.some(({ task }) => task.provenance?.practice);
}

/** Whether a task only adds instances under an instruction that is there: it is no new instruction, and counts as none. */
export function isGrown({ provenance }: Pick<GeneratedTask, 'provenance'>): boolean {
  return provenance?.derived?.step === 'grow';
}

/** Practice tasks count for nothing beside another model's: they were there to try the tool. */
function counting(snapshot: Snapshot): (task: GeneratedTask) => boolean {
  const real = hasModelTasks(snapshot);
  return (task) => !(real && task.provenance?.practice);
}

/**
 * What decisions about an id are about: a generated task, or a seed that a machine wrote. `undefined` for seeds written
 * by hand, about which nothing is decided: who no longer wants one takes its line out.
 */
export function decidable({ byId, seedsById }: Snapshot, id: string): ReviewedTask | ReviewedSeed | undefined {
  const seed = seedsById.get(id);
  return byId.get(id) ?? (seed?.task.machineWritten ? seed : undefined);
}

/** Seeds that a machine wrote and no speaker has accepted or rejected, in the order of the file. */
export function unreviewedSeeds({ seedsById, seeds }: Snapshot): readonly ReviewedSeed[] {
  return seeds.flatMap(({ id }) => {
    const reviewed = seedsById.get(id);
    return reviewed?.task.machineWritten && reviewed.standing.state === 'pending' ? [reviewed] : [];
  });
}

function seedState({ seedsById }: Snapshot, { id }: SeedTask): Standing['state'] {
  return seedsById.get(id)?.standing.state ?? 'accepted';
}

function promotedIds({ seeds }: Snapshot): Set<string | undefined> {
  return new Set(seeds.map(({ promotedFrom }) => promotedFrom));
}

/**
 * Every instruction that a candidate is compared with: seeds (held-out ones too) and generated tasks in any state,
 * rejected and deleted ones included, or they would come back. An edited task stands with its new text and the model's
 * own. A promoted task stands once, as its seed. A grown batch repeats an instruction and is not in it. Ids are
 * task ids; the model's own text has the suffix `#original`.
 */
export function noveltyPool(snapshot: Snapshot): { readonly id: string; readonly text: string }[] {
  const counts = counting(snapshot);
  const promoted = promotedIds(snapshot);
  const generated = [...snapshot.generated.map(({ task }) => task), ...snapshot.deleted].filter(
    (task) => counts(task) && !isGrown(task) && !promoted.has(task.id),
  );
  return [
    ...snapshot.seeds.map(({ id, instruction }) => ({ id, text: instruction })),
    ...generated.flatMap((task) => {
      const original = task.provenance?.original?.instruction;
      const own = { id: task.id, text: task.instruction };
      return original === undefined || original === task.instruction
        ? [own]
        : [own, { id: `${task.id}#original`, text: original }];
    }),
  ];
}

/**
 * The texts among which near-duplicates are looked for: seeds and generated tasks, each once and as it reads now. What is
 * rejected or deleted is settled, and left out.
 */
export function duplicateTexts(snapshot: Snapshot): { readonly id: string; readonly text: string }[] {
  const counts = counting(snapshot);
  const promoted = promotedIds(snapshot);
  const generated = snapshot.generated
    .filter(
      ({ task, standing }) => standing.state !== 'rejected' && counts(task) && !isGrown(task) && !promoted.has(task.id),
    )
    .map(({ task }) => task);
  const seeds = snapshot.seeds.filter((seed) => seedState(snapshot, seed) !== 'rejected');
  return [...seeds, ...generated].map(({ id, instruction }) => ({ id, text: instruction }));
}

export interface DemonstrationPool {
  readonly seeds: readonly SeedTask[];
  /** Accepted tasks first in rank: they alone are shown once there are `enoughAccepted`, unless the recipe says otherwise. */
  readonly accepted: readonly GeneratedTask[];
  readonly pending: readonly GeneratedTask[];
}

/**
 * Tasks that may be shown to the model. Never a held-out seed, a rejected, disputed or deleted task. Seeds that a machine
 * wrote are shown before a speaker has accepted them: there may be nothing else to start from.
 */
export function demonstrationPool(snapshot: Snapshot): DemonstrationPool {
  const counts = counting(snapshot);
  const promoted = promotedIds(snapshot);
  const inState = (state: 'accepted' | 'pending') =>
    snapshot.generated
      .filter(
        ({ task, standing }) => standing.state === state && counts(task) && !isGrown(task) && !promoted.has(task.id),
      )
      .map(({ task }) => task);
  return {
    seeds: snapshot.seeds.filter((seed) => !isHeldOut(seed) && isShown(seedState(snapshot, seed))),
    accepted: inState('accepted'),
    pending: inState('pending'),
  };
}

function isShown(state: Standing['state']): boolean {
  return state === 'accepted' || state === 'pending';
}

/** Whether pending tasks are shown as demonstrations, with so many accepted ones. */
export function showsPending(recipe: Recipe, accepted: number): boolean {
  return recipe.demonstrations.pending || accepted < enoughAccepted;
}

/** Pending and accepted generated tasks: what a target is measured against. */
export function countTowardsTarget(snapshot: Snapshot): number {
  const counts = counting(snapshot);
  const promoted = promotedIds(snapshot);
  return snapshot.generated.filter(
    ({ task, standing }) =>
      (standing.state === 'pending' || standing.state === 'accepted') &&
      counts(task) &&
      !isGrown(task) &&
      !promoted.has(task.id),
  ).length;
}

/**
 * Accepted tasks, as they are exported: each once, with the instances that were accepted. One that was promoted to a
 * held-out seed is held out with it. With `leastScore` only those of which every part has that score at least, as they are
 * now.
 */
export function exportableTasks(snapshot: Snapshot, leastScore?: number): GeneratedTask[] {
  const counts = counting(snapshot);
  const heldOut = new Set(snapshot.seeds.filter(isHeldOut).map(({ promotedFrom }) => promotedFrom));
  return snapshot.generated
    .filter(({ task, standing }) => standing.state === 'accepted' && counts(task) && !heldOut.has(task.id))
    .filter(({ scored }) => leastScore === undefined || (scored && !scored.stale && scored.lowest >= leastScore))
    .map(({ task, standing }: ReviewedTask) => {
      const { instances } = standing;
      return instances ? { ...task, instances: task.instances.filter((_, index) => instances.includes(index)) } : task;
    });
}

/** Seeds that may be exported beside the generated tasks: accepted by a speaker or written by hand, and not held out. */
export function exportableSeeds(snapshot: Snapshot): SeedTask[] {
  return snapshot.seeds.filter((seed) => !isHeldOut(seed) && seedState(snapshot, seed) === 'accepted');
}

/** Seeds and accepted tasks in one list, seeds first. A promoted task comes once, as the seed that it became. */
export function exportableWithSeeds(snapshot: Snapshot, leastScore?: number): Task[] {
  const seeds = exportableSeeds(snapshot);
  const promoted = new Set(seeds.map(({ promotedFrom }) => promotedFrom));
  return [...seeds, ...exportableTasks(snapshot, leastScore).filter(({ id }) => !promoted.has(id))];
}

function isHeldOut({ split }: SeedTask): boolean {
  return split === 'test';
}
