/** Where in a table something is wrong, as a spreadsheet numbers it: the first row is 1, the first column is 1. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** A file that is no table, or not the one that was expected. Nothing of it was used. */
export class TableError extends Error {
  readonly place: CellPlace | undefined;

  constructor(problem: string, place?: CellPlace) {
    super(place ? `Row ${place.row}, column ${place.column}: ${problem}` : problem);
    this.name = 'TableError';
    this.place = place;
  }
}

/** The same failure, with the name of the file in front. */
export function inFile(file: string, error: unknown): unknown {
  if (!(error instanceof TableError)) return error;
  const named = new TableError(`${file}: ${error.message}`);
  return Object.assign(named, { place: error.place });
}
