import type { Measure } from './measure.ts';

/** What `least` gives for lengths that nothing in common brings above the threshold. */
export const impossible = 0x7fffffff;

/** Lengths below this are looked up. */
export const tabledLengths = 128;

/**
 * How many units two texts must have in common for their score to be above a threshold. Found with the same
 * floating-point score that decides, so that rounding is the same. The measure's score must be 2 · common ÷ (m + n) but
 * for rounding, which ROUGE-L's F and Dice both are.
 */
export class RequiredCommon {
  readonly #threshold: number;
  readonly #score: Measure['score'];
  readonly #rows: Int32Array<ArrayBuffer>[] = [];

  constructor(threshold: number, score: Measure['score']) {
    this.#threshold = threshold;
    this.#score = score;
  }

  /** The least that texts of `m` and `n` units have in common whose score is above the threshold, or `impossible`. */
  least(m: number, n: number): number {
    const most = Math.min(m, n);
    for (let common = Math.max(1, Math.floor((this.#threshold * (m + n)) / 2) - 1); common <= most; common++) {
      if (this.#score(common, m, n) > this.#threshold) return common;
    }
    return impossible;
  }

  /** `least(m, n)` by `n`, below `tabledLengths`. */
  row(m: number): Int32Array<ArrayBuffer> {
    return this.#rows[m] ?? this.#newRow(m);
  }

  /**
   * How many of its elements, rarest first, a text of `m` units must show for every similar text to share one of them:
   * if two texts share at least L elements, the first `m − L + 1` of one and `n − L + 1` of the other have one in common
   * (prefix filter; Bayardo, Ma and Srikant 2007; Xiao et al. 2008). L is least for the shortest text that can be similar,
   * which is then contained whole. 0 if no text can be similar.
   */
  prefixLength(m: number): number {
    const threshold = this.#threshold;
    let shortest = Math.max(1, Math.floor((threshold * m) / (2 - threshold)) - 1);
    while (shortest <= m && this.#score(shortest, m, shortest) <= threshold) shortest++;
    return Math.max(0, m - shortest + 1);
  }

  #newRow(m: number): Int32Array<ArrayBuffer> {
    const row = Int32Array.from({ length: tabledLengths }, (_, n) => this.least(m, n));
    if (m < tabledLengths) this.#rows[m] = row;
    return row;
  }
}
