import type { Disk } from '../store/disk.ts';
import { canDo, type ModelReport } from './modelReport.ts';

/** The last report about each model of each endpoint, in a file that belongs to no dataset. */
export class ModelReports {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #file: string;

  constructor(disk: Disk, folder: string, file: string) {
    this.#disk = disk;
    this.#folder = folder;
    this.#file = file;
  }

  async get({ origin, model }: Pick<ModelReport, 'origin' | 'model'>): Promise<ModelReport | undefined> {
    return (await this.#all())[`${origin} ${model}`];
  }

  /** Takes the place of an older report about the same model. */
  async put(report: ModelReport): Promise<void> {
    await this.#disk.makeFolder(this.#folder);
    const all = { ...(await this.#all()), [`${report.origin} ${report.model}`]: report };
    await this.#disk.replace(this.#file, JSON.stringify(all, undefined, 2));
  }

  async #all(): Promise<Record<string, ModelReport>> {
    try {
      const value = JSON.parse(((await this.#disk.read(this.#file)) ?? '{}').toString()) as Record<string, unknown>;
      return Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, ModelReport] => isReport(entry[1])),
      );
    } catch {
      // A file that cannot be read costs one test more; nothing of the user's is in it.
      return {};
    }
  }
}

function isReport(value: unknown): value is ModelReport {
  try {
    canDo(value as ModelReport);
    return typeof (value as ModelReport).at === 'string';
  } catch {
    return false;
  }
}
