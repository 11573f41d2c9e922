import { type Delimiter, delimiters, mostColumns, tableRows } from './parseTable.ts';
import { TableError } from './tableError.ts';

const mostRows = 50;
/** Characters that are looked at. */
const sampleLength = 65_536;

/**
 * The delimiter under which the first rows have the same number of cells, of several the one with the most cells. Where
 * none divides them, one that does not stand in them: then the table has one column.
 */
export function detectDelimiter(text: string): Delimiter {
  const sample = text.slice(0, sampleLength);
  const scored = delimiters.map((delimiter) => ({ delimiter, score: score(sample, delimiter) }));
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}

function score(sample: string, delimiter: Delimiter): number {
  const counts: number[] = [];
  try {
    for (const { cells } of tableRows(sample, delimiter)) {
      counts.push(cells.length);
      if (counts.length === mostRows) break;
    }
  } catch (error) {
    // Too many columns are no reason to take it for one column: who reads the table is told.
    if (error instanceof TableError && (error.place?.column ?? 0) > mostColumns) return 1;
    // A broken row, or the end of the sample in the middle of one: what came before it counts.
  }
  const [first = 1] = counts;
  const alike = counts.filter((count) => count === first).length / Math.max(1, counts.length);
  return first === 1 ? alike / 10 : alike + first / 10_000;
}
