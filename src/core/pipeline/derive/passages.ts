import type { Passage } from '../../model/derive.ts';
import { shortHash } from '../../prompts/template.ts';

/** Letters (of any script, by `countLetters`) that a passage has at least, and at most where it can be cut. */
export const passageLetters = { least: 40, most: 2_000 } as const;
/** A passage that cannot be cut, because no sentence ends in it, is left out above this. */
const uncutLetters = 4 * passageLetters.most;

/** From and to, in UTF-16 units; `to` is behind the last. */
interface Span {
  readonly from: number;
  readonly to: number;
}

interface CutOptions {
  /** Relative path, for provenance. */
  readonly file: string;
  /** Headings and fences count; otherwise blank lines alone. */
  readonly markdown: boolean;
  /** Only this part of the text, as a person selected it. Short or not, it gives at least one passage. */
  readonly part?: Span;
}

/**
 * Cuts a text into passages: paragraphs, short ones with what follows them under the same heading, long ones at the ends of
 * sentences. Works for any script. A passage is the text between two places as it stands, without the space around it.
 */
export function cutPassages(text: string, { file, markdown, part }: CutOptions): Passage[] {
  const within = part ?? { from: 0, to: text.length };
  const spans = sections(text, within, markdown).flatMap((paragraphs) =>
    joinShort(text, paragraphs).flatMap((span) => cutLong(text, span)),
  );
  const whole = trimmed(text, within);
  const selected = part && spans.length === 0 && lettersIn(text, whole) > 0 ? [whole] : spans;
  let read = 0;
  let bytes = 0;
  return selected.map((span): Passage => {
    bytes += Buffer.byteLength(text.slice(read, span.from));
    const own = text.slice(span.from, span.to);
    const start = bytes;
    bytes += Buffer.byteLength(own);
    read = span.to;
    return { text: own, source: { file, start, end: bytes, hash: shortHash(own) } };
  });
}

const fence = /^\s{0,3}(`{3,}|~{3,})/u;
const heading = /^\s{0,3}#{1,6}(?:\s|$)/u;
/** Underlines a heading, or rules a line. */
const underline = /^\s{0,3}(?:=+|-{2,}|(?:[-*_]\s*){3,})\s*$/u;

/** Paragraphs by section: a heading ends a section and belongs to none. */
function sections(text: string, { from, to }: Span, markdown: boolean): Span[][] {
  const found: Span[][] = [[]];
  let open: Span | undefined;
  let fenced: string | undefined;
  const close = () => {
    if (open) found.at(-1)?.push(open);
    open = undefined;
  };
  for (const line of linesOf(text, from, to)) {
    const content = text.slice(line.from, line.to);
    const mark = markdown ? fence.exec(content)?.[1] : undefined;
    if (fenced !== undefined) {
      open = { from: open?.from ?? line.from, to: line.to };
      if (mark?.startsWith(fenced)) fenced = undefined;
      continue;
    }
    if (mark !== undefined) fenced = mark;
    else if (content.trim() === '') {
      close();
      continue;
    } else if (markdown && heading.test(content)) {
      close();
      found.push([]);
      continue;
    } else if (markdown && underline.test(content)) {
      // The line above is the heading; a rule stands alone.
      if (open && text.slice(open.from, open.to).trim().includes('\n')) close();
      open = undefined;
      found.push([]);
      continue;
    }
    open = { from: open?.from ?? line.from, to: line.to };
  }
  close();
  return found;
}

/** Lines with their ends, whichever those are. */
function linesOf(text: string, from: number, to: number): Span[] {
  const lines: Span[] = [];
  let at = from;
  while (at < to) {
    const end = text.indexOf('\n', at);
    const next = end === -1 || end + 1 > to ? to : end + 1;
    lines.push({ from: at, to: next });
    at = next;
  }
  return lines;
}

/** Joins a paragraph that is too short with those after it, and a short last one with the one before; what stays short is left out. */
function joinShort(text: string, paragraphs: readonly Span[]): Span[] {
  const joined: Span[] = [];
  let open: Span | undefined;
  for (const { from, to } of paragraphs) {
    open = { from: open?.from ?? from, to };
    if (lettersIn(text, open) < passageLetters.least) continue;
    joined.push(open);
    open = undefined;
  }
  const last = joined.at(-1);
  if (open && last) joined[joined.length - 1] = { from: last.from, to: open.to };
  return joined.map((span) => trimmed(text, span));
}

/** Cuts a long passage at the ends of its sentences, into parts that are about as long as each other. */
function cutLong(text: string, span: Span): Span[] {
  const letters = lettersIn(text, span);
  if (letters <= passageLetters.most) return [span];
  const wanted = letters / Math.ceil(letters / passageLetters.most);
  const parts: Span[] = [];
  let from = span.from;
  let counted = 0;
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(
    text.slice(span.from, span.to),
  )) {
    counted += countLetters(segment);
    const end = span.from + index + segment.length;
    if (counted < wanted || end === span.to) continue;
    parts.push({ from, to: end });
    from = end;
    counted = 0;
  }
  parts.push({ from, to: span.to });
  return parts
    .map((part) => trimmed(text, part))
    .filter((part) => {
      const length = lettersIn(text, part);
      return length > 0 && length <= uncutLetters;
    });
}

function trimmed(text: string, { from, to }: Span): Span {
  const own = text.slice(from, to);
  const start = from + (own.length - own.trimStart().length);
  return { from: start, to: Math.max(start, from + own.trimEnd().length) };
}

function lettersIn(text: string, { from, to }: Span): number {
  return countLetters(text.slice(from, to));
}

/** Letters with the signs that belong to them; a Han character, which stands for a word or so, counts as three. */
export function countLetters(text: string): number {
  return (text.match(/[\p{L}\p{M}]/gu)?.length ?? 0) + 2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}
