import type { Disk } from './disk.ts';
import { jsonLine } from './jsonl.ts';

const lineFeed = 0x0a;

/** Text that was appended to a file: the byte where it begins, and all of it. */
export interface AppendedText {
  readonly from: number;
  readonly text: string;
}

/**
 * Appends whole lines to a file: one write, flushed. Where somebody's last line has no line end it gets one first, so
 * that two records never run together. Call it under the write lock. Returns what was written, and where.
 */
export async function appendLines(disk: Disk, file: string, records: readonly unknown[]): Promise<AppendedText> {
  if (records.length === 0) return { from: (await disk.stat(file))?.size ?? 0, text: '' };
  const found = await disk.stat(file);
  const last = found && found.size > 0 ? await disk.readFrom(file, found.size - 1) : undefined;
  const opening = last && last[0] !== lineFeed ? '\n' : '';
  const text = opening + records.map(jsonLine).join('');
  await disk.append(file, text);
  return { from: found?.size ?? 0, text };
}

/** A line that was torn off and is now kept elsewhere. */
export interface SetAside {
  readonly file: string;
  readonly text: string;
}

/**
 * Moves a torn last line (no line end, no JSON) of a file that only the tool appends to into `aside`, whole, and then
 * takes it off the file. Call it under the write lock. Returns what was moved.
 */
export async function setTornLineAside(
  disk: Disk,
  file: string,
  aside: string,
  at: string,
): Promise<SetAside | undefined> {
  const bytes = await disk.read(file);
  if (!bytes || bytes.length === 0 || bytes.at(-1) === lineFeed) return undefined;
  const start = bytes.lastIndexOf(lineFeed) + 1;
  const text = bytes.toString('utf8', start);
  if (text.trim() === '' || isJson(text)) return undefined;
  await appendLines(disk, aside, [{ file, at, text }]);
  await disk.replace(file, bytes.subarray(0, start));
  return { file, text };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
