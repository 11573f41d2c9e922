import type { FilteredCandidate } from '../model/candidate.ts';
import type { Improved } from '../model/improve.ts';
import { Turns } from '../turns.ts';
import type { Completed } from './judgeOffers.ts';

/** What the judge said of one request: what is settled, and what is still being completed. */
export interface JudgedRequest {
  readonly candidates: number;
  readonly filtered: readonly FilteredCandidate[];
  /** True where the reply could not be read at all. */
  readonly failed: boolean;
  /** In the order of the candidates. */
  readonly completing: readonly Promise<Completed>[];
  /** What a request about a task that is there came to. */
  readonly improved?: Improved;
}

interface Underway {
  readonly judged: Promise<JudgedRequest>;
  /** Whether everything about it is there, so that nobody would wait for it. */
  isComplete: boolean;
}

interface LineOptions<Plan, Answer> {
  /** Depends on the plan alone; requests are under way together. */
  readonly ask: (plan: Plan) => Promise<Answer>;
  /** Called in the order of the numbers, when all before are judged. */
  readonly judge: (plan: Plan, answer: Answer) => Promise<JudgedRequest>;
  /** Requests sent before the ones in front of them are taken, at the moment. */
  readonly lookAhead: () => number;
}

/**
 * Numbered requests under way. Replies come in any order and are judged in the order of the numbers, so that what comes of
 * them depends on the replies alone and not on their speed.
 */
export class RequestLine<Plan extends { readonly request: number }, Answer> {
  readonly #options: LineOptions<Plan, Answer>;
  readonly #planned: Plan[] = [];
  readonly #underway = new Map<number, Underway>();
  readonly #turns = new Turns();
  #previous: Promise<unknown> = Promise.resolve();
  /** What is still being completed of the request that was taken last. */
  #taken: readonly Promise<Completed>[] = [];

  constructor(options: LineOptions<Plan, Answer>) {
    this.#options = options;
  }

  /** Puts plans at the end, in the order of their numbers. Nothing is sent yet. */
  add(plans: readonly Plan[]): void {
    this.#planned.push(...plans);
  }

  /** Sends so far ahead of what is taken that the endpoint never waits, and no farther: the run may end. Then resolves with what the request came to. */
  async take(request: number): Promise<JudgedRequest> {
    while (this.#planned[0] && this.#planned[0].request <= request + this.#options.lookAhead()) {
      const plan = this.#planned.shift();
      if (plan) this.#start(plan);
    }
    const underway = this.#underway.get(request);
    if (!underway) throw new Error(`Request ${request} was not planned.`);
    const result = await underway.judged;
    this.#underway.delete(request);
    this.#taken = result.completing;
    return result;
  }

  /** Resolves when nothing that was begun is under way any more, later steps included, however it came out. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#taken);
    for (const { judged } of this.#underway.values()) {
      const [outcome] = await Promise.allSettled([judged]);
      if (outcome?.status === 'fulfilled') await Promise.allSettled(outcome.value.completing);
    }
  }

  /**
   * Numbers from `from` on whose results may be written together, up to `before`: the first, and those behind it that are
   * complete when their turn comes.
   */
  *together(from: number, before: number): Generator<number> {
    yield from;
    for (let request = from + 1; request < before && this.#underway.get(request)?.isComplete; request += 1)
      yield request;
  }

  #start(plan: Plan): void {
    const { ask, judge } = this.#options;
    const asked = ask(plan);
    const before = this.#previous;
    const judged = (async () => {
      const answer = await asked;
      await before;
      // Replies come in flocks, and what is made of them must not hold up the next requests.
      if (this.#turns.due) await this.#turns.take();
      const result = await judge(plan, answer);
      for (const completed of result.completing) completed.catch(() => undefined);
      return result;
    })();
    // Who fails is seen when its turn comes; until then the rejection must not count as unhandled.
    asked.catch(() => undefined);
    judged.catch(() => undefined);
    this.#previous = judged;
    const underway: Underway = { judged, isComplete: false };
    this.#underway.set(plan.request, underway);
    // What failed is never complete: it is met when its turn comes.
    judged
      .then(({ completing }) => Promise.all(completing))
      .then(
        () => {
          underway.isComplete = true;
        },
        () => undefined,
      );
  }
}
