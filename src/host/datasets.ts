import path from 'node:path';
import { type Disposable, EventEmitter, type LogOutputChannel, Uri, workspace } from 'vscode';
import { nodeDisk } from '../core/store/disk.ts';
import { isDatasetFile } from '../core/store/paths.ts';
import { OpenDataset } from './openDataset.ts';

/** A folder that holds one of these is a dataset. */
const marks = ['seed_tasks.jsonl', 'self-instruct.json'];
const skipped = ['node_modules', '.git', 'dist', 'out'];
const mostFolders = 200;
const ownFiles =
  '{seed_tasks,generated_tasks,generated_tasks.*,filtered_candidates,decisions,scores,rounds,not_duplicates}.jsonl';
/** Changes within this time are read together; in a large dataset within four times what a reading takes. */
const gatherMs = 100;

/** The datasets of the workspace: found once, then kept up to date by own events and a file watcher. */
export class Datasets implements Disposable {
  readonly #log: LogOutputChannel;
  readonly #open = new Map<string, OpenDataset>();
  readonly #changed = new EventEmitter<OpenDataset>();
  readonly #listed = new EventEmitter<void>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #disposables: Disposable[] = [this.#changed, this.#listed];
  #found = false;
  #lastReadMs = 0;

  /** One dataset has a new snapshot. */
  readonly onDidChange = this.#changed.event;
  /** Datasets came or went, or the first search ended. */
  readonly onDidList = this.#listed.event;

  constructor(log: LogOutputChannel) {
    this.#log = log;
    for (const pattern of [`**/${ownFiles}`, '**/self-instruct.json', '**/prompts/*.md']) {
      const watcher = workspace.createFileSystemWatcher(pattern);
      const touched = ({ fsPath }: Uri) => this.#touched(fsPath);
      this.#disposables.push(
        watcher,
        watcher.onDidCreate(touched),
        watcher.onDidChange(touched),
        watcher.onDidDelete(touched),
      );
    }
    this.#disposables.push(workspace.onDidChangeWorkspaceFolders(() => void this.find()));
  }

  /** By folder, in the order of their paths. */
  get all(): readonly OpenDataset[] {
    return [...this.#open.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  }

  /** Whether the first search has ended. */
  get found(): boolean {
    return this.#found;
  }

  get(folder: string): OpenDataset | undefined {
    return this.#open.get(folder);
  }

  /** The dataset that a file belongs to. */
  ofFile(file: string): OpenDataset | undefined {
    const folder = path.dirname(file);
    if (isDatasetFile(file)) return this.#open.get(folder);
    return path.basename(folder) === 'prompts' && file.endsWith('.md')
      ? this.#open.get(path.dirname(folder))
      : undefined;
  }

  /** Searches the workspace anew and reads every dataset again. */
  async find(): Promise<void> {
    const exclude = `**/{${skipped.join(',')}}/**`;
    const files = await workspace.findFiles(`**/{${marks.join(',')}}`, exclude, mostFolders);
    const folders = new Set(files.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => path.dirname(fsPath)));
    for (const folder of this.#open.keys()) if (!folders.has(folder)) this.#open.delete(folder);
    await Promise.all([...folders].map((folder) => this.#read(folder)));
    this.#found = true;
    this.#listed.fire();
  }

  /** Opens a folder that was made a dataset just now. */
  async add(folder: string): Promise<OpenDataset | undefined> {
    const isNew = !this.#open.has(folder);
    const dataset = await this.#read(folder);
    if (isNew && dataset) this.#listed.fire();
    return dataset;
  }

  /** Reads a dataset again soon: many calls at once cost one reading. */
  touch(folder: string): void {
    if (this.#timers.has(folder)) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(folder);
        void this.#refreshOrForget(folder);
      },
      Math.max(gatherMs, 4 * this.#lastReadMs),
    );
    this.#timers.set(folder, timer);
  }

  #touched(file: string): void {
    const known = this.ofFile(file);
    if (known) this.touch(known.folder);
    else if (marks.includes(path.basename(file)) && !isSkipped(file)) this.touch(path.dirname(file));
  }

  async #refreshOrForget(folder: string): Promise<void> {
    const there = await Promise.all(marks.map((mark) => nodeDisk.stat(path.join(folder, mark))));
    if (there.some((stat) => stat !== undefined)) await this.add(folder);
    else if (this.#open.delete(folder)) this.#listed.fire();
  }

  async #read(folder: string): Promise<OpenDataset | undefined> {
    const dataset = this.#open.get(folder) ?? new OpenDataset(folder, (changed) => this.#changed.fire(changed));
    const began = performance.now();
    try {
      await dataset.refresh();
      this.#lastReadMs = performance.now() - began;
    } catch (error) {
      this.#log.error(`${folder} could not be read: ${error instanceof Error ? error.message : String(error)}`);
      return this.#open.get(folder);
    }
    this.#open.set(folder, dataset);
    return dataset;
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** Folders of packages and of built files are no place for datasets, unless one of them is what is open. */
function isSkipped(file: string): boolean {
  const root = workspace.getWorkspaceFolder(Uri.file(file));
  const below = root ? path.relative(root.uri.fsPath, file) : file;
  return below.split(path.sep).some((part) => skipped.includes(part));
}
