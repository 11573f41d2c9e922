import { groupBy } from '../groupBy.ts';
import type { FilteredCandidate } from '../model/candidate.ts';
import type { Decision, Verdict } from '../model/decision.ts';
import type { DistinctPair } from '../model/distinctPair.ts';
import type { ImprovedRecord } from '../model/improve.ts';
import type { OutputChoice } from '../model/output.ts';
import type { RoundRecord } from '../model/round.ts';
import type { GeneratedTask, SeedTask } from '../model/task.ts';
import { type AppliedReview, type ReviewLines, reviewLines, takeBackLines } from '../review/applyReview.ts';
import type { ReviewChange } from '../review/reviewChange.ts';
import { type AppendedText, appendLines, type SetAside, setTornLineAside } from './appendLines.ts';
import { type ChoiceLines, choiceLines, takeBackChoiceLines, type WantedOutput } from './chooseOutputs.ts';
import { ContentChanged } from './contentChanged.ts';
import type { Dataset, Snapshot } from './dataset.ts';
import { lastDecisionOf, nextDecision, undoDecision } from './decisions.ts';
import { contentHashes, inOrder, type SeenPair } from './distinctPairs.ts';
import { withWriteLock } from './lock.ts';
import { partPath } from './paths.ts';
import { storedCandidate, storedSeed, storedTask } from './records.ts';
import { TaskParts } from './taskParts.ts';
import { decidable } from './whatCounts.ts';
import { FollowedSince, UnsavedChanges } from './writeErrors.ts';

/** What the writer asks the outside: whether a file is open with unsaved changes, and the time. */
export interface WriterOptions {
  /** A part whose document is dirty is not appended to: saving it would erase the growth. */
  readonly isDirty?: (file: string) => boolean;
  readonly now?: () => Date;
}

/** The only writer of a dataset's files. Every write takes the write lock for itself, appends, flushes, then counts. */
export class DatasetWriter {
  readonly #dataset: Dataset;
  readonly #isDirty: (file: string) => boolean;
  readonly #now: () => Date;
  readonly #parts: TaskParts;

  constructor(dataset: Dataset, { isDirty = () => false, now = () => new Date() }: WriterOptions = {}) {
    this.#dataset = dataset;
    this.#isDirty = isDirty;
    this.#now = now;
    this.#parts = new TaskParts(dataset, isDirty);
  }

  /** Sets torn last lines of the append-only files aside; lines of dirty documents stay. */
  async repair(): Promise<SetAside[]> {
    const { disk, paths, parts, folder } = this.#dataset;
    const { filtered, decisions, scores, rounds, notDuplicates, outputs } = paths;
    const appended = [filtered, decisions, scores, rounds, notDuplicates, outputs];
    const files = [...parts.map(({ part }) => partPath(folder, part)), ...appended];
    const moved: SetAside[] = [];
    await this.#locked(async () => {
      for (const file of files.filter((file) => !this.#isDirty(file))) {
        const aside = await setTornLineAside(disk, file, paths.setAside, this.#now().toISOString());
        if (aside) moved.push(aside);
      }
    });
    if (moved.length > 0) await this.#dataset.refresh();
    return moved;
  }

  /** Appends what one request came to: dropped candidates first, so that an admitted task is never without its ledger. */
  async appendResults(filtered: readonly FilteredCandidate[], tasks: readonly GeneratedTask[]): Promise<void> {
    if (filtered.length === 0 && tasks.length === 0) return;
    const { disk, paths } = this.#dataset;
    await this.#locked(async () => {
      await appendLines(disk, paths.filtered, filtered.map(storedCandidate));
      if (tasks.length > 0) await this.#parts.append(tasks.map(storedTask));
    });
  }

  /** Appends what one request about a task came to, each line to its own file. */
  async appendImproved(records: readonly ImprovedRecord[]): Promise<void> {
    if (records.length === 0) return;
    const { disk, paths } = this.#dataset;
    await this.#locked(async () => {
      for (const [file, lines] of groupBy(records, (each) => each.file)) {
        await appendLines(
          disk,
          paths[file],
          lines.map(({ record }) => record),
        );
      }
    });
  }

  /** Appends a seed that a person wrote. Throws `UnsavedChanges` where the file is open with some: saving them would erase it. */
  async appendSeed(seed: SeedTask): Promise<void> {
    await this.appendSeeds(() => [storedSeed(seed)]);
  }

  /** What an earlier try of the same session left of the line, such as on a full disk, is set aside first. */
  async appendRound(round: RoundRecord): Promise<void> {
    const { disk, paths } = this.#dataset;
    await this.#locked(async () => {
      if (!this.#isDirty(paths.rounds)) {
        await setTornLineAside(disk, paths.rounds, paths.setAside, this.#now().toISOString());
      }
      await appendLines(disk, paths.rounds, [round]);
    });
  }

  /**
   * Records a verdict about tasks at the content that was judged (`of`). Throws `ContentChanged` where a task has
   * another content now; then nothing is recorded for any of them.
   */
  async decide(
    tasks: readonly { readonly id: string; readonly of: string; readonly reason?: string }[],
    decision: Verdict,
    reviewer: string,
  ): Promise<Decision[]> {
    return this.#appendDecisions((at) =>
      tasks.map(({ id, of, reason }) => {
        const { snapshot } = this.#dataset;
        const { decisionsById } = snapshot;
        if (decidable(snapshot, id)?.of !== of) throw new ContentChanged();
        return nextDecision(decisionsById.get(id) ?? [], {
          id,
          decision,
          reviewer,
          at,
          of,
          ...(reason === undefined ? {} : { reason }),
        });
      }),
    );
  }

  /** Takes a reviewer's last standing decision back; `undefined` where there is none. Throws `DecidedSince`. */
  async undo(reviewer: string): Promise<Decision | undefined> {
    const [undone] = await this.#appendDecisions((at) => {
      const { decisions, decisionsById } = this.#dataset.snapshot;
      const last = lastDecisionOf(decisions, reviewer);
      return last ? [undoDecision(decisionsById.get(last.id) ?? [], last, reviewer, at)] : [];
    });
    return undone;
  }

  /**
   * Appends seed tasks that `make` makes of what the files hold under the lock: all of them in one write, or none where
   * it throws. Resolves with what `takeBackSeeds` needs. Throws `UnsavedChanges`.
   */
  async appendSeeds(make: (snapshot: Snapshot) => readonly Record<string, unknown>[]): Promise<AppendedText> {
    const { disk, paths } = this.#dataset;
    const appended = await this.#locked(async () => {
      this.#checkSaved(paths.seeds);
      await this.#dataset.refresh();
      const records = make(this.#dataset.snapshot);
      const before = await disk.stat(paths.seeds);
      try {
        return await appendLines(disk, paths.seeds, records);
      } catch (error) {
        await this.#cutBack(paths.seeds, before?.size ?? 0);
        throw error;
      }
    });
    await this.#dataset.refresh();
    return appended;
  }

  /** Takes appended seed tasks off again, while they are the last lines and as they were. Throws `FollowedSince`, `UnsavedChanges`. */
  async takeBackSeeds({ from, text }: AppendedText): Promise<void> {
    const { disk, paths } = this.#dataset;
    await this.#locked(async () => {
      this.#checkSaved(paths.seeds);
      const bytes = (await disk.read(paths.seeds)) ?? Buffer.alloc(0);
      if (!bytes.subarray(from).equals(Buffer.from(text))) {
        throw new FollowedSince(
          'The imported lines were changed since, or others follow them, so nothing was taken back. Delete in seed_tasks.jsonl what you do not want.',
        );
      }
      await disk.replace(paths.seeds, bytes.subarray(0, from));
    });
    await this.#dataset.refresh();
  }

  /**
   * Records what volunteers say about tasks: edits as new revisions, then decisions about what each task says then. All
   * of it is checked first: throws `ContentChanged` where a task has another content now, and nothing is recorded.
   */
  async applyReview(changes: readonly ReviewChange[]): Promise<AppliedReview> {
    return this.#appendReview((at) => reviewLines(this.#dataset, changes, at));
  }

  /** Appends what takes an applied review back. Throws `FollowedSince` where a task was edited or decided about since. */
  async takeBackReview(applied: AppliedReview, reviewer: string): Promise<AppliedReview> {
    return this.#appendReview(async (at) => {
      const lines = await takeBackLines(this.#dataset, applied, reviewer, at);
      if (lines) return lines;
      throw new FollowedSince(
        'Somebody edited or decided about one of these tasks since, so nothing was taken back. Decide again where you disagree.',
      );
    });
  }

  async #appendReview(make: (at: string) => Promise<ReviewLines>): Promise<AppliedReview> {
    const { disk, paths } = this.#dataset;
    const { applied } = await this.#locked(async () => {
      this.#checkSaved(paths.decisions);
      await this.#dataset.refresh();
      const lines = await make(this.#now().toISOString());
      await this.#parts.append(lines.records);
      await appendLines(disk, paths.decisions, lines.applied.decisions);
      return lines;
    });
    await this.#dataset.refresh();
    return applied;
  }

  /**
   * Records which outputs a person chose, and puts them into their tasks as new revisions. Throws `ContentChanged` where a
   * task is no longer as it was shown; then nothing is recorded.
   */
  chooseOutputs(wanted: readonly WantedOutput[], reviewer: string): Promise<readonly OutputChoice[]> {
    return this.#appendChoices((at) => choiceLines(this.#dataset, wanted, reviewer, at));
  }

  /** Takes a reviewer's last choices back, those that were made together; none where there are none. Throws `FollowedSince`. */
  takeBackChoices(reviewer: string): Promise<readonly OutputChoice[]> {
    return this.#appendChoices((at) => takeBackChoiceLines(this.#dataset, reviewer, at));
  }

  async #appendChoices(make: (at: string) => Promise<ChoiceLines>): Promise<readonly OutputChoice[]> {
    const { disk, paths } = this.#dataset;
    const made = await this.#locked(async () => {
      this.#checkSaved(paths.outputs);
      await this.#dataset.refresh();
      const { records, choices } = await make(this.#now().toISOString());
      // What was chosen is written first: a task that then stays as it was can be chosen for again.
      await appendLines(disk, paths.outputs, choices);
      await this.#parts.append(records);
      return choices;
    });
    await this.#dataset.refresh();
    return made;
  }

  /** Takes off again what a write left that was torn off, such as on a full disk. */
  async #cutBack(file: string, size: number): Promise<void> {
    const { disk } = this.#dataset;
    const bytes = await disk.read(file).catch(() => undefined);
    // Where even this fails the half line is shown as a problem, and the failure of the write says why.
    if (bytes && bytes.length > size) await disk.replace(file, bytes.subarray(0, size)).catch(() => undefined);
  }

  #checkSaved(file: string): void {
    if (this.#isDirty(file)) throw new UnsavedChanges(file);
  }

  /**
   * Remembers that tasks which read alike are no duplicates; returns the lines written, without pairs that are remembered
   * already. Throws `ContentChanged` where a task has another content now; then nothing is recorded.
   */
  async rememberDistinct(pairs: readonly SeenPair[], reviewer: string): Promise<DistinctPair[]> {
    const { disk, paths } = this.#dataset;
    const made = await this.#locked(async () => {
      await this.#dataset.refresh();
      const { snapshot } = this.#dataset;
      const hashOf = contentHashes(snapshot);
      if (pairs.some(({ ids, of }) => ids.some((id, at) => hashOf(id) !== of[at]))) throw new ContentChanged();
      const known = new Set(snapshot.distinctPairs.map(({ ids }) => JSON.stringify(ids)));
      const fresh = pairs.map(inOrder).filter(({ ids }) => !known.has(JSON.stringify(ids)));
      const at = this.#now().toISOString();
      const lines = fresh.map((pair): DistinctPair => ({ ...pair, reviewer, at }));
      await appendLines(disk, paths.notDuplicates, lines);
      return lines;
    });
    await this.#dataset.refresh();
    return made;
  }

  /** Decisions are made from what the file holds under the lock, so that two windows never give out one `seq` twice. */
  async #appendDecisions(make: (at: string) => Decision[]): Promise<Decision[]> {
    const { disk, paths } = this.#dataset;
    const made = await this.#locked(async () => {
      await this.#dataset.refresh();
      const lines = make(this.#now().toISOString());
      await appendLines(disk, paths.decisions, lines);
      return lines;
    });
    await this.#dataset.refresh();
    return made;
  }

  #locked<T>(work: () => Promise<T>): Promise<T> {
    return withWriteLock(this.#dataset.disk, this.#dataset.paths, work);
  }
}
