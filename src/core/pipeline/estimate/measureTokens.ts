import path from 'node:path';
import type { Dataset } from '../../store/dataset.ts';
import type { StoredReply } from '../../store/replyStore.ts';

/** Of the latest stored replies, read from their end. */
const readBytes = 1_000_000;
/** Fewer than this say little. */
const fewestTokens = 500;

/**
 * Bytes (UTF-8) that a token of a model's replies came to in this dataset, from the last stored ones of the runs named;
 * `undefined` where there are too few. A torn or foreign line counts for nothing.
 */
export async function measureBytesPerToken(
  { disk, paths }: Pick<Dataset, 'disk' | 'paths'>,
  runs: ReadonlySet<string>,
): Promise<number | undefined> {
  if (runs.size === 0) return undefined;
  const name = (await disk.list(paths.replies)).filter((file) => /^\d+\.jsonl$/u.test(file)).at(-1);
  if (name === undefined) return undefined;
  const file = path.join(paths.replies, name);
  const size = (await disk.stat(file))?.size ?? 0;
  const text = (await disk.readFrom(file, Math.max(0, size - readBytes))).toString();
  let bytes = 0;
  let tokens = 0;
  for (const line of text.split('\n')) {
    const stored = readReply(line);
    const used = stored?.reply?.usage?.outputTokens;
    if (!stored?.reply || !runs.has(String(stored.run)) || typeof used !== 'number' || !(used > 0)) continue;
    bytes += Buffer.byteLength(String(stored.reply.text));
    tokens += used;
  }
  // What a model thinks unseen is counted as output too, and would make its tokens look like nothing.
  return tokens < fewestTokens || bytes < tokens ? undefined : bytes / tokens;
}

function readReply(line: string): Partial<StoredReply> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
