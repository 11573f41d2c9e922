/**
 * Measures a whole run over HTTP: `node --expose-gc bench/measureRun.ts <recipe> <tasks>`, against `endpointProcess.ts`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ModelClient, RequestBody } from '../src/core/llm/modelClient.ts';
import { createOpenAiClient } from '../src/core/llm/openaiClient.ts';
import { generate } from '../src/core/pipeline/generate.ts';
import { Dataset } from '../src/core/store/dataset.ts';
import { nodeDisk } from '../src/core/store/disk.ts';

export interface RunFigures {
  readonly recipe: string;
  readonly admitted: number;
  readonly requests: number;
  readonly ended: string;
  readonly seconds: number;
  /** Share (0 to 1) of the endpoint's places that were taken, from the fifth second to the last reply but 64. */
  readonly busy: number;
  /** Of this process alone, the openai package and HTTP included. */
  readonly cpuMsPerTask: number;
  /** The same less what sending so many requests costs by itself. */
  readonly ownCpuMsPerTask: number;
  /** Of the run's own requests sent again through the same client, with nothing made of their replies. */
  readonly cpuMsPerRequest: number;
  /** Heap after a collection of garbage at the start, in the middle and at the end. */
  readonly heapMegabytes: readonly [number, number, number];
}

const [recipe = 'self-instruct', count = '10000'] = process.argv.slice(2);
const tasks = Number(count);
const warmUpMs = 5_000;
const sampled = 3_000;

const endpoint = fork(path.join(import.meta.dirname, 'endpointProcess.ts'));
const [{ baseUrl, latencyMs, places }] = (await once(endpoint, 'message')) as [
  { baseUrl: string; latencyMs: number; places: number },
];
const folder = await mkdtemp(path.join(tmpdir(), 'self-instruct-run-'));
await cp(
  path.resolve(import.meta.dirname, '../samples/english/seed_tasks.jsonl'),
  path.join(folder, 'seed_tasks.jsonl'),
);
await writeFile(path.join(folder, 'self-instruct.json'), JSON.stringify({ language: 'en', recipe }));
const bare = createOpenAiClient({ name: 'bench', baseUrl }, 'bench', {});
/** Requests of the run, to be sent once more by themselves. */
const sample: RequestBody[] = [];
const client: ModelClient = {
  ...bare,
  send: (body, signal) => {
    if (sample.length < sampled) sample.push(body);
    return bare.send(body, signal);
  },
};

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

/** Processor time of a request and its reply, by themselves: 64 at a time, as the run sends them. */
async function cpuOfRequests(bodies: readonly RequestBody[]): Promise<number> {
  const before = cpuMs();
  const waiting = bodies.values();
  const send = async () => {
    for (const body of waiting) await bare.send(body, new AbortController().signal);
  };
  await Promise.all(Array.from({ length: places }, send));
  return (cpuMs() - before) / bodies.length;
}

const atStart = heap();
let atHalf = atStart;
let admitted = 0;
const cpuBefore = cpuMs();
const start = Date.now();
const running = generate({
  dataset: new Dataset(nodeDisk, folder),
  client,
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
const cpu = cpuMs() - cpuBefore;
const seconds = (Date.now() - start) / 1e3;
if (next.value.message) process.stderr.write(`${next.value.message}\n`);
const { requests, ended } = next.value;
endpoint.send('times');
const [{ answered }] = (await once(endpoint, 'message')) as [{ answered: number[] }];
// At the end of a run fewer and fewer requests are left: what it still keeps busy says nothing of the run.
const until = answered.at(-places) ?? Date.now();
const full = answered.filter((at) => at >= start + warmUpMs && at <= until);
const heapAtEnd = heap();
const cpuMsPerRequest = await cpuOfRequests(sample);
const figures: RunFigures = {
  recipe,
  admitted,
  requests,
  ended,
  seconds,
  busy: (full.length * latencyMs) / (places * (until - start - warmUpMs)),
  cpuMsPerTask: cpu / Math.max(1, admitted),
  ownCpuMsPerTask: (cpu - requests * cpuMsPerRequest) / Math.max(1, admitted),
  cpuMsPerRequest,
  heapMegabytes: [atStart, atHalf, heapAtEnd],
};
endpoint.disconnect();
await rm(folder, { recursive: true });
console.log(JSON.stringify(figures));
