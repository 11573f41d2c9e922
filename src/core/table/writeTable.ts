import type { Delimiter } from './parseTable.ts';

/**
 * Writes rows as CSV (RFC 4180) that `parseTable` gives back exactly. Every cell that needs it is quoted, also one that
 * begins or ends with white space, which some programs would take off.
 */
export function writeTable(rows: readonly (readonly string[])[], delimiter: Delimiter = ','): string {
  return rows.map((cells) => `${row(cells, delimiter)}\r\n`).join('');
}

/** The bytes of a CSV file: UTF-8 with a byte order mark, by which spreadsheet programs know any script. */
export function tableFile(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${writeTable(rows)}`;
}

function row(cells: readonly string[], delimiter: Delimiter): string {
  // A row of one empty cell would read as a blank row.
  if (cells.length === 1 && cells[0] === '') return '""';
  return cells.map((value) => cell(value, delimiter)).join(delimiter);
}

function cell(value: string, delimiter: Delimiter): string {
  const needsQuotes = value.includes(delimiter) || /["\r\n\uFEFF]|^\s|\s$/u.test(value);
  return needsQuotes ? `"${value.replaceAll('"', '""')}"` : value;
}
