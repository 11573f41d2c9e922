import type { FilteredCandidate } from '../model/candidate.ts';
import type { Recipe } from '../model/recipe.ts';
import type { Ended } from '../model/round.ts';
import type { GeneratedTask, Task } from '../model/task.ts';
import type { ParsedReply } from '../prompts/readReply.ts';
import type { SetAside } from '../store/appendLines.ts';
import type { RequestPlan } from '../store/runJournal.ts';
import { countTowardsTarget } from '../store/whatCounts.ts';
import { completeOffer } from './completeBySteps.ts';
import type { RunSummary } from './events.ts';
import { RequestLine } from './requestLine.ts';
import type { RequestResult } from './runResults.ts';
import { planRequest } from './sampleDemonstrations.ts';
import {
  announceStart,
  endSession,
  openSessionParts,
  type SessionOptions,
  type SessionParts,
  stopAsking,
} from './sessionParts.ts';
import { type Answer, type Offer, writeInstructions } from './steps.ts';

/** Three waves in a row that keep less than this share of what they were offered end a run as saturated. */
const saturation = { waves: 3, share: 0.02 } as const;

type Offered = Answer<ParsedReply<Offer>>;

/**
 * One session of a run: from its first request not yet done to its end. Requests are planned in waves; replies come in
 * any order, are judged in the order of their numbers, and are written in the order of their numbers, so that the result
 * depends on the replies alone and not on their speed.
 */
export class RunSession {
  readonly #options: SessionOptions;
  /** As it was when the session began: a recipe edited meanwhile counts from the next run on. */
  readonly #recipe: Recipe;
  readonly #parts: SessionParts;
  readonly #line: RequestLine<RequestPlan, Offered>;
  readonly #limit: number;
  readonly #waveSize: number;
  readonly #abandon = new AbortController();
  readonly #before: number;
  #towardsTarget: number;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { dataset, prepared } = options;
    const { recipe } = dataset.snapshot;
    this.#recipe = recipe;
    this.#waveSize = prepared.journal.header.waveSize ?? recipe.round.waveSize;
    this.#parts = openSessionParts(options, recipe.round.requests, this.#abandon.signal);
    const { pool, steps, lookAhead } = this.#parts;
    this.#limit = 'rounds' in prepared.goal ? prepared.goal.rounds * recipe.round.requests : Number.POSITIVE_INFINITY;
    this.#before = countTowardsTarget(dataset.snapshot) - pool.toBeDoneAgain;
    this.#towardsTarget = this.#before;
    this.#line = new RequestLine({
      ask: (plan) => writeInstructions(steps, plan, this.#shown(plan)),
      judge: (plan, answer) => this.#judge(plan, answer),
      lookAhead,
    });
  }

  announce(setAside: readonly SetAside[]): void {
    announceStart(this.#options, this.#parts, setAside);
  }

  /** Resolves with why the run ended; rejects with what stopped it (`ModelError`, `BudgetReached`, an abort, the disk's error). */
  async run(): Promise<Ended> {
    const waveSize = this.#waveSize;
    const { first, novelty, pool } = this.#parts;
    const firstWave = Math.floor(first / waveSize);
    if (this.#targetReached()) return endSession(this.#parts, 'target');
    await novelty.put(pool.compared);
    await this.#startWave(firstWave);
    await this.#startWave(firstWave + 1);
    for (let request = first; request < this.#limit; ) {
      const wave = Math.floor(request / waveSize);
      const { next, ended } = await this.#admit(request, Math.min((wave + 1) * waveSize, this.#limit));
      if (ended) return endSession(this.#parts, ended);
      request = next;
      if (request % waveSize === 0) await this.#startWave(wave + 2);
    }
    return endSession(this.#parts, 'rounds');
  }

  /** Ends a session that something stopped: no new request, and what was done gets its line in `rounds.jsonl`. */
  async close(ended: Ended, cause: unknown): Promise<void> {
    await stopAsking(this.#line, this.#abandon, cause);
    await endSession(this.#parts, ended);
  }

  summary(ended: Ended, message?: string): RunSummary {
    return this.#parts.results.summary(this.#parts.asker, ended, message);
  }

  async #startWave(wave: number): Promise<void> {
    const { journal } = this.#options.prepared;
    const { pool, book, first } = this.#parts;
    const recipe = this.#recipe;
    const waveSize = this.#waveSize;
    const from = Math.max(first, wave * waveSize);
    const to = Math.min((wave + 1) * waveSize, this.#limit);
    const fresh: RequestPlan[] = [];
    // The pool as it was after the wave before the last: a slow request never changes what is drawn.
    const drawn = pool.demonstrations(wave - 2);
    for (let request = from; request < to; request += 1) {
      if (journal.plans.has(request)) continue;
      fresh.push(
        planRequest(drawn, recipe, {
          randomSeed: journal.header.randomSeed,
          round: book.roundOf(request),
          request,
        }),
      );
    }
    await journal.plan(fresh);
    for (let request = from; request < to; request += 1) {
      const plan = journal.plans.get(request);
      if (plan) this.#line.add([plan]);
    }
  }

  #shown({ demonstrations }: RequestPlan): Task[] {
    return demonstrations.flatMap((id) => this.#parts.pool.task(id) ?? []);
  }

  async #judge(plan: RequestPlan, answer: Offered) {
    const { survivors, ...judged } = await this.#parts.judge.judge(plan, this.#shown(plan), answer);
    return {
      ...judged,
      completing: survivors.map((survivor) => completeOffer(this.#parts, plan, survivor, answer.reply)),
    };
  }

  /**
   * Writes what a request came to, in its turn, and what those behind it came to that are complete, up to `before`. Returns
   * the request that is next, and why the run ends here, if it does.
   */
  async #admit(from: number, before: number): Promise<{ readonly next: number; readonly ended?: Ended }> {
    const { results, pool, book } = this.#parts;
    const admitted: RequestResult[] = [];
    for (const request of this.#line.together(from, before)) {
      const result = await this.#resultOf(request);
      admitted.push(result);
      this.#towardsTarget += result.tasks.length;
      if (this.#targetReached()) break;
    }
    this.#options.signal.throwIfAborted();
    await results.write(admitted);
    for (const { request, tasks } of admitted) for (const task of tasks) pool.admit(task, request);
    const last = from + admitted.length - 1;
    this.#tellProgress(last + 1);
    const ended = this.#targetReached() ? 'target' : this.#isSaturated(last) ? 'saturated' : undefined;
    for (const { request } of admitted) {
      if (book.isLastOfRound(request) && !(ended && request === last)) await results.recordRound('rounds', request);
    }
    return { next: last + 1, ...(ended ? { ended } : {}) };
  }

  /** Waits for what comes of a request, as far as the target lets it be admitted. */
  async #resultOf(request: number): Promise<RequestResult> {
    const { candidates, filtered, failed, completing } = await this.#line.take(request);
    const tasks: GeneratedTask[] = [];
    const dropped: FilteredCandidate[] = [...filtered];
    for (const completed of completing) {
      if (this.#targetReached(tasks.length)) return { request, candidates, failed, dropped, tasks, partly: true };
      const { task, filtered: lost } = await completed;
      dropped.push(...lost);
      if (task) tasks.push(task);
    }
    return { request, candidates, failed, dropped, tasks };
  }

  /** `next`: the first request of which nothing is written yet. */
  #tellProgress(next: number): void {
    const { emit, prepared } = this.#options;
    const { goal } = prepared;
    const { first } = this.#parts;
    if ('target' in goal)
      emit({ type: 'progress', done: this.#towardsTarget - this.#before, of: goal.target - this.#before });
    else emit({ type: 'progress', done: next - first, of: this.#limit - first });
  }

  #targetReached(more = 0): boolean {
    const { goal } = this.#options.prepared;
    return 'target' in goal && this.#towardsTarget + more >= goal.target;
  }

  #isSaturated(request: number): boolean {
    const waveSize = this.#waveSize;
    if ((request + 1) % waveSize !== 0) return false;
    const lastWave = Math.floor(request / waveSize);
    if (lastWave + 1 < saturation.waves) return false;
    return Array.from({ length: saturation.waves }, (_, back) =>
      this.#parts.book.keptOfWave(lastWave - back, waveSize),
    ).every((share) => share < saturation.share);
  }
}
