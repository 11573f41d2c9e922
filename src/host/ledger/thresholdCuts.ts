/**
 * The threshold that keeps both texts of a pair, and of all pairs that are less alike, while every pair that is more alike
 * counts as too similar: the shortest number from the pair's score up to the next higher one. At most 1.
 */
export function cutAt(score: number, scores: readonly number[]): number {
  const next = Math.min(...scores.filter((other) => other > score));
  for (let digits = 2; digits < 15; digits++) {
    const scale = 10 ** digits;
    const cut = Math.ceil(score * scale) / scale;
    if (cut >= score && cut < next) return Math.min(1, cut);
  }
  return score;
}

/** The threshold at which all of the pairs count as too similar: two digits, just under the lowest score. */
export function cutBelow(scores: readonly number[]): number {
  const lowest = Math.min(1, ...scores);
  const cut = Math.floor(lowest * 100) / 100;
  return Math.max(0, cut < lowest ? cut : Math.round(cut * 100 - 1) / 100);
}
