import { groupBy } from '../groupBy.ts';
import { highestScore, lowestScore, meanOf, type Scored, scoredParts } from '../model/judgement.ts';
import type { Field } from '../model/recipe.ts';
import type { GeneratedTask } from '../model/task.ts';

/** Scores of one part over all tasks that have one; `mean` is 0 where there is none. */
export interface PartScores {
  readonly mean: number;
  readonly count: number;
  /** How many tasks have a score that rounds to 1, 2, 3, 4, 5. */
  readonly counts: readonly number[];
}

/** Mean scores of the tasks of one model, one judge or one round. */
export interface GroupScores {
  readonly name: string;
  readonly tasks: number;
  readonly parts: Readonly<Partial<Record<Field, number>>>;
}

/** What models think of the generated tasks, as these are now. */
export interface ScoreStats {
  /** Tasks with a score, and tasks that were changed since all of theirs: those count for nothing else here. */
  readonly judged: number;
  readonly stale: number;
  readonly parts: Readonly<Record<Field, PartScores>>;
  /** By the model that wrote the task, by the judge, by the round. Largest groups first; rounds in their order. */
  readonly byModel: readonly GroupScores[];
  readonly byJudge: readonly GroupScores[];
  readonly byRound: readonly GroupScores[];
}

interface Entry {
  readonly task: GeneratedTask;
  readonly scored?: Scored;
}

interface Fresh {
  readonly task: GeneratedTask;
  readonly scored: Scored;
}

/** `undefined` where no task was ever judged. */
export function scoreStats(generated: readonly Entry[]): ScoreStats | undefined {
  const all = generated.flatMap(({ task, scored }): Fresh[] => (scored ? [{ task, scored }] : []));
  if (all.length === 0) return undefined;
  const fresh = all.filter(({ scored }) => !scored.stale);
  const taken = (part: Field) => fresh.flatMap(({ scored }) => scored.parts[part] ?? []);
  return {
    judged: fresh.length,
    stale: all.length - fresh.length,
    parts: {
      instruction: spread(taken('instruction')),
      input: spread(taken('input')),
      output: spread(taken('output')),
    },
    byModel: bySize(group(fresh, ({ task }) => task.provenance?.servedModel ?? task.provenance?.model)),
    byJudge: bySize(group(fresh.flatMap(byJudge), ({ judge }) => judge)),
    byRound: group(fresh, ({ task }) => task.provenance?.round).sort((a, b) => Number(a.name) - Number(b.name)),
  };
}

function spread(scores: readonly number[]): PartScores {
  const counts = new Array<number>(highestScore - lowestScore + 1).fill(0);
  for (const score of scores) {
    const at = Math.round(score) - lowestScore;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { mean: meanOf(scores), count: scores.length, counts };
}

/** A task once for each of its judges, with what that one gave. */
function byJudge({ task, scored }: Fresh): (Fresh & { readonly judge: string })[] {
  const judges = [...new Set(scored.judgements.map(({ model }) => model))];
  return judges.map((judge) => {
    const own = scored.judgements.filter(({ model }) => model === judge);
    const parts = meansOf((part) => own.flatMap(({ scores }) => scores[part] ?? []));
    return { task, scored: { ...scored, parts }, judge };
  });
}

/** Tasks without a name, such as those whose model nobody noted, are in no group. */
function group<T extends Fresh>(
  entries: readonly T[],
  nameOf: (entry: T) => string | number | undefined,
): GroupScores[] {
  const named = entries.filter((entry) => nameOf(entry) !== undefined);
  const groups = groupBy(named, (entry) => String(nameOf(entry)));
  return [...groups].map(([name, members]) => ({
    name,
    tasks: members.length,
    parts: meansOf((part) => members.flatMap(({ scored }) => scored.parts[part] ?? [])),
  }));
}

function meansOf(scoresOf: (part: Field) => readonly number[]): GroupScores['parts'] {
  const parts: Partial<Record<Field, number>> = {};
  for (const part of scoredParts) {
    const scores = scoresOf(part);
    if (scores.length > 0) parts[part] = meanOf(scores);
  }
  return parts;
}

function bySize(groups: readonly GroupScores[]): GroupScores[] {
  return groups.toSorted((a, b) => b.tasks - a.tasks || (a.name < b.name ? -1 : 1));
}
