import { type FilteredCandidate, type FilterName, filterNames } from '../model/candidate.ts';

/** Which dropped candidates a list shows: those of one filter, those brought back since, or all. */
export type LedgerFilter = FilterName | 'all' | 'rescued';

/** How many candidates each choice shows. */
export type LedgerCounts = Readonly<Record<LedgerFilter, number>>;

/** All choices, in the order of the method. */
export const ledgerFilters: readonly LedgerFilter[] = ['all', ...filterNames, 'rescued'];

/** Dropped candidates, the one dropped last first. A line that a merge doubled counts once. */
export function newestFirst<T extends Pick<FilteredCandidate, 'id' | 'at'>>(filtered: readonly T[]): readonly T[] {
  const distinct = [...new Map(filtered.map((candidate) => [candidate.id, candidate])).values()];
  // What was dropped at one moment stands in the order of the file: turned round before it is sorted, it stays so.
  return distinct.reverse().sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
}

/** Whether a list shows a candidate. */
export function isShown(
  { id, filter }: Pick<FilteredCandidate, 'id' | 'filter'>,
  chosen: LedgerFilter,
  rescued: ReadonlySet<string>,
): boolean {
  return chosen === 'all' || (chosen === 'rescued' ? rescued.has(id) : filter === chosen);
}

/** Counts candidates for each choice. */
export function countLedger(
  candidates: readonly Pick<FilteredCandidate, 'id' | 'filter'>[],
  rescued: ReadonlySet<string>,
): LedgerCounts {
  const counts = Object.fromEntries(ledgerFilters.map((filter) => [filter, 0])) as Record<LedgerFilter, number>;
  for (const { id, filter } of candidates) {
    counts.all += 1;
    counts[filter] += 1;
    if (rescued.has(id)) counts.rescued += 1;
  }
  return counts;
}
