import { contentHash } from '../../core/store/contentHash.ts';
import { isSeedFile } from '../../core/store/paths.ts';
import { readGenerated, readSeed } from '../../core/store/records.ts';

/** The hash of what a line of `file` says, as a decision names it; `undefined` where the line is no task. */
export function contentOfLine(line: string, file: string): string | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const task = isSeedFile(file) ? readSeed(value) : readGenerated(value);
    return task.kind === 'tombstone' ? undefined : contentHash(task);
  } catch {
    return undefined;
  }
}
