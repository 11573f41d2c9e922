import path from 'node:path';
import type { FilteredCandidate } from '../model/candidate.ts';
import type { Decision, Standing } from '../model/decision.ts';
import type { DistinctPair } from '../model/distinctPair.ts';
import type { Recipe } from '../model/recipe.ts';
import type { RoundRecord } from '../model/round.ts';
import type { GeneratedTask, Location, SeedTask, Task } from '../model/task.ts';
import { missingPlaces, type PromptName, promptNames } from '../prompts/promptSet.ts';
import { contentHash } from './contentHash.ts';
import { decisionsById, resolveDecisions } from './decisions.ts';
import type { Disk } from './disk.ts';
import { countingPairs } from './distinctPairs.ts';
import type { JsonLine } from './jsonl.ts';
import { LineFile } from './lineFile.ts';
import { type DatasetPaths, datasetPaths, partNumber, partPath } from './paths.ts';
import type { Problem } from './problem.ts';
import { readRecipe } from './recipeFile.ts';
import {
  NotARecord,
  readDecision,
  readDistinctPair,
  readFiltered,
  readGenerated,
  readRound,
  readSeed,
} from './records.ts';

/** A record with the place where it stands. */
export type Located<T> = T & { readonly location: Location };

/** A generated task with what its decisions come to. */
export interface ReviewedTask {
  readonly task: Located<GeneratedTask>;
  readonly standing: Standing;
  /** Hash of the task's content, as decisions name it. */
  readonly of: string;
}

/** What a dataset's files hold at one moment. Immutable. */
export interface Snapshot {
  readonly folder: string;
  readonly name: string;
  readonly recipe: Recipe;
  readonly ownPrompts: ReadonlyMap<PromptName, string>;
  readonly seeds: readonly Located<SeedTask>[];
  /** In the order of the files; of equal ids the highest revision. Deleted tasks are not among them. */
  readonly generated: readonly ReviewedTask[];
  readonly deleted: readonly Located<GeneratedTask>[];
  readonly byId: ReadonlyMap<string, ReviewedTask>;
  readonly filtered: readonly Located<FilteredCandidate>[];
  /** Ids of filtered candidates that a person brought back as tasks (deleted ones too). */
  readonly rescuedCandidates: ReadonlySet<string>;
  /** Tasks that read alike and are no duplicates: the judgements that count for the contents as they are now. */
  readonly distinctPairs: readonly DistinctPair[];
  readonly decisions: readonly Decision[];
  readonly decisionsById: ReadonlyMap<string, readonly Decision[]>;
  readonly rounds: readonly RoundRecord[];
  readonly problems: readonly Problem[];
  readonly files: readonly string[];
}

interface Read<T> {
  readonly records: readonly Located<T>[];
  readonly problems: readonly Problem[];
}

/** A file with its checked records; checked again only when the file changed. */
class RecordFile<T extends object> {
  readonly lines: LineFile;
  readonly #read: (value: unknown) => T;
  /** A line that stays keeps its record: whoever holds on to something about a record finds it again. */
  readonly #checked = new WeakMap<JsonLine, Located<T> | Problem>();
  #result: Read<T> = { records: [], problems: [] };

  constructor(disk: Disk, file: string, read: (value: unknown) => T) {
    this.lines = new LineFile(disk, file);
    this.#read = read;
  }

  get result(): Read<T> {
    return this.#result;
  }

  async refresh(): Promise<boolean> {
    if (!(await this.lines.refresh())) return false;
    const records: Located<T>[] = [];
    const problems: Problem[] = [];
    for (const line of this.lines.lines) {
      const checked = this.#checked.get(line) ?? this.#check(line);
      this.#checked.set(line, checked);
      if ('severity' in checked) problems.push(checked as Problem);
      else records.push(checked as Located<T>);
    }
    this.#result = { records, problems };
    return true;
  }

  #check(line: JsonLine): Located<T> | Problem {
    const at = { file: this.lines.path, line: line.line + 1, column: 1, severity: 'error' } as const;
    if (line.torn) {
      return {
        ...at,
        severity: 'warning',
        code: 'torn-line',
        message: `The last line is not whole (${line.error}). It is kept; the next run sets it aside in .self-instruct/set_aside.jsonl.`,
      };
    }
    if (line.error !== undefined) {
      return {
        ...at,
        code: 'not-json',
        message: `This line is no JSON (${line.error}). It is kept as it is and counts for nothing until it is mended.`,
      };
    }
    try {
      return { ...this.#read(line.value), location: { file: this.lines.path, line: line.line } };
    } catch (error) {
      if (!(error instanceof NotARecord)) throw error;
      return {
        ...at,
        code: 'not-a-record',
        message: `This line does not fit here: ${error.message}. It is kept as it is and counts for nothing until it is mended.`,
      };
    }
  }
}

/** A dataset folder, read into memory and kept up to date by `refresh`. Reading never writes. */
export class Dataset {
  readonly folder: string;
  readonly paths: DatasetPaths;
  readonly disk: Disk;
  readonly #seeds: RecordFile<SeedTask>;
  readonly #filtered: RecordFile<FilteredCandidate>;
  readonly #decisions: RecordFile<Decision>;
  readonly #rounds: RecordFile<RoundRecord>;
  readonly #distinct: RecordFile<DistinctPair>;
  readonly #parts = new Map<number, RecordFile<ReturnType<typeof readGenerated>>>();
  #recipeText: string | undefined;
  #recipeOverride: Recipe['recipe'] | undefined;
  #prompts: ReadonlyMap<PromptName, string> = new Map();
  #snapshot: Snapshot | undefined;
  readonly #hashes = new WeakMap<Located<GeneratedTask>, string>();
  #refreshing: Promise<unknown> = Promise.resolve();

  constructor(disk: Disk, folder: string) {
    this.disk = disk;
    this.folder = folder;
    this.paths = datasetPaths(folder);
    this.#seeds = new RecordFile(disk, this.paths.seeds, readSeed);
    this.#filtered = new RecordFile(disk, this.paths.filtered, readFiltered);
    this.#decisions = new RecordFile(disk, this.paths.decisions, readDecision);
    this.#rounds = new RecordFile(disk, this.paths.rounds, readRound);
    this.#distinct = new RecordFile(disk, this.paths.notDuplicates, readDistinctPair);
  }

  static async open(disk: Disk, folder: string): Promise<Dataset> {
    const dataset = new Dataset(disk, folder);
    await dataset.refresh();
    return dataset;
  }

  get snapshot(): Snapshot {
    if (!this.#snapshot) throw new Error('The dataset was not read yet: call refresh first.');
    return this.#snapshot;
  }

  /** Takes another way of asking than the recipe file names, for as long as this object lives. Nothing is written. */
  async useRecipe(recipe: Recipe['recipe']): Promise<void> {
    this.#recipeOverride = recipe;
    await this.refresh();
    this.#snapshot = this.#build();
  }

  /** Reads what changed since the last call; `true` where the snapshot is a new one. */
  refresh(): Promise<boolean> {
    // One at a time: two at once could leave the older of two readings in place.
    const refreshed = this.#refreshing.then(() => this.#refreshAll());
    this.#refreshing = refreshed.catch(() => undefined);
    return refreshed;
  }

  async #refreshAll(): Promise<boolean> {
    const partsChanged = await this.#refreshParts();
    const changed = [
      partsChanged,
      await this.#seeds.refresh(),
      await this.#filtered.refresh(),
      await this.#decisions.refresh(),
      await this.#rounds.refresh(),
      await this.#distinct.refresh(),
      await this.#refreshRecipe(),
    ];
    if (this.#snapshot && !changed.includes(true)) return false;
    this.#snapshot = this.#build();
    return true;
  }

  /** Parts of the generated tasks: number, lines and bytes, in order. */
  get parts(): readonly { readonly part: number; readonly lines: number; readonly bytes: number }[] {
    return [...this.#parts]
      .sort(([a], [b]) => a - b)
      .map(([part, { lines }]) => ({ part, lines: lines.completeLines, bytes: lines.size }));
  }

  async #refreshParts(): Promise<boolean> {
    const names = await this.disk.list(this.folder);
    const present = new Set(names.flatMap((name) => partNumber(name) ?? []));
    let changed = false;
    for (const part of this.#parts.keys()) {
      if (!present.has(part)) {
        this.#parts.delete(part);
        changed = true;
      }
    }
    for (const part of [...present].sort((a, b) => a - b)) {
      const file = this.#parts.get(part) ?? new RecordFile(this.disk, partPath(this.folder, part), readGenerated);
      this.#parts.set(part, file);
      changed = (await file.refresh()) || changed;
    }
    return changed;
  }

  async #refreshRecipe(): Promise<boolean> {
    const text = (await this.disk.read(this.paths.recipe))?.toString();
    const prompts = new Map<PromptName, string>();
    for (const name of promptNames) {
      const own = await this.disk.read(path.join(this.paths.prompts, `${name}.md`));
      if (own)
        prompts.set(
          name,
          own
            .toString()
            .replace(/^\uFEFF/u, '')
            .trimEnd(),
        );
    }
    const changed = text !== this.#recipeText || JSON.stringify([...prompts]) !== JSON.stringify([...this.#prompts]);
    this.#recipeText = text;
    this.#prompts = prompts;
    return changed;
  }

  #build(): Snapshot {
    const { recipe: written, problems: recipeProblems } = readRecipe(this.#recipeText, this.paths.recipe);
    const recipe = this.#recipeOverride ? { ...written, recipe: this.#recipeOverride } : written;
    const parts = [...this.#parts].sort(([a], [b]) => a - b).map(([, part]) => part);
    const tasks = latestRevisions(parts.flatMap((part) => part.result.records));
    const byTask = decisionsById(this.#decisions.result.records);
    const generated = tasks.alive.map((task): ReviewedTask => {
      const of = this.#hashOf(task);
      return { task, of, standing: resolveDecisions(byTask.get(task.id) ?? [], of) };
    });
    const seeds = this.#seeds.result.records;
    const byId = new Map(generated.map((reviewed) => [reviewed.task.id, reviewed]));
    const problems = [
      ...recipeProblems,
      ...this.#promptProblems(),
      ...this.#seeds.result.problems,
      ...duplicateSeeds(seeds),
      ...(seeds.length === 0 ? [noSeeds(this.paths.seeds)] : []),
      ...parts.flatMap((part) => part.result.problems),
      ...tasks.problems,
      ...this.#filtered.result.problems,
      ...this.#decisions.result.problems,
      ...strayDecisions(
        this.#decisions.result.records,
        new Set([...tasks.alive, ...tasks.deleted].map(({ id }) => id)),
      ),
      ...generated.filter(({ standing }) => standing.state === 'disputed').map(disputed),
      ...this.#rounds.result.problems,
      ...this.#distinct.result.problems,
    ];
    const files = [this.#seeds, ...parts, this.#filtered, this.#decisions, this.#rounds, this.#distinct];
    return {
      folder: this.folder,
      name: recipe.name ?? path.basename(this.folder),
      recipe,
      ownPrompts: this.#prompts,
      seeds,
      generated,
      deleted: tasks.deleted,
      byId,
      filtered: this.#filtered.result.records,
      rescuedCandidates: new Set(
        [...tasks.alive, ...tasks.deleted].flatMap(({ provenance }) => provenance?.rescued?.candidate ?? []),
      ),
      distinctPairs: countingPairs(this.#distinct.result.records, { byId, seeds }),
      decisions: this.#decisions.result.records,
      decisionsById: byTask,
      rounds: this.#rounds.result.records,
      problems,
      files: [
        ...(this.#recipeText === undefined ? [] : [this.paths.recipe]),
        ...files.filter(({ lines }) => lines.exists).map(({ lines }) => lines.path),
      ],
    };
  }

  /** A record is hashed once: with 50,000 of them, hashing all after every decision would be felt. */
  #hashOf(task: Located<GeneratedTask>): string {
    const known = this.#hashes.get(task);
    if (known !== undefined) return known;
    const hash = contentHash(task);
    this.#hashes.set(task, hash);
    return hash;
  }

  #promptProblems(): Problem[] {
    return [...this.#prompts].flatMap(([name, template]) =>
      missingPlaces(name, template).map(
        (place): Problem => ({
          file: path.join(this.paths.prompts, `${name}.md`),
          line: 1,
          column: 1,
          severity: 'error',
          code: 'prompt',
          message: `This prompt has no {{${place}}}, without which the model does not know what to work on. Add it where it belongs.`,
        }),
      ),
    );
  }
}

interface Latest {
  readonly alive: readonly Located<GeneratedTask>[];
  readonly deleted: readonly Located<GeneratedTask>[];
  readonly problems: readonly Problem[];
}

/** Of equal ids the highest revision counts; equal revisions with different content are a problem (a bad merge). */
function latestRevisions(records: readonly Located<ReturnType<typeof readGenerated>>[]): Latest {
  const latest = new Map<string, Located<GeneratedTask>>();
  const gone = new Set<string>();
  const problems: Problem[] = [];
  for (const record of records) {
    if (record.kind === 'tombstone') {
      gone.add(record.id);
      continue;
    }
    const before = latest.get(record.id);
    if (before?.rev === record.rev && contentHash(before) !== contentHash(record))
      problems.push(duplicateId(record, before));
    if (!before || record.rev > before.rev) latest.set(record.id, record);
  }
  const tasks = [...latest.values()];
  return {
    alive: tasks.filter(({ id }) => !gone.has(id)),
    deleted: tasks.filter(({ id }) => gone.has(id)),
    problems,
  };
}

function duplicateId(record: Located<Task>, before: Located<Task>): Problem {
  return {
    file: record.location.file,
    line: record.location.line + 1,
    column: 1,
    severity: 'error',
    code: 'duplicate-id',
    message: `Another task has the id ${record.id} too (${path.basename(before.location.file)}, line ${before.location.line + 1}). The first one counts; give one of them another id, or the one to keep a higher "rev".`,
  };
}

function duplicateSeeds(seeds: readonly Located<SeedTask>[]): Problem[] {
  const first = new Map<string, Located<SeedTask>>();
  return seeds.flatMap((seed) => {
    const before = first.get(seed.id);
    if (!before) first.set(seed.id, seed);
    return before ? [duplicateId(seed, before)] : [];
  });
}

function noSeeds(file: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    severity: 'error',
    code: 'no-seeds',
    message: 'There is no seed task yet. Write at least one, or make a new dataset from a sample.',
  };
}

function strayDecisions(decisions: readonly Located<Decision>[], ids: ReadonlySet<string>): Problem[] {
  return decisions
    .filter(({ id }) => !ids.has(id))
    .map(({ id, location }) => ({
      file: location.file,
      line: location.line + 1,
      column: 1,
      severity: 'information',
      code: 'unknown-task',
      message: `No task has the id ${id}. The decision is kept, and counts again when the task comes back.`,
    }));
}

function disputed({ task }: ReviewedTask): Problem {
  return {
    file: task.location.file,
    line: task.location.line + 1,
    column: 1,
    severity: 'warning',
    code: 'disputed',
    message: 'Reviewers decided differently about this task. It is not exported until one of them decides again.',
  };
}
