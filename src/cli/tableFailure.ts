import { TableError } from '../core/table/tableError.ts';
import { CommandFailure } from './command.ts';

/** A file that could not be read as a table, as the command line tells it; anything else as it is. */
export function tableFailure(file: string | undefined, error: unknown): unknown {
  if (!(error instanceof TableError)) return error;
  const where = file === undefined ? error.message : `${file}: ${error.message}`;
  return new CommandFailure('table', `${where} Nothing was written.`);
}
