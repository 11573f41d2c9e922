import { isSeedFile, partNumber } from '../../core/store/paths.ts';

const idFirst = /^\s*\{\s*"id"\s*:\s*"((?:[^"\\]|\\.)*)"/u;

/**
 * The id in a line of a generated-tasks file, as it stands in the editor, finished or not. Cheap where the id comes
 * first, as this extension writes it; `undefined` where the line is no task.
 */
export function idOfLine(line: string): string | undefined {
  const quick = idFirst.exec(line)?.[1];
  if (quick !== undefined && !quick.includes('\\')) return quick;
  try {
    const { id } = JSON.parse(line) as { id?: unknown };
    return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a file holds lines that reviewers decide about: generated tasks, or seeds. */
export function holdsDecidable(file: string): boolean {
  return partNumber(file) !== undefined || isSeedFile(file);
}
