import { grown } from './growing.ts';
import { ShardedMap } from './shardedMap.ts';

/** Stands for a token, or an occurrence of one, that no text of the pool has. */
export const unknown = -1;

/**
 * Numbers tokens, and *elements*: an element is the k-th occurrence of a token within one text, so that texts become
 * sets. A token's first occurrence has the token's own number; further ones get theirs as they first turn up. Numbers
 * run from 0, in one sequence for both, and are never given back.
 */
export class Vocabulary {
  readonly #tokens = new ShardedMap();
  /** By element: the element of the next occurrence of the same token, or 0 for none yet (0 is never a next one). */
  #next = new Int32Array(1024);
  /** By token: 1 + the element of its latest occurrence in the text being walked; all 0 between calls. */
  #latest = new Int32Array(1024);
  #frequency = new Int32Array(1024);
  #size = 0;

  /** How many elements there are; the numbers are below. */
  get size(): number {
    return this.#size;
  }

  /** By element, how many texts of the pool have it. Replaced as it grows: read it anew for every operation. */
  get frequency(): Int32Array<ArrayBuffer> {
    return this.#frequency;
  }

  /** The numbers of the tokens; new ones are numbered. */
  intern(tokens: readonly string[]): number[] {
    const numbers: number[] = [];
    for (const token of tokens) {
      let number = this.#tokens.get(token);
      if (number === undefined) {
        number = this.#grow();
        this.#tokens.set(detached(token), number);
      }
      numbers.push(number);
    }
    return numbers;
  }

  /** The numbers of the tokens, `unknown` for new ones. */
  lookUp(tokens: readonly string[]): number[] {
    const numbers: number[] = [];
    for (const token of tokens) numbers.push(this.#tokens.get(token) ?? unknown);
    return numbers;
  }

  /** The elements of a text, in the order of its tokens; new ones are numbered. */
  internElements(tokens: readonly number[]): number[] {
    return this.#elements(tokens, true);
  }

  /** The elements of a text, in the order of its tokens, `unknown` for new ones. */
  lookUpElements(tokens: readonly number[]): number[] {
    return this.#elements(tokens, false);
  }

  /** Counts a text in (`by` 1) or out (-1). */
  count(elements: readonly number[], by: 1 | -1): void {
    const frequency = this.#frequency;
    for (const element of elements) frequency[element] = (frequency[element] as number) + by;
  }

  #elements(tokens: readonly number[], create: boolean): number[] {
    const elements: number[] = [];
    for (const token of tokens) {
      const element = token === unknown ? unknown : this.#nextElement(token, create);
      elements.push(element);
      if (element !== unknown) this.#latest[token] = element + 1;
    }
    for (const token of tokens) if (token !== unknown) this.#latest[token] = 0;
    return elements;
  }

  #nextElement(token: number, create: boolean): number {
    const latest = (this.#latest[token] as number) - 1;
    if (latest < 0) return token;
    let element = this.#next[latest] as number;
    if (element === 0) {
      if (!create) return unknown;
      element = this.#grow();
      this.#next[latest] = element;
    }
    return element;
  }

  #grow(): number {
    const number = this.#size++;
    this.#next = grown(this.#next, this.#size);
    this.#latest = grown(this.#latest, this.#size);
    this.#frequency = grown(this.#frequency, this.#size);
    return number;
  }
}

/** A copy that does not keep alive the text it was cut from; V8 cuts without copying from 13 characters on. */
function detached(token: string): string {
  return token.length < 13 ? token : (JSON.parse(JSON.stringify(token)) as string);
}
