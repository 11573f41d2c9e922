import { groupBy } from '../groupBy.ts';
import type { Decision, TaskState } from '../model/decision.ts';
import { contentHash } from '../store/contentHash.ts';
import type { ReviewedTask, Snapshot } from '../store/dataset.ts';
import { resolveDecisions } from '../store/decisions.ts';
import { editedTask, type TaskEdit } from '../store/reviseTask.ts';
import { type NotCollected, told } from './notCollected.ts';
import { type Review, readReviews } from './readReviews.ts';
import { isRecorded, type ReviewChange, topDecisions, type Vote, votedDecisions } from './reviewChange.ts';
import type { SheetRow } from './sheet.ts';

/** A task about which reviewers differ. */
export interface Conflict {
  readonly id: string;
  readonly instruction: string;
  readonly votes: readonly Pick<Decision, 'reviewer' | 'decision' | 'reason' | 'instances'>[];
}

/** What collecting sheets would do. */
export interface CollectPlan {
  readonly changes: readonly ReviewChange[];
  /** Ids of the tasks that are accepted, rejected and disputed afterwards, and of those whose text is edited. */
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
  readonly conflicts: readonly Conflict[];
  readonly edited: readonly string[];
  readonly notCollected: readonly NotCollected[];
  /** Decisions that are recorded already, and rows that nobody filled in. */
  readonly already: number;
  readonly undecided: number;
}

/** Plans what the rows of all sheets together come to. Writes nothing. */
export function planCollect(rows: readonly SheetRow[], snapshot: Snapshot): CollectPlan {
  const { reviews, notCollected, undecided } = readReviews(rows, snapshot);
  const byTask = groupBy(reviews, ({ id }) => id);
  const problems = [...notCollected];
  const changes: ReviewChange[] = [];
  const states: { readonly id: string; readonly state: TaskState; readonly conflict: Conflict }[] = [];
  let already = 0;
  for (const [id, of] of byTask) {
    const reviewed = snapshot.byId.get(id) as ReviewedTask;
    const history = snapshot.decisionsById.get(id) ?? [];
    const { agreed, refused } = agreeOnEdit(of);
    problems.push(...refused);
    if (topDecisions(history).some(({ kind, of: judged }) => kind === 'adjudicate' && judged === reviewed.of)) {
      problems.push(
        ...agreed.map(({ first }) => told(first, 'settled', 'a dispute about this task was settled since')),
      );
      continue;
    }
    const edit = agreed.find((review) => review.edit)?.edit;
    const all = agreed.flatMap((review) => voteOf(review) ?? []);
    const votes = all.filter((vote) => vote.edited || !isRecorded(history, reviewed.of, vote));
    already += all.length - votes.length;
    if (votes.length === 0 && !edit) continue;
    const change: ReviewChange = { id, of: reviewed.of, votes, ...(edit ? { edit } : {}) };
    changes.push(change);
    const ofEdited = edit ? contentHash(editedTask(reviewed.task, edit)) : reviewed.of;
    const after = [...history, ...votedDecisions(history, change, ofEdited, new Date(0).toISOString())];
    const { state } = resolveDecisions(after, ofEdited);
    if (votes.length > 0)
      states.push({
        id,
        state,
        conflict: { id, instruction: reviewed.task.instruction, votes: topDecisions(after) },
      });
  }
  const inState = (wanted: TaskState) => states.filter(({ state }) => state === wanted);
  return {
    changes,
    accepted: inState('accepted').map(({ id }) => id),
    rejected: inState('rejected').map(({ id }) => id),
    conflicts: inState('disputed').map(({ conflict }) => conflict),
    edited: changes.flatMap(({ id, edit }) => (edit ? [id] : [])),
    notCollected: problems.sort((a, b) => (a.file === b.file ? a.row - b.row : a.file < b.file ? -1 : 1)),
    already,
    undecided,
  };
}

function voteOf({ reviewer, verdict, instances, reason, edit }: Review): Vote | undefined {
  return (
    verdict && {
      reviewer,
      decision: verdict,
      edited: edit !== undefined,
      ...(instances ? { instances } : {}),
      ...(reason === undefined ? {} : { reason }),
    }
  );
}

/** Edits of one task by several volunteers are applied where they say the same; otherwise none of them is. */
function agreeOnEdit(reviews: readonly Review[]): { agreed: readonly Review[]; refused: readonly NotCollected[] } {
  const edits = new Set(reviews.flatMap(({ edit }) => (edit ? [editKey(edit)] : [])));
  if (edits.size < 2) return { agreed: reviews, refused: [] };
  const differing = reviews.filter(({ edit }) => edit);
  const others = differing.map(({ reviewer }) => reviewer).join(', ');
  return {
    agreed: reviews.filter(({ edit }) => !edit),
    refused: differing.map(({ first }) =>
      told(
        first,
        'edits-differ',
        `${others} edited this task differently. No edit was applied, and their decisions about edited texts were not recorded`,
      ),
    ),
  };
}

function editKey({ instruction, instances }: TaskEdit): string {
  return JSON.stringify([instruction ?? null, [...instances].sort(([a], [b]) => a - b)]);
}
