/**
 * Measures a whole run over HTTP: `node --expose-gc bench/measureRun.ts [tasks]`. The endpoint is a process of its own, takes
 * 0.2 s a reply and 64 requests at a time.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createOpenAiClient } from '../src/core/llm/openaiClient.ts';
import { generate } from '../src/core/pipeline/generate.ts';
import { Dataset } from '../src/core/store/dataset.ts';
import { nodeDisk } from '../src/core/store/disk.ts';

export interface RunFigures {
  readonly admitted: number;
  readonly requests: number;
  readonly ended: string;
  readonly seconds: number;
  /** Share (0 to 1) of the endpoint's 64 places that were taken, after the first five seconds. */
  readonly busy: number;
  /** Of this process alone. */
  readonly cpuMsPerTask: number;
  /** Heap after a collection of garbage at the start, in the middle and at the end. */
  readonly heapMegabytes: readonly [number, number, number];
}

const tasks = Number(process.argv[2] ?? 2_000);
const warmUpMs = 5_000;
const [latencySeconds, places] = [0.2, 64];

const endpoint = fork(path.join(import.meta.dirname, 'loopbackProcess.ts'));
const [{ baseUrl }] = (await once(endpoint, 'message')) as [{ baseUrl: string }];
const folder = await mkdtemp(path.join(tmpdir(), 'self-instruct-run-'));
await cp(
  path.resolve(import.meta.dirname, '../samples/english/seed_tasks.jsonl'),
  path.join(folder, 'seed_tasks.jsonl'),
);
// The practice model repeats itself more than a language model: the threshold lets it reach so many tasks.
await writeFile(
  path.join(folder, 'self-instruct.json'),
  JSON.stringify({ language: 'en', filters: { similarity: 0.95 } }),
);

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

const atStart = heap();
let atHalf = atStart;
let admitted = 0;
const cpuBefore = process.cpuUsage();
const start = Date.now();
const running = generate({
  dataset: new Dataset(nodeDisk, folder),
  client: createOpenAiClient({ name: 'loopback', baseUrl }, 'practice-1', {}),
  goal: { target: tasks },
  version: 'bench',
  randomSeed: 1,
  concurrency: 'auto',
  signal: new AbortController().signal,
});
let next = await running.next();
while (!next.done) {
  if (next.value.type === 'admitted') {
    admitted += 1;
    if (admitted === Math.floor(tasks / 2)) atHalf = heap();
  }
  next = await running.next();
}
const end = Date.now();
if (next.value.message) process.stderr.write(`${next.value.message}\n`);
const { user, system } = process.cpuUsage(cpuBefore);
endpoint.send('times');
const [{ at }] = (await once(endpoint, 'message')) as [{ at: number[] }];
const full = at.filter((time) => time >= start + warmUpMs && time <= end);
const figures: RunFigures = {
  admitted,
  requests: next.value.requests,
  ended: next.value.ended,
  seconds: (end - start) / 1e3,
  busy: (full.length * latencySeconds) / (places * ((end - start - warmUpMs) / 1e3)),
  cpuMsPerTask: (user + system) / 1e3 / Math.max(1, admitted),
  heapMegabytes: [atStart, atHalf, heap()],
};
endpoint.disconnect();
await rm(folder, { recursive: true });
console.log(JSON.stringify(figures));
