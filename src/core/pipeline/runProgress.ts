import type { Money } from '../model/money.ts';
import type { Usage } from '../model/round.ts';
import type { RunEvent } from './events.ts';

/** What a session of a run came to so far, drawn from its events alone. */
export interface RunProgress {
  readonly admitted: number;
  /** Candidates dropped; instances of a task that stays are not counted. */
  readonly filtered: number;
  readonly requests: number;
  readonly usage: Usage;
  /** Absent where no price is known. */
  readonly cost?: Money;
  /** Milliseconds until the goal at the pace so far; absent where too little is done to tell. */
  readonly leftMs?: number;
}

export const noProgress: RunProgress = {
  admitted: 0,
  filtered: 0,
  requests: 0,
  usage: { inputTokens: 0, outputTokens: 0 },
};

/** Less than this done, or less time, tells nothing about the rest. */
const leastDone = 2;
const leastMs = 3_000;

/** The progress after one more event. `elapsedMs`: since the session began. */
export function progressAfter(progress: RunProgress, event: RunEvent, elapsedMs: number): RunProgress {
  switch (event.type) {
    case 'admitted':
      return { ...progress, admitted: progress.admitted + 1 };
    case 'filtered':
      return event.candidate.stage === 'instance' ? progress : { ...progress, filtered: progress.filtered + 1 };
    case 'usage': {
      const { requests, usage, cost } = event;
      return { ...progress, requests, usage, ...(cost ? { cost } : {}) };
    }
    case 'progress': {
      const { done, of } = event;
      const { leftMs: _, ...rest } = progress;
      return done < leastDone || elapsedMs < leastMs ? rest : { ...rest, leftMs: (elapsedMs / done) * (of - done) };
    }
    default:
      return progress;
  }
}

/** Tokens of both kinds. */
export function tokensOf({ inputTokens, outputTokens }: Usage): number {
  return inputTokens + outputTokens;
}
