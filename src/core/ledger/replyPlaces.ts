import type { FilteredCandidate } from '../model/candidate.ts';
import type { GeneratedTask } from '../model/task.ts';
import type { ReplyPlace } from '../store/findReplies.ts';
import { rescueRun } from '../store/replyStore.ts';
import { rescueSlot } from './completeCandidate.ts';

/** Where the replies are kept that a dropped candidate came from. */
export function placesOfCandidate(candidate: FilteredCandidate): ReplyPlace[] {
  const { rescueOf } = candidate;
  return rescueOf === undefined ? [placeOf(candidate)] : [ofRescue(rescueOf)];
}

/** Where the replies are kept that a task came from: those of its request, and those that brought it back. */
export function placesOfTask({ provenance }: GeneratedTask): ReplyPlace[] {
  if (!provenance) return [];
  const { rescued } = provenance;
  return [placeOf(provenance), ...(rescued ? [ofRescue(rescued.candidate)] : [])];
}

interface Place {
  readonly run: string;
  readonly request: number;
  readonly index?: number;
}

/** The reply that has the instruction (`12/instructions`), and those about it (`12/3/inputFirst`): of all candidates where its place is not known. */
function placeOf({ run, request, index }: Place): ReplyPlace {
  return {
    run,
    has: (slot) => {
      const [number, second, third] = slot.split('/');
      return number === String(request) && (third === undefined || index === undefined || second === String(index));
    },
  };
}

function ofRescue(candidate: string): ReplyPlace {
  const start = `${rescueSlot({ id: candidate })}/`;
  return { run: rescueRun, has: (slot) => slot.startsWith(start) };
}
