import { restore } from '../table/neutralise.ts';
import { type ReadOptions, readTable } from '../table/readTable.ts';
import { inFile, TableError } from '../table/tableError.ts';

/** Columns of a review sheet, one row an instance. A volunteer fills `decision`, the `edited_…` columns and `reason` in. */
export const sheetColumns = [
  'id',
  'of',
  'instance',
  'instruction',
  'input',
  'output',
  'decision',
  'edited_instruction',
  'edited_input',
  'edited_output',
  'reason',
  'reviewer',
] as const;

export type SheetColumn = (typeof sheetColumns)[number];

/** A row of a sheet as it came back. */
export interface SheetRow extends Readonly<Record<SheetColumn, string>> {
  readonly file: string;
  /** As a spreadsheet numbers it. */
  readonly row: number;
  /** Where the columns stand now, from 1. */
  readonly columnOf: Readonly<Record<SheetColumn, number>>;
}

/** A review sheet on its way back. */
export interface SheetFile extends ReadOptions {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Reads a sheet. The columns may stand in another order, and others between them. Throws `TableError` naming the file. */
export function readSheet({ name, bytes, ...options }: SheetFile): SheetRow[] {
  try {
    const { rows, sureOfEncoding } = readTable(bytes, options);
    if (!sureOfEncoding) {
      throw new TableError(
        'it is not in UTF-8, and nothing in it says which encoding it is in. Save it as CSV UTF-8, or say which encoding it is in.',
      );
    }
    const [headings, ...others] = rows;
    const found = (headings?.cells ?? []).map((cell) => cell.trim());
    const columns = sheetColumns.map((column): [SheetColumn, number] => {
      const at = found.indexOf(column);
      if (at === -1)
        throw new TableError(`this is no review sheet, or a column is gone: there is no “${column}”.`, {
          row: 1,
          column: 1,
        });
      if (found.indexOf(column, at + 1) !== -1)
        throw new TableError(`the column “${column}” is there twice.`, {
          row: 1,
          column: found.lastIndexOf(column) + 1,
        });
      return [column, at + 1];
    });
    const columnOf = Object.fromEntries(columns) as Record<SheetColumn, number>;
    return others
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
      .map(({ row, cells }) => {
        const values = columns.map(([column, at]) => [column, restore(cells[at - 1] ?? '')]);
        return { ...(Object.fromEntries(values) as Record<SheetColumn, string>), file: name, row, columnOf };
      });
  } catch (error) {
    throw inFile(name, error);
  }
}
