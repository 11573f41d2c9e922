import { appendLines } from './appendLines.ts';
import type { Dataset } from './dataset.ts';
import { type Found, isSameFile } from './disk.ts';
import { jsonLine } from './jsonl.ts';
import { partLimits, partPath } from './paths.ts';

/** A part of the generated tasks by its number, and the lines that it has. */
interface OpenPart {
  readonly part: number;
  readonly lines: number;
}

/** Where generated tasks are appended: part after part, each up to its limits. */
export class TaskParts {
  readonly #dataset: Dataset;
  readonly #isDirty: (file: string) => boolean;
  /** The part that was appended to last, as it then was. */
  #left: (OpenPart & { readonly found: Found }) | undefined;

  /** `isDirty`: whether a file is open with unsaved changes. Saving them would erase what is appended, so a new part is begun. */
  constructor(dataset: Dataset, isDirty: (file: string) => boolean) {
    this.#dataset = dataset;
    this.#isDirty = isDirty;
  }

  /** Appends tasks, in one write where they fit into one part. Call it under the write lock. */
  async append(records: readonly Record<string, unknown>[]): Promise<void> {
    const sizes = records.map((record) => Buffer.byteLength(jsonLine(record)));
    const together = await this.#openPart(records.length, sum(sizes));
    if (together.holdsAll) return this.#appendToPart(together, records);
    for (const [at, record] of records.entries()) {
      await this.#appendToPart(await this.#openPart(1, sizes[at] ?? 0), [record]);
    }
  }

  async #appendToPart({ part, lines }: OpenPart, records: readonly Record<string, unknown>[]): Promise<void> {
    const { disk, folder } = this.#dataset;
    const file = partPath(folder, part);
    this.#left = undefined;
    await appendLines(disk, file, records);
    const found = await disk.stat(file);
    if (found) this.#left = { part, lines: lines + records.length, found };
  }

  /** The last part, or the next one where it is full or its document is dirty; and whether so many lines and bytes fit there. */
  async #openPart(lines: number, bytes: number): Promise<OpenPart & { readonly holdsAll: boolean }> {
    const last = await this.#lastPart();
    if (!last) return { part: 1, lines: 0, holdsAll: lines <= partLimits.lines && bytes <= partLimits.bytes };
    const fits = last.lines + lines <= partLimits.lines && (last.bytes === 0 || last.bytes + bytes <= partLimits.bytes);
    return this.#isDirty(partPath(this.#dataset.folder, last.part)) || (!fits && lines === 1)
      ? { part: last.part + 1, lines: 0, holdsAll: false }
      : { part: last.part, lines: last.lines, holdsAll: fits };
  }

  /** As long as the part is as this writer left it, and no other follows, nothing need be read. */
  async #lastPart(): Promise<(OpenPart & { readonly bytes: number }) | undefined> {
    const { disk, folder } = this.#dataset;
    if (this.#left) {
      const { part, lines, found } = this.#left;
      const [now, next] = await Promise.all([disk.stat(partPath(folder, part)), disk.stat(partPath(folder, part + 1))]);
      if (now && !next && isSameFile(now, found)) return { part, lines, bytes: now.size };
    }
    await this.#dataset.refreshParts();
    return this.#dataset.parts.at(-1);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
