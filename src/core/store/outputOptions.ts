import { type AlternativeOutput, keptOutput, type OutputChoice } from '../model/output.ts';
import type { GeneratedTask, Provenance } from '../model/task.ts';
import { questionHash } from './contentHash.ts';
import type { Outputs, TaskOutputs } from './outputs.ts';
import type { Snapshot } from './snapshot.ts';
import type { ReviewedTask } from './taskTable.ts';

/** One of the outputs that a person can choose for an instance. */
export interface OutputOption extends Pick<AlternativeOutput, 'output' | 'agreement'> {
  /** Of the alternative, or of the choice that replaced it; `kept` for the one that stands in the task. */
  readonly id: string;
  readonly provenance?: Provenance;
}

/** The outputs of one instance as it reads now. */
export interface OutputOptions {
  /** Place of the instance, from 0. */
  readonly instance: number;
  readonly of: string;
  /** The one that stands in the task first, then the others in the order in which they came; each text once. */
  readonly options: readonly OutputOption[];
  /** Alternatives, other than what stands in the task, that nobody has chosen among. */
  readonly open: readonly AlternativeOutput[];
  /** The choice that counts, if there is one. */
  readonly choice?: OutputChoice;
}

/** The instances of a task that have other outputs. What was written for another question than the instance asks now is no output of it. */
export function outputOptions(task: GeneratedTask, { alternatives, choices }: TaskOutputs): OutputOptions[] {
  const standing = standingChoices(choices);
  const seen = new Set(standing.flatMap((choice) => choice.seen));
  const hashes = task.instances.map((instance) => questionHash(task.instruction, instance));
  // Instances may have changed places since; where several ask the same, the place tells them apart.
  const placeOf = ({ instance, of }: AlternativeOutput | OutputChoice) =>
    hashes[instance] === of ? instance : hashes.indexOf(of);
  return task.instances.flatMap(({ output, provenance }, instance) => {
    const own = alternatives.filter((line) => placeOf(line) === instance);
    if (own.length === 0) return [];
    const chosen = standing.filter((line) => placeOf(line) === instance);
    const earlier = choices.flatMap((line) =>
      line.replaced && placeOf(line) === instance ? [{ id: line.id, ...line.replaced }] : [],
    );
    const current: OutputOption = { id: keptOutput, output, ...(provenance ? { provenance } : {}) };
    const distinct = new Map<string, OutputOption>();
    for (const option of [current, ...own, ...earlier]) {
      if (!distinct.has(option.output)) distinct.set(option.output, asOption(option));
    }
    const choice = chosen.at(-1);
    return {
      instance,
      of: hashes[instance] ?? '',
      options: [...distinct.values()],
      open: own.filter((line) => line.output !== output && !seen.has(line.id)),
      ...(choice ? { choice } : {}),
    };
  });
}

function asOption({ id, output, provenance, agreement }: OutputOption): OutputOption {
  return { id, output, ...(provenance ? { provenance } : {}), ...(agreement ? { agreement } : {}) };
}

/** The tasks that have outputs to choose from, in the order in which those came. */
export function tasksToChooseFor({ outputs, byId }: Pick<Snapshot, 'outputs' | 'byId'>): ReviewedTask[] {
  return [...outputs.byTask.keys()].flatMap((id) => {
    const reviewed = byId.get(id);
    return reviewed && countOpenOutputs(outputs, reviewed.task) > 0 ? [reviewed] : [];
  });
}

/** Outputs of a task that wait for a choice; 0 for most tasks, at no cost. */
export function countOpenOutputs({ byTask }: Outputs, task: GeneratedTask): number {
  const own = byTask.get(task.id);
  return own ? outputOptions(task, own).reduce((sum, { open }) => sum + open.length, 0) : 0;
}

/** Choices that still stand, lowest `seq` first: what was taken back, and the lines that took it back, are left out. */
export function standingChoices(choices: readonly OutputChoice[]): OutputChoice[] {
  const undone = new Set(choices.map(({ undoes }) => undoes));
  return choices
    .filter(({ seq, undoes }) => undoes === undefined && !undone.has(seq))
    .sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1));
}
