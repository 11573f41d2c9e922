import type { Bin } from './overview.ts';

/**
 * Counts values in bins of equal width from 0 to `to`. Values outside are counted in the first or last bin, so that the
 * counts add up to the number of values.
 */
export function evenBins(values: readonly number[], to: number, bins: number): readonly Bin[] {
  const edges = Array.from({ length: bins + 1 }, (_, index) => (index * to) / bins);
  return countBetween(values, edges);
}

/** About this many bins hold the common lengths; what is longer than nearly all others goes into one last bin. */
const commonBins = 10;

/**
 * Counts lengths (whole numbers, 0 or more) in bins that a person can read: equal widths of 1, 2 or 5 times a power of
 * ten for the shortest 95 %, and one wider last bin for the rest, so that one very long text does not flatten the picture.
 */
export function lengthBins(lengths: readonly number[]): readonly Bin[] {
  if (lengths.length === 0) return [];
  const sorted = lengths.toSorted((a, b) => a - b);
  const longest = sorted.at(-1) ?? 0;
  const common = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? longest;
  const width = roundWidth((common + 1) / commonBins);
  const regular = Math.floor(common / width) + 1;
  const edges = Array.from({ length: regular + 1 }, (_, index) => index * width);
  if (longest > regular * width) edges.push(longest);
  return countBetween(lengths, edges);
}

/** The smallest of 1, 2, 5, 10, 20, 50, … that is not below `width`. */
function roundWidth(width: number): number {
  let power = 1;
  while (power * 10 < width) power *= 10;
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= width) ?? power * 10;
}

function countBetween(values: readonly number[], edges: readonly number[]): readonly Bin[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const value of values) {
    const index = Math.min(lastEdgeNotAbove(edges, value), counts.length - 1);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({ from: edges[index] ?? 0, to: edges[index + 1] ?? 0, count }));
}

/** By comparison, not by division: 0.7 / 0.05 is a little less than 14. */
function lastEdgeNotAbove(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
