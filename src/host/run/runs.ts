import { type Disposable, EventEmitter, type LogOutputChannel, type Memento, workspace } from 'vscode';
import type { ModelClient } from '../../core/llm/modelClient.ts';
import { describeMoney } from '../../core/llm/spending.ts';
import type { RunEvent, RunSummary } from '../../core/pipeline/events.ts';
import type { GenerateOptions } from '../../core/pipeline/generate.ts';
import type { Goal } from '../../core/pipeline/prepareRun.ts';
import { noProgress, progressAfter, type RunProgress, tokensOf } from '../../core/pipeline/runProgress.ts';
import type { OpenNoveltyPool } from '../../core/similarity/noveltyPool.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import type { RunStatus } from '../../protocol/panel.ts';
import type { Datasets } from '../datasets.ts';
import type { Terms } from '../models/terms.ts';
import { chargedBy } from '../money/prices.ts';
import { isDirty, type OpenDataset } from '../openDataset.ts';
import type { DatasetActivity } from '../tree/treeItems.ts';
import { UserError } from '../userError.ts';
import { isInterrupted } from './interrupted.ts';

const idle: RunStatus = { state: 'idle', admitted: 0, filtered: 0, requests: 0 };
/** Progress within this time is shown together. */
const gatherMs = 100;
/** Datasets with a run when the window was closed, for the next one. */
const runningName = 'selfInstruct.running';

interface ActiveRun {
  readonly abort: AbortController;
  status: RunStatus;
  progress: RunProgress;
  readonly began: number;
  /** Whether it got as far as to ask a model. */
  asked: boolean;
  done: Promise<unknown>;
}

/** Work on a dataset that asks its model; it passes on what happens. */
export type RunWork<T> = (options: Omit<GenerateOptions, 'goal'>, onEvent: (event: RunEvent) => void) => Promise<T>;

export interface RunsOptions {
  readonly datasets: Datasets;
  readonly log: LogOutputChannel;
  readonly memory: Memento;
  readonly version: string;
  /** The provider's terms as they were shown, by origin; noted with each round. */
  readonly terms: Terms;
  /** The bundled worker that computes novelty, so that a round never holds the editor's other extensions up. */
  readonly noveltyWorker: string;
}

/** The runs of this window: at most one in a dataset. What a run admits is on disk before it is shown. */
export class Runs implements Disposable {
  readonly #options: RunsOptions;
  readonly #active = new Map<string, ActiveRun>();
  readonly #last = new Map<string, RunStatus>();
  readonly #interrupted = new Set<string>();
  readonly #changed = new EventEmitter<string>();
  #closing = false;
  #timer: NodeJS.Timeout | undefined;

  /** The run of this folder made progress, began or ended. */
  readonly onDidChange = this.#changed.event;

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  /** Folders in which a run goes on. */
  get running(): readonly string[] {
    return [...this.#active.keys()];
  }

  /** Datasets whose runs were going on when the window was last closed or died. */
  get leftRunning(): readonly string[] {
    return this.#options.memory.get<readonly string[]>(runningName, []);
  }

  /** The run of a dataset, or how its last one in this window ended. */
  statusOf(folder: string): RunStatus {
    return this.#active.get(folder)?.status ?? this.#last.get(folder) ?? idle;
  }

  /** Whether a run goes on here, or one ended in this window. */
  hasRun(folder: string): boolean {
    return this.#active.has(folder) || this.#last.has(folder);
  }

  activityOf(folder: string): DatasetActivity {
    if (this.#active.has(folder)) return 'running';
    return this.#interrupted.has(folder) ? 'interrupted' : 'idle';
  }

  /** Looks whether the dataset's last run can be gone on with. */
  async checkInterrupted(dataset: OpenDataset): Promise<boolean> {
    const { folder } = dataset;
    const interrupted = await isInterrupted(dataset);
    if (interrupted === this.#interrupted.has(folder)) return interrupted;
    if (interrupted) this.#interrupted.add(folder);
    else this.#interrupted.delete(folder);
    this.#changed.fire(folder);
    return interrupted;
  }

  /** Runs to the goal; resolves with how it ended. Rejects with `GenerateError`, `LockHeld` or the disk's error. */
  start(dataset: OpenDataset, client: ModelClient, goal: Goal): Promise<RunSummary> {
    return this.work(dataset, client, async (options, onEvent) => {
      const { generate } = await import('../../core/pipeline/generate.ts');
      const events = generate({ ...options, goal });
      for (;;) {
        const next = await events.next();
        if (next.done) return next.value;
        onEvent(next.value);
      }
    });
  }

  /** Does what counts as a run of the dataset: one at a time, shown, and stopped with it. Rejects as `start` does. */
  async work<T>(dataset: OpenDataset, client: ModelClient, work: RunWork<T>): Promise<T> {
    const { folder } = dataset;
    if (!workspace.isTrusted) throw new UserError('No run begins in restricted mode. Trust the folder first.');
    if (this.#active.has(folder))
      throw new UserError('A run is going on in this dataset already. Wait for it to end, or stop it.');
    const run: ActiveRun = {
      abort: new AbortController(),
      status: { ...idle, state: 'running' },
      progress: noProgress,
      began: performance.now(),
      asked: false,
      done: Promise.resolve(),
    };
    this.#active.set(folder, run);
    this.#changed.fire(folder);
    const result = this.#follow(dataset, client, work, run);
    run.done = result.catch(() => undefined);
    try {
      await this.#remember();
      return await result;
    } finally {
      this.#active.delete(folder);
      if (run.asked) this.#last.set(folder, ended(run.status));
      if (!this.#closing) {
        await this.#remember();
        await dataset.refresh();
        await this.checkInterrupted(dataset);
      }
      this.#changed.fire(folder);
    }
  }

  /** Stops the run of a dataset cleanly; resolves when it has ended. */
  async stop(folder: string): Promise<void> {
    const run = this.#active.get(folder);
    if (!run) return;
    run.status = { ...run.status, state: 'stopping' };
    this.#changed.fire(folder);
    run.abort.abort(new DOMException('The run was stopped.', 'AbortError'));
    await run.done;
  }

  /** Stops every run because the window closes; the next window offers to go on. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all(this.running.map((folder) => this.stop(folder)));
  }

  async #follow<T>(dataset: OpenDataset, client: ModelClient, work: RunWork<T>, run: ActiveRun): Promise<T> {
    const { version, noveltyWorker, terms } = this.#options;
    const { openWorkerPool } = await import('../../worker/openWorkerPool.ts');
    // A run reads its dataset at times of its own; the editor's copy is read in turn and would be in its way.
    const { Dataset } = await import('../../core/store/dataset.ts');
    const own = new Dataset(nodeDisk, dataset.folder);
    const shown = client.practice ? undefined : terms.shownFor(client.origin);
    const options = {
      dataset: own,
      client,
      version,
      signal: run.abort.signal,
      isDirty,
      ...(shown === undefined ? {} : { terms: shown }),
      ...chargedBy(client, dataset.snapshot.recipe),
      openPool: (options: Parameters<OpenNoveltyPool>[0]) => openWorkerPool(noveltyWorker, options),
    };
    return work(options, (event) => this.#take(dataset.folder, run, event));
  }

  #take(folder: string, run: ActiveRun, event: RunEvent): void {
    const { log, datasets } = this.#options;
    run.progress = progressAfter(run.progress, event, performance.now() - run.began);
    run.status = withProgress(run.status, run.progress);
    const { status } = run;
    switch (event.type) {
      case 'started': {
        run.asked = true;
        if (event.improves) run.status = { ...status, improved: 0 };
        const { run: name, round, connection, model, randomSeed, firstRequest, setAside } = event;
        log.info(
          `${folder}: run ${name}, round ${round}, ${connection}/${model}, random seed ${randomSeed}, from request ${firstRequest}`,
        );
        for (const { file, text } of setAside) log.warn(`${file}: a torn last line was set aside: ${text}`);
        return;
      }
      case 'notice':
        log.warn(`${folder}: ${event.message}`);
        run.status = { ...status, message: event.message };
        break;
      case 'admitted':
        log.debug(`${folder}: admitted ${event.task.id}`);
        datasets.touch(folder);
        break;
      case 'improved':
        log.debug(`${folder}: ${event.task} ${event.outcome}`);
        run.status = { ...status, improved: (status.improved ?? 0) + 1 };
        datasets.touch(folder);
        break;
      case 'filtered':
        log.debug(`${folder}: ${event.candidate.filter} ${event.candidate.detail ?? ''}`);
        if (event.candidate.stage === 'instance') return;
        datasets.touch(folder);
        break;
      case 'usage':
      case 'progress':
        break;
      case 'finished': {
        const { ended, message, admitted, requests, fromStore, usage, cost } = event.summary;
        const { message: _, ...counts } = status;
        // A budget that is used up is no failure.
        run.status = message === undefined || ended === 'budget' ? counts : { ...counts, message };
        log.info(
          `${folder}: ended (${ended}): ${admitted} admitted, ${requests} requests, ${fromStore} stored replies used, ${usage.inputTokens} + ${usage.outputTokens} tokens${cost ? `, ${describeMoney(cost)}` : ''}`,
        );
        return;
      }
      default:
        return;
    }
    this.#changedSoon(folder);
  }

  #changedSoon(folder: string): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire(folder);
    }, gatherMs);
  }

  async #remember(): Promise<void> {
    await this.#options.memory.update(runningName, this.running);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }
}

/** What a run is shown as, with what it came to so far. What costs nothing needs no mention of it. */
function withProgress(
  status: RunStatus,
  { admitted, filtered, requests, usage, cost, leftMs }: RunProgress,
): RunStatus {
  const { leftMs: _, ...rest } = status;
  return {
    ...rest,
    admitted,
    filtered,
    requests,
    tokens: tokensOf(usage),
    ...(cost && cost.amount > 0 ? { cost } : {}),
    ...(leftMs === undefined ? {} : { leftMs }),
  };
}

function ended({ leftMs: _, ...status }: RunStatus): RunStatus {
  return { ...status, state: 'idle' };
}
