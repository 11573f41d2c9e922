import type { Decision } from '../model/decision.ts';
import type { GeneratedTask } from '../model/task.ts';
import { ContentChanged } from '../store/contentChanged.ts';
import { contentHash } from '../store/contentHash.ts';
import type { Dataset } from '../store/dataset.ts';
import { nextDecision } from '../store/decisions.ts';
import { readGenerated } from '../store/records.ts';
import { revisedRecord } from '../store/reviseTask.ts';
import { StoredRecords } from '../store/storedRecords.ts';
import { type ReviewChange, topDecisions, votedDecisions } from './reviewChange.ts';

/** A revision that was appended, with the record before it. */
interface Revision {
  readonly id: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly rev: number;
}

/** What a review wrote: enough to take it back. */
export interface AppliedReview {
  readonly revisions: readonly Revision[];
  readonly decisions: readonly Decision[];
  /** By task id: the decisions that counted before. */
  readonly before: ReadonlyMap<string, readonly Decision[]>;
  /** By task id: hash of the content afterwards. */
  readonly of: ReadonlyMap<string, string>;
}

/** Lines to append: revisions of tasks, then `applied.decisions`. */
export interface ReviewLines {
  readonly records: readonly Record<string, unknown>[];
  readonly applied: AppliedReview;
}

type Files = Pick<Dataset, 'disk' | 'snapshot'>;

/** The lines that a review comes to. Throws `ContentChanged` where a task has another content than was judged. */
export async function reviewLines(
  { disk, snapshot }: Files,
  changes: readonly ReviewChange[],
  at: string,
): Promise<ReviewLines> {
  const stored = new StoredRecords(disk);
  const records: Record<string, unknown>[] = [];
  const revisions: Revision[] = [];
  const decisions: Decision[] = [];
  const before = new Map<string, readonly Decision[]>();
  const after = new Map<string, string>();
  for (const change of changes) {
    const { id, of, edit } = change;
    const reviewed = snapshot.byId.get(id);
    if (reviewed?.of !== of) throw new ContentChanged();
    let ofEdited = of;
    if (edit) {
      const record = await stored.of(reviewed);
      const revised = revisedRecord(record, reviewed.task, edit);
      const task = readGenerated(revised) as GeneratedTask;
      ofEdited = contentHash(task);
      records.push(revised);
      revisions.push({ id, before: record, rev: task.rev });
    }
    const history = snapshot.decisionsById.get(id) ?? [];
    decisions.push(...votedDecisions(history, change, ofEdited, at));
    before.set(id, topDecisions(history));
    after.set(id, ofEdited);
  }
  return { records, applied: { revisions, decisions, before, of: after } };
}

/**
 * The lines that take a review back: the text before as a revision of its own, and the decisions that counted before,
 * restated. `undefined` where a task was edited or decided about since.
 */
export async function takeBackLines(
  { snapshot }: Files,
  applied: AppliedReview,
  reviewer: string,
  at: string,
): Promise<ReviewLines | undefined> {
  const isFollowed = [...applied.of].some(([id, of]) => snapshot.byId.get(id)?.of !== of);
  if (isFollowed) return undefined;
  const decisions: Decision[] = [];
  for (const id of new Set(applied.decisions.map((made) => made.id))) {
    const history = snapshot.decisionsById.get(id) ?? [];
    const top = topDecisions(history);
    const own = applied.decisions.filter((made) => made.id === id);
    const [last] = topDecisions(own);
    const before = applied.before.get(id) ?? [];
    const expected = [...before.filter(({ seq }) => seq === last?.seq), ...topDecisions(own)];
    if (!last || top.length !== expected.length || top[0]?.seq !== last.seq) return undefined;
    const counted = before.length > 0 ? before : [{ decision: 'reset' as const, reviewer, of: last.of }];
    decisions.push(
      ...counted.map(({ decision, of, reviewer: by, ...more }) => ({
        ...nextDecision(history, {
          id,
          decision,
          reviewer: by,
          at,
          of,
          undoes: last.seq,
          ...('instances' in more && more.instances ? { instances: more.instances } : {}),
        }),
        ...('kind' in more && more.kind ? { kind: more.kind } : {}),
      })),
    );
  }
  const records = applied.revisions.map(({ id, before, rev }) => ({
    ...before,
    rev: 1 + (snapshot.byId.get(id)?.task.rev ?? rev),
  }));
  return { records, applied: { revisions: [], decisions, before: new Map(), of: new Map() } };
}
