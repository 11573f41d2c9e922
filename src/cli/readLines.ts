import { open } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../core/store/disk.ts';
import { CommandFailure } from './command.ts';

/** A line of a file as it stands there. */
export interface RawLine {
  /** From 1. */
  readonly line: number;
  /** With its line end, if it has one. */
  readonly bytes: Buffer;
}

/** Lines that were read together. */
export interface LineBatch {
  readonly lines: readonly RawLine[];
  /** Share of the file, from 0 to 1, that was read before them. */
  readonly share: number;
}

const chunkBytes = 64 * 1024;
const lineFeed = 0x0a;

/**
 * Reads a file of any length by its lines, which end at U+000A only. Of the file no more than a chunk and the longest
 * line is held. Throws `CommandFailure` where there is no file; stops with the signal's reason when aborted.
 */
export async function* readLines(file: string, signal: AbortSignal): AsyncGenerator<LineBatch, void> {
  const handle = await open(path.resolve(file)).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') throw new CommandFailure('no-file', `There is no file ${path.resolve(file)}.`);
    throw error;
  });
  try {
    const { size } = await handle.stat();
    let rest: Buffer[] = [];
    let line = 1;
    for (let read = 0; ; ) {
      signal.throwIfAborted();
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, read);
      const chunk = buffer.subarray(0, bytesRead);
      const share = size === 0 ? 0 : Math.min(1, read / size);
      read += bytesRead;
      const lines: RawLine[] = [];
      let start = 0;
      for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
        const tail = chunk.subarray(start, end + 1);
        lines.push({ line: line++, bytes: rest.length > 0 ? Buffer.concat([...rest, tail]) : tail });
        rest = [];
        start = end + 1;
      }
      if (start < chunk.length) rest.push(chunk.subarray(start));
      if (bytesRead === 0 && rest.length > 0) lines.push({ line, bytes: Buffer.concat(rest) });
      yield { lines, share };
      if (bytesRead === 0) return;
    }
  } finally {
    await handle.close();
  }
}
