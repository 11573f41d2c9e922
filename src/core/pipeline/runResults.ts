import type { FilteredCandidate } from '../model/candidate.ts';
import type { Improved } from '../model/improve.ts';
import type { Ended, RoundRecord } from '../model/round.ts';
import type { GeneratedTask } from '../model/task.ts';
import type { Dataset } from '../store/dataset.ts';
import type { DatasetWriter } from '../store/datasetWriter.ts';
import type { RequestDone, RunJournal } from '../store/runJournal.ts';
import type { Asker } from './asker.ts';
import type { RunEvent, RunSummary } from './events.ts';
import { countImproved, type RoundBook } from './roundBook.ts';

/** What one request came to. */
export interface RequestResult {
  readonly request: number;
  readonly candidates: number;
  readonly failed: boolean;
  readonly dropped: readonly FilteredCandidate[];
  readonly tasks: readonly GeneratedTask[];
  /** Set where the request was about a task that is there. */
  readonly improved?: Improved;
  /** A target cut it short: it is done again by the run that goes on, from its stored replies. */
  readonly partly?: boolean;
}

interface ResultsOptions {
  readonly dataset: Dataset;
  readonly writer: DatasetWriter;
  readonly journal: RunJournal;
  readonly book: RoundBook;
  /** Whether a record of a request that is done again was written before. */
  readonly isOnDisk: (id: string) => boolean;
  readonly emit: (event: RunEvent) => void;
}

/** Writes what a session's requests come to, in their order, and counts it. */
export class RunResults {
  readonly #options: ResultsOptions;
  /** Whether lines may stand in `rounds.jsonl` that the journal does not know of: an earlier try may have come so far. */
  #mayHaveUnnoted = true;
  #counts = { admitted: 0, instances: 0, candidates: 0, failed: 0 };
  readonly #filtered: Record<string, number> = {};
  readonly #improved: Pick<RequestDone, 'improved'>[] = [];

  constructor(options: ResultsOptions) {
    this.#options = options;
  }

  /**
   * Writes what requests came to, in their order and with one flush a file. Dataset first, then the journal: a kill between
   * the two leaves requests that are done again and written once.
   */
  async write(results: readonly RequestResult[]): Promise<void> {
    const { writer, journal, book, isOnDisk, emit } = this.#options;
    const fresh = results.map(({ dropped, tasks, ...result }) => ({
      ...result,
      dropped: dropped.filter(({ id }) => !isOnDisk(id)),
      tasks: tasks.filter(({ id }) => !isOnDisk(id)),
    }));
    await writer.appendResults(
      fresh.flatMap(({ dropped }) => dropped),
      fresh.flatMap(({ tasks }) => tasks),
    );
    const improved = fresh.flatMap((result) => result.improved?.records ?? []);
    await writer.appendImproved(improved.filter(({ record }) => !isOnDisk(record.id)));
    const [partly, whole] = [results.filter((result) => result.partly), results.filter((result) => !result.partly)];
    await journal.markDone(whole.map((result) => book.done(result)));
    for (const result of partly) await journal.markPartial(book.done(result));
    for (const { request, candidates, failed, dropped, tasks, improved } of fresh) {
      this.#count(candidates, failed, dropped, tasks);
      if (improved) {
        this.#improved.push({ improved: { written: improved.records.length, outcome: improved.outcome } });
        emit({ type: 'improved', request, task: improved.task, outcome: improved.outcome });
      }
      for (const { instruction } of [...tasks, ...dropped.filter(({ stage }) => stage === 'instruction')]) {
        emit({ type: 'candidate', request, instruction });
      }
      for (const candidate of dropped) emit({ type: 'filtered', candidate });
      for (const task of tasks) emit({ type: 'admitted', task });
    }
  }

  /** Writes the line in `rounds.jsonl` about the requests done since the last one, up to `last`, if there are any. */
  async recordRound(ended: Ended, last?: number): Promise<void> {
    const { writer, journal, book, emit } = this.#options;
    if (this.#mayHaveUnnoted) await this.#noteWritten();
    this.#mayHaveUnnoted = false;
    const record = book.record(ended, last);
    if (!record) return;
    this.#mayHaveUnnoted = true;
    await writer.appendRound(record.round);
    await journal.markRecorded({ round: record.round.round, request: record.request });
    this.#mayHaveUnnoted = false;
    emit({ type: 'round', round: record.round });
  }

  /** A stop between a line and the note about it leaves a line that the journal does not know of: what it covers is found again. */
  async #noteWritten(): Promise<void> {
    const { dataset, journal, book, emit } = this.#options;
    await dataset.refresh();
    const lines = dataset.snapshot.rounds.filter(({ run }) => run === journal.run);
    for (const line of lines.slice(journal.recordedLines)) {
      for (let last = journal.nextRequest - 1; last > journal.recordedRequest; last -= 1) {
        const round = book.record(line.ended, last)?.round;
        if (!round || !isSameLine(round, line)) continue;
        await journal.markRecorded({ round: line.round, request: last });
        emit({ type: 'round', round: line });
        break;
      }
    }
  }

  summary(asked: Pick<Asker, 'requests' | 'fromStore' | 'usage' | 'cost'>, ended: Ended, message?: string): RunSummary {
    const { run, derive, improve } = this.#options.journal.header;
    return {
      run,
      ...(derive ? { derived: derive.step } : {}),
      ...(improve ? { improved: countImproved(improve.step, this.#improved) } : {}),
      ...this.#counts,
      filtered: { ...this.#filtered },
      requests: asked.requests,
      fromStore: asked.fromStore,
      usage: asked.usage,
      ...(asked.cost ? { cost: asked.cost } : {}),
      ended,
      ...(message === undefined ? {} : { message }),
    };
  }

  #count(
    candidates: number,
    failed: boolean,
    dropped: readonly FilteredCandidate[],
    tasks: readonly GeneratedTask[],
  ): void {
    this.#counts = {
      admitted: this.#counts.admitted + tasks.length,
      instances: this.#counts.instances + tasks.reduce((sum, { instances }) => sum + instances.length, 0),
      candidates: this.#counts.candidates + candidates,
      failed: this.#counts.failed + (failed ? 1 : 0),
    };
    for (const { filter } of dropped) this.#filtered[filter] = (this.#filtered[filter] ?? 0) + 1;
  }
}

/** Each request brings a reply at least, so that lines which cover different requests differ in their counts. */
function isSameLine(one: RoundRecord, other: RoundRecord): boolean {
  const counts = ({ round, candidates, requests, failed, admitted }: RoundRecord) =>
    [round, candidates, requests, failed, ...admitted].join();
  return counts(one) === counts(other);
}
