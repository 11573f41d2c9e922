import type { Decision } from '../model/decision.ts';
import { scoreNames } from '../model/similarity.ts';
import type { Dataset } from '../store/dataset.ts';
import { DatasetWriter, type WriterOptions } from '../store/datasetWriter.ts';
import type { ReplayedThreshold } from './replayThreshold.ts';

export interface ApplyThresholdOptions extends WriterOptions {
  readonly dataset: Dataset;
  /** What the replay came to at the threshold to be applied. */
  readonly replayed: ReplayedThreshold;
  /** The threshold up to now; the recipe's by default. */
  readonly from?: number;
  readonly reviewer: string;
}

export interface AppliedThreshold {
  /** Looser: ids of the candidates to be rescued, which is for the caller to do. */
  readonly rescue: readonly string[];
  /** Stricter: the lines written, each of which takes an accepted task back to review. */
  readonly marked: readonly Decision[];
  /** Stricter: ids of tasks that wait for review as it is. Nothing was written about them. */
  readonly pending: readonly string[];
}

/**
 * Does what follows from another novelty threshold: a looser one names candidates to rescue, a stricter one marks tasks
 * for review. Nothing is ever rejected, and the recipe stays as it is. Throws `ContentChanged` where a task was changed
 * in between; then nothing was written.
 */
export async function applyThreshold(options: ApplyThresholdOptions): Promise<AppliedThreshold> {
  const { dataset, replayed, reviewer } = options;
  await dataset.refresh();
  const { byId, recipe, rescuedCandidates } = dataset.snapshot;
  const from = options.from ?? recipe.filters.similarity;
  if (replayed.threshold >= from) {
    const rescue = replayed.threshold > from ? replayed.broughtBack.filter((id) => !rescuedCandidates.has(id)) : [];
    return { rescue, marked: [], pending: [] };
  }
  // As what was marked before says it.
  const name = recipe.filters.measure === 'rouge-l' ? 'F' : scoreNames[recipe.filters.measure];
  const inState = (...states: string[]) =>
    replayed.dropped.filter(({ id }) => states.includes(byId.get(id)?.standing.state ?? ''));
  const accepted = inState('accepted').map(({ id, nearest, f }) => ({
    id,
    of: byId.get(id)?.of ?? '',
    reason: `${name} ${readable(f, replayed.threshold)} to ${nearest} is above ${replayed.threshold}`,
  }));
  const marked =
    accepted.length === 0 ? [] : await new DatasetWriter(dataset, options).decide(accepted, 'reset', reviewer);
  return { rescue: [], marked, pending: inState('pending', 'disputed').map(({ id }) => id) };
}

/** Two digits, or as many as it takes to see that it is above. */
function readable(f: number, threshold: number): string {
  for (let digits = 2; digits < 16; digits++) if (Number(f.toFixed(digits)) > threshold) return f.toFixed(digits);
  return String(f);
}
