import path from 'node:path';
import type { Standing } from '../model/decision.ts';
import type { Scored } from '../model/judgement.ts';
import type { GeneratedTask, Task } from '../model/task.ts';
import { contentHash } from './contentHash.ts';
import type { Problem } from './problem.ts';
import type { Located, Read } from './recordFile.ts';
import type { Tombstone } from './records.ts';

/** A generated task with what its decisions come to. */
export interface ReviewedTask {
  readonly task: Located<GeneratedTask>;
  readonly standing: Standing;
  /** Hash of the task's content, as decisions name it. */
  readonly of: string;
  /** What models think of it; absent where none was asked. */
  readonly scored?: Scored;
}

/** The tasks of all parts at one moment, as if nobody had decided about any. */
export interface Tasks {
  /** In the order of the files; of equal ids the highest revision. Deleted tasks are not among them. */
  readonly undecided: readonly ReviewedTask[];
  /** Where a task stands in `undecided`. May name tasks that came later: then the place is beyond its end. */
  readonly places: ReadonlyMap<string, number>;
  readonly deleted: readonly Located<GeneratedTask>[];
  readonly problems: readonly Problem[];
}

/** With places that more tasks can be given, and every id that a tombstone names, whether or not its task is there. */
type Growing = Tasks & { readonly places: Map<string, number>; readonly gone: ReadonlySet<string> };

type Part = Read<GeneratedTask | Tombstone>;

/** Tasks without a decision are pending. */
const pending: Standing = { state: 'pending' };

/** Brings the records of all parts together. A part that has only grown, as in a run, costs what was added. */
export class TaskTable {
  readonly #hashes = new WeakMap<Located<GeneratedTask>, string>();
  #parts: readonly Part[] = [];
  #tasks: Growing = {
    undecided: [],
    places: new Map(),
    deleted: [],
    problems: [],
    gone: new Set(),
  };

  /** Hash of a task's content; computed once for each record. */
  hashOf(task: Located<GeneratedTask>): string {
    const known = this.#hashes.get(task);
    if (known !== undefined) return known;
    const hash = contentHash(task);
    this.#hashes.set(task, hash);
    return hash;
  }

  /** The tasks of these parts: the same object as before where nothing has changed. */
  update(parts: readonly Part[]): Tasks {
    const added = addedRecords(this.#parts, parts);
    this.#parts = parts;
    if (added?.length !== 0) this.#tasks = (added && this.#extended(added)) ?? this.#rebuilt(parts);
    return this.#tasks;
  }

  /** `undefined` where a record is more than a new task: a revision, a tombstone, an id that was there. */
  #extended(added: readonly Located<GeneratedTask | Tombstone>[]): Growing | undefined {
    const { undecided, places, gone } = this.#tasks;
    const isNew = (record: GeneratedTask | Tombstone) => record.kind === 'generated' && !places.has(record.id);
    const ids = new Set(added.map(({ id }) => id));
    if (ids.size < added.length || !added.every((record) => isNew(record) && !gone.has(record.id))) return undefined;
    const fresh = added.flatMap((record) => (record.kind === 'generated' ? [this.#pending(record)] : []));
    for (const [at, { task }] of fresh.entries()) places.set(task.id, undecided.length + at);
    return { ...this.#tasks, undecided: [...undecided, ...fresh] };
  }

  /** Of equal ids the highest revision counts; equal revisions with different content are a problem (a bad merge). */
  #rebuilt(parts: readonly Part[]): Growing {
    const latest = new Map<string, Located<GeneratedTask>>();
    const gone = new Set<string>();
    const problems: Problem[] = [];
    for (const record of parts.flatMap(({ records }) => records)) {
      if (record.kind === 'tombstone') {
        gone.add(record.id);
        continue;
      }
      const before = latest.get(record.id);
      if (before?.rev === record.rev && this.hashOf(before) !== this.hashOf(record))
        problems.push(duplicateId(record, before));
      if (!before || record.rev > before.rev) latest.set(record.id, record);
    }
    const undecided: ReviewedTask[] = [];
    const places = new Map<string, number>();
    const deleted: Located<GeneratedTask>[] = [];
    for (const task of latest.values()) {
      if (gone.has(task.id)) {
        deleted.push(task);
        continue;
      }
      places.set(task.id, undecided.length);
      undecided.push(this.#pending(task));
    }
    return { undecided, places, deleted, problems, gone };
  }

  #pending(task: Located<GeneratedTask>): ReviewedTask {
    return { task, of: this.hashOf(task), standing: pending };
  }
}

/** What was added at the end since; `undefined` where anything else has changed. */
function addedRecords(before: readonly Part[], now: readonly Part[]): Part['records'] | undefined {
  if (before.length > now.length) return undefined;
  const added: Located<GeneratedTask | Tombstone>[] = [];
  for (const [at, { records }] of now.entries()) {
    const known = before[at]?.records ?? [];
    // What is added to a part that another follows would not stand at the end.
    if (known !== records && at < before.length - 1) return undefined;
    if (known.length > records.length || known.some((record, index) => record !== records[index])) return undefined;
    for (const record of records.slice(known.length)) added.push(record);
  }
  return added;
}

/** The problem of two records that go by one id. */
export function duplicateId(record: Located<Task>, before: Located<Task>): Problem {
  return {
    file: record.location.file,
    line: record.location.line + 1,
    column: 1,
    severity: 'error',
    code: 'duplicate-id',
    message: `Another task has the id ${record.id} too (${path.basename(before.location.file)}, line ${before.location.line + 1}). The first one counts; give one of them another id, or the one to keep a higher "rev".`,
  };
}
