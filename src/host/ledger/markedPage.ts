/** A place in a text, both from 0; `character` in UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** A text that shows instructions, and where in it stands what they share. */
export interface Comparison {
  readonly text: string;
  readonly marks: readonly { readonly start: TextPosition; readonly end: TextPosition }[];
}

/** A comparison that is written from top to bottom. */
export class MarkedPage implements Comparison {
  readonly marks: { start: TextPosition; end: TextPosition }[] = [];
  #text = '';
  #line = 0;
  #lineStart = 0;

  get text(): string {
    return this.#text;
  }

  /** Adds a text (line feeds only) in which stretches, in order, are marked. */
  write(text: string, stretches: readonly { readonly start: number; readonly end: number }[] = []): void {
    const from = this.#text.length;
    this.#text += text;
    for (const { start, end } of stretches)
      this.marks.push({ start: this.#positionAt(from + start), end: this.#positionAt(from + end) });
    this.#positionAt(this.#text.length);
  }

  /** Of an offset that is not before those asked for earlier. */
  #positionAt(offset: number): TextPosition {
    for (let at = this.#text.indexOf('\n', this.#lineStart); at >= 0 && at < offset; ) {
      this.#line++;
      this.#lineStart = at + 1;
      at = this.#text.indexOf('\n', this.#lineStart);
    }
    return { line: this.#line, character: offset - this.#lineStart };
  }
}

/** The editor knows one line end in a document, and offsets must not depend on which. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/gu, '\n');
}
