/** The three figures of ROUGE-L, each from 0 to 1. */
export interface RougeL {
  /** Longest common subsequence ÷ tokens of the second text. */
  readonly precision: number;
  /** Longest common subsequence ÷ tokens of the first text. */
  readonly recall: number;
  /** Harmonic mean of the two; 0 if either text has no tokens. */
  readonly f: number;
}

/**
 * ROUGE-L of two token lists (Lin 2004), by the book: a dynamic programme over both, `a.length × b.length` steps.
 * `a` stands for rouge_score's target and `b` for its prediction; F is the same either way round.
 */
export function rougeL(a: readonly string[], b: readonly string[]): RougeL {
  return fromLcs(lcsLength(a, b), a.length, b.length);
}

/**
 * ROUGE-L from the length of the longest common subsequence of `m` and `n` tokens. F is computed in rouge_score's order
 * of operations, so that it has the same last bit: where F is 0.7 by arithmetic, about half of all (lcs, m, n) give
 * 0.7000000000000001, which is above a threshold of 0.7.
 */
export function fromLcs(lcs: number, m: number, n: number): RougeL {
  if (lcs === 0) return { precision: 0, recall: 0, f: 0 };
  const precision = lcs / n;
  const recall = lcs / m;
  return { precision, recall, f: (2 * precision * recall) / (precision + recall) };
}

function lcsLength(a: readonly string[], b: readonly string[]): number {
  let above = new Uint32Array(b.length + 1);
  let row = new Uint32Array(b.length + 1);
  for (const token of a) {
    for (let j = 1; j <= b.length; j++) {
      row[j] = token === b[j - 1] ? (above[j - 1] ?? 0) + 1 : Math.max(row[j - 1] ?? 0, above[j] ?? 0);
    }
    [above, row] = [row, above];
  }
  return above[b.length] ?? 0;
}
