const [isolateOpens, isolateCloses] = ['\u2068', '\u2069'];

/** What can turn the text around it: letters and signs of scripts that run from right to left, and marks of direction. */
const canReorder =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const initiators = /[\u2066-\u2068]/gu;

/**
 * Somebody's text for a place inside a sentence or beside other text: each of its lines is put between U+2068 and U+2069,
 * so that Arabic does not turn the numbers and names around it. The text itself stays as it is, and one that can turn
 * nothing is answered unchanged. For what is shown only: never for files, for JSON or for a model.
 */
export function isolate(text: string): string {
  return canReorder.test(text) ? text.replace(/[^\r\n]+/gu, isolateLine) : text;
}

/** Whether the first letter of a text is of a script that runs from right to left. */
export function startsRightToLeft(text: string): boolean {
  const [letter] = /\p{L}/u.exec(text) ?? [];
  return letter !== undefined && canReorder.test(letter);
}

/** An isolate that the text opens and leaves open is closed after it, or ours would stay open. */
function isolateLine(line: string): string {
  if (!canReorder.test(line)) return line;
  const open = Math.max(0, count(line, initiators) - count(line, /\u2069/gu));
  return `${isolateOpens}${line}${isolateCloses.repeat(open + 1)}`;
}

function count(text: string, part: RegExp): number {
  return text.match(part)?.length ?? 0;
}
