import type { TaskState } from '../../model/decision.ts';
import { fieldLanguage } from '../../model/recipe.ts';
import type { Task } from '../../model/task.ts';
import type { Snapshot } from '../../store/dataset.ts';
import type { RunHeader } from '../../store/runJournal.ts';
import { GenerateError } from '../generateError.ts';
import { chooseTasks, originOf } from './chooseTasks.ts';
import { GrowGroup } from './growGroup.ts';

/**
 * The chosen instructions, each with what stands under it, in the order chosen. Tasks with one wording are one instruction,
 * for which the first stands. What `run` wrote from request `first` on is left out: it is done again. Throws `GenerateError`.
 */
export function growGroups(
  snapshot: Snapshot,
  { run, derive }: Pick<RunHeader, 'run' | 'derive'>,
  first: number,
): GrowGroup[] {
  const { recipe } = snapshot;
  const { measure } = recipe.filters;
  const similarity = { threshold: recipe.grow.similarity, language: fieldLanguage(recipe, 'input'), measure };
  const chosen = chooseTasks(snapshot, derive?.tasks);
  const usable = derive?.tasks ? chooseTasks(snapshot, undefined) : chosen;
  const groups = new Map<string, GrowGroup>();
  for (const task of chosen) {
    const key = wording(task);
    groups.set(key, groups.get(key) ?? new GrowGroup(task, similarity));
  }
  // A grown batch belongs to its origin's instruction, even if a person edited that since.
  const byOrigin = new Map(usable.map((task) => [task.id, groups.get(wording(task))]));
  const accepted = new Set(usable.flatMap(({ instances }) => instances));
  for (const seed of snapshot.seeds) {
    const group = groups.get(wording(seed));
    for (const instance of seed.instances) group?.add(instance, seed.id, seed.split === 'test' ? 'none' : 'reviewed');
  }
  const promoted = new Set(snapshot.seeds.map(({ promotedFrom }) => promotedFrom));
  const written = [
    ...snapshot.generated.map(({ task, standing }) => ({ task, state: standing.state })),
    ...snapshot.deleted.map((task) => ({ task, state: 'rejected' as const })),
  ];
  for (const { task, state } of written) {
    const { provenance } = task;
    const isAgain = provenance?.run === run && provenance.request >= first && !provenance.rescued;
    if (isAgain || promoted.has(task.id)) continue;
    const origin = originOf(task);
    const group = (origin === undefined ? undefined : byOrigin.get(origin)) ?? groups.get(wording(task));
    for (const instance of task.instances) {
      group?.add(instance, task.id, standingOf(state, origin !== undefined || accepted.has(instance)));
    }
  }
  const growable = [...groups.values()].filter(isGrowable);
  if (growable.length > 0) return growable;
  throw new GenerateError(
    'nothing-to-derive',
    'None of these tasks can be given more instances: each has an instance without an input, which there can be only one of, or a conversation. Nothing was sent.',
  );
}

/** What a rejected instance says must not come back; it counts for nothing else. So with one that was left out of an acceptance. */
function standingOf(state: TaskState, isAccepted: boolean): 'reviewed' | 'other' | 'none' {
  if (state === 'accepted') return isAccepted ? 'reviewed' : 'none';
  return state === 'rejected' ? 'none' : 'other';
}

function wording({ instruction }: Pick<Task, 'instruction'>): string {
  return instruction.normalize('NFC').trim();
}

function isGrowable({ reviewed }: GrowGroup): boolean {
  return reviewed.length > 0 && reviewed.every(({ input, messages }) => input.trim() !== '' && !messages);
}
