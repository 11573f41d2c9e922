import { isolate } from '../isolate.ts';
import { TableError } from './tableError.ts';

/** Signs that may stand between two cells. */
export const delimiters = [',', ';', '\t', '|'] as const;

export type Delimiter = (typeof delimiters)[number];

/** More columns than this are no table that a person made. */
export const mostColumns = 500;

/** A row with its number in the file, from 1: blank rows count, as they do in a spreadsheet. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * Reads delimited text by RFC 4180: a cell that begins with `"` goes on to the next single `"`, whatever stands between
 * them, and `""` inside is one. As spreadsheets do, a `"` inside an unquoted cell is just a sign, and rows end at CR LF,
 * LF or CR. Blank rows are passed over. Throws `TableError` with the cell for a quote that is not closed (the cell that
 * opened it), text after a closing quote, U+0000, and too many columns.
 */
export function parseTable(text: string, delimiter: Delimiter): TableRow[] {
  return [...tableRows(text, delimiter)];
}

/** As `parseTable`, row by row. */
export function* tableRows(text: string, delimiter: Delimiter): Generator<TableRow, void> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (let row = 1; at < text.length; row += 1) {
    const cells: string[] = [];
    const start = at;
    for (;;) {
      const place = { row, column: cells.length + 1 };
      if (cells.length === mostColumns) {
        throw new TableError(`this row has more than ${mostColumns} columns. Is the delimiter the right one?`, place);
      }
      const { value, end } = text[at] === '"' ? quotedCell(text, at, delimiter, place) : plainCell(text, at, delimiter);
      if (value.includes('\0')) {
        throw new TableError('this cell holds U+0000, which no text has. Was the file saved as text?', place);
      }
      cells.push(value);
      at = end;
      if (text[at] !== delimiter) break;
      at += 1;
    }
    const isBlank = at === start;
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (!isBlank) yield { row, cells };
  }
}

interface Cell {
  readonly value: string;
  /** Where the delimiter, the line end or the end of the text stands. */
  readonly end: number;
}

function plainCell(text: string, start: number, delimiter: Delimiter): Cell {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end };
}

function quotedCell(text: string, start: number, delimiter: Delimiter, place: TableError['place']): Cell {
  let value = '';
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) throw new TableError('the quotation mark that this cell begins with is never closed.', place);
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const next = text[quote + 1];
      if (next === undefined || next === delimiter || next === '\n' || next === '\r') return { value, end: quote + 1 };
      const rest = Array.from(text.slice(quote + 1, quote + 41))
        .slice(0, 20)
        .join('')
        .replace(/\p{Cc}+/gu, ' ');
      throw new TableError(
        `after the closing quotation mark stands more text (“${isolate(rest)}”). Inside a quoted cell a quotation mark is written twice.`,
        place,
      );
    }
    value += '"';
    from = quote + 2;
  }
}
