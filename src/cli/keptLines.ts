import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** A file that is written bit by bit beside its place, and takes it whole when all is there: it may be the file that is read. */
export class KeptLines {
  readonly file: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;

  private constructor(file: string, temporary: string, handle: FileHandle) {
    this.file = file;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  static async open(name: string): Promise<KeptLines> {
    const file = path.resolve(name);
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
    await mkdir(path.dirname(file), { recursive: true });
    return new KeptLines(file, temporary, await open(temporary, 'w'));
  }

  async write(bytes: readonly Buffer[]): Promise<void> {
    if (bytes.length > 0) await this.#handle.writeFile(Buffer.concat(bytes));
  }

  async finish(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    await rename(this.#temporary, this.file);
  }

  /** Leaves the place as it was. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#temporary, { force: true });
  }
}
