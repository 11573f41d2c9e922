import { distinctFlags, type LanguageCheck, languageCheckOf } from '../language/languageCheck.ts';
import type { ModelClient } from '../llm/modelClient.ts';
import type { RetryOptions } from '../llm/retry.ts';
import { BudgetReached } from '../llm/spending.ts';
import { measureNote, similarityOf } from '../model/similarity.ts';
import type { GeneratedTask } from '../model/task.ts';
import { ModelAsker } from '../pipeline/askModel.ts';
import { EventQueue } from '../pipeline/eventQueue.ts';
import { diskError } from '../pipeline/generateError.ts';
import { type LimitOptions, limitsOf } from '../pipeline/limits.ts';
import { checkWritable } from '../pipeline/prepareRun.ts';
import type { StepContext } from '../pipeline/steps.ts';
import { type NoveltyPool, type OpenNoveltyPool, openLocalPool } from '../similarity/noveltyPool.ts';
import type { Dataset } from '../store/dataset.ts';
import { DatasetWriter, type WriterOptions } from '../store/datasetWriter.ts';
import { errorCode } from '../store/disk.ts';
import { takeRunLock } from '../store/lock.ts';
import { noveltyPool } from '../store/whatCounts.ts';
import { type CompletedCandidate, type CompletionContext, completeCandidate, rescueHash } from './completeCandidate.ts';
import { checkCanRescue, isIncomplete, planRescue, type RescueItem, type RescuePlan } from './planRescue.ts';
import { completionContext, openReplies, originOf } from './rescueContext.ts';
import type { RescueEvent, RescueSummary } from './rescueEvents.ts';

export interface RescueOptions extends WriterOptions, LimitOptions {
  readonly dataset: Dataset;
  /** Whom to ask for what candidates lack; not needed where they lack nothing (see `estimateRescue`). */
  readonly client?: ModelClient;
  /** Ids of dropped candidates. */
  readonly candidates: readonly string[];
  /** Who brings them back. */
  readonly by: string;
  /** Version of the product, for provenance. */
  readonly version: string;
  /** Stops cleanly: what is on disk stays, and the same call goes on from there. */
  readonly signal: AbortSignal;
  /** Where novelty is computed: in this thread by default. */
  readonly openPool?: OpenNoveltyPool;
  /** Replaces the clock between retries in tests. */
  readonly wait?: RetryOptions['wait'];
}

/**
 * Brings dropped candidates back as pending tasks, in the order given. What they lack is asked for, with every reply
 * stored before it is used, so that nothing is asked twice. The novelty filter does not apply, since a person decided;
 * the instance filters do, but for the instances that they had dropped. What was done is not done again. Ends with
 * `finished`; throws `GenerateError` or `LockHeld` where it cannot begin. Leaving the loop early stops it.
 */
export async function* rescue(options: RescueOptions): AsyncGenerator<RescueEvent, RescueSummary> {
  const events = new EventQueue<RescueEvent>();
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const running = run({ ...options, signal }, (event) => events.push(event)).finally(() => events.close());
  running.catch(() => undefined);
  try {
    yield* events;
    return await running;
  } finally {
    stop.abort(new DOMException('The rescue was left.', 'AbortError'));
    await running.catch(() => undefined);
  }
}

type Emit = (event: RescueEvent) => void;

async function run(options: RescueOptions, emit: Emit): Promise<RescueSummary> {
  const { dataset, client, candidates } = options;
  await dataset.refresh();
  checkCanRescue(dataset.snapshot, planRescue(dataset.snapshot, candidates), client);
  await checkWritable(dataset);
  const lock = await takeRunLock(dataset.disk, dataset.paths);
  try {
    const writer = new DatasetWriter(dataset, options);
    const setAside = await writer.repair();
    await dataset.refresh();
    const plan = planRescue(dataset.snapshot, candidates);
    const asked = plan.items.some(isIncomplete) ? client : undefined;
    if (asked) limitsOf(options, dataset.snapshot.recipe, asked);
    emit({
      type: 'started',
      candidates: plan.items.length,
      ...(asked ? { connection: asked.connection, model: asked.model } : {}),
      setAside,
    });
    for (const { id, reason } of plan.unfit) emit({ type: 'notice', message: `${id} stays where it is: ${reason}.` });
    const language = await languageCheckOf(dataset.snapshot);
    const asker = asked && (await openAsker(options, asked, emit));
    const session = new RescueSession(options, plan, writer, emit, language, asker);
    const summary = await session.run();
    await dataset.refresh();
    emit({ type: 'finished', summary });
    return summary;
  } finally {
    await lock.release();
  }
}

interface Asker {
  readonly asker: ModelAsker;
  /** Gives up what is under way. */
  readonly abort: (reason: unknown) => void;
}

async function openAsker(options: RescueOptions, client: ModelClient, emit: Emit): Promise<Asker> {
  const { dataset, signal, now = () => new Date(), wait } = options;
  const { recipe } = dataset.snapshot;
  const given = new AbortController();
  const asker = new ModelAsker({
    ...(await openReplies(dataset, client)),
    ...limitsOf(options, recipe, client),
    ...(wait ? { wait } : {}),
    signal: AbortSignal.any([signal, given.signal]),
    now,
    onUsage: (requests, fromStore, usage, cost) =>
      emit({ type: 'usage', requests, fromStore, usage, ...(cost ? { cost } : {}) }),
    onNotice: (message) => emit({ type: 'notice', message }),
  });
  return { asker, abort: (reason) => given.abort(reason) };
}

const noAsker: StepContext['asker'] = { ask: () => Promise.reject(new Error('Nothing was to be asked.')) };

class RescueSession {
  readonly #options: RescueOptions;
  readonly #plan: RescuePlan;
  readonly #writer: DatasetWriter;
  readonly #emit: Emit;
  readonly #asked: Asker | undefined;
  readonly #context: CompletionContext;
  readonly #language: LanguageCheck;
  readonly #pool: NoveltyPool;
  readonly #admitted: string[] = [];
  readonly #failed: string[] = [];
  readonly #filtered: Record<string, number> = {};
  readonly #inLedger: Set<string>;
  #instances = 0;

  constructor(
    options: RescueOptions,
    plan: RescuePlan,
    writer: DatasetWriter,
    emit: Emit,
    language: LanguageCheck,
    asked: Asker | undefined,
  ) {
    const { dataset, client, version, openPool = openLocalPool } = options;
    const { snapshot } = dataset;
    const { recipe } = snapshot;
    this.#options = options;
    this.#plan = plan;
    this.#writer = writer;
    this.#emit = emit;
    this.#asked = asked;
    this.#language = language;
    this.#context = completionContext(snapshot, client, language, asked?.asker ?? noAsker, version);
    this.#pool = openPool(similarityOf(recipe));
    this.#inLedger = new Set(snapshot.filtered.map(({ id }) => id));
  }

  async run(): Promise<RescueSummary> {
    const { signal } = this.#options;
    try {
      await this.#rescueAll();
      return this.#summary('done');
    } catch (error) {
      // Within a budget the replies under way are paid for: they are waited for and stored. Otherwise they are given up.
      if (!(error instanceof BudgetReached)) this.#asked?.abort(error);
      await this.#asked?.asker.settle();
      if (signal.aborted) return this.#summary('stopped');
      if (error instanceof BudgetReached) return this.#summary('budget', error.message);
      if (errorCode(error) !== undefined) throw diskError(error);
      return this.#summary('error', error instanceof Error ? error.message : String(error));
    } finally {
      await this.#pool.close();
    }
  }

  /** Asks ahead of what is written, so that the endpoint never waits; writes in order. */
  async #rescueAll(): Promise<void> {
    const { dataset, signal } = this.#options;
    const lookAhead = () => 2 * (this.#asked?.asker.concurrency ?? 1);
    const { items } = this.#plan;
    if (items.length > 0) await this.#pool.put(noveltyPool(dataset.snapshot));
    const underway: Promise<CompletedCandidate>[] = [];
    for (const [at, item] of items.entries()) {
      while (underway.length < items.length && underway.length <= at + lookAhead()) {
        signal.throwIfAborted();
        const completing = completeCandidate(this.#context, items[underway.length] as RescueItem);
        // Who fails is seen when its turn comes; until then the rejection must not count as unhandled.
        completing.catch(() => undefined);
        underway.push(completing);
      }
      const completed = await (underway[at] as Promise<CompletedCandidate>);
      signal.throwIfAborted();
      await this.#write(item, completed);
    }
  }

  async #write(item: RescueItem, completed: CompletedCandidate): Promise<void> {
    const { candidate } = item;
    const { instances, dropped } = completed;
    const fresh = dropped.filter(({ id }) => !this.#inLedger.has(id));
    const task = instances.length === 0 ? undefined : await this.#task(item, completed);
    await this.#writer.appendResults(fresh, task ? [task] : []);
    for (const { id } of fresh) this.#inLedger.add(id);
    for (const { filter } of dropped) this.#filtered[filter] = (this.#filtered[filter] ?? 0) + 1;
    this.#emit({ type: 'candidate', request: candidate.request, instruction: candidate.instruction });
    for (const lost of fresh) this.#emit({ type: 'filtered', candidate: lost });
    if (!task) {
      this.#failed.push(candidate.id);
      return;
    }
    this.#admitted.push(task.id);
    this.#instances += instances.length;
    this.#emit({ type: 'admitted', task });
    await this.#pool.put([{ id: task.id, text: task.instruction }]);
  }

  async #task(item: RescueItem, completed: CompletedCandidate): Promise<GeneratedTask> {
    const { isClassification, instances } = completed;
    const { dataset, by, version, now = () => new Date() } = this.#options;
    const { candidate } = item;
    const instruction = candidate.instruction.trim();
    const nearest = await this.#pool.nearest(instruction);
    const origin = originOf(dataset.snapshot, candidate, version);
    const flags = distinctFlags([...this.#language.judgeInstruction(instruction).flags, ...completed.flags]);
    return {
      kind: 'generated',
      id: `t_${rescueHash([candidate.id, instruction])}`,
      instruction,
      instances: instances.map((instance) => ({ ...instance, provenance: instance.provenance ?? origin })),
      isClassification,
      rev: 1,
      novelty: {
        max: nearest?.f ?? 0,
        ...(nearest && nearest.f > 0 ? { nearest: nearest.id.replace(/#original$/u, '') } : {}),
        ...measureNote(dataset.snapshot.recipe.filters.measure),
      },
      ...(flags.length > 0 ? { flags } : {}),
      provenance: {
        ...origin,
        ...(candidate.derived ? { derived: candidate.derived } : {}),
        rescued: { candidate: candidate.id, filter: candidate.filter, by, at: now().toISOString() },
      },
    };
  }

  #summary(ended: RescueSummary['ended'], message?: string): RescueSummary {
    const { already, unfit } = this.#plan;
    const asker = this.#asked?.asker;
    return {
      admitted: this.#admitted,
      instances: this.#instances,
      filtered: this.#filtered,
      failed: this.#failed,
      already,
      unfit,
      requests: asker?.requests ?? 0,
      fromStore: asker?.fromStore ?? 0,
      usage: asker?.usage ?? { inputTokens: 0, outputTokens: 0 },
      ...(asker?.cost ? { cost: asker.cost } : {}),
      ended,
      ...(message === undefined ? {} : { message }),
    };
  }
}
