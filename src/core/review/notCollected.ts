import type { SheetRow } from './sheet.ts';

/**
 * Why something on a sheet was not recorded. `unreadable`: a cell says nothing that is understood. `unknown-task`: there is
 * no such task. `changed-since`: the task has another text now than when it was handed out. `changed-in-place`: the
 * volunteer wrote over the text instead of into an `edited_…` column. `incomplete`: some instances of the task are not
 * decided. `settled`: somebody settled a dispute about it. `edits-differ`: two volunteers edited one text differently.
 * `edit-of-rejected`: what was rejected is not edited.
 */
export type CollectProblem =
  | 'unreadable'
  | 'unknown-task'
  | 'changed-since'
  | 'changed-in-place'
  | 'incomplete'
  | 'settled'
  | 'edits-differ'
  | 'edit-of-rejected';

/** Something on a sheet that was not recorded. */
export interface NotCollected {
  readonly problem: CollectProblem;
  readonly file: string;
  readonly row: number;
  /** From 1; absent where the whole row is meant. */
  readonly column?: number;
  readonly id: string;
  readonly reviewer: string;
  readonly message: string;
}

/** Something that is not recorded, at a row. */
export function told(
  { file, row, id, reviewer, columnOf }: SheetRow,
  problem: CollectProblem,
  message: string,
  column?: keyof SheetRow['columnOf'],
): NotCollected {
  return { problem, file, row, ...(column ? { column: columnOf[column] } : {}), id, reviewer, message };
}
