import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Reply, RequestBody } from '../llm/modelClient.ts';
import type { Usage } from '../model/round.ts';
import type { Disk } from './disk.ts';
import { jsonLine, parseJsonl } from './jsonl.ts';

/** What a reply answers: one sample of one step of one numbered request of one run. */
export interface ReplySlot {
  readonly run: string;
  /** Begins with the number of the request, such as `12/instructions` or `12/3/inputFirst`: number of the request, index of the candidate, step. */
  readonly slot: string;
  readonly sample: number;
  readonly attempt: number;
}

/** A reply as it was received, with when. */
export interface StoredReply extends ReplySlot {
  readonly key: string;
  readonly at: string;
  readonly reply: Reply;
  /** What was sent, as it was; versions before did not keep it. */
  readonly body?: RequestBody;
}

/** The run under which the replies of all rescues are kept: a candidate is rescued once, whenever that is. It has no journal. */
export const rescueRun = 'rescue';

const segmentBytes = 64 * 1024 * 1024;

/** Key of a reply: SHA-256 of everything that it depends on. The body is made canonical: the order of keys does not count. */
export function replyKey(
  origin: string,
  model: string,
  body: RequestBody,
  { run, slot, sample, attempt }: ReplySlot,
): string {
  return createHash('sha256')
    .update(JSON.stringify([origin, model, canonical(body), run, slot, sample, attempt]))
    .digest('hex');
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}

/**
 * Replies that were paid for, kept before anything is made of them. One process writes at a time (it holds the run
 * lock). Only keys and places are held in memory.
 */
export class ReplyStore {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #places = new Map<string, { segment: number; offset: number; length: number }>();
  readonly #usageByRequest = new Map<string, Usage[]>();
  #segment = 1;
  #size = 0;
  #waiting: { line: string; key: string; stored: StoredReply; done: () => void; failed: (error: unknown) => void }[] =
    [];
  #flushing: Promise<void> | undefined;

  private constructor(disk: Disk, folder: string) {
    this.#disk = disk;
    this.#folder = folder;
  }

  static async open(disk: Disk, folder: string): Promise<ReplyStore> {
    const store = new ReplyStore(disk, folder);
    await disk.makeFolder(folder);
    await store.#index();
    return store;
  }

  async #index(): Promise<void> {
    for (const name of await this.#disk.list(this.#folder)) {
      const number = segmentNumber(name);
      if (number === undefined) continue;
      const bytes = (await this.#disk.read(path.join(this.#folder, name))) ?? Buffer.alloc(0);
      const { lines, completeBytes } = await parseJsonl(bytes);
      let offset = 0;
      for (const { text, value } of lines) {
        const at = bytes.indexOf(text, offset);
        const length = Buffer.byteLength(text);
        offset = at + length;
        if (isStoredReply(value)) this.#remember(value, { segment: number, offset: at, length });
      }
      // After a torn line a new segment is begun: what was torn stays as it is.
      this.#segment = completeBytes === bytes.length && bytes.length < segmentBytes ? number : number + 1;
      this.#size = completeBytes === bytes.length ? bytes.length : 0;
    }
  }

  #remember(stored: StoredReply, place: { segment: number; offset: number; length: number }): void {
    this.#places.set(stored.key, place);
    const request = requestKey(stored.run, Number.parseInt(stored.slot, 10));
    const usages = this.#usageByRequest.get(request) ?? [];
    usages.push(stored.reply.usage);
    this.#usageByRequest.set(request, usages);
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  /** Tokens of each reply to a numbered request of a run, its later steps included. */
  usageOf(run: string, request: number): readonly Usage[] {
    return this.#usageByRequest.get(requestKey(run, request)) ?? [];
  }

  async get(key: string): Promise<StoredReply | undefined> {
    const place = this.#places.get(key);
    if (!place) return undefined;
    const bytes = await this.#disk.readFrom(this.#path(place.segment), place.offset, place.length);
    const value: unknown = JSON.parse(bytes.toString());
    return isStoredReply(value) ? value : undefined;
  }

  /** Resolves when the reply is on the disk. It is flushed at once, or with those that come while others are flushed. */
  put(stored: StoredReply): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ line: jsonLine(stored), key: stored.key, stored, done, failed });
      this.#flushing ??= this.#flushAll();
    });
  }

  async #flushAll(): Promise<void> {
    // Replies that arrived in the same turn of the event loop are flushed together.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(batch);
        for (const { done } of batch) done();
      } catch (error) {
        // A torn line may stand at the end now: go on in another segment.
        this.#segment += 1;
        this.#size = 0;
        for (const { failed } of batch) failed(error);
      }
    }
    this.#flushing = undefined;
  }

  async #write(batch: readonly { line: string; stored: StoredReply }[]): Promise<void> {
    if (this.#size >= segmentBytes) {
      this.#segment += 1;
      this.#size = 0;
    }
    await this.#disk.append(this.#path(this.#segment), batch.map(({ line }) => line).join(''));
    for (const { line, stored } of batch) {
      const length = Buffer.byteLength(line);
      this.#remember(stored, { segment: this.#segment, offset: this.#size, length: length - 1 });
      this.#size += length;
    }
  }

  #path(segment: number): string {
    return path.join(this.#folder, `${String(segment).padStart(6, '0')}.jsonl`);
  }
}

/** Number of a segment by its file name, such as `000001.jsonl`; `undefined` for any other file. */
export function segmentNumber(name: string): number | undefined {
  const digits = /^(\d+)\.jsonl$/u.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function requestKey(run: string, request: number): string {
  return `${run}/${request}`;
}

/** Whether a line of a segment is a reply. */
export function isStoredReply(value: unknown): value is StoredReply {
  const stored = value as Partial<StoredReply> | null;
  return (
    typeof stored === 'object' &&
    typeof stored?.key === 'string' &&
    typeof stored.run === 'string' &&
    typeof stored.slot === 'string' &&
    typeof stored.reply?.text === 'string'
  );
}
