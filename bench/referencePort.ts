/** What the reference computes for one candidate. */
export interface ReferenceScores {
  readonly max: number;
  readonly mean: number;
  readonly nearest: readonly { readonly at: number; readonly f: number }[];
}

/**
 * The reference's comparison, carried over as it stands: the whole LCS table for each text of the pool in turn, tokens as
 * strings, every score kept, then the ten highest and the mean.
 */
export function compareAsReference(
  candidate: readonly string[],
  pool: readonly (readonly string[])[],
): ReferenceScores {
  const scores = pool.map((other, at) => ({ at, f: rougeL(other, candidate) }));
  const mean = scores.reduce((sum, { f }) => sum + f, 0) / scores.length;
  const nearest = scores.sort((a, b) => b.f - a.f).slice(0, 10);
  return { max: nearest[0]?.f ?? 0, mean, nearest };
}

function rougeL(target: readonly string[], prediction: readonly string[]): number {
  if (target.length === 0 || prediction.length === 0) return 0;
  const lcs = lcsTable(target, prediction)[target.length]?.[prediction.length] ?? 0;
  if (lcs === 0) return 0;
  const precision = lcs / prediction.length;
  const recall = lcs / target.length;
  return (2 * precision * recall) / (precision + recall);
}

function lcsTable(target: readonly string[], prediction: readonly string[]): number[][] {
  const table = Array.from({ length: target.length + 1 }, () => new Array<number>(prediction.length + 1).fill(0));
  for (let i = 1; i <= target.length; i++) {
    const row = table[i] as number[];
    const above = table[i - 1] as number[];
    for (let j = 1; j <= prediction.length; j++) {
      row[j] =
        target[i - 1] === prediction[j - 1]
          ? (above[j - 1] as number) + 1
          : Math.max(above[j] as number, row[j - 1] as number);
    }
  }
  return table;
}
