import path from 'node:path';
import type { FilteredCandidate } from '../model/candidate.ts';
import type { Decision } from '../model/decision.ts';
import type { DistinctPair } from '../model/distinctPair.ts';
import type { Judgement } from '../model/judgement.ts';
import type { AlternativeOutput, OutputChoice } from '../model/output.ts';
import type { Recipe } from '../model/recipe.ts';
import type { RoundRecord } from '../model/round.ts';
import type { GeneratedTask, SeedTask } from '../model/task.ts';
import { missingPlaces, type PromptName, promptNames } from '../prompts/promptSet.ts';
import { Turns } from '../turns.ts';
import type { Disk } from './disk.ts';
import { type DatasetPaths, datasetPaths, partNumber, partPath } from './paths.ts';
import type { Problem } from './problem.ts';
import { conflicts, readRecipe } from './recipeFile.ts';
import { type Read, RecordFile } from './recordFile.ts';
import {
  readDecision,
  readDistinctPair,
  readFiltered,
  readGenerated,
  readJudgement,
  readOutput,
  readRound,
  readSeed,
  type Tombstone,
} from './records.ts';
import { type Snapshot, SnapshotBuilder } from './snapshot.ts';

export type { Located } from './recordFile.ts';
export type { ReviewedSeed } from './reviewedSeeds.ts';
export type { Snapshot } from './snapshot.ts';
export type { ReviewedTask } from './taskTable.ts';

/** A dataset folder, read into memory and kept up to date by `refresh`. Reading never writes. */
export class Dataset {
  readonly folder: string;
  readonly paths: DatasetPaths;
  readonly disk: Disk;
  readonly #seeds: RecordFile<SeedTask>;
  readonly #filtered: RecordFile<FilteredCandidate>;
  readonly #decisions: RecordFile<Decision>;
  readonly #scores: RecordFile<Judgement>;
  readonly #rounds: RecordFile<RoundRecord>;
  readonly #distinct: RecordFile<DistinctPair>;
  readonly #outputs: RecordFile<AlternativeOutput | OutputChoice>;
  readonly #parts = new Map<number, RecordFile<GeneratedTask | Tombstone>>();
  /** Whether the parts were read again since the snapshot was made. */
  #partsAreNewer = false;
  #recipeText: string | undefined;
  #recipeOverride: Recipe['recipe'] | undefined;
  #prompts: ReadonlyMap<PromptName, string> = new Map();
  #snapshot: Snapshot | undefined;
  readonly #builder = new SnapshotBuilder();
  #refreshing: Promise<unknown> = Promise.resolve();

  constructor(disk: Disk, folder: string) {
    this.disk = disk;
    this.folder = folder;
    this.paths = datasetPaths(folder);
    this.#seeds = new RecordFile(disk, this.paths.seeds, readSeed);
    this.#filtered = new RecordFile(disk, this.paths.filtered, readFiltered);
    this.#decisions = new RecordFile(disk, this.paths.decisions, readDecision);
    this.#scores = new RecordFile(disk, this.paths.scores, readJudgement);
    this.#rounds = new RecordFile(disk, this.paths.rounds, readRound);
    this.#distinct = new RecordFile(disk, this.paths.notDuplicates, readDistinctPair);
    this.#outputs = new RecordFile(disk, this.paths.outputs, readOutput);
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

  /** Reads what changed in the generated tasks, and no more: the snapshot takes it up with the next `refresh`. */
  refreshParts(): Promise<void> {
    const refreshed = this.#refreshing.then(() => this.#refreshParts());
    this.#refreshing = refreshed.catch(() => undefined);
    return refreshed;
  }

  async #refreshAll(): Promise<boolean> {
    await this.#refreshParts();
    const changed = [
      await this.#seeds.refresh(),
      await this.#filtered.refresh(),
      await this.#decisions.refresh(),
      await this.#scores.refresh(),
      await this.#rounds.refresh(),
      await this.#distinct.refresh(),
      await this.#outputs.refresh(),
      await this.#refreshRecipe(),
    ];
    if (this.#snapshot && !this.#partsAreNewer && !changed.includes(true)) return false;
    this.#snapshot = this.#build();
    this.#partsAreNewer = false;
    return true;
  }

  /** Parts of the generated tasks: number, lines and bytes, in order. */
  get parts(): readonly { readonly part: number; readonly lines: number; readonly bytes: number }[] {
    return [...this.#parts]
      .sort(([a], [b]) => a - b)
      .map(([part, { lines }]) => ({ part, lines: lines.completeLines, bytes: lines.size }));
  }

  async #refreshParts(): Promise<void> {
    const names = await this.disk.list(this.folder);
    const present = new Set(names.flatMap((name) => partNumber(name) ?? []));
    for (const part of this.#parts.keys()) {
      if (!present.has(part)) {
        this.#parts.delete(part);
        this.#partsAreNewer = true;
      }
    }
    for (const part of [...present].sort((a, b) => a - b)) {
      const file = this.#parts.get(part) ?? this.#openPart(part);
      this.#parts.set(part, file);
      if (!(await file.refresh())) continue;
      this.#partsAreNewer = true;
      // Part by part, with a turn of the event loop after each: all at once would hold everybody up.
      this.#builder.update(this.#partResults());
      await new Turns().take();
    }
  }

  #partResults(): Read<GeneratedTask | Tombstone>[] {
    return [...this.#parts].sort(([a], [b]) => a - b).map(([, { result }]) => result);
  }

  #openPart(part: number): RecordFile<GeneratedTask | Tombstone> {
    return new RecordFile<GeneratedTask | Tombstone>(
      this.disk,
      partPath(this.folder, part),
      readGenerated,
      (record) => {
        if (record.kind === 'generated') this.#builder.hashOf(record);
      },
    );
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
    const files = [
      this.#seeds,
      ...parts,
      this.#filtered,
      this.#decisions,
      this.#scores,
      this.#rounds,
      this.#distinct,
      this.#outputs,
    ];
    return this.#builder.build({
      folder: this.folder,
      name: recipe.name ?? path.basename(this.folder),
      recipe,
      ownPrompts: this.#prompts,
      seedsFile: this.paths.seeds,
      seeds: this.#seeds.result,
      parts: this.#partResults(),
      filtered: this.#filtered.result,
      decisions: this.#decisions.result,
      scores: this.#scores.result,
      rounds: this.#rounds.result,
      distinct: this.#distinct.result,
      outputs: this.#outputs.result,
      problems: [...recipeProblems, ...conflicts(recipe, this.paths.recipe), ...this.#promptProblems()],
      files: [
        ...(this.#recipeText === undefined ? [] : [this.paths.recipe]),
        ...files.filter(({ lines }) => lines.exists).map(({ lines }) => lines.path),
      ],
    });
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
