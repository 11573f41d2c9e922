import type { CommonUnits } from './commonUnits.ts';
import { grown } from './growing.ts';
import { unknown } from './vocabulary.ts';

/** How many elements one text, loaded, shares with many others. An element stands at most once in a text (see `Vocabulary`). */
export class CommonElements implements CommonUnits {
  /** By element: 1 if the loaded text has it. */
  #marks = new Int32Array(1024);
  #loaded: readonly number[] = [];

  load(elements: readonly number[], vocabularySize: number): void {
    for (const element of this.#loaded) if (element !== unknown) this.#marks[element] = 0;
    this.#marks = grown(this.#marks, vocabularySize);
    for (const element of elements) if (element !== unknown) this.#marks[element] = 1;
    this.#loaded = elements;
  }

  with(elements: Int32Array<ArrayBuffer>, start: number, length: number): number {
    const marks = this.#marks;
    let common = 0;
    for (let i = start; i < start + length; i++) common += marks[elements[i] as number] as number;
    return common;
  }
}
