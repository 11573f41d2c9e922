import { CommandFailure } from './command.ts';
import { type RawLine, readLines } from './readLines.ts';

export interface TextLine {
  readonly id: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** What a line of tasks or JSON strings holds. */
export type LineText =
  | { readonly kind: 'text'; readonly text: string; readonly id?: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'broken'; readonly reason: string };

/** Reads one line: of a task its instruction counts. Never throws for what the line holds. */
export function readText({ bytes }: RawLine): LineText {
  const line = bytes
    .toString()
    .replace(/\r?\n$/u, '')
    .replace(/^\uFEFF/u, '');
  if (line.trim() === '') return { kind: 'blank' };
  const expected = 'expected a task with an "instruction", or a JSON string';
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch (error) {
    return { kind: 'broken', reason: `${expected} (${error instanceof Error ? error.message : String(error)})` };
  }
  if (typeof record === 'string') return { kind: 'text', text: record };
  const { id, instruction } = (record ?? {}) as { id?: unknown; instruction?: unknown };
  if (typeof instruction !== 'string') return { kind: 'broken', reason: expected };
  const own = typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {};
  return { kind: 'text', text: instruction, ...own };
}

/** The name of a line that has no id. */
export function lineId(line: number): string {
  return `line ${line}`;
}

/** An id that no other line has: its own, or else `line N`. */
export function freeId(own: string, line: number, isTaken: (id: string) => boolean): string {
  let id = isTaken(own) ? lineId(line) : own;
  while (isTaken(id)) id += '′';
  return id;
}

/** Texts that were read together. */
export interface TextBatch {
  readonly texts: readonly TextLine[];
  /** Share of the file, from 0 to 1, that was read before them. */
  readonly share: number;
}

/**
 * Reads a file of tasks or JSON strings, one a line. Ids are the tasks' own, or `line N`. Throws `CommandFailure` at a
 * line that holds neither; stops with the signal's reason when aborted.
 */
export async function* readTexts(file: string, signal: AbortSignal): AsyncGenerator<TextBatch, void> {
  const taken = new Set<string>();
  for await (const { lines, share } of readLines(file, signal)) {
    const texts: TextLine[] = [];
    for (const raw of lines) {
      const found = readText(raw);
      if (found.kind === 'broken')
        throw new CommandFailure('not-a-record', `${file}, line ${raw.line}: ${found.reason}.`);
      if (found.kind === 'blank') continue;
      const id = freeId(found.id ?? lineId(raw.line), raw.line, (known) => taken.has(known));
      taken.add(id);
      texts.push({ id, line: raw.line, text: found.text });
    }
    yield { texts, share };
  }
}
