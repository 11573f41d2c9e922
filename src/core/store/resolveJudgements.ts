import { groupBy } from '../groupBy.ts';
import { highestScore, type Judgement, meanOf, type Scored, scoredParts } from '../model/judgement.ts';
import type { Field } from '../model/recipe.ts';

/**
 * What judgements of a task come to, whatever the order of their lines: of each model its latest about each instance that
 * is there as it was judged. Where there is none of these, the latest about what the task said before, as stale.
 */
export function resolveJudgements(judgements: readonly Judgement[], hashes: readonly string[]): Scored | undefined {
  const there = new Set(hashes);
  const fresh = judgements.filter(({ of }) => there.has(of));
  const stale = fresh.length === 0;
  const kept = latestOfEach(stale ? judgements : fresh, (judgement) =>
    JSON.stringify([judgement.model, instanceOf(judgement, stale)]),
  );
  if (kept.length === 0) return undefined;
  const parts: Partial<Record<Field, number>> = {};
  for (const part of scoredParts) {
    const scores = [...groupBy(kept, ({ model }) => model).values()].map((own) =>
      own.flatMap(({ scores }) => scores[part] ?? []),
    );
    const means = scores.filter(({ length }) => length > 0).map(meanOf);
    if (means.length > 0) parts[part] = meanOf(means);
  }
  return {
    parts,
    lowest: lowestOf([...groupBy(kept, (judgement) => instanceOf(judgement, stale)).values()]),
    stale,
    judgements: kept,
  };
}

/** What tells the instances apart: as they are now, or by their places then. */
function instanceOf({ instance, of }: Judgement, stale: boolean): string {
  return stale ? String(instance) : of;
}

function lowestOf(instances: readonly (readonly Judgement[])[]): number {
  const means = instances.flatMap((judgements) =>
    scoredParts
      .map((part) => judgements.flatMap(({ scores }) => scores[part] ?? []))
      .filter(({ length }) => length > 0),
  );
  return means.reduce((lowest, scores) => Math.min(lowest, meanOf(scores)), highestScore);
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

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
