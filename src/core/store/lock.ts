import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Disk } from './disk.ts';
import { errorCode } from './disk.ts';
import type { DatasetPaths } from './paths.ts';

/** A lock whose holder gave no sign of life for this long is taken over. */
const staleAfterMs = 30_000;
const heartbeatMs = 10_000;
/** A write lock is held for one write only; who waits longer than this is told. */
const writeWaitMs = 60_000;

interface Holder {
  readonly host: string;
  readonly pid: number;
  /** Tells two locks of one process apart. */
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly heartbeat: number;
}

/** Somebody else holds the lock. */
export class LockHeld extends Error {
  readonly host: string;
  readonly pid: number;
  constructor(message: string, holder: { host: string; pid: number }) {
    super(message);
    this.name = 'LockHeld';
    this.host = holder.host;
    this.pid = holder.pid;
  }
}

export interface Lock {
  release(): Promise<void>;
}

const held = new Set<string>();

/** Runs `work` while holding the dataset's write lock. Waits for another writer; throws `LockHeld` after a minute. */
export async function withWriteLock<T>(disk: Disk, paths: DatasetPaths, work: () => Promise<T>): Promise<T> {
  await prepareOwnFolder(disk, paths);
  const deadline = Date.now() + writeWaitMs;
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, 100)) {
    const taken = await tryLock(disk, paths.writeLock);
    if ('mine' in taken) {
      try {
        return await work();
      } finally {
        await unlock(disk, paths.writeLock, taken.mine);
      }
    }
    if (Date.now() > deadline) {
      throw new LockHeld(
        `Another program (${describe(taken.other)}) has been writing to this dataset for a minute. Nothing was written. If it no longer runs, delete ${paths.writeLock}.`,
        taken.other,
      );
    }
    await new Promise<void>((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Takes the run lock for a whole run, with a heartbeat. Throws `LockHeld` where a run is going on. */
export async function takeRunLock(disk: Disk, paths: DatasetPaths): Promise<Lock> {
  await prepareOwnFolder(disk, paths);
  const taken = await tryLock(disk, paths.runLock);
  if ('other' in taken) {
    throw new LockHeld(
      `A run is already going on in this dataset (${describe(taken.other)}). Wait for it to end or stop it there; two runs at once would spoil each other's novelty check.`,
      taken.other,
    );
  }
  const { mine } = taken;
  const beat = setInterval(() => {
    disk.replace(paths.runLock, JSON.stringify({ ...mine, heartbeat: Date.now() })).catch(() => {
      // The next beat tries again; after 30 s without one others may take the run over, which is what the lock is for.
    });
  }, heartbeatMs);
  beat.unref();
  let released = false;
  return {
    async release() {
      if (released) return;
      released = true;
      clearInterval(beat);
      await unlock(disk, paths.runLock, mine);
    },
  };
}

/** Who runs in this dataset now, if anybody. */
export async function runHolder(disk: Disk, paths: DatasetPaths): Promise<{ host: string; pid: number } | undefined> {
  const holder = readHolder(await disk.read(paths.runLock));
  return holder && !isStale(holder) ? holder : undefined;
}

/** Makes `.self-instruct/`, which ignores itself, so that no user's repository is told about it. */
export async function prepareOwnFolder(disk: Disk, paths: DatasetPaths): Promise<void> {
  await disk.makeFolder(paths.own);
  await disk.create(`${paths.own}/.gitignore`, '*\n');
}

type Attempt = { readonly mine: Holder } | { readonly other: { readonly host: string; readonly pid: number } };

/** This process, once. */
function newHolder(): Holder {
  return { host: hostname(), pid: process.pid, token: randomBytes(8).toString('hex'), heartbeat: Date.now() };
}

async function tryLock(disk: Disk, file: string): Promise<Attempt> {
  const mine = newHolder();
  for (let tries = 0; ; tries += 1) {
    // Known as held before it can be read: another caller in this process would take it for abandoned.
    held.add(mine.token);
    if (await disk.create(file, JSON.stringify(mine))) return { mine };
    held.delete(mine.token);
    const bytes = await disk.read(file);
    const holder = readHolder(bytes);
    const abandoned = bytes !== undefined && isAbandoned(holder, await disk.stat(file));
    if (!abandoned || tries === 3) return { other: holder ?? { host: 'unknown', pid: 0 } };
    await removeAbandoned(disk, file, bytes);
  }
}

/**
 * Removes an abandoned lock. Only one process may do so at a time, and it looks again first: otherwise a lock that was
 * taken over a moment ago could be removed as the old one.
 */
async function removeAbandoned(disk: Disk, file: string, abandoned: Buffer): Promise<void> {
  const takeover = `${file}.takeover`;
  const mine = newHolder();
  held.add(mine.token);
  try {
    if (await disk.create(takeover, JSON.stringify(mine))) {
      try {
        if ((await disk.read(file))?.equals(abandoned)) await disk.remove(file);
      } finally {
        await disk.remove(takeover);
      }
      return;
    }
    // Who took over may have been killed in the middle of it: then the way is free at once.
    const bytes = await disk.read(takeover);
    if (bytes !== undefined && isAbandoned(readHolder(bytes), await disk.stat(takeover))) await disk.remove(takeover);
  } finally {
    held.delete(mine.token);
  }
}

async function unlock(disk: Disk, file: string, mine: Holder): Promise<void> {
  const holder = readHolder(await disk.read(file));
  if (holder?.token === mine.token) await disk.remove(file);
  held.delete(mine.token);
}

function readHolder(bytes: Buffer | undefined): Holder | undefined {
  try {
    const { host, pid, token, heartbeat } = JSON.parse((bytes ?? '').toString()) as Partial<Holder>;
    if (typeof host !== 'string' || typeof pid !== 'number' || typeof token !== 'string') return undefined;
    return { host, pid, token, heartbeat: typeof heartbeat === 'number' ? heartbeat : 0 };
  } catch {
    return undefined;
  }
}

/** A lock that cannot be read may be in the making: its age decides. */
function isAbandoned(holder: Holder | undefined, found: { modifiedMs: number } | undefined): boolean {
  if (holder) return isStale(holder);
  return found !== undefined && Date.now() - found.modifiedMs > staleAfterMs;
}

function isStale(holder: Holder): boolean {
  if (holder.host === hostname()) {
    if (holder.pid === process.pid) return !held.has(holder.token);
    if (!isAlive(holder.pid)) return true;
  }
  return Date.now() - holder.heartbeat > staleAfterMs;
}

function describe({ host, pid }: { host: string; pid: number }): string {
  return `process ${pid} on ${host}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
