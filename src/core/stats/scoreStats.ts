import { groupBy } from '../groupBy.ts';
import { highestScore, lowestScore, type Scored, scoredParts } from '../model/judgement.ts';
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

/** `undefined` where no task was ever judged. One pass: a dataset may have 50,000 tasks, and figures follow every change. */
export function scoreStats(generated: readonly Entry[]): ScoreStats | undefined {
  const parts = { instruction: new Spread(), input: new Spread(), output: new Spread() };
  const [byModel, byJudge, byRound] = [new Groups(), new Groups(), new Groups()];
  let [judged, stale] = [0, 0];
  for (const { task, scored } of generated) {
    if (!scored) continue;
    if (scored.stale) {
      stale += 1;
      continue;
    }
    judged += 1;
    for (const part of scoredParts) parts[part].add(scored.parts[part]);
    const { servedModel, model, round } = task.provenance ?? {};
    byModel.add(servedModel ?? model, scored.parts);
    byRound.add(round?.toString(), scored.parts);
    for (const [judge, given] of byJudgeOf(scored)) byJudge.add(judge, given);
  }
  if (judged + stale === 0) return undefined;
  return {
    judged,
    stale,
    parts: { instruction: parts.instruction.result, input: parts.input.result, output: parts.output.result },
    byModel: byModel.result.sort((a, b) => b.tasks - a.tasks || (a.name < b.name ? -1 : 1)),
    byJudge: byJudge.result.sort((a, b) => b.tasks - a.tasks || (a.name < b.name ? -1 : 1)),
    byRound: byRound.result.sort((a, b) => Number(a.name) - Number(b.name)),
  };
}

type Parts = GroupScores['parts'];

/** What each judge gave a task: the mean over its instances. */
function byJudgeOf({ parts, judgements }: Scored): readonly (readonly [string, Parts])[] {
  const [first] = judgements;
  if (first && judgements.every(({ model }) => model === first.model)) return [[first.model, parts]];
  return [...groupBy(judgements, ({ model }) => model)].map(([model, own]) => {
    const group = new Groups();
    for (const { scores } of own) group.add('', scores);
    return [model, group.result[0]?.parts ?? {}];
  });
}

/** Scores of one part, counted and added up. */
class Spread {
  readonly #counts = new Array<number>(highestScore - lowestScore + 1).fill(0);
  #sum = 0;
  #count = 0;

  add(score: number | undefined): void {
    if (score === undefined) return;
    const at = Math.round(score) - lowestScore;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#sum += score;
    this.#count += 1;
  }

  get result(): PartScores {
    return { mean: this.#count === 0 ? 0 : this.#sum / this.#count, count: this.#count, counts: this.#counts };
  }
}

/** Means by a name. What has none, such as tasks whose model nobody noted, is in no group. */
class Groups {
  readonly #groups = new Map<string, { tasks: number; readonly parts: Record<Field, Spread> }>();

  add(name: string | undefined, scores: Readonly<Partial<Record<Field, number | null>>>): void {
    if (name === undefined) return;
    const group = this.#groups.get(name) ?? {
      tasks: 0,
      parts: { instruction: new Spread(), input: new Spread(), output: new Spread() },
    };
    this.#groups.set(name, group);
    group.tasks += 1;
    for (const part of scoredParts) group.parts[part].add(scores[part] ?? undefined);
  }

  get result(): GroupScores[] {
    return [...this.#groups].map(([name, { tasks, parts }]) => ({
      name,
      tasks,
      parts: Object.fromEntries(
        scoredParts.flatMap((part) => (parts[part].result.count > 0 ? [[part, parts[part].result.mean]] : [])),
      ),
    }));
  }
}
