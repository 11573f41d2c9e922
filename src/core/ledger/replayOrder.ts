import type { GeneratedTask, Provenance } from '../model/task.ts';
import type { Snapshot } from '../store/dataset.ts';
import { hasModelTasks, isGrown } from '../store/whatCounts.ts';

/**
 * What stands at one place of a replay.
 * `admitted`: a task that the filter let through. `similar`: a candidate that it dropped. `fixed`: a task that it never
 * judged, because a person wrote it or brought it back. `passing`: an instruction that it let through and that came to
 * nothing, or to a task that was deleted: it is judged, stands in the pool and is counted nowhere.
 */
export type ReplayKind = 'admitted' | 'similar' | 'fixed' | 'passing';

/** One decision of the novelty filter, to be made again. */
export interface ReplayEntry {
  readonly kind: ReplayKind;
  readonly id: string;
  /** What the model wrote: the text that was judged. */
  readonly text: string;
  /** What a person made of it, if it was edited. It stands in the pool, too. */
  readonly edited?: string;
  /** Set where it leaves the pool when this run ends: an instruction without a task. */
  readonly onlyDuring?: string;
  readonly run: string;
}

interface Place {
  readonly round: number;
  readonly run: string;
  readonly request: number;
  /** From 0. Where it was not noted, what passed comes before what was dropped, which may be near to it. */
  readonly index: number;
}

const start: Place = { round: -1, run: '', request: -1, index: -1 };

/** All that the novelty filter decided in a dataset, in the order in which it did: by round, request and place in the reply. */
export function replayOrder(snapshot: Snapshot): ReplayEntry[] {
  const placed = [...placedTasks(snapshot), ...placedCandidates(snapshot)];
  return placed.sort((a, b) => compare(a.place, b.place)).map(({ place, ...entry }) => ({ ...entry, run: place.run }));
}

type Placed = Omit<ReplayEntry, 'run'> & { readonly place: Place };

function placedTasks(snapshot: Snapshot): Placed[] {
  const { seeds, generated, deleted } = snapshot;
  const promoted = new Set(seeds.map(({ promotedFrom }) => promotedFrom));
  const counts = countsBeside(hasModelTasks(snapshot));
  let last = start;
  const placed = (task: GeneratedTask, kind: 'admitted' | 'passing'): Placed[] => {
    if (!counts(task.provenance) || isGrown(task)) return [];
    const own = placeOf(task);
    if (own) last = own;
    if (promoted.has(task.id)) return [];
    const text = task.provenance?.original?.instruction ?? task.instruction;
    const entry: Placed = {
      // A paraphrase was let through beside its origin, whatever the threshold.
      kind: (own && task.provenance?.derived?.step !== 'paraphrase') || kind === 'passing' ? kind : 'fixed',
      id: task.id,
      text,
      // What no run admitted was put there after what stands before it in the file.
      place: own ?? { ...last, index: last.index + 0.5 },
    };
    return [text === task.instruction ? entry : { ...entry, edited: task.instruction }];
  };
  return [
    ...generated.flatMap(({ task }) => placed(task, 'admitted')),
    ...deleted.flatMap((task) => placed(task, 'passing')),
  ];
}

function placeOf({ provenance }: GeneratedTask): Place | undefined {
  const { round, run, request, index = -1, rescued }: Partial<Provenance> = provenance ?? {};
  if (round === undefined || run === undefined || request === undefined || rescued) return undefined;
  return { round, run, request, index };
}

function placedCandidates(snapshot: Snapshot): Placed[] {
  const counts = countsBeside(hasModelTasks(snapshot));
  return snapshot.filtered.flatMap((candidate): Placed[] => {
    const { id, instruction: text, run, round, request, stage, filter, rescueOf } = candidate;
    if (!counts(candidate) || rescueOf !== undefined || candidate.derived?.step === 'grow') return [];
    const place = (unnoted: number): Place => ({ round, run, request, index: candidate.index ?? unnoted });
    if (stage === 'task')
      return [
        { kind: 'passing', id: candidate.task ?? id, text, onlyDuring: run, place: place(Number.MAX_SAFE_INTEGER) },
      ];
    const isOpen = filter === 'similar' && !snapshot.rescuedCandidates.has(id);
    return isOpen ? [{ kind: 'similar', id, text, place: place(Number.POSITIVE_INFINITY) }] : [];
  });
}

/** Practice counts for nothing beside another model's. */
function countsBeside(real: boolean): (written: { readonly practice?: boolean } | undefined) => boolean {
  return (written) => !(real && written?.practice === true);
}

function compare(a: Place, b: Place): number {
  if (a.round !== b.round) return a.round - b.round;
  if (a.run !== b.run) return a.run < b.run ? -1 : 1;
  if (a.request !== b.request) return a.request - b.request;
  return a.index === b.index ? 0 : a.index - b.index;
}
