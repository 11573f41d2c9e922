import { groupBy } from '../groupBy.ts';
import { isolate } from '../isolate.ts';
import type { GeneratedTask } from '../model/task.ts';
import type { Snapshot } from '../store/dataset.ts';
import type { TaskEdit } from '../store/reviseTask.ts';
import { readVerdict } from '../table/yesNo.ts';
import { type NotCollected, told } from './notCollected.ts';
import type { SheetRow } from './sheet.ts';

/** What one volunteer says about one task, over all of its rows. */
export interface Review {
  readonly id: string;
  readonly reviewer: string;
  /** Absent where the task was edited only. */
  readonly verdict?: 'accept' | 'reject';
  /** The instances accepted, where some were not. */
  readonly instances?: readonly number[];
  readonly reason?: string;
  readonly edit?: TaskEdit;
  /** The first of its rows. */
  readonly first: SheetRow;
}

export interface ReadReviews {
  readonly reviews: readonly Review[];
  readonly notCollected: readonly NotCollected[];
  /** Rows that nobody filled in. */
  readonly undecided: number;
}

const textColumns = ['instruction', 'input', 'output'] as const;
type TextColumn = (typeof textColumns)[number];

/** One filled row, understood. */
interface Filled {
  readonly row: SheetRow;
  readonly instance: number;
  readonly verdict?: 'accept' | 'reject';
  readonly edits: Readonly<Partial<Record<TextColumn, string>>>;
}

/** Puts the rows of each volunteer about each task together; a task with a row that cannot be used is not collected. */
export function readReviews(rows: readonly SheetRow[], { byId }: Snapshot): ReadReviews {
  const groups = groupBy(rows, ({ id, reviewer }) => JSON.stringify([id, reviewer]));
  const reviews: Review[] = [];
  const notCollected: NotCollected[] = [];
  let undecided = 0;
  for (const group of groups.values()) {
    const filled = group.filter(isFilled);
    undecided += group.length - filled.length;
    const [first] = filled;
    if (!first) continue;
    const reviewed = byId.get(first.id);
    if (first.reviewer.trim() === '') {
      notCollected.push(...filled.map((row) => told(row, 'unreadable', 'it does not say who reviewed it', 'reviewer')));
    } else if (!reviewed) {
      notCollected.push(told(first, 'unknown-task', 'there is no task with this id', 'id'));
    } else if (filled.some(({ of }) => of.trim() !== reviewed.of)) {
      notCollected.push(told(first, 'changed-since', 'the task was changed since it was handed out'));
    } else {
      const read = readReview(filled, reviewed.task);
      notCollected.push(...read.problems);
      if (read.review) reviews.push(read.review);
    }
  }
  return { reviews, notCollected, undecided };
}

function isFilled(row: SheetRow): boolean {
  return [row.decision, row.edited_instruction, row.edited_input, row.edited_output].some((cell) => cell.trim() !== '');
}

function readReview(rows: readonly SheetRow[], task: GeneratedTask): { review?: Review; problems: NotCollected[] } {
  const problems: NotCollected[] = [];
  const filled = rows.flatMap((row) => {
    const read = readFilled(row, task);
    if ('problem' in read) problems.push(read);
    return 'problem' in read ? [] : [read];
  });
  const byInstance = new Map<number, Filled>();
  for (const next of filled) {
    const before = byInstance.get(next.instance);
    if (before && sayOf(before) !== sayOf(next)) {
      const message = `it says something else than row ${before.row.row} of ${before.row.file} about the same instance`;
      problems.push(told(next.row, 'unreadable', message, 'decision'));
    }
    byInstance.set(next.instance, next);
  }
  const [first] = filled;
  if (problems.length > 0 || !first) return { problems };
  const given = [...byInstance.values()];
  const decided = given.filter(({ verdict }) => verdict);
  if (decided.length > 0 && decided.length < task.instances.length) {
    const message = `${decided.length} of the task’s ${task.instances.length} instances are decided. Each needs a decision`;
    return { problems: [told(first.row, 'incomplete', message)] };
  }
  const rejected = given.filter(({ verdict, edits }) => verdict === 'reject' && Object.keys(edits).length > 0);
  problems.push(
    ...rejected.map(({ row }) =>
      told(row, 'edit-of-rejected', 'it was rejected, so what was edited in it was left out'),
    ),
  );
  const { edit, problem } = gatherEdit(given.filter(({ verdict }) => verdict !== 'reject'));
  if (problem) return { problems: [...problems, problem] };
  const accepted = given.filter(({ verdict }) => verdict === 'accept').map(({ instance }) => instance);
  const reasons = [...new Set(given.map(({ row }) => row.reason.trim()).filter((reason) => reason !== ''))];
  const review: Review = {
    id: task.id,
    reviewer: first.row.reviewer.trim(),
    ...(decided.length === 0 ? {} : { verdict: accepted.length > 0 ? 'accept' : 'reject' }),
    ...(accepted.length > 0 && accepted.length < task.instances.length
      ? { instances: accepted.sort((a, b) => a - b) }
      : {}),
    ...(reasons.length > 0 ? { reason: reasons.join('\n') } : {}),
    ...(edit ? { edit } : {}),
    first: first.row,
  };
  return { review, problems };
}

function sayOf({ verdict, edits }: Filled): string {
  return JSON.stringify([verdict ?? null, edits.instruction ?? null, edits.input ?? null, edits.output ?? null]);
}

function readFilled(row: SheetRow, task: GeneratedTask): Filled | NotCollected {
  const instance = Number(row.instance) - 1;
  if (!Number.isInteger(instance) || !task.instances[instance]) {
    return told(row, 'unreadable', `“${isolate(row.instance)}” is no instance of this task`, 'instance');
  }
  const verdict = readVerdict(row.decision);
  if (row.decision.trim() !== '' && !verdict) {
    const message = `“${isolate(row.decision)}” is neither yes nor no. Write accept or reject, yes or no, 1 or 0`;
    return told(row, 'unreadable', message, 'decision');
  }
  const shown = shownTexts(task, instance);
  const overwritten = textColumns.find((column) => !readsAlike(row[column], shown[column]));
  if (overwritten) {
    const message = `the text in “${overwritten}” is not the one that was handed out. Changes belong into “edited_${overwritten}”`;
    return told(row, 'changed-in-place', message, overwritten);
  }
  const edits = Object.fromEntries(
    textColumns.flatMap((column) => {
      const edited = row[`edited_${column}`];
      return edited.trim() === '' || withLineFeeds(edited) === withLineFeeds(shown[column]) ? [] : [[column, edited]];
    }),
  ) as Filled['edits'];
  if (edits.input !== undefined && task.instances[instance].messages) {
    const message = 'this instance is a conversation, of which only the last turn (the output) can be edited here';
    return told(row, 'unreadable', message, 'edited_input');
  }
  return { row, instance, ...(verdict ? { verdict } : {}), edits };
}

/** The instruction stands on every row of a task, so its edit may stand on any of them. */
function gatherEdit(filled: readonly Filled[]): { edit?: TaskEdit; problem?: NotCollected } {
  const instructions = filled.filter(({ edits }) => edits.instruction !== undefined);
  const other = instructions.find(({ edits }) => edits.instruction !== instructions[0]?.edits.instruction);
  if (other) {
    const message = `row ${instructions[0]?.row.row} edits the instruction differently`;
    return { problem: told(other.row, 'unreadable', message, 'edited_instruction') };
  }
  const instruction = instructions[0]?.edits.instruction;
  const instances = new Map(
    filled.flatMap(({ instance, edits: { input, output } }) =>
      input === undefined && output === undefined
        ? []
        : [
            [
              instance,
              { ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) },
            ] as const,
          ],
    ),
  );
  if (instruction === undefined && instances.size === 0) return {};
  return { edit: { ...(instruction === undefined ? {} : { instruction }), instances } };
}

/** Spreadsheet programs have one kind of line end inside a cell. */
function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/gu, '\n');
}

/**
 * Whether a cell still says what was handed out. Spreadsheet programs change line ends and white space around a text,
 * and write numbers (`007`) and truth values (`true`) in their own way; that is no edit.
 */
function readsAlike(cell: string, text: string): boolean {
  const [a = '', b = ''] = [cell, text].map((value) => withLineFeeds(Buffer.from(value).toString()).trim());
  if (a === b) return true;
  if (a === '' || b === '') return false;
  if (/^(?:true|false)$/iu.test(b)) return a.toUpperCase() === b.toUpperCase();
  return Number.isFinite(Number(b)) && Number(a) === Number(b);
}

/** The texts of a task that a sheet shows, by column. */
function shownTexts(task: GeneratedTask, instance: number) {
  const { input = '', output = '' } = task.instances[instance] ?? {};
  return { instruction: task.instruction, input, output };
}
