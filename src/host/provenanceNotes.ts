import { isolate } from '../core/isolate.ts';
import type { FilteredCandidate } from '../core/model/candidate.ts';
import type { Derived } from '../core/model/derive.ts';
import type { Provenance } from '../core/model/task.ts';
import { practiceLabel } from './labels.ts';

/** Who wrote a task, in which request, from what, and what people did to it: a line each. Records may lack any of it. */
export function provenanceNotes(provenance: Partial<Provenance>): string[] {
  const { practice, servedModel, model = servedModel, round, request, at, derived, rescued, original } = provenance;
  const writer = practice ? practiceLabel : (servedModel ?? model);
  return [
    ...(writer === undefined ? [] : [`Written by ${[isolate(writer), ...place({ round, request, at })].join(', ')}`]),
    ...(derived ? [madeFrom(derived)] : []),
    ...(rescued ? [`Brought back by ${isolate(rescued.by)}, ${isolate(rescued.at)}`] : []),
    ...(original ? ['Edited by a person; the model’s text is kept in its line'] : []),
  ];
}

/** Which request a dropped candidate came from. */
export function candidateNotes({ derived, ...candidate }: FilteredCandidate): string[] {
  const from = place(candidate).join(', ');
  return [...(from === '' ? [] : [`From ${from}`]), ...(derived ? [madeFrom(derived)] : [])];
}

interface Place {
  readonly round?: number | undefined;
  readonly request?: number | undefined;
  readonly at?: string | undefined;
}

function place({ round, request, at }: Place): string[] {
  return [
    ...(round === undefined ? [] : [`round ${round}`]),
    ...(request === undefined ? [] : [`request ${request}`]),
    ...(at === undefined ? [] : [isolate(at)]),
  ];
}

const made = { grow: 'Grown under', paraphrase: 'Paraphrased from', evolve: 'Evolved from' } as const;

function madeFrom(derived: Derived): string {
  if (derived.step === 'fromText') {
    const { file, start, end } = derived.source;
    return `Around a passage of ${isolate(file)}, bytes ${start} to ${end}, which is the ${derived.as}`;
  }
  const { step, from } = derived;
  return `${made[step]} ${isolate(from)}${step === 'evolve' ? ` (${derived.kind})` : ''}`;
}
