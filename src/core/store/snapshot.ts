import type { FilteredCandidate } from '../model/candidate.ts';
import type { Decision } from '../model/decision.ts';
import type { DistinctPair } from '../model/distinctPair.ts';
import type { Judgement } from '../model/judgement.ts';
import type { AlternativeOutput, OutputChoice } from '../model/output.ts';
import type { Recipe } from '../model/recipe.ts';
import type { RoundRecord } from '../model/round.ts';
import { cameOf, type GeneratedTask, type SeedTask, type Task } from '../model/task.ts';
import type { PromptName } from '../prompts/promptSet.ts';
import { remembering } from '../remembering.ts';
import { conversationProblems } from './conversationProblems.ts';
import { decisionsById, resolveDecisions } from './decisions.ts';
import { countingPairs } from './distinctPairs.ts';
import { ScoreTable } from './judgements.ts';
import { gatherOutputs, type Outputs } from './outputs.ts';
import type { Problem } from './problem.ts';
import type { Located, Read } from './recordFile.ts';
import type { Tombstone } from './records.ts';
import { type ReviewedSeed, reviewSeeds } from './reviewedSeeds.ts';
import { duplicateId, type ReviewedTask, type Tasks, TaskTable } from './taskTable.ts';

/** Finds a task by its id. */
export interface TaskLookup {
  get(id: string): ReviewedTask | undefined;
  has(id: string): boolean;
}

/** What a dataset's files hold at one moment. Immutable. */
export interface Snapshot {
  readonly folder: string;
  readonly name: string;
  readonly recipe: Recipe;
  readonly ownPrompts: ReadonlyMap<PromptName, string>;
  readonly seeds: readonly Located<SeedTask>[];
  /** Of equal ids the first. */
  readonly seedsById: ReadonlyMap<string, ReviewedSeed>;
  /** In the order of the files; of equal ids the highest revision. Deleted tasks are not among them. */
  readonly generated: readonly ReviewedTask[];
  readonly deleted: readonly Located<GeneratedTask>[];
  readonly byId: TaskLookup;
  readonly filtered: readonly Located<FilteredCandidate>[];
  /** Ids of filtered candidates that a person brought back as tasks (deleted ones too). */
  readonly rescuedCandidates: ReadonlySet<string>;
  /** Tasks that read alike and are no duplicates: the judgements that count for the contents as they are now. */
  readonly distinctPairs: readonly DistinctPair[];
  /** Other outputs of the tasks, and what was chosen among them. */
  readonly outputs: Outputs;
  readonly decisions: readonly Decision[];
  readonly decisionsById: ReadonlyMap<string, readonly Decision[]>;
  /** What models scored, as the lines have it; what it comes to is with each task. */
  readonly judgements: readonly Judgement[];
  readonly rounds: readonly RoundRecord[];
  readonly problems: readonly Problem[];
  readonly files: readonly string[];
}

/** What the files of a dataset hold, each as it was read last. */
export interface ReadFiles {
  readonly folder: string;
  readonly name: string;
  readonly recipe: Recipe;
  readonly ownPrompts: ReadonlyMap<PromptName, string>;
  readonly seedsFile: string;
  readonly seeds: Read<SeedTask>;
  readonly parts: readonly Read<GeneratedTask | Tombstone>[];
  readonly filtered: Read<FilteredCandidate>;
  readonly decisions: Read<Decision>;
  readonly scores: Read<Judgement>;
  readonly rounds: Read<RoundRecord>;
  readonly distinct: Read<DistinctPair>;
  readonly outputs: Read<AlternativeOutput | OutputChoice>;
  /** Problems of the recipe and of the dataset's own prompts. */
  readonly problems: readonly Problem[];
  readonly files: readonly string[];
}

/**
 * Makes snapshots. What only depends on files that have not changed since the last one is not computed again: with 50,000
 * tasks, a decision would be felt otherwise.
 */
export class SnapshotBuilder {
  readonly #table = new TaskTable();
  readonly #decisionsById = remembering((decisions: readonly Decision[]) => decisionsById(decisions));
  readonly #generated = remembering(decided);
  readonly #scores = new ScoreTable();
  readonly #scored = remembering((tasks: readonly ReviewedTask[], judgements: readonly Judgement[]) =>
    this.#scores.scored(tasks, judgements),
  );
  readonly #seedsById = remembering(reviewSeeds);
  readonly #rescued = remembering(rescuedCandidates);
  readonly #outputs = remembering(gatherOutputs);
  readonly #wrongRoles = remembering(({ undecided }: Tasks) => conversationProblems(undecided.map(({ task }) => task)));

  /** Hash of a task's content; computed once for each record. */
  hashOf(task: Located<GeneratedTask>): string {
    return this.#table.hashOf(task);
  }

  /** Brings the tasks up to date with what was read so far, so that `build` finds less to do. */
  update(parts: ReadFiles['parts']): void {
    this.#table.update(parts);
  }

  build(read: ReadFiles): Snapshot {
    const { folder, name, recipe, ownPrompts, parts, files } = read;
    const seeds = read.seeds.records;
    const tasks = this.#table.update(parts);
    const byTask = this.#decisionsById(read.decisions.records);
    const generated = this.#scored(this.#generated(tasks, byTask), read.scores.records);
    const seedsById = this.#seedsById(seeds, byTask);
    const byId = lookup(generated, tasks);
    const problems = [
      ...read.problems,
      ...read.seeds.problems,
      ...duplicateSeeds(seeds),
      ...conversationProblems(seeds),
      ...(seeds.length === 0 ? [noSeeds(read.seedsFile, generated.length > 0)] : []),
      ...parts.flatMap((part) => part.problems),
      ...tasks.problems,
      ...this.#wrongRoles(tasks),
      ...read.filtered.problems,
      ...read.decisions.problems,
      ...strayDecisions(read.decisions.records, byId, [...tasks.deleted, ...seeds]),
      ...[...seedsById.values()].filter(isDisputed).map(disputed),
      ...generated.filter(isDisputed).map(disputed),
      ...read.scores.problems,
      ...read.rounds.problems,
      ...read.distinct.problems,
      ...read.outputs.problems,
    ];
    return {
      folder,
      name,
      recipe,
      ownPrompts,
      seeds,
      seedsById,
      generated,
      deleted: tasks.deleted,
      byId,
      filtered: read.filtered.records,
      rescuedCandidates: this.#rescued(tasks),
      distinctPairs: countingPairs(read.distinct.records, { byId, seeds }),
      outputs: this.#outputs(read.outputs.records),
      decisions: read.decisions.records,
      decisionsById: byTask,
      judgements: read.scores.records,
      rounds: read.rounds.records,
      problems,
      files,
    };
  }
}

/** The tasks with what was decided about them. */
function decided(
  { undecided, places }: Tasks,
  decisions: ReadonlyMap<string, readonly Decision[]>,
): readonly ReviewedTask[] {
  const generated = [...undecided];
  for (const [id, history] of decisions) {
    const place = places.get(id) ?? -1;
    const reviewed = generated[place];
    if (reviewed) generated[place] = { ...reviewed, standing: resolveDecisions(history, reviewed.of) };
  }
  return generated;
}

function lookup(generated: readonly ReviewedTask[], { places }: Tasks): TaskLookup {
  const get = (id: string) => generated[places.get(id) ?? -1];
  return { get, has: (id) => get(id) !== undefined };
}

function rescuedCandidates({ undecided, deleted }: Tasks): ReadonlySet<string> {
  const rescued = new Set<string>();
  for (const task of [...undecided.map(({ task }) => task), ...deleted]) {
    const candidate = cameOf(task);
    if (candidate !== undefined) rescued.add(candidate);
  }
  return rescued;
}

function duplicateSeeds(seeds: readonly Located<SeedTask>[]): Problem[] {
  const first = new Map<string, Located<SeedTask>>();
  return seeds.flatMap((seed) => {
    const before = first.get(seed.id);
    if (!before) first.set(seed.id, seed);
    return before ? [duplicateId(seed, before)] : [];
  });
}

/** Tasks can be made from texts alone: then the lack of seeds is no error. */
function noSeeds(file: string, hasTasks: boolean): Problem {
  return {
    file,
    line: 1,
    column: 1,
    severity: hasTasks ? 'information' : 'error',
    code: 'no-seeds',
    message:
      'There is no seed task yet, and rounds need at least one: write it, or make a new dataset from a sample. From Text needs none.',
  };
}

function strayDecisions(decisions: readonly Located<Decision>[], byId: TaskLookup, others: readonly Task[]): Problem[] {
  const known = new Set(others.map(({ id }) => id));
  return decisions
    .filter(({ id }) => !byId.has(id) && !known.has(id))
    .map(({ id, location }) => ({
      file: location.file,
      line: location.line + 1,
      column: 1,
      severity: 'information',
      code: 'unknown-task',
      message: `No task has the id ${id}. The decision is kept, and counts again when the task comes back.`,
    }));
}

function isDisputed({ standing }: ReviewedTask | ReviewedSeed): boolean {
  return standing.state === 'disputed';
}

function disputed({ task }: ReviewedTask | ReviewedSeed): Problem {
  return {
    file: task.location.file,
    line: task.location.line + 1,
    column: 1,
    severity: 'warning',
    code: 'disputed',
    message: 'Reviewers decided differently about this task. It is not exported until one of them decides again.',
  };
}
