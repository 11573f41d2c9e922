import { workspace } from 'vscode';
import { Dataset, type Snapshot } from '../core/store/dataset.ts';
import { DatasetWriter } from '../core/store/datasetWriter.ts';
import { nodeDisk } from '../core/store/disk.ts';
import type { DatasetPaths } from '../core/store/paths.ts';

/** Whether a file is open with unsaved changes. */
export function isDirty(file: string): boolean {
  return workspace.textDocuments.some(({ isDirty, uri }) => isDirty && uri.scheme === 'file' && uri.fsPath === file);
}

/** One dataset as the editor shows it. Reads and writes go one after the other, so that none sees the other half done. */
export class OpenDataset {
  readonly #dataset: Dataset;
  readonly #changed: (dataset: OpenDataset) => void;
  #last: Promise<unknown> = Promise.resolve();

  /** `changed` is called after each refresh that gave a new snapshot. */
  constructor(folder: string, changed: (dataset: OpenDataset) => void) {
    this.#dataset = new Dataset(nodeDisk, folder);
    this.#changed = changed;
  }

  get folder(): string {
    return this.#dataset.folder;
  }

  get paths(): DatasetPaths {
    return this.#dataset.paths;
  }

  /** Throws before the first refresh. */
  get snapshot(): Snapshot {
    return this.#dataset.snapshot;
  }

  /** Reads what changed on disk. */
  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      if (await this.#dataset.refresh()) this.#changed(this);
    });
  }

  /** Writes through the core's writer; the snapshot is up to date when this resolves, also where the work failed. */
  write<T>(work: (writer: DatasetWriter) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const before = this.#dataset.snapshot;
      try {
        return await work(new DatasetWriter(this.#dataset, { isDirty }));
      } finally {
        await this.#dataset.refresh();
        if (this.#dataset.snapshot !== before) this.#changed(this);
      }
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
