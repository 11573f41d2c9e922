import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** What the Python port answers for one candidate. */
export interface PythonAnswer {
  readonly seconds: number;
  readonly max: number;
  readonly mean: number;
}

/** A running `reference_port.py` with its pool loaded. */
export class PythonPort {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  private constructor(process: ChildProcessByStdio<Writable, Readable, null>) {
    this.#process = process;
    this.#answers = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  }

  /** Starts it; `undefined` where there is no `python3`. */
  static start(pool: readonly string[]): PythonPort | undefined {
    if (spawnSync('python3', ['--version']).status !== 0) return undefined;
    const script = path.join(import.meta.dirname, 'reference_port.py');
    const port = new PythonPort(spawn('python3', [script], { stdio: ['pipe', 'pipe', 'inherit'] }));
    port.#process.stdin.write(`${JSON.stringify(pool)}\n`);
    return port;
  }

  async compare(candidate: string): Promise<PythonAnswer> {
    this.#process.stdin.write(`${JSON.stringify(candidate)}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true) throw new Error('The Python port ended before it answered.');
    return JSON.parse(value) as PythonAnswer;
  }

  close(): void {
    this.#process.stdin.end();
  }
}
