import type { FilteredCandidate } from '../model/candidate.ts';
import type { Ended } from '../model/round.ts';
import type { GeneratedTask } from '../model/task.ts';
import type { SetAside } from '../store/appendLines.ts';
import type { ListedPlan } from '../store/runJournal.ts';
import { openDerivation } from './derive/openDerivation.ts';
import type { RunSummary } from './events.ts';
import { openImprovement } from './improve/openImprovement.ts';
import type { ListedWork } from './listedWork.ts';
import { RequestLine } from './requestLine.ts';
import type { RequestResult } from './runResults.ts';
import {
  announceStart,
  endSession,
  openSessionParts,
  type SessionOptions,
  type SessionParts,
  stopAsking,
} from './sessionParts.ts';

/**
 * One session of a run that makes tasks from tasks or texts, or writes about tasks: a list of requests that are fixed before
 * they are sent, asked together, judged and written in the order of their numbers. The whole run is one round.
 */
export class ListSession {
  readonly #options: SessionOptions;
  readonly #parts: SessionParts;
  readonly #work: ListedWork;
  readonly #line: RequestLine<ListedPlan, unknown>;
  readonly #abandon = new AbortController();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#parts = openSessionParts(options, Number.POSITIVE_INFINITY, this.#abandon.signal);
    const isImprovement = options.prepared.journal.header.improve !== undefined;
    const work = (isImprovement ? openImprovement : openDerivation)(options, this.#parts);
    this.#work = work;
    this.#line = new RequestLine({
      ask: (plan) => work.ask(plan),
      judge: (plan, answer) => work.judge(plan, answer),
      lookAhead: this.#parts.lookAhead,
    });
  }

  announce(setAside: readonly SetAside[]): void {
    announceStart(this.#options, this.#parts, setAside);
  }

  /** Resolves with why the run ended; rejects with what stopped it (`ModelError`, `BudgetReached`, an abort, the disk's error). */
  async run(): Promise<Ended> {
    const { first, novelty, pool } = this.#parts;
    if (this.#work.usesPool) await novelty.put(pool.compared);
    let from = first;
    for (;;) {
      const plans = await this.#planned(from);
      if (plans.length === 0) return endSession(this.#parts, this.#work.ended);
      this.#line.add(plans);
      const before = from + plans.length;
      while (from < before) {
        from = await this.#admit(from, before);
        this.#tellProgress(from - first, before - first);
      }
    }
  }

  /** Ends a session that something stopped: no new request, and what was done gets its line in `rounds.jsonl`. */
  async close(ended: Ended, cause: unknown): Promise<void> {
    await stopAsking(this.#line, this.#abandon, cause);
    await endSession(this.#parts, ended);
  }

  summary(ended: Ended, message?: string): RunSummary {
    return this.#parts.results.summary(this.#parts.asker, ended, message);
  }

  /** What was planned before a stop comes first: it is asked for in the same words. */
  async #planned(from: number): Promise<readonly ListedPlan[]> {
    const { journal } = this.#options.prepared;
    const known: ListedPlan[] = [];
    for (let plan = journal.listed.get(from); plan; plan = journal.listed.get(from + known.length)) {
      known.push(plan);
    }
    if (known.length > 0) return known;
    const fresh = this.#work.next(from);
    if (fresh.length > 0) await journal.planListed(fresh);
    return fresh;
  }

  /** *Grow Instances* plans as it goes, so that nobody knows how much is to come. */
  #tellProgress(done: number, of: number): void {
    const { emit, prepared } = this.#options;
    if (prepared.journal.header.derive?.step !== 'grow') emit({ type: 'progress', done, of });
  }

  /** Writes what a request came to, in its turn, and what those behind it came to that are complete. Returns the next. */
  async #admit(from: number, before: number): Promise<number> {
    const admitted: RequestResult[] = [];
    for (const request of this.#line.together(from, before)) admitted.push(await this.#resultOf(request));
    this.#options.signal.throwIfAborted();
    await this.#parts.results.write(admitted);
    return from + admitted.length;
  }

  async #resultOf(request: number): Promise<RequestResult> {
    const { candidates, filtered, failed, completing, improved } = await this.#line.take(request);
    const tasks: GeneratedTask[] = [];
    const dropped: FilteredCandidate[] = [...filtered];
    for (const completed of completing) {
      const { task, filtered: lost } = await completed;
      dropped.push(...lost);
      if (task) tasks.push(task);
    }
    return { request, candidates, failed, dropped, tasks, ...(improved ? { improved } : {}) };
  }
}
