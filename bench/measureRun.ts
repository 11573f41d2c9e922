/**
 * Measures a whole run: `node --expose-gc bench/measureRun.ts <recipe> <tasks>`. Once over HTTP against `endpointProcess.ts`, and
 * once with replies out of memory, which leaves this project's own work.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelClient } from '../src/core/llm/modelClient.ts';
import { createOpenAiClient } from '../src/core/llm/openaiClient.ts';
import { generate } from '../src/core/pipeline/generate.ts';
import { Dataset } from '../src/core/store/dataset.ts';
import { nodeDisk } from '../src/core/store/disk.ts';
import { createReplies, usage } from './replies.ts';

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
  /** Of the same run whose replies come out of memory, after the same time and as many at a time. */
  readonly ownCpuMsPerTask: number;
  /** Heap after a collection of garbage at the start, in the middle and at the end of the run over HTTP. */
  readonly heapMegabytes: readonly [number, number, number];
}

const [recipe = 'self-instruct', count = '10000'] = process.argv.slice(2);
const tasks = Number(count);
const warmUpMs = 5_000;

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

/** A run of so many admitted tasks in a fresh dataset, with what it took. */
async function run(client: ModelClient, concurrency: number | 'auto') {
  const folder = await mkdtemp(path.join(tmpdir(), 'self-instruct-run-'));
  const seeds = path.resolve(import.meta.dirname, '../samples/english/seed_tasks.jsonl');
  await cp(seeds, path.join(folder, 'seed_tasks.jsonl'));
  await writeFile(path.join(folder, 'self-instruct.json'), JSON.stringify({ language: 'en', recipe }));
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
    concurrency,
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
  const cpuMsPerTask = (cpuMs() - cpuBefore) / Math.max(1, admitted);
  const seconds = (Date.now() - start) / 1e3;
  if (next.value.message) process.stderr.write(`${next.value.message}\n`);
  const { requests, ended } = next.value;
  const heapMegabytes = [atStart, atHalf, heap()] as const;
  await rm(folder, { recursive: true });
  return { start, admitted, requests, ended, seconds, cpuMsPerTask, heapMegabytes };
}

const endpoint = fork(path.join(import.meta.dirname, 'endpointProcess.ts'));
const [{ baseUrl, latencyMs, places }] = (await once(endpoint, 'message')) as [
  { baseUrl: string; latencyMs: number; places: number },
];
const client = createOpenAiClient({ name: 'bench', baseUrl }, 'bench', {});
const { start, ...overHttp } = await run(client, 'auto');
endpoint.send('times');
const [{ answered }] = (await once(endpoint, 'message')) as [{ answered: number[] }];
endpoint.disconnect();
// At the end of a run fewer and fewer requests are left: what it still keeps busy says nothing of the run.
const until = answered.at(-places) ?? Date.now();
const full = answered.filter((at) => at >= start + warmUpMs && at <= until);

const replyTo = createReplies();
const fromMemory = await run(
  {
    ...client,
    async send(body) {
      await sleep(latencyMs);
      const tokens = { inputTokens: usage.prompt, outputTokens: usage.completion };
      return { text: replyTo(body), finish: 'stop', servedModel: 'bench', usage: tokens };
    },
  },
  places,
);

const figures: RunFigures = {
  recipe,
  ...overHttp,
  busy: (full.length * latencyMs) / (places * (until - start - warmUpMs)),
  ownCpuMsPerTask: fromMemory.cpuMsPerTask,
};
console.log(JSON.stringify(figures));
