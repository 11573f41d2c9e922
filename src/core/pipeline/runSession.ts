import type { LanguageCheck } from '../language/languageCheck.ts';
import type { FilteredCandidate } from '../model/candidate.ts';
import type { Recipe } from '../model/recipe.ts';
import type { Ended, RoundRecord } from '../model/round.ts';
import { similarityOf } from '../model/similarity.ts';
import type { GeneratedTask, Task } from '../model/task.ts';
import type { ParsedReply } from '../prompts/readReply.ts';
import { randomFrom } from '../random.ts';
import { type NoveltyPool, openLocalPool } from '../similarity/noveltyPool.ts';
import { createTokenizer } from '../similarity/tokenize.ts';
import type { SetAside } from '../store/appendLines.ts';
import type { DatasetWriter } from '../store/datasetWriter.ts';
import type { RequestPlan } from '../store/runJournal.ts';
import { countTowardsTarget } from '../store/whatCounts.ts';
import { BudgetReached, ModelAsker } from './askModel.ts';
import type { RunEvent, RunSummary } from './events.ts';
import type { GenerateOptions } from './generate.ts';
import { type Completed, type Judged, OfferJudge, type Survivor } from './judgeOffers.ts';
import type { PreparedRun } from './prepareRun.ts';
import { fixDemonstrations } from './renderDemonstrations.ts';
import { RoundBook } from './roundBook.ts';
import { RunPool } from './runPool.ts';
import { planRequest } from './sampleDemonstrations.ts';
import {
  type Answer,
  decideClassification,
  makeInstances,
  type Offer,
  type StepContext,
  writeInstructions,
} from './steps.ts';

export interface SessionOptions extends GenerateOptions {
  readonly now: () => Date;
  readonly prepared: PreparedRun;
  readonly language: LanguageCheck;
  readonly writer: DatasetWriter;
  readonly emit: (event: RunEvent) => void;
}

/** Three waves in a row that keep less than this share of what they were offered end a run as saturated. */
const saturation = { waves: 3, share: 0.02 } as const;

/** One request under way: judged when all before it are, its survivors completed as their instances come in. */
interface Underway {
  readonly plan: RequestPlan;
  readonly judged: Promise<Judged & { readonly completing: readonly Promise<Completed>[] }>;
}

/**
 * One session of a run: from its first request not yet done to its end. Requests are planned in waves; replies come in
 * any order, are judged in the order of their numbers, and are written in the order of their numbers, so that the result
 * depends on the replies alone and not on their speed.
 */
export class RunSession {
  readonly #options: SessionOptions;
  /** As it was when the session began: a recipe edited meanwhile counts from the next run on. */
  readonly #recipe: Recipe;
  readonly #asker: ModelAsker;
  readonly #steps: StepContext;
  readonly #judge: OfferJudge;
  readonly #pool: RunPool;
  readonly #novelty: NoveltyPool;
  readonly #book: RoundBook;
  readonly #first: number;
  readonly #limit: number;
  /** Requests sent before the ones in front of them are admitted. */
  readonly #lookAhead: number;
  readonly #planned: RequestPlan[] = [];
  readonly #underway = new Map<number, Underway>();
  readonly #abort = new AbortController();
  #previous: Promise<unknown> = Promise.resolve();
  #towardsTarget: number;
  #summary = { admitted: 0, instances: 0, candidates: 0, failed: 0 };
  readonly #filtered: Record<string, number> = {};

  constructor(options: SessionOptions) {
    this.#options = options;
    const { dataset, client, prepared, now, version, emit } = options;
    const { snapshot } = dataset;
    const { recipe } = snapshot;
    this.#recipe = recipe;
    const { journal, prompts } = prepared;
    const { run, randomSeed } = journal.header;
    const tokenize = createTokenizer({ language: recipe.language });
    this.#first = journal.nextRequest;
    this.#limit = 'rounds' in prepared.goal ? prepared.goal.rounds * recipe.round.requests : Number.POSITIVE_INFINITY;
    this.#pool = new RunPool(snapshot, run, this.#first);
    this.#novelty = (options.openPool ?? openLocalPool)(similarityOf(recipe));
    this.#book = new RoundBook(recipe, journal, prepared.replies, { practice: client.practice, now });
    this.#towardsTarget = countTowardsTarget(snapshot) - this.#pool.toBeDoneAgain;
    const maxRequests = options.maxRequests ?? recipe.budget.maxRequests;
    const concurrency = options.concurrency ?? recipe.round.concurrency;
    this.#lookAhead = 2 * concurrency;
    this.#asker = new ModelAsker({
      client,
      replies: prepared.replies,
      features: prepared.features,
      run,
      concurrency,
      ...(maxRequests === undefined ? {} : { maxRequests }),
      ...(options.wait ? { wait: options.wait } : {}),
      signal: AbortSignal.any([options.signal, this.#abort.signal]),
      now,
      onUsage: (requests, fromStore, usage) => emit({ type: 'usage', requests, fromStore, usage }),
      onNotice: (message) => emit({ type: 'notice', message }),
    });
    this.#steps = {
      asker: this.#asker,
      prompts,
      fixed: fixDemonstrations(this.#pool.demonstrations(-1).seeds, randomSeed, prompts),
      newPerRequest: recipe.demonstrations.newPerRequest,
      maxInstances: recipe.filters.maxInstances,
      instances: recipe.instances,
      seedOf: (slot) => randomFrom(`${randomSeed}/${run}/${slot}`).integer(0, 2 ** 31 - 1),
    };
    this.#judge = new OfferJudge({
      recipe,
      prompts,
      tokenize,
      language: options.language,
      pool: this.#novelty,
      run,
      randomSeed,
      roundOf: (request) => this.#book.roundOf(request),
      connection: client.connection,
      model: client.model,
      practice: client.practice,
      version,
    });
  }

  announce(setAside: readonly SetAside[]): void {
    const { client, prepared, emit } = this.#options;
    const { run, randomSeed } = prepared.journal.header;
    emit({
      type: 'started',
      run,
      round: this.#book.roundOf(this.#first),
      connection: client.connection,
      model: client.model,
      practice: client.practice,
      randomSeed,
      firstRequest: this.#first,
      setAside,
    });
  }

  /** Resolves with why the run ended; rejects with what stopped it (`ModelError`, `BudgetReached`, an abort, the disk's error). */
  async run(): Promise<Ended> {
    const { waveSize } = this.#recipe.round;
    const firstWave = Math.floor(this.#first / waveSize);
    if (this.#targetReached()) return this.#end('target');
    await this.#novelty.put(this.#pool.compared);
    await this.#startWave(firstWave);
    await this.#startWave(firstWave + 1);
    for (let request = this.#first; request < this.#limit; request += 1) {
      this.#startAhead(request);
      const ended = await this.#admit(request);
      if (ended) return this.#end(ended);
      if ((request + 1) % waveSize === 0) await this.#startWave(Math.floor(request / waveSize) + 2);
    }
    return this.#end('rounds');
  }

  /** Ends a session that something stopped: no new request, and what was done gets its line in `rounds.jsonl`. */
  async close(ended: Ended, cause: unknown): Promise<void> {
    // Within a budget the replies under way are paid for: they are waited for and stored. Otherwise they are given up.
    if (!(cause instanceof BudgetReached)) this.#abort.abort(cause);
    await this.#end(ended);
  }

  summary(ended: Ended, message?: string): RunSummary {
    return {
      run: this.#options.prepared.journal.run,
      ...this.#summary,
      filtered: { ...this.#filtered },
      requests: this.#asker.requests,
      fromStore: this.#asker.fromStore,
      usage: this.#asker.usage,
      ended,
      ...(message === undefined ? {} : { message }),
    };
  }

  async #end(ended: Ended): Promise<Ended> {
    await this.#asker.settle();
    await this.#novelty.close();
    await this.#recordRound(ended);
    return ended;
  }

  async #startWave(wave: number): Promise<void> {
    const { journal } = this.#options.prepared;
    const recipe = this.#recipe;
    const { waveSize } = recipe.round;
    const from = Math.max(this.#first, wave * waveSize);
    const to = Math.min((wave + 1) * waveSize, this.#limit);
    const fresh: RequestPlan[] = [];
    for (let request = from; request < to; request += 1) {
      if (journal.plans.has(request)) continue;
      // The pool as it was after the wave before the last: a slow request never changes what is drawn.
      const pool = this.#pool.demonstrations(wave - 2);
      fresh.push(
        planRequest(pool, recipe, {
          randomSeed: journal.header.randomSeed,
          round: this.#book.roundOf(request),
          request,
        }),
      );
    }
    await journal.plan(fresh);
    for (let request = from; request < to; request += 1) {
      const plan = journal.plans.get(request);
      if (plan) this.#planned.push(plan);
    }
  }

  /** Sends what is planned, so far ahead of what is admitted that the endpoint never waits, and no farther: a target may come. */
  #startAhead(request: number): void {
    while (this.#planned[0] && this.#planned[0].request <= request + this.#lookAhead) {
      const plan = this.#planned.shift();
      if (plan) this.#start(plan);
    }
  }

  #start(plan: RequestPlan): void {
    const shown = plan.demonstrations.flatMap((id) => this.#pool.task(id) ?? []);
    const offered = writeInstructions(this.#steps, plan, shown);
    const before = this.#previous;
    const judged = (async () => {
      const answer = await offered;
      await before;
      return this.#judgeAndComplete(plan, shown, answer);
    })();
    // Who fails is seen when its turn comes; until then the rejection must not count as unhandled.
    offered.catch(() => undefined);
    judged.catch(() => undefined);
    this.#previous = judged;
    this.#underway.set(plan.request, { plan, judged });
  }

  async #judgeAndComplete(plan: RequestPlan, shown: readonly Task[], answer: Answer<ParsedReply<Offer>>) {
    const judged = await this.#judge.judge(plan, shown, answer);
    const completing = judged.survivors.map((survivor) => this.#complete(plan, survivor, answer));
    for (const completed of completing) completed.catch(() => undefined);
    return { ...judged, completing };
  }

  /** Steps 2 and 3 for one instruction; in the single-call recipe its instances are there already. */
  async #complete(plan: RequestPlan, survivor: Survivor, offered: Answer<ParsedReply<Offer>>): Promise<Completed> {
    const { request } = plan;
    const { instruction, instances, isClassification } = survivor.offer;
    if (instances) {
      const made = { instances, prompt: plan.prompt, reply: offered.reply };
      return this.#judge.complete(survivor, request, isClassification ?? false, made);
    }
    const place = { slot: `${request}/${survivor.index}`, request };
    const decided = await decideClassification(this.#steps, place, instruction);
    if ('unreadable' in decided) return this.#judge.unreadable(survivor, request, decided.reply, decided.unreadable);
    const made = await makeInstances(this.#steps, place, instruction, decided.parsed);
    if ('unreadable' in made) return this.#judge.unreadable(survivor, request, made.reply, made.unreadable);
    const { items, cutOff } = made.parsed;
    return this.#judge.complete(survivor, request, decided.parsed, {
      instances: items,
      cutOff,
      prompt: made.prompt,
      reply: made.reply,
    });
  }

  /** Writes what one request came to, in its turn. Returns why the run ends with it, if it does. */
  async #admit(request: number): Promise<Ended | undefined> {
    const underway = this.#underway.get(request);
    if (!underway) throw new Error(`Request ${request} was not planned.`);
    const { candidates, filtered, failed, completing } = await underway.judged;
    const tasks: GeneratedTask[] = [];
    const dropped: FilteredCandidate[] = [...filtered];
    let partly = false;
    for (const completed of completing) {
      if (this.#targetReached(tasks.length)) {
        partly = true;
        break;
      }
      const { task, filtered: lost } = await completed;
      dropped.push(...lost);
      if (task) tasks.push(task);
    }
    this.#options.signal.throwIfAborted();
    await this.#write(request, candidates, failed, dropped, tasks, partly);
    this.#underway.delete(request);
    if (this.#targetReached()) return 'target';
    if (this.#isSaturated(request)) return 'saturated';
    if (this.#book.isLastOfRound(request)) await this.#recordRound('rounds');
    return undefined;
  }

  async #write(
    request: number,
    candidates: number,
    failed: boolean,
    dropped: readonly FilteredCandidate[],
    tasks: readonly GeneratedTask[],
    partly: boolean,
  ): Promise<void> {
    const { writer, emit } = this.#options;
    const newDropped = dropped.filter(({ id }) => !this.#pool.isOnDisk(id));
    const newTasks = tasks.filter(({ id }) => !this.#pool.isOnDisk(id));
    await writer.appendResults(newDropped, newTasks);
    const done = this.#book.done(request, candidates, failed, dropped, tasks);
    // A request that the target cut short is done again by the run that goes on: its replies are stored.
    if (partly) await this.#options.prepared.journal.markPartial(done);
    else await this.#options.prepared.journal.markDone(done);
    for (const task of tasks) this.#pool.admit(task, request);
    this.#towardsTarget += tasks.length;
    this.#count(candidates, failed, newDropped, newTasks);
    for (const { instruction } of [...newTasks, ...newDropped.filter(({ stage }) => stage === 'instruction')]) {
      emit({ type: 'candidate', request, instruction });
    }
    for (const candidate of newDropped) emit({ type: 'filtered', candidate });
    for (const task of newTasks) emit({ type: 'admitted', task });
  }

  #count(
    candidates: number,
    failed: boolean,
    dropped: readonly FilteredCandidate[],
    tasks: readonly GeneratedTask[],
  ): void {
    this.#summary = {
      admitted: this.#summary.admitted + tasks.length,
      instances: this.#summary.instances + tasks.reduce((sum, { instances }) => sum + instances.length, 0),
      candidates: this.#summary.candidates + candidates,
      failed: this.#summary.failed + (failed ? 1 : 0),
    };
    for (const { filter } of dropped) this.#filtered[filter] = (this.#filtered[filter] ?? 0) + 1;
  }

  async #recordRound(ended: Ended): Promise<void> {
    const record = this.#book.record(ended);
    if (!record) return;
    await this.#options.dataset.refresh();
    // A kill between the line and the note about it leaves a line that the journal does not know of.
    if (!this.#isWritten(record.round)) await this.#options.writer.appendRound(record.round);
    await this.#options.prepared.journal.markRecorded({ round: record.round.round, request: record.request });
    this.#options.emit({ type: 'round', round: record.round });
  }

  #isWritten({ run, round, candidates, admitted }: RoundRecord): boolean {
    return this.#options.dataset.snapshot.rounds.some(
      (line) =>
        line.run === run &&
        line.round === round &&
        line.candidates === candidates &&
        line.admitted.join() === admitted.join(),
    );
  }

  #targetReached(more = 0): boolean {
    const { goal } = this.#options.prepared;
    return 'target' in goal && this.#towardsTarget + more >= goal.target;
  }

  #isSaturated(request: number): boolean {
    const { waveSize } = this.#recipe.round;
    if ((request + 1) % waveSize !== 0) return false;
    const lastWave = Math.floor(request / waveSize);
    if (lastWave + 1 < saturation.waves) return false;
    return Array.from({ length: saturation.waves }, (_, back) =>
      this.#book.keptOfWave(lastWave - back, waveSize),
    ).every((share) => share < saturation.share);
  }
}
