import { constants, type Stats } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** The disk as the store needs it. Paths are absolute. One adapter: `nodeDisk`; tests make writes fail through another. */
export interface Disk {
  /** Whole file as bytes; `undefined` where there is none. */
  read(file: string): Promise<Buffer | undefined>;
  /** Bytes from `offset` on: at most `length` of them, or to the end. */
  readFrom(file: string, offset: number, length?: number): Promise<Buffer>;
  stat(file: string): Promise<{ size: number; modifiedMs: number; inode: number } | undefined>;
  /** Names in a folder, sorted; empty where there is none. */
  list(folder: string): Promise<string[]>;
  makeFolder(folder: string): Promise<void>;
  /** Opens the path, writes the text at its end in one call, flushes it to the disk, closes. Creates the file. */
  append(file: string, text: string): Promise<void>;
  /** Replaces a file's content so that no reader ever sees half of it. */
  replace(file: string, content: string | Buffer): Promise<void>;
  /** Creates a file that must not exist yet; `false` where it does. */
  create(file: string, content: string): Promise<boolean>;
  rename(from: string, to: string): Promise<void>;
  remove(file: string): Promise<void>;
  /** Whether files can be created in this folder. */
  isWritable(folder: string): Promise<boolean>;
}

/** Code of a system error such as `ENOENT`, if it is one. */
export function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

async function orUndefined<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function writeFlushed(file: string, flags: string, content: string | Buffer): Promise<void> {
  const handle = await open(file, flags);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The real disk. */
export const nodeDisk: Disk = {
  read: (file) => orUndefined(readFile(file)),

  async readFrom(file, offset, length) {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const buffer = Buffer.alloc(Math.max(0, Math.min(length ?? size, size - offset)));
      let read = 0;
      while (read < buffer.length) {
        const { bytesRead } = await handle.read(buffer, read, buffer.length - read, offset + read);
        if (bytesRead === 0) break;
        read += bytesRead;
      }
      return buffer.subarray(0, read);
    } finally {
      await handle.close();
    }
  },

  async stat(file) {
    const found: Stats | undefined = await orUndefined(stat(file));
    return found && { size: found.size, modifiedMs: found.mtimeMs, inode: found.ino };
  },

  list: async (folder) => ((await orUndefined(readdir(folder))) ?? []).sort(),

  makeFolder: async (folder) => {
    await mkdir(folder, { recursive: true });
  },

  append: (file, text) => writeFlushed(file, 'a', text),

  async replace(file, content) {
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
    try {
      await writeFlushed(temporary, 'w', content);
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  },

  async create(file, content) {
    try {
      await writeFlushed(file, 'wx', content);
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    }
  },

  rename,
  remove: (file) => rm(file, { force: true }),
  isWritable: (folder) =>
    access(folder, constants.W_OK).then(
      () => true,
      () => false,
    ),
};
