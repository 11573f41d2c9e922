import type { Disk } from '../store/disk.ts';
import { detectDelimiter } from './detectDelimiter.ts';
import {
  checkIsText,
  decodeLoosely,
  decodes,
  detectEncoding,
  isEncoding,
  mostTableBytes,
  tooLarge,
} from './encodings.ts';
import { type Delimiter, parseTable, type TableRow } from './parseTable.ts';
import { TableError } from './tableError.ts';

/** What a person can say about a file where the bytes do not. */
export interface ReadOptions {
  readonly encoding?: string;
  readonly delimiter?: Delimiter;
}

/** A table as it was read, with how it was read. */
export interface Table {
  readonly encoding: string;
  /** `false` where the encoding is a guess among several that fit. */
  readonly sureOfEncoding: boolean;
  readonly delimiter: Delimiter;
  /** All with the same number of cells. */
  readonly rows: readonly TableRow[];
  readonly columns: number;
}

/** Bytes of a table on disk. Throws `TableError` where there is none, or a larger one than is read. */
export async function readTableFile(disk: Disk, file: string): Promise<Buffer> {
  const found = await disk.stat(file);
  if (found && found.size > mostTableBytes) throw tooLarge(found.size);
  const bytes = found && (await disk.read(file));
  if (!bytes) throw new TableError(`There is no file ${file}.`);
  return bytes;
}

/** Reads a whole table, or throws `TableError`: with row and column where one cell is to blame. */
export function readTable(bytes: Buffer, { encoding, delimiter }: ReadOptions = {}): Table {
  checkIsText(bytes);
  if (encoding !== undefined && !isEncoding(encoding)) throw new TableError(`“${encoding}” is no encoding known here.`);
  const detected = encoding === undefined ? detectEncoding(bytes) : { encoding, sure: true };
  const text = decodeLoosely(bytes, detected.encoding);
  const hint = /^sep=([,;\t|])(?:\r\n|\r|\n|$)/u.exec(text)?.[1] as Delimiter | undefined;
  const chosen = delimiter ?? hint ?? detectDelimiter(text);
  const isValid = decodes(bytes, detected.encoding);
  const parsed = isValid ? parseTable(text, chosen) : atInvalid(text, chosen, detected.encoding);
  const rows = hint === undefined ? parsed : parsed.slice(1);
  const [first] = rows;
  if (!first) throw new TableError('This file holds no table: there is no row in it.');
  const columns = first.cells.length;
  for (const { row, cells } of rows) {
    if (cells.length === columns) continue;
    throw new TableError(
      `this row has ${cells.length} cells and the first one ${columns}. Every row needs the same number of cells.`,
      { row, column: Math.min(cells.length, columns) + 1 },
    );
  }
  return { encoding: detected.encoding, sureOfEncoding: detected.sure, delimiter: chosen, rows, columns };
}

/** The bytes are not what they were taken for: says where. */
function atInvalid(text: string, delimiter: Delimiter, encoding: string): never {
  const before = text.slice(0, text.indexOf('\uFFFD') + 1);
  // Up to the broken place the table may itself be in the middle of a quoted cell.
  const rows = [before, `${before}"`].map((part) => attempt(() => parseTable(part, delimiter))).find(Boolean) ?? [];
  const last = rows.at(-1);
  throw new TableError(
    `the file is not in ${encoding}: there are bytes here that mean nothing in it. Choose another encoding.`,
    { row: last?.row ?? 1, column: last?.cells.length ?? 1 },
  );
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
