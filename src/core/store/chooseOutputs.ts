import { groupBy } from '../groupBy.ts';
import { keptOutput, type OutputChoice } from '../model/output.ts';
import type { GeneratedTask } from '../model/task.ts';
import { shortHash } from '../prompts/template.ts';
import { ContentChanged } from './contentChanged.ts';
import { questionHash } from './contentHash.ts';
import type { Dataset } from './dataset.ts';
import { type OutputOptions, outputOptions, standingChoices } from './outputOptions.ts';
import { type InstanceEdit, revisedRecord } from './reviseTask.ts';
import { StoredRecords } from './storedRecords.ts';
import type { ReviewedTask } from './taskTable.ts';
import { FollowedSince } from './writeErrors.ts';

/** An output that a person chose: of which task, at the content that was shown (`of`), for which instance, which option. */
export interface WantedOutput {
  readonly id: string;
  readonly of: string;
  readonly instance: number;
  /** `OutputOption.id`. */
  readonly chosen: string;
}

/** Lines to append: revisions of tasks, then what was chosen. */
export interface ChoiceLines {
  readonly records: readonly Record<string, unknown>[];
  readonly choices: readonly OutputChoice[];
}

type Files = Pick<Dataset, 'disk' | 'snapshot'>;

/** A choice to be written down, with the change of the instance that it means, if it means one. */
interface Change {
  readonly line: Omit<OutputChoice, 'id' | 'seq' | 'task' | 'reviewer' | 'at'>;
  readonly edit?: InstanceEdit;
}

/** The lines that choices come to. Throws `ContentChanged` where a task is no longer as it was shown. */
export async function choiceLines(
  { disk, snapshot }: Files,
  wanted: readonly WantedOutput[],
  reviewer: string,
  at: string,
): Promise<ChoiceLines> {
  const changes = [...groupBy(wanted, ({ id }) => id)].map(([id, own]) => {
    const reviewed = snapshot.byId.get(id);
    const lines = snapshot.outputs.byTask.get(id);
    if (!reviewed || !lines || own.some(({ of }) => of !== reviewed.of)) throw new ContentChanged();
    const options = outputOptions(reviewed.task, lines);
    return { reviewed, changes: own.map((each) => changeOf(options, each)) };
  });
  return written({ disk, snapshot }, changes, reviewer, at);
}

function changeOf(all: readonly OutputOptions[], { instance, chosen }: WantedOutput): Change {
  const own = all.find((each) => each.instance === instance);
  const option = own?.options.find(({ id }) => id === chosen);
  const standing = own?.options.find(({ id }) => id === keptOutput);
  if (!own || !option || !standing) throw new ContentChanged();
  const line = { instance, of: own.of, chosen, seen: own.open.map(({ id }) => id) };
  if (option === standing) return { line };
  const { output, provenance } = standing;
  return {
    line: { ...line, replaced: { output, ...(provenance ? { provenance } : {}) } },
    edit: { output: option.output, provenance: option.provenance ?? null },
  };
}

/**
 * The lines that take a reviewer's last choices back, those that were made together: each output as it stood before.
 * Nothing where there are none. Throws `FollowedSince` where one of the tasks was chosen for or edited since.
 */
export async function takeBackChoiceLines(
  { disk, snapshot }: Files,
  reviewer: string,
  at: string,
): Promise<ChoiceLines> {
  const standing = [...snapshot.outputs.byTask.values()].map(({ choices }) => standingChoices(choices));
  const own = standing.flat().filter((choice) => choice.reviewer === reviewer);
  const last = own.reduce((latest, choice) => (choice.at > latest ? choice.at : latest), '');
  const changes = [
    ...groupBy(
      own.filter((choice) => choice.at === last),
      ({ task }) => task,
    ),
  ].map(([id, choices]) => {
    const reviewed = snapshot.byId.get(id);
    const top = standingChoices(snapshot.outputs.byTask.get(id)?.choices ?? []).slice(-choices.length);
    if (!reviewed || top.some((choice) => !choices.includes(choice))) throw followed();
    return { reviewed, changes: choices.map((choice) => takenBack(snapshot, reviewed.task, choice)) };
  });
  return written({ disk, snapshot }, changes, reviewer, at);
}

function takenBack({ outputs }: Files['snapshot'], task: GeneratedTask, choice: OutputChoice): Change {
  const { instance, of, chosen, replaced, seq } = choice;
  const line = { instance, of, chosen: keptOutput, seen: [], undoes: seq };
  if (!replaced) return { line };
  const lines = outputs.byTask.get(task.id);
  const text =
    lines?.alternatives.find(({ id }) => id === chosen)?.output ??
    lines?.choices.find(({ id }) => id === chosen)?.replaced?.output;
  const now = task.instances[instance];
  if (!now || questionHash(task.instruction, now) !== of || now.output !== text) throw followed();
  return { line, edit: { output: replaced.output, provenance: replaced.provenance ?? null } };
}

function followed(): FollowedSince {
  return new FollowedSince(
    'Somebody chose or edited an output of one of these tasks since, so nothing was taken back. Compare the outputs and choose again.',
  );
}

async function written(
  { disk, snapshot }: Files,
  tasks: readonly { readonly reviewed: ReviewedTask; readonly changes: readonly Change[] }[],
  reviewer: string,
  at: string,
): Promise<ChoiceLines> {
  const stored = new StoredRecords(disk);
  const records: Record<string, unknown>[] = [];
  const choices: OutputChoice[] = [];
  for (const { reviewed, changes } of tasks) {
    const { task } = reviewed;
    const edits = changes.flatMap(({ line, edit }) => (edit ? [[line.instance, edit] as const] : []));
    if (edits.length > 0) records.push(revisedRecord(await stored.of(reviewed), task, { instances: new Map(edits) }));
    const history = snapshot.outputs.byTask.get(task.id)?.choices ?? [];
    const highest = history.reduce((most, { seq }) => Math.max(most, seq), 0);
    for (const [index, { line }] of changes.entries()) {
      const made = { task: task.id, ...line, reviewer, at, seq: highest + 1 + index };
      choices.push({ id: `c_${shortHash(JSON.stringify(made)).slice(0, 12)}`, ...made });
    }
  }
  return { records, choices };
}
