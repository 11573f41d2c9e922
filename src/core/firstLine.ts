let segmenter: Intl.Segmenter | undefined;

/**
 * The first line of a text that is not blank, for a label. It is cut at `most` characters as people count them: never
 * between a letter and its marks, nor inside an emoji.
 */
export function firstLine(text: string, most = 120): string {
  const line =
    text
      .split(/\r\n|[\r\n\u2028\u2029]/u)
      .find((line) => line.trim() !== '')
      ?.trim() ?? '';
  if (line.length <= most) return line;
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  let characters = 0;
  let kept = 0;
  for (const { index } of segmenter.segment(line)) {
    if (characters === most - 1) kept = index;
    characters += 1;
    if (characters > most) return `${line.slice(0, kept).trimEnd()}…`;
  }
  return line;
}
