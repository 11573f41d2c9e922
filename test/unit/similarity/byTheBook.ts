/**
 * ROUGE-L F as a textbook states it, written apart from what it checks: the whole table of the longest common
 * subsequence, then the harmonic mean of precision and recall.
 */
export function rougeLByTheBook(reference: readonly string[], candidate: readonly string[]): number {
  const table = [new Array<number>(candidate.length + 1).fill(0)];
  for (let i = 1; i <= reference.length; i++) {
    const previous = table[i - 1] as number[];
    const row = [0];
    for (let j = 1; j <= candidate.length; j++) {
      if (reference[i - 1] === candidate[j - 1]) row.push((previous[j - 1] as number) + 1);
      else row.push(Math.max(previous[j] as number, row[j - 1] as number));
    }
    table.push(row);
  }
  const common = (table[reference.length] as number[])[candidate.length] as number;
  if (common === 0) return 0;
  const precision = common / candidate.length;
  const recall = common / reference.length;
  return (2 * precision * recall) / (precision + recall);
}

/** The tokens of rouge_score: the text in lower case, split at whatever is not an ASCII letter or digit. */
export function referenceTokens(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((token) => token !== '');
}
