import { openWorkerPool } from '../src/worker/openWorkerPool.ts';
import { allInstructions, manyInstructions } from './instructions.ts';
import { type Spread, spreadOf } from './spread.ts';
import { watched } from './watched.ts';

/** What is measured of a pool in a worker, as the editor has it, from the thread that must go on answering. */
export interface WorkerFigures {
  readonly size: number;
  /** Until the worker has indexed every text. */
  readonly indexedSeconds: number;
  /** The longest that this thread stood still meanwhile, and while it asked. */
  readonly indexedLagMs: number;
  readonly askedLagMs: number;
  /** One question for the nearest text, there and back. */
  readonly nearestMs: Spread;
  /** The most that the whole process held, the texts in this thread and the index in the other. */
  readonly processMegabytes: number;
}

const questions = 200;
const script = new URL('../src/worker/noveltyWorker.ts', import.meta.url);
const size = Number(process.argv[2]);

const texts: { id: string; text: string }[] = [];
for (const text of manyInstructions(allInstructions(), size)) texts.push({ id: `task_${texts.length}`, text });

const pool = openWorkerPool(script, { threshold: 0.7, language: 'en' });
const indexed = await watched(() => pool.put(texts));
const times: number[] = [];
const asked = await watched(async () => {
  for (let question = 0; question < questions; question++) {
    const start = performance.now();
    await pool.nearest(`${texts[(question * 37) % size]?.text} ${question}`);
    times.push(performance.now() - start);
  }
});
await pool.close();

const figures: WorkerFigures = {
  size,
  indexedSeconds: indexed.ms / 1e3,
  indexedLagMs: indexed.lagMs,
  askedLagMs: asked.lagMs,
  nearestMs: spreadOf(times),
  processMegabytes: process.resourceUsage().maxRSS / 1e3,
};
console.log(JSON.stringify(figures));
