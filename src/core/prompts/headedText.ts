/** Headings of a reply in headed text: a line of its own, so that no word inside a text can be taken for one. */
export type Heading = 'TASK' | 'INSTRUCTION' | 'CLASSIFICATION' | 'INPUT' | 'OUTPUT';

export interface Section {
  readonly heading: Heading;
  readonly text: string;
}

const headingLine = /^\s*={3,}\s*(TASK|INSTRUCTION|CLASSIFICATION|INPUT|OUTPUT)\s*={3,}\s*$/iu;

/** The line that opens a section. */
export function headingOf(heading: Heading): string {
  return `=== ${heading} ===`;
}

/** Splits headed text into its sections, in order. Text before the first heading is not part of any. */
export function readSections(text: string): Section[] {
  const sections: { heading: Heading; lines: string[] }[] = [];
  for (const line of text.split(/\r?\n/u)) {
    const heading = headingLine.exec(line)?.[1]?.toUpperCase() as Heading | undefined;
    if (heading) sections.push({ heading, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ heading, lines }) => ({ heading, text: lines.join('\n').trim() }));
}

/** Renders sections as headed text: the inverse of `readSections`. */
export function writeSections(sections: readonly Section[]): string {
  return sections.map(({ heading, text }) => `${headingOf(heading)}\n${text}`).join('\n\n');
}
