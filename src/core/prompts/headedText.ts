import { english } from './languages/english.ts';
import type { PromptLanguage } from './languages/promptLanguage.ts';
import { promptLanguages } from './languages/promptLanguages.ts';

/** Headings of a reply in headed text: a line of its own, so that no word inside a text can be taken for one. */
export type Heading = TaskHeading | ConversationHeading | typeof reasonHeading;

/** Headings of replies that bring tasks or parts of them, in any prompt language. */
const taskHeadings = ['TASK', 'INSTRUCTION', 'CLASSIFICATION', 'INPUT', 'OUTPUT'] as const;
type TaskHeading = (typeof taskHeadings)[number];

/** Headings of replies that bring conversations, in any prompt language. */
export const conversationHeadings = ['CONVERSATION', 'SYSTEM', 'USER', 'ASSISTANT'] as const;
type ConversationHeading = (typeof conversationHeadings)[number];

/** Why a judge gave the scores that it gave. Asked for in English so far. */
export const reasonHeading = 'REASON';

export interface Section {
  readonly heading: Heading;
  readonly text: string;
}

/** Headings by their words in every language: a model may answer in another one than it was asked in. */
const headings: ReadonlyMap<string, Heading> = new Map<string, Heading>([
  ...promptLanguages.flatMap((language) =>
    (Object.entries(language.headings) as [Heading, string][]).map(
      ([heading, words]) => [keyOf(words), heading] as const,
    ),
  ),
  [keyOf(reasonHeading), reasonHeading],
]);

/** The marks by which demonstrations show that there is no input, in every language. */
const noneMarks: ReadonlySet<string> = new Set(promptLanguages.map(({ none }) => keyOf(none)));

/** No line longer than this is a heading or a mark, in UTF-16 units. */
const longestHeading = 80;

/** The line that opens a section. */
export function headingOf(heading: Heading, language: PromptLanguage = english): string {
  return `=== ${heading === reasonHeading ? heading : language.headings[heading]} ===`;
}

/**
 * Splits headed text, with headings in any prompt language, into its sections, in order. Text before the first heading is
 * not part of any; a heading that such a reply does not have is text.
 */
export function readSections(text: string, expected: readonly Heading[] = taskHeadings): Section[] {
  const sections: { heading: Heading; lines: string[] }[] = [];
  for (const line of text.split(/\r?\n/u)) {
    const heading = readHeading(line);
    if (heading && expected.includes(heading)) sections.push({ heading, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ heading, lines }) => ({ heading, text: lines.join('\n').trim() }));
}

/** Renders sections as headed text: the inverse of `readSections`. */
export function writeSections(sections: readonly Section[], language: PromptLanguage = english): string {
  return sections.map(({ heading, text }) => `${headingOf(heading, language)}\n${text}`).join('\n\n');
}

/** An input as it is meant: a model that repeats the mark of the demonstrations means that there is none. */
export function readInput(text: string): string {
  return text.length <= longestHeading && noneMarks.has(keyOf(text)) ? '' : text;
}

/** A word as it is compared, whatever its case, accents of Latin letters, and invisible marks of direction. */
export function keyOf(words: string): string {
  return words
    .normalize('NFD')
    .replace(/[\u0300-\u036f\p{Cf}]/gu, '')
    .toLowerCase()
    .trim();
}

function readHeading(line: string): Heading | undefined {
  if (line.length > longestHeading) return undefined;
  const words = /^={3,}([^=]+)={3,}$/u.exec(keyOf(line).replaceAll('＝', '='))?.[1];
  return words === undefined ? undefined : headings.get(words.trim());
}
