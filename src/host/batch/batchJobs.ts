import { type Disposable, EventEmitter, type LogOutputChannel, Uri, window, workspace } from 'vscode';
import { type BatchJob, isOpen, isReady } from '../../core/batch/batchJob.ts';
import { BatchStore } from '../../core/batch/batchStore.ts';
import type { ModelClient } from '../../core/llm/modelClient.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import type { Datasets } from '../datasets.ts';
import type { Keys } from '../models/keys.ts';
import { openClient } from '../models/modelClients.ts';
import type { OpenDataset } from '../openDataset.ts';

/** Open batches are asked after this often; where nothing changed, half as often the next time. */
const firstPollMs = 60_000;
const slowestPollMs = 15 * 60_000;
/** Unasked, nobody is asked more often than this. */
const soonestMs = 30_000;

interface BatchJobsOptions {
  readonly datasets: Datasets;
  readonly keys: Keys;
  readonly log: LogOutputChannel;
}

/** The batches of the open datasets, read from their folders, and asked after while one of them is under way. */
export class BatchJobs implements Disposable {
  readonly #options: BatchJobsOptions;
  readonly #jobs = new Map<string, readonly BatchJob[]>();
  readonly #changed = new EventEmitter<string>();
  readonly #ready = new EventEmitter<OpenDataset>();
  readonly #disposables: Disposable[];
  readonly #closing = new AbortController();
  #pollMs = firstPollMs;
  #timer: NodeJS.Timeout | undefined;
  #checkedAt = Number.NEGATIVE_INFINITY;

  /** The jobs of this folder changed. */
  readonly onDidChange = this.#changed.event;
  /** A batch of this dataset is done, and was not when it was looked at before. */
  readonly onDidGetReady = this.#ready.event;

  constructor(options: BatchJobsOptions) {
    this.#options = options;
    const watcher = workspace.createFileSystemWatcher('**/.self-instruct/batches/*.json');
    const touched = ({ path }: Uri) => void this.#readFolder(Uri.file(path).fsPath);
    this.#disposables = [
      this.#changed,
      this.#ready,
      watcher,
      watcher.onDidCreate(touched),
      watcher.onDidChange(touched),
      watcher.onDidDelete(touched),
      options.datasets.onDidList(() => void this.readAll()),
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#schedule();
      }),
    ];
  }

  /** Jobs of a dataset, those made first at the front. */
  of(folder: string): readonly BatchJob[] {
    return this.#jobs.get(folder) ?? [];
  }

  /** Whether requests of the dataset are with an endpoint. */
  isWaiting(folder: string): boolean {
    return this.of(folder).some(isOpen);
  }

  /** Reads the jobs of every dataset anew. */
  async readAll(): Promise<void> {
    for (const dataset of this.#options.datasets.all) await this.read(dataset);
    await this.checkAll();
    this.#schedule();
  }

  /** Reads a dataset's jobs anew. */
  async read({ folder, paths }: Pick<OpenDataset, 'folder' | 'paths'>): Promise<readonly BatchJob[]> {
    const before = this.of(folder);
    const jobs = await new BatchStore({ disk: nodeDisk, paths }).list();
    if (JSON.stringify(jobs) === JSON.stringify(before)) return jobs;
    this.#jobs.set(folder, jobs);
    this.#changed.fire(folder);
    const wasReady = new Set(before.filter(isReady).map(({ id }) => id));
    const dataset = this.#options.datasets.get(folder);
    if (dataset && jobs.some((job) => isReady(job) && !wasReady.has(job.id))) this.#ready.fire(dataset);
    this.#pollMs = firstPollMs;
    this.#schedule();
    return jobs;
  }

  /** Asks the endpoint after every open job of a dataset. Rejects with `ModelError` or `GenerateError`. */
  async check(dataset: OpenDataset, client: ModelClient): Promise<readonly BatchJob[]> {
    const { checkBatches } = await import('../../core/batch/collectBatch.ts');
    await checkBatches({ dataset: placeOf(dataset), client, signal: this.#closing.signal });
    return this.read(dataset);
  }

  /** Asks after every open job that is not done, unasked: in a trusted window, and a failure is only logged. */
  async checkAll(): Promise<void> {
    const now = Date.now();
    if (!workspace.isTrusted || now - this.#checkedAt < soonestMs) return;
    this.#checkedAt = now;
    for (const dataset of this.#options.datasets.all) {
      if (!this.of(dataset.folder).some(isUnderway)) continue;
      try {
        const client = await openClient(dataset.snapshot.recipe, this.#options.keys);
        if (client) await this.check(dataset, client);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#options.log.warn(`${dataset.folder}: the batches could not be asked after: ${reason}`);
      }
    }
  }

  async #readFolder(file: string): Promise<void> {
    const dataset = this.#options.datasets.all.find(({ paths }) => file.startsWith(paths.batches));
    if (dataset) await this.read(dataset);
  }

  /** The next look, where there is something to look after; in a window without the focus only when it gets it again. */
  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const isUnderwayAnywhere = [...this.#jobs.values()].some((jobs) => jobs.some(isUnderway));
    if (!isUnderwayAnywhere || !window.state.focused) return;
    this.#timer = setTimeout(async () => {
      this.#pollMs = Math.min(slowestPollMs, 2 * this.#pollMs);
      await this.checkAll();
      this.#schedule();
    }, this.#pollMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#closing.abort(new DOMException('The window closes.', 'AbortError'));
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

function isUnderway(job: BatchJob): boolean {
  return isOpen(job) && !isReady(job);
}

/** Where a dataset lies, for the core. */
export function placeOf({ paths }: OpenDataset) {
  return { disk: nodeDisk, paths };
}
