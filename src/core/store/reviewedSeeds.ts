import type { Decision, Standing } from '../model/decision.ts';
import type { SeedTask } from '../model/task.ts';
import { contentHash } from './contentHash.ts';
import { resolveDecisions } from './decisions.ts';
import type { Located } from './recordFile.ts';

/** A seed with its standing: what people wrote counts as accepted, what a machine wrote is decided about like a generated task. */
export interface ReviewedSeed {
  readonly task: Located<SeedTask>;
  readonly standing: Standing;
  /** Hash of the seed's content, as decisions name it. */
  readonly of: string;
}

/** Every seed with its standing, by id; of equal ids the first. */
export function reviewSeeds(
  seeds: readonly Located<SeedTask>[],
  decisions: ReadonlyMap<string, readonly Decision[]>,
): ReadonlyMap<string, ReviewedSeed> {
  const byId = new Map<string, ReviewedSeed>();
  for (const task of seeds) {
    if (byId.has(task.id)) continue;
    const of = contentHash(task);
    const decided = (): Standing => resolveDecisions(decisions.get(task.id) ?? [], of);
    byId.set(task.id, { task, of, standing: task.machineWritten ? decided() : { state: 'accepted' } });
  }
  return byId;
}
