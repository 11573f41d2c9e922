import path from 'node:path';
import type { Disk } from './disk.ts';
import type { DatasetPaths } from './paths.ts';
import { isStoredReply, type StoredReply, segmentNumber } from './replyStore.ts';

/** Where replies are kept: a run, and the slots that one of these tests takes. */
export interface ReplyPlace {
  readonly run: string;
  readonly has: (slot: string) => boolean;
}

/**
 * The stored replies at some places, in the order in which they arrived. Reads every segment: for looking at, not for
 * runs, which know their keys.
 */
export async function findReplies(
  disk: Disk,
  { replies: folder }: Pick<DatasetPaths, 'replies'>,
  places: readonly ReplyPlace[],
): Promise<StoredReply[]> {
  const found = new Map<string, StoredReply>();
  // Most lines are of other runs: they are told by their text, and not parsed.
  const marks = [...new Set(places.map(({ run }) => `"run":${JSON.stringify(run)}`))];
  for (const name of await disk.list(folder)) {
    if (segmentNumber(name) === undefined) continue;
    const bytes = (await disk.read(path.join(folder, name))) ?? Buffer.alloc(0);
    for (const line of linesHolding(bytes, marks)) {
      const stored = parsed(line);
      if (stored && places.some(({ run, has }) => run === stored.run && has(stored.slot))) {
        if (!found.has(stored.key)) found.set(stored.key, stored);
      }
    }
  }
  return [...found.values()];
}

function* linesHolding(bytes: Buffer, marks: readonly string[]): Generator<string> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (marks.some((mark) => line.includes(mark))) yield line.toString('utf8');
    if (end < 0) return;
    start = end + 1;
  }
}

function parsed(line: string): StoredReply | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isStoredReply(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
