import { isolate } from '../isolate.ts';
import type { CollectProblem, NotCollected } from './notCollected.ts';
import type { CollectPlan, Conflict } from './planCollect.ts';

const headings: Readonly<Record<CollectProblem, string>> = {
  'edits-differ': 'Edited differently by several volunteers: no edit was applied',
  'changed-since': 'Changed since they were handed out: not decided',
  'changed-in-place': 'Text written over: not decided',
  incomplete: 'Not decided as a whole',
  settled: 'Settled since',
  unreadable: 'Rows that could not be read',
  'unknown-task': 'Tasks that are not there',
  'edit-of-rejected': 'Edits of what was rejected: left out',
};

/** All that collecting sheets left for a person to look at, as plain text; where there is nothing, it says so. */
export function collectReport({
  conflicts,
  notCollected,
  edited,
  accepted,
  rejected,
  already,
  undecided,
}: CollectPlan): string {
  const problems = (Object.keys(headings) as CollectProblem[]).flatMap((problem) =>
    section(headings[problem], notCollected.filter((told) => told.problem === problem).map(describeNotCollected)),
  );
  return [
    `Accepted: ${accepted.length}  Rejected: ${rejected.length}  Edited: ${edited.length}  Disputed: ${conflicts.length}`,
    `Recorded before: ${already}  Rows not filled in: ${undecided}`,
    '',
    ...section('Disputed: reviewers differ, one of them decides again', conflicts.map(describeConflict)),
    ...problems,
    ...(conflicts.length + notCollected.length === 0 ? ['Nothing is left to look at.', ''] : []),
  ].join('\n');
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${heading} (${lines.length})`, ...lines.map((line) => `- ${line}`), ''];
}

/** Where a row stands, and below it what is the matter. */
export function describeNotCollected({ file, row, column, id, reviewer, message }: NotCollected): string {
  const place = column === undefined ? `row ${row}` : `row ${row}, column ${column}`;
  return `${oneLine(`${file}, ${place} (${id}, ${reviewer}):`)}\n  ${oneLine(`${message}.`)}`;
}

/** A disputed task with who said what, in one line. */
export function describeConflict({ id, instruction, votes }: Conflict): string {
  const said = votes.map(({ reviewer, decision, instances, reason }) => {
    const which = instances ? ` of instances ${instances.map((at) => at + 1).join(', ')}` : '';
    return `${reviewer}: ${decision}${which}${reason === undefined ? '' : ` (${reason})`}`;
  });
  return `${oneLine(id)} “${isolate(oneLine(instruction))}”: ${oneLine(said.join('; '))}`;
}

const mostCharacters = 500;

function oneLine(text: string): string {
  const characters = Array.from(text.slice(0, 4 * mostCharacters).replace(/[\p{Cc}\u2028\u2029]+/gu, ' '));
  return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters).join('')}…` : characters.join('');
}
