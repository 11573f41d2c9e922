import { isOwnMachine } from '../llm/providerTerms.ts';
import { costOf } from '../llm/spending.ts';
import type { FilterName } from '../model/candidate.ts';
import type { ImproveCounts, ImproveOutcome, ImproveStep } from '../model/improve.ts';
import type { Price } from '../model/money.ts';
import type { Recipe } from '../model/recipe.ts';
import type { Ended, RoundRecord, ShownTerms, Usage } from '../model/round.ts';
import type { ReplyStore } from '../store/replyStore.ts';
import type { RequestDone, RunJournal } from '../store/runJournal.ts';
import type { RequestResult } from './runResults.ts';

type Done = Omit<RequestDone, 'type'>;
type Counted = Done & { readonly usages: readonly Usage[] };

/** Keeps count of a run's requests by round and by wave, from the run's journal, so that the counts survive a stop. */
export class RoundBook {
  readonly #recipe: Recipe;
  readonly #journal: RunJournal;
  readonly #replies: ReplyStore;
  readonly #practice: boolean;
  readonly #requestsPerRound: number;
  readonly #terms: ShownTerms | undefined;
  readonly #price: Price | undefined;
  readonly #now: () => Date;
  #startedAt: string;

  constructor(
    recipe: Recipe,
    journal: RunJournal,
    replies: ReplyStore,
    options: { practice: boolean; terms?: ShownTerms; price?: Price; now: () => Date; requestsPerRound: number },
  ) {
    this.#recipe = recipe;
    this.#journal = journal;
    this.#replies = replies;
    this.#practice = options.practice;
    this.#requestsPerRound = options.requestsPerRound;
    this.#terms = options.terms;
    this.#price = options.price;
    this.#now = options.now;
    this.#startedAt = options.now().toISOString();
  }

  /** Number of the round, counted over the whole dataset, that a request of this run belongs to. */
  roundOf(request: number): number {
    return this.#journal.header.firstRound + Math.floor(request / this.#requestsPerRound);
  }

  isLastOfRound(request: number): boolean {
    return (request + 1) % this.#requestsPerRound === 0;
  }

  done({ request, candidates, failed, dropped, tasks, improved }: RequestResult): Done & { readonly replies: number } {
    const filtered: Partial<Record<FilterName, number>> = {};
    for (const { filter } of dropped) filtered[filter] = (filtered[filter] ?? 0) + 1;
    const replies = this.#replies.usageOf(this.#journal.run, request).length;
    const instances = tasks.reduce((sum, task) => sum + task.instances.length, 0);
    return {
      request,
      candidates,
      admitted: tasks.map(({ id }) => id),
      instances,
      filtered,
      failed: failed ? 1 : 0,
      ...(improved ? { improved: { written: improved.records.length, outcome: improved.outcome } } : {}),
      replies,
    };
  }

  /** Share of a wave's candidates that were admitted; 0 where there were none. */
  keptOfWave(wave: number, waveSize: number): number {
    let candidates = 0;
    let admitted = 0;
    for (let request = wave * waveSize; request < (wave + 1) * waveSize; request += 1) {
      const done = this.#journal.done.get(request);
      candidates += done?.candidates ?? 0;
      admitted += done?.admitted.length ?? 0;
    }
    return candidates === 0 ? 0 : admitted / candidates;
  }

  /** The line for `rounds.jsonl` about the requests done since the last line, up to `last`; `undefined` where there are none. */
  record(
    ended: Ended,
    last = this.#journal.nextRequest - 1,
  ): { readonly round: RoundRecord; readonly request: number } | undefined {
    const journal = this.#journal;
    const { header } = journal;
    const covered: Counted[] = [];
    for (let request = journal.recordedRequest + 1; request <= last; request += 1) {
      const done = journal.done.get(request);
      const usages = this.#replies.usageOf(header.run, request);
      if (done) covered.push(withoutCounted({ ...done, usages }, journal.partial.get(request)));
    }
    const partial = journal.partial.get(last + 1);
    if (partial && ended === 'target') {
      covered.push({
        ...partial,
        usages: this.#replies.usageOf(header.run, partial.request).slice(0, partial.replies),
      });
    }
    const [first] = covered;
    if (!first) return undefined;
    const usages = covered.flatMap((done) => done.usages);
    const usage = {
      inputTokens: sum(usages, ({ inputTokens }) => inputTokens),
      outputTokens: sum(usages, ({ outputTokens }) => outputTokens),
    };
    const startedAt = this.#startedAt;
    this.#startedAt = this.#now().toISOString();
    return {
      request: last,
      round: {
        round: this.roundOf(first.request),
        run: header.run,
        recipe: this.#recipe.recipe,
        recipeHash: header.recipeHash,
        promptHash: header.promptHash,
        connection: header.connection,
        model: header.model,
        // An address of this machine tells nobody anything, and would make runs differ by their port.
        ...(this.#practice || isOwnMachine(header.origin) ? {} : { origin: header.origin }),
        ...(this.#terms ? { terms: this.#terms } : {}),
        ...(this.#practice ? { practice: true } : {}),
        ...(header.derive ? { derived: header.derive.step } : {}),
        ...(header.improve ? { improved: countImproved(header.improve.step, covered) } : {}),
        randomSeed: header.randomSeed,
        candidates: sum(covered, ({ candidates }) => candidates),
        admitted: covered.flatMap(({ admitted }) => admitted),
        instances: sum(covered, ({ instances }) => instances),
        filtered: addUp(covered.map(({ filtered }) => filtered)),
        requests: usages.length,
        failed: sum(covered, ({ failed }) => failed),
        usage,
        ...(this.#price ? { cost: costOf(usage, this.#price) } : {}),
        startedAt,
        endedAt: this.#startedAt,
        ended,
      },
    };
  }
}

/** What a request came to, less what an earlier line counted when the target cut it short. */
function withoutCounted(done: Counted, counted: (Done & { readonly replies: number }) | undefined): Counted {
  if (!counted) return done;
  const before = new Set(counted.admitted);
  const filtered: Partial<Record<FilterName, number>> = {};
  for (const [filter, number] of Object.entries(done.filtered) as [FilterName, number][]) {
    const left = number - (counted.filtered[filter] ?? 0);
    if (left > 0) filtered[filter] = left;
  }
  return {
    ...done,
    candidates: done.candidates - counted.candidates,
    admitted: done.admitted.filter((id) => !before.has(id)),
    instances: done.instances - counted.instances,
    filtered,
    failed: done.failed - counted.failed,
    usages: done.usages.slice(counted.replies),
  };
}

/** Adds up what requests about tasks came to. */
export function countImproved(step: ImproveStep, requests: readonly Pick<RequestDone, 'improved'>[]): ImproveCounts {
  const outcomes: Partial<Record<ImproveOutcome, number>> = {};
  for (const { improved } of requests) {
    if (improved) outcomes[improved.outcome] = (outcomes[improved.outcome] ?? 0) + 1;
  }
  return { step, written: sum(requests, ({ improved }) => improved?.written ?? 0), outcomes };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

function addUp(counts: readonly Readonly<Partial<Record<FilterName, number>>>[]): Partial<Record<FilterName, number>> {
  const total: Partial<Record<FilterName, number>> = {};
  for (const count of counts) {
    for (const [filter, number] of Object.entries(count) as [FilterName, number][])
      total[filter] = (total[filter] ?? 0) + number;
  }
  return total;
}
