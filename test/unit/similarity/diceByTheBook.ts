/**
 * Dice coefficient of character trigrams, written apart from what it checks: both lists sorted and walked side by side.
 * `words` are the folded words of a text.
 */
export function diceByTheBook(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [sortedTrigrams(a), sortedTrigrams(b)];
  let common = 0;
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const [x, y] = [left[i] as string, right[j] as string];
    if (x === y) common++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return left.length + right.length === 0 ? 0 : (2 * common) / (left.length + right.length);
}

function sortedTrigrams(words: readonly string[]): string[] {
  if (words.length === 0) return [];
  const characters = [...words.flatMap((word) => [' ', ...word]), ' '];
  return Array.from({ length: characters.length - 2 }, (_, at) => characters.slice(at, at + 3).join('')).sort();
}
