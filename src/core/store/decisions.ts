import type { Decision, Standing, Verdict } from '../model/decision.ts';

const pending: Standing = { state: 'pending' };

/**
 * What the decisions about one task come to. The highest `seq` wins, whatever the order of the lines, so that two
 * histories can be merged line by line in either direction; ties by `at`, then reviewer. Where different reviewers
 * differ at the top, the task is disputed until one line adjudicates. A decision about another content than `of`
 * leaves the task pending, "changed since".
 */
export function resolveDecisions(decisions: readonly Decision[], of: string): Standing {
  const highest = highestSeq(decisions);
  const atTop = decisions.filter(({ seq }) => seq === highest);
  const adjudicated = atTop.filter(({ kind }) => kind === 'adjudicate');
  const candidates = adjudicated.length > 0 ? adjudicated : atTop;
  const top = candidates.reduce(later, candidates[0] as Decision | undefined as Decision);
  if (!top) return pending;
  if (adjudicated.length === 0 && disagree(atTop)) return { state: 'disputed', top };
  if (top.decision === 'reset') return { state: 'pending', top };
  const state = top.decision === 'accept' ? 'accepted' : 'rejected';
  if (top.of !== of) return { state: 'pending', changedSince: state, top };
  return top.instances ? { state, instances: top.instances, top } : { state, top };
}

/** 0 where there are none. A merged or made-up file may hold more lines about a task than a call takes arguments. */
function highestSeq(decisions: readonly Decision[]): number {
  return decisions.reduce((highest, { seq }) => Math.max(highest, seq), 0);
}

/** Groups decisions by task id. */
export function decisionsById(decisions: readonly Decision[]): Map<string, Decision[]> {
  const byId = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const list = byId.get(decision.id);
    if (list) list.push(decision);
    else byId.set(decision.id, [decision]);
  }
  return byId;
}

function later(a: Decision, b: Decision): Decision {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  if (a.reviewer !== b.reviewer) return a.reviewer > b.reviewer ? a : b;
  // One person, two windows, one moment: any rule will do that does not ask for the order of the lines.
  return JSON.stringify(a) > JSON.stringify(b) ? a : b;
}

function disagree(atTop: readonly Decision[]): boolean {
  const verdicts = new Set(atTop.map(({ decision, instances, of }) => JSON.stringify([decision, instances, of])));
  const reviewers = new Set(atTop.map(({ reviewer }) => reviewer));
  return verdicts.size > 1 && reviewers.size > 1;
}

/** The `seq` that `decision.schema.json` ends at, far below the numbers that one can no longer be added to. */
const lastSeq = 1_000_000_000;

/** The next decision about a task: one above the highest `seq` seen for it. Throws where nothing can stand above it. */
export function nextDecision(
  history: readonly Decision[],
  made: {
    id: string;
    decision: Verdict;
    reviewer: string;
    of: string;
    at: string;
    reason?: string;
    undoes?: number;
    instances?: readonly number[];
  },
): Decision {
  const seq = 1 + highestSeq(history);
  if (seq > lastSeq) {
    throw new Error(
      `A line of decisions.jsonl about ${made.id} has the "seq" ${lastSeq}, and no decision can stand above it. Nothing was recorded: give that line a lower number, or delete it.`,
    );
  }
  return { ...made, seq };
}

/** A decision to undo was followed by another reviewer's (or another window's) decision about the same task. */
export class DecidedSince extends Error {
  readonly by: Decision;
  constructor(by: Decision) {
    super(
      `${by.reviewer} decided about this task since (${by.decision}, ${by.at}). Nothing was undone; decide again if you disagree.`,
    );
    this.name = 'DecidedSince';
    this.by = by;
  }
}

/** Decisions that still stand: what was undone, and the lines that undid it, are left out. Lowest `seq` first. */
export function standingDecisions(history: readonly Decision[]): Decision[] {
  const undone = new Set(history.map(({ undoes }) => undoes));
  return history
    .filter(({ seq, undoes }) => undoes === undefined && !undone.has(seq))
    .sort((a, b) => a.seq - b.seq || (later(a, b) === a ? 1 : -1));
}

/**
 * The line that takes `undone` back: the state before it, with `undoes`. Throws `DecidedSince` where another decision
 * about the task stands above it.
 */
export function undoDecision(history: readonly Decision[], undone: Decision, reviewer: string, at: string): Decision {
  const standing = standingDecisions(history);
  const index = standing.findIndex(({ seq, reviewer: by }) => seq === undone.seq && by === undone.reviewer);
  const since = standing.at(-1);
  if (since && index !== standing.length - 1) throw new DecidedSince(since);
  const previous = standing[index - 1];
  return nextDecision(history, {
    id: undone.id,
    decision: previous?.decision ?? 'reset',
    of: previous?.of ?? undone.of,
    ...(previous?.instances ? { instances: previous.instances } : {}),
    reviewer,
    at,
    undoes: undone.seq,
  });
}

/** The last decision of a reviewer that still stands, over all tasks: what *Undo Decision* takes back. */
export function lastDecisionOf(decisions: readonly Decision[], reviewer: string): Decision | undefined {
  const standing = [...decisionsById(decisions).values()].flatMap(standingDecisions);
  const own = new Set(standing.filter((decision) => decision.reviewer === reviewer));
  return decisions.findLast((decision) => own.has(decision));
}
