import { type Disk, type Found, isSameFile } from './disk.ts';
import { type JsonLine, parseJsonl } from './jsonl.ts';

/**
 * A JSONL file in memory that is read again cheaply: where a file has only grown, just the new tail is read. A file that
 * was changed in another way is read whole.
 */
export class LineFile {
  readonly path: string;
  readonly #disk: Disk;
  #lines: readonly JsonLine[] = [];
  #completeLines = 0;
  #completeBytes = 0;
  /** Last bytes before `completeBytes`: if they still stand there, and the file only grew, the part before is taken as unchanged. */
  #anchor = Buffer.alloc(0);
  #seen: Found | undefined;

  constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.path = path;
  }

  get lines(): readonly JsonLine[] {
    return this.#lines;
  }

  get exists(): boolean {
    return this.#seen !== undefined;
  }

  /** Lines that end in a line feed. */
  get completeLines(): number {
    return this.#completeLines;
  }

  get size(): number {
    return this.#seen?.size ?? 0;
  }

  /** Brings the lines up to date; `true` where anything changed. */
  async refresh(): Promise<boolean> {
    const now = await this.#disk.stat(this.path);
    const before = this.#seen;
    if (now && before && isSameFile(now, before)) return false;
    if (!now) {
      if (!before) return false;
      this.#set([], 0, 0, Buffer.alloc(0), undefined);
      return true;
    }
    if (before && now.inode === before.inode && now.size > before.size && (await this.#readTail(now))) return true;
    const bytes = await this.#disk.readFrom(this.path, 0);
    const { lines, complete, completeBytes } = await parseJsonl(bytes);
    this.#set(lines, complete, completeBytes, anchorOf(bytes, completeBytes), now);
    return true;
  }

  async #readTail(now: Found): Promise<boolean> {
    const from = this.#completeBytes - this.#anchor.length;
    const bytes = await this.#disk.readFrom(this.path, from);
    if (!bytes.subarray(0, this.#anchor.length).equals(this.#anchor)) return false;
    const tail = bytes.subarray(this.#anchor.length);
    const { lines, complete, completeBytes } = await parseJsonl(tail, this.#completeLines);
    const kept = this.#lines.filter(({ line }) => line < this.#completeLines);
    this.#set(
      [...kept, ...lines],
      complete,
      this.#completeBytes + completeBytes,
      anchorOf(bytes, this.#anchor.length + completeBytes),
      now,
    );
    return true;
  }

  #set(
    lines: readonly JsonLine[],
    complete: number,
    bytes: number,
    anchor: Buffer<ArrayBuffer>,
    seen: Found | undefined,
  ): void {
    this.#lines = lines;
    this.#completeLines = complete;
    this.#completeBytes = bytes;
    this.#anchor = anchor;
    this.#seen = seen;
  }
}

const anchorBytes = 4096;

function anchorOf(bytes: Buffer, end: number): Buffer<ArrayBuffer> {
  return Buffer.from(bytes.subarray(Math.max(0, end - anchorBytes), end));
}
