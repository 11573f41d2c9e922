import type { Output } from './command.ts';

/** Milliseconds between two lines of progress. Work that ends sooner shows none. */
const everyMs = 1_000;

/** Tells on standard error how far long work has come: a line now and then, such as `pool: 40 %`. */
export class Progress {
  readonly #output: Output;
  readonly #what: string;
  #last = performance.now();

  constructor(output: Output, what: string) {
    this.#output = output;
    this.#what = what;
  }

  /** `share` from 0 to 1; `more` is said after it. */
  at(share: number, more = ''): void {
    const now = performance.now();
    if (now - this.#last < everyMs) return;
    this.#last = now;
    this.#output.err(`${this.#what}: ${Math.floor(share * 100)} %${more === '' ? '' : `, ${more}`}\n`);
  }
}
