import path from 'node:path';
import { nodeDisk } from '../core/store/disk.ts';
import { parseJsonl } from '../core/store/jsonl.ts';
import { CommandFailure } from './command.ts';

export interface TextLine {
  readonly id: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Reads a file of tasks (their instruction counts) or JSON strings, one a line. Ids are the tasks' own, or `line N`. */
export async function readTexts(file: string): Promise<TextLine[]> {
  const bytes = await nodeDisk.read(path.resolve(file));
  if (!bytes) throw new CommandFailure('no-file', `There is no file ${path.resolve(file)}.`);
  const { lines } = await parseJsonl(bytes);
  const taken = new Set<string>();
  return lines.map(({ line, value, error }) => {
    const record = value as { id?: unknown; instruction?: unknown } | string | undefined | null;
    const text = typeof record === 'string' ? record : record?.instruction;
    if (typeof text !== 'string') {
      throw new CommandFailure(
        'not-a-record',
        `${file}, line ${line + 1}: expected a task with an "instruction", or a JSON string${error ? ` (${error})` : ''}.`,
      );
    }
    const own =
      typeof record === 'object' && (typeof record?.id === 'string' || typeof record?.id === 'number')
        ? String(record.id)
        : undefined;
    const id = own !== undefined && !taken.has(own) ? own : `line ${line + 1}`;
    taken.add(id);
    return { id, line: line + 1, text };
  });
}
