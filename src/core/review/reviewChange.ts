import type { Decision } from '../model/decision.ts';
import { nextDecision, resolveDecisions } from '../store/decisions.ts';
import type { TaskEdit } from '../store/reviseTask.ts';

/** What one volunteer decided about a task. */
export interface Vote {
  readonly reviewer: string;
  readonly decision: 'accept' | 'reject';
  /** Places (from 0) of the instances meant; absent for the whole task. */
  readonly instances?: readonly number[];
  readonly reason?: string;
  /** Whether it is about the text with the edit, or about the text as it was handed out. */
  readonly edited: boolean;
}

/** All that volunteers say about one task. */
export interface ReviewChange {
  readonly id: string;
  /** Hash of the content that was handed out. */
  readonly of: string;
  readonly edit?: TaskEdit;
  readonly votes: readonly Vote[];
}

/** The decision of a volunteer that is recorded already, if any. */
export function isRecorded(history: readonly Decision[], of: string, { reviewer, decision, instances }: Vote): boolean {
  const top = topDecisions(history);
  return top.some(
    (made) =>
      made.reviewer === reviewer &&
      made.decision === decision &&
      made.of === of &&
      JSON.stringify(made.instances) === JSON.stringify(instances),
  );
}

/**
 * The decisions that votes come to. Volunteers judge without knowing of each other, so their decisions stand beside each
 * other: they get one `seq`, also beside a decision of somebody else about the same text that was collected before. So
 * those who differ make the task disputed. Who accepts a text that somebody else edited and accepted differs in nothing:
 * that decision comes first, and the one about the edited text counts.
 *
 * @param ofEdited hash of the content with the edit; `of` where there is none.
 */
export function votedDecisions(
  history: readonly Decision[],
  { id, of, votes }: ReviewChange,
  ofEdited: string,
  at: string,
): Decision[] {
  const make = (before: readonly Decision[], { reviewer, decision, instances, reason, edited }: Vote) =>
    nextDecision(before, {
      id,
      decision,
      reviewer,
      at,
      of: edited ? ofEdited : of,
      ...(instances ? { instances } : {}),
      ...(reason === undefined ? {} : { reason }),
    });
  const asHandedOut = votes.filter(({ edited }) => !edited);
  const isFollowed =
    votes.some(({ edited }) => edited) && votes.every(({ decision, instances }) => decision === 'accept' && !instances);
  if (isFollowed) {
    const first = asHandedOut.map((vote) => make(history, vote));
    const then = votes.filter(({ edited }) => edited).map((vote) => make([...history, ...first], vote));
    return [...first, ...then];
  }
  const top = topDecisions(history);
  const standsBeside =
    top.length > 0 &&
    votes.every(({ edited, reviewer }) => !edited && top.every((made) => made.reviewer !== reviewer)) &&
    top.every((made) => made.of === of && made.decision !== 'reset' && made.undoes === undefined) &&
    resolveDecisions(history, of).changedSince === undefined;
  const below = standsBeside ? history.filter((made) => !top.includes(made)) : history;
  const seq = standsBeside ? top[0]?.seq : undefined;
  return votes.map((vote) => {
    const made = make(below, vote);
    return seq === undefined ? made : { ...made, seq };
  });
}

/** The decisions with the highest `seq`: those that count. */
export function topDecisions(history: readonly Decision[]): Decision[] {
  const highest = history.reduce((most, { seq }) => Math.max(most, seq), 0);
  return history.filter(({ seq }) => seq === highest);
}
