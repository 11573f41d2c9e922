import path from 'node:path';
import { appendLines } from './appendLines.ts';
import type { Dataset } from './dataset.ts';
import type { Disk } from './disk.ts';
import { parseJsonl } from './jsonl.ts';
import { takeRunLock, withWriteLock } from './lock.ts';
import { isStoredReply, type StoredReply, segmentNumber } from './replyStore.ts';
import { type ReplyUse, replyUses } from './replyUse.ts';

export interface PruneOptions {
  /** Only replies that arrived before. */
  readonly before?: Date;
  /** Keep those of the run that was started last, too, where it is done. */
  readonly keepLast?: boolean;
  /** Give up those of an unfinished run as well: it would have to ask again. */
  readonly unfinished?: boolean;
}

/** So many replies, on so many bytes of disk. */
export interface Amount {
  readonly replies: number;
  readonly bytes: number;
}

/** What pruning gives up, or gave up. */
export interface Pruned extends Amount {
  /** Runs that lose replies, in the order in which they come: what they said cannot be shown or replayed any more. */
  readonly runs: readonly (Amount & { readonly run: string })[];
  /** Replies given up that a run would have used, and has to ask for again if it goes on. */
  readonly askedAgain: number;
  readonly kept: Amount;
  /** Of those kept: what an unfinished run still needs. */
  readonly needed: Amount;
}

/** Says what pruning would free and give up; nothing is changed. */
export async function planPrune(dataset: Dataset, options: PruneOptions = {}): Promise<Pruned> {
  const count = new PruneCount();
  const isGivenUp = await sieve(dataset, options, count);
  for (const file of await segments(dataset)) await sift(dataset.disk, file, isGivenUp);
  return count.total;
}

/**
 * Deletes stored replies. Each segment is replaced whole, so that a stop at any moment leaves every reply either there or
 * gone. Lines that are no replies stay. Throws `LockHeld` where a run is going on, or the signal's reason.
 */
export async function pruneReplies(
  dataset: Dataset,
  options: PruneOptions & { readonly now?: () => Date; readonly signal?: AbortSignal } = {},
): Promise<Pruned> {
  const { disk, paths } = dataset;
  const { now = () => new Date(), signal } = options;
  const lock = await takeRunLock(disk, paths);
  try {
    await dataset.refresh();
    const { replies, bytes } = await planPrune(dataset, options);
    const count = new PruneCount();
    if (replies === 0) return await planPrune(dataset, options);
    const isGivenUp = await sieve(dataset, options, count);
    await withWriteLock(disk, paths, () =>
      // First of all: whoever looks for a reply meanwhile is told where it went.
      appendLines(disk, paths.pruned, [{ at: now().toISOString(), replies, bytes }]),
    );
    for (const file of await segments(dataset)) {
      signal?.throwIfAborted();
      await withWriteLock(disk, paths, async () => {
        const left = await sift(disk, file, isGivenUp);
        if (left === undefined) return;
        if (left.length === 0) await disk.remove(file);
        else await disk.replace(file, left);
      });
    }
    return count.total;
  } finally {
    await lock.release();
  }
}

/** The day on which replies were last pruned, such as `2026-01-31`; `undefined` where they never were. */
export async function lastPruned(disk: Disk, file: string): Promise<string | undefined> {
  const { lines } = await parseJsonl((await disk.read(file)) ?? Buffer.alloc(0));
  const { at } = (lines.at(-1)?.value ?? {}) as { at?: unknown };
  return typeof at === 'string' ? at.slice(0, 10) : undefined;
}

type Sieve = (stored: StoredReply, bytes: number) => boolean;

/** Decides about each reply, and counts. */
async function sieve(dataset: Dataset, options: PruneOptions, count: PruneCount): Promise<Sieve> {
  const { before, keepLast = false, unfinished = false } = options;
  const useOf = await replyUses(dataset);
  return (stored, bytes) => {
    const use = useOf(stored);
    const isOld = before === undefined || Date.parse(stored.at) < before.getTime();
    const isKept = !isOld || (use === 'unfinished' && !unfinished) || (use !== 'done' && keepLast);
    count.add(stored.run, bytes, use, isKept);
    return !isKept;
  };
}

async function segments({ disk, paths }: Dataset): Promise<string[]> {
  const names = await disk.list(paths.replies);
  return names.filter((name) => segmentNumber(name) !== undefined).map((name) => path.join(paths.replies, name));
}

/** What is left of a segment; `undefined` where that is all of it. */
async function sift(disk: Disk, file: string, isGivenUp: Sieve): Promise<Buffer | undefined> {
  const bytes = (await disk.read(file)) ?? Buffer.alloc(0);
  const left: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    const line = bytes.subarray(start, end);
    const stored = readReply(line);
    if (!stored || !isGivenUp(stored, line.length)) left.push(line);
    start = end;
  }
  const rest = Buffer.concat(left);
  return rest.length === bytes.length ? undefined : rest;
}

function readReply(line: Buffer): StoredReply | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return isStoredReply(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const none: Amount = { replies: 0, bytes: 0 };

class PruneCount {
  readonly #runs = new Map<string, Amount>();
  #kept = none;
  #needed = none;
  #askedAgain = 0;

  add(run: string, bytes: number, use: ReplyUse, isKept: boolean): void {
    if (!isKept) {
      this.#runs.set(run, more(this.#runs.get(run) ?? none, bytes));
      if (use === 'unfinished') this.#askedAgain += 1;
      return;
    }
    this.#kept = more(this.#kept, bytes);
    if (use === 'unfinished') this.#needed = more(this.#needed, bytes);
  }

  get total(): Pruned {
    const runs = [...this.#runs].map(([run, amount]) => ({ run, ...amount }));
    const sum = (of: keyof Amount) => runs.reduce((all, amount) => all + amount[of], 0);
    return {
      replies: sum('replies'),
      bytes: sum('bytes'),
      runs,
      askedAgain: this.#askedAgain,
      kept: this.#kept,
      needed: this.#needed,
    };
  }
}

function more({ replies, bytes }: Amount, added: number): Amount {
  return { replies: replies + 1, bytes: bytes + added };
}
