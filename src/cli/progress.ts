import type { Output } from './command.ts';

/** A line of progress comes after this many milliseconds or things done, whichever is first. Short work shows none. */
const every = { ms: 1_000, done: 10_000 } as const;

/** Tells on standard error how far long work has come: a line now and then, such as `pool: 40 %, 20000 texts`. */
export class Progress {
  readonly #output: Output;
  readonly #what: string;
  #lastTime = performance.now();
  #lastDone = 0;

  constructor(output: Output, what: string) {
    this.#output = output;
    this.#what = what;
  }

  /** To be called often. `share` from 0 to 1, `done` a count; `more` is said after them. */
  at(share: number, done = 0, more: () => string = () => ''): void {
    const now = performance.now();
    if (now - this.#lastTime < every.ms && done - this.#lastDone < every.done) return;
    this.#lastTime = now;
    this.#lastDone = done;
    this.#output.err(`${this.#what}: ${Math.floor(share * 100)} %${more()}\n`);
  }
}
