/** Longest stretch of work, in milliseconds, before others get a turn of the event loop. */
const turnMs = 4;

/** Lets long work in one thread give way: ask `due` after each small step, and `take` where it says so. */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
    signal?.throwIfAborted();
  }

  get due(): boolean {
    return performance.now() - this.#since > turnMs;
  }

  /** Waits a turn of the event loop. Rejects with the signal's reason once it is aborted. */
  async take(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#signal?.throwIfAborted();
    this.#since = performance.now();
  }
}
