import { Turns } from '../turns.ts';

/** One line of a JSONL file that is not blank. */
export interface JsonLine {
  /** From 0. */
  readonly line: number;
  /** The line without its line end and byte order mark. */
  readonly text: string;
  /** The parsed value; absent where the line is no JSON. */
  readonly value?: unknown;
  /** Why the line is no JSON. */
  readonly error?: string;
  /** True for a last line without line end that is no JSON: a write that was torn off. */
  readonly torn?: true;
}

export interface ParsedLines {
  readonly lines: readonly JsonLine[];
  /** Lines ended by a line feed: the number of the line that an append continues with. */
  readonly complete: number;
  /** Bytes up to and including the last line feed. */
  readonly completeBytes: number;
}

const lineFeed = 0x0a;
/**
 * Parses JSONL. Lines end at U+000A only (U+2028 and U+2029 may stand inside a string); a carriage return before it and
 * a byte order mark at the start are not part of a line. Blank lines are passed over. Never throws for what a line holds.
 */
export async function parseJsonl(bytes: Buffer, firstLine = 0): Promise<ParsedLines> {
  const lines: JsonLine[] = [];
  const turns = new Turns();
  let line = firstLine;
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(lineFeed, start);
    const stop = end === -1 ? bytes.length : end;
    const text = bytes
      .toString('utf8', start, stop)
      .replace(/\r$/u, '')
      .replace(/^\uFEFF/u, '');
    if (text.trim() !== '') lines.push(parseLine(text, line, end === -1));
    if (end === -1) break;
    line += 1;
    start = end + 1;
    if (turns.due) await turns.take();
  }
  return { lines, complete: line, completeBytes: start };
}

function parseLine(text: string, line: number, isLast: boolean): JsonLine {
  try {
    return { line, text, value: JSON.parse(text) as unknown };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return isLast ? { line, text, error: reason, torn: true } : { line, text, error: reason };
  }
}

/** One record as a line of its own. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
