import { fromLcs } from './rougeL.ts';

/** What `least` gives for lengths that no common subsequence brings above the threshold. */
export const impossible = 0x7fffffff;

/** Lengths below this are looked up. */
export const tabledLengths = 128;

/**
 * How long the longest common subsequence of two texts must be for their F to be above a threshold. Found with the same
 * floating-point F that decides, so that rounding is the same.
 */
export class RequiredLcs {
  readonly #threshold: number;
  readonly #rows: Int32Array<ArrayBuffer>[] = [];

  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  /** The least LCS of texts of `m` and `n` tokens whose F is above the threshold, or `impossible`. */
  least(m: number, n: number): number {
    const most = Math.min(m, n);
    for (let lcs = Math.max(1, Math.floor((this.#threshold * (m + n)) / 2) - 1); lcs <= most; lcs++) {
      if (fromLcs(lcs, m, n).f > this.#threshold) return lcs;
    }
    return impossible;
  }

  /** `least(m, n)` by `n`, below `tabledLengths`. */
  row(m: number): Int32Array<ArrayBuffer> {
    return this.#rows[m] ?? this.#newRow(m);
  }

  /**
   * How many of its elements, rarest first, a text of `m` tokens must show for every similar text to share one of them:
   * if two texts share at least L elements, the first `m − L + 1` of one and `n − L + 1` of the other have one in common
   * (prefix filter; Bayardo, Ma and Srikant 2007; Xiao et al. 2008). L is least for the shortest text that can be similar,
   * which is then contained whole. 0 if no text can be similar.
   */
  prefixLength(m: number): number {
    const threshold = this.#threshold;
    let shortest = Math.max(1, Math.floor((threshold * m) / (2 - threshold)) - 1);
    while (shortest <= m && fromLcs(shortest, m, shortest).f <= threshold) shortest++;
    return Math.max(0, m - shortest + 1);
  }

  #newRow(m: number): Int32Array<ArrayBuffer> {
    const row = Int32Array.from({ length: tabledLengths }, (_, n) => this.least(m, n));
    if (m < tabledLengths) this.#rows[m] = row;
    return row;
  }
}
