/** The text in a line of tasks or JSON strings: of a task its instruction. `undefined` where the line holds neither. */
export function textOfLine(line: string): string | undefined {
  try {
    const record = JSON.parse(line.replace(/^\uFEFF/u, '')) as unknown;
    if (typeof record === 'string') return record;
    const { instruction } = (record ?? {}) as { instruction?: unknown };
    return typeof instruction === 'string' ? instruction : undefined;
  } catch {
    return undefined;
  }
}

/** The longest of several texts, in characters; of equally long ones the first. */
export function longest<T extends { readonly text: string }>(texts: readonly T[]): T | undefined {
  const lengths = texts.map(({ text }) => Array.from(text).length);
  return texts[lengths.indexOf(Math.max(...lengths))];
}
