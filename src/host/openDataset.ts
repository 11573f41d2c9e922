import { workspace } from 'vscode';
import type { Dataset, Snapshot } from '../core/store/dataset.ts';
import type { DatasetWriter } from '../core/store/datasetWriter.ts';
import { nodeDisk } from '../core/store/disk.ts';
import { type DatasetPaths, datasetPaths } from '../core/store/paths.ts';

/** Whether a file is open with unsaved changes. */
export function isDirty(file: string): boolean {
  return workspace.textDocuments.some(({ isDirty, uri }) => isDirty && uri.scheme === 'file' && uri.fsPath === file);
}

/** One dataset as the editor shows it. Reads and writes go one after the other, so that none sees the other half done. */
export class OpenDataset {
  readonly folder: string;
  readonly paths: DatasetPaths;
  readonly #changed: (dataset: OpenDataset) => void;
  #dataset: Dataset | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** `changed` is called after each refresh that gave a new snapshot. */
  constructor(folder: string, changed: (dataset: OpenDataset) => void) {
    this.folder = folder;
    this.paths = datasetPaths(folder);
    this.#changed = changed;
  }

  /** Throws before the first refresh. */
  get snapshot(): Snapshot {
    if (!this.#dataset) throw new Error('The dataset was not read yet: call refresh first.');
    return this.#dataset.snapshot;
  }

  /** Reads what changed on disk. */
  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      if (await (await this.#open()).refresh()) this.#changed(this);
    });
  }

  /** Writes through the core's writer; the snapshot is up to date when this resolves, also where the work failed. */
  write<T>(work: (writer: DatasetWriter) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const { DatasetWriter } = await import('../core/store/datasetWriter.ts');
      const dataset = await this.#open();
      const before = dataset.snapshot;
      try {
        return await work(new DatasetWriter(dataset, { isDirty }));
      } finally {
        await dataset.refresh();
        if (dataset.snapshot !== before) this.#changed(this);
      }
    });
  }

  /** What reads datasets is loaded with the first one: a window without any is to start fast. */
  async #open(): Promise<Dataset> {
    const { Dataset } = await import('../core/store/dataset.ts');
    this.#dataset ??= new Dataset(nodeDisk, this.folder);
    return this.#dataset;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
