import { ContentChanged } from './contentChanged.ts';
import { contentHash } from './contentHash.ts';
import type { Disk } from './disk.ts';
import { readGenerated } from './records.ts';
import type { ReviewedTask } from './taskTable.ts';

/** Records as their lines hold them, with the fields that this product does not know. Each file is read once. */
export class StoredRecords {
  readonly #disk: Disk;
  readonly #lines = new Map<string, readonly string[]>();

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** Throws `ContentChanged` where the line holds another task by now. */
  async of({ task, of }: ReviewedTask): Promise<Record<string, unknown>> {
    const { file, line } = task.location;
    const lines = this.#lines.get(file) ?? ((await this.#disk.read(file)) ?? '').toString().split('\n');
    this.#lines.set(file, lines);
    const record = parse(lines[line]?.replace(/^\uFEFF/u, '') ?? '');
    const read = record && readGenerated(record);
    if (!record || read?.kind !== 'generated' || contentHash(read) !== of) throw new ContentChanged();
    return record;
  }
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
