import { constants, type Stats } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file as it was looked at: while this is the same, its content is too. Size in bytes, time in milliseconds since 1970. */
export interface Found {
  readonly size: number;
  readonly modifiedMs: number;
  readonly inode: number;
}

export function isSameFile(a: Found, b: Found): boolean {
  return a.size === b.size && a.modifiedMs === b.modifiedMs && a.inode === b.inode;
}

/** The disk as the store needs it. Paths are absolute. One adapter: `nodeDisk`; tests make writes fail through another. */
export interface Disk {
  /** Whole file as bytes; `undefined` where there is none. Like `readFrom`, rejects with `NotAFile` for a folder or a device. */
  read(file: string): Promise<Buffer | undefined>;
  /** Bytes from `offset` on: at most `length` of them, or to the end. */
  readFrom(file: string, offset: number, length?: number): Promise<Buffer>;
  stat(file: string): Promise<Found | undefined>;
  /** Names in a folder, sorted; empty where there is none. */
  list(folder: string): Promise<string[]>;
  makeFolder(folder: string): Promise<void>;
  /** Opens the path, writes the text at its end in one call, flushes it to the disk, closes. Creates the file; follows no link. */
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

/** Something stands where a file belongs: a folder, a pipe, a device. Reading it could take for ever. */
export class NotAFile extends Error {
  readonly code = 'not-a-file';
  constructor(file: string) {
    super(`${file} is no file but a folder, a pipe or a device. Move it away.`);
    this.name = 'NotAFile';
  }
}

/** Looked at before it is opened: to open a pipe is to wait for somebody at its other end. */
async function checkIsFile(file: string): Promise<void> {
  if (!(await stat(file)).isFile()) throw new NotAFile(file);
}

/** Appends to the file itself: a link that came with a repository could point at any file of the user's. */
const appendFlags = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);

async function appendFlushed(file: string, text: string): Promise<void> {
  try {
    await writeFlushed(file, appendFlags, text);
  } catch (error) {
    if (errorCode(error) !== 'ELOOP') throw error;
    const message = `${file} is a symbolic link, and nothing is appended through one: it may lead out of the dataset. Put the file itself there.`;
    throw Object.assign(new Error(message, { cause: error }), { code: 'symbolic-link' });
  }
}

async function writeFlushed(file: string, flags: string | number, content: string | Buffer): Promise<void> {
  const handle = await open(file, flags);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Tells two replacements at once apart. */
let replaced = 0;

/** The real disk. */
export const nodeDisk: Disk = {
  read: (file) => orUndefined(checkIsFile(file).then(() => readFile(file))),

  async readFrom(file, offset, length) {
    await checkIsFile(file);
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

  append: appendFlushed,

  async replace(file, content) {
    replaced += 1;
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.${replaced}.tmp`);
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
