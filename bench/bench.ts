/**
 * Measures the novelty index and whole runs: `node bench/bench.ts [--full]`, under Node 24. Prints tables and writes all
 * figures to `out/bench.json`. Each measurement has a process of its own. `--full` adds a pool of a million.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { source } from './instructions.ts';
import type { DatasetFigures } from './measureDataset.ts';
import type { PoolFigures } from './measurePool.ts';
import type { RunFigures } from './measureRun.ts';
import type { TokenFigures } from './measureTokens.ts';
import type { TrigramFigures } from './measureTrigrams.ts';
import type { WholeRunFigures } from './measureWholeRun.ts';
import type { WorkerFigures } from './measureWorker.ts';
import { figure, type Spread, show } from './spread.ts';

const isFull = process.argv.includes('--full');
const sizes = [1000, 10_000, 52_000, 200_000, ...(isFull ? [1_000_000] : [])];

function measure<Figures>(script: string, ...args: string[]): Figures {
  process.stderr.write(`${script} ${args.join(' ')}\n`);
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--expose-gc', path.join(import.meta.dirname, script), ...args],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (status !== 0) throw new Error(`${script} ended with ${status}.`);
  return JSON.parse(stdout) as Figures;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return [line(rows[0] ?? []), rule, ...rows.slice(1).map(line)].join('\n');
}

function orDash(spread: Spread | undefined): string {
  return spread ? show(spread) : '–';
}

function figureOrDash(value: number | undefined): string {
  return value === undefined ? '–' : figure(value);
}

const pools = sizes.map((size) => measure<PoolFigures>('measurePool.ts', String(size)));
const wholeRun = measure<WholeRunFigures>('measureWholeRun.ts');
const workers = [52_000, ...(isFull ? [1_000_000] : [])].map((size) =>
  measure<WorkerFigures>('measureWorker.ts', String(size)),
);
const dataset = measure<DatasetFigures>('measureDataset.ts');
const trigrams = [10_000, 50_000].map((size) => measure<TrigramFigures>('measureTrigrams.ts', String(size)));
const tokens = measure<TokenFigures[]>('measureTokens.ts');
const runs = ['self-instruct', 'single-call'].map((recipe) => measure<RunFigures>('measureRun.ts', recipe, '10000'));

/** Seconds for the whole run by a port, from its time per pair at the largest pool it was asked about. */
function secondsByPort(port: 'portMs' | 'pythonMs'): number | undefined {
  const measured = pools.findLast((pool) => pool[port] !== undefined && pool.size <= 52_000);
  const milliseconds = measured?.[port]?.median;
  if (!measured || milliseconds === undefined) return undefined;
  return ((milliseconds / measured.size) * wholeRun.candidates ** 2) / 2 / 1e3;
}

const extrapolatedSeconds = { javascript: secondsByPort('portMs'), python: secondsByPort('pythonMs') };

console.log(
  `Novelty index, Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}, ${source} instructions.
Medians (least–most) of rounds in one run.

Milliseconds a candidate, and how many times as fast as the Python port in the same round:
${table([
  ['pool', 'decide', 'scores', 'JavaScript port', 'Python port', 'Python ÷ decide', 'Python ÷ scores'],
  ...pools.map((pool) => [
    pool.size.toLocaleString('en'),
    show(pool.decideMs),
    show(pool.scoresMs),
    orDash(pool.portMs),
    orDash(pool.pythonMs),
    orDash(pool.decideRatio),
    orDash(pool.scoresRatio),
  ]),
])}

Indexing and memory:
${table([
  ['pool', 'indexed in s', 'longest add ms', 'adds over 10 ms', 'without garbage', 'index MB', 'process MB'],
  ...pools.map((pool) => [
    pool.size.toLocaleString('en'),
    figure(pool.indexingSeconds),
    figure(pool.longestAddMs),
    String(pool.addsOver10Ms),
    String(pool.ownAddsOver10Ms),
    figure(pool.indexMegabytes),
    figure(pool.processMegabytes),
  ]),
])}

The whole run, ${wholeRun.candidates.toLocaleString('en')} from empty (${wholeRun.kept.toLocaleString('en')} kept):
${table([
  ['', 'seconds', 'of processor time'],
  ['decision only', show(wholeRun.decisionSeconds), show(wholeRun.decisionCpuSeconds)],
  ['with statistics', show(wholeRun.statisticsSeconds), show(wholeRun.statisticsCpuSeconds)],
  ['JavaScript port, extrapolated', figureOrDash(extrapolatedSeconds.javascript), ''],
  ['Python port, extrapolated', figureOrDash(extrapolatedSeconds.python), ''],
])}
The longest that one candidate took: ${figure(wholeRun.longestMs)} ms.

The pool in a worker, as the editor has it; lag is the longest that the asking thread stood still:
${table([
  ['pool', 'indexed in s', 'lag ms', 'nearest ms', 'lag ms', 'process MB, texts included'],
  ...workers.map((worker) => [
    worker.size.toLocaleString('en'),
    figure(worker.indexedSeconds),
    figure(worker.indexedLagMs),
    show(worker.nearestMs),
    figure(worker.askedLagMs),
    figure(worker.processMegabytes),
  ]),
])}

A dataset of ${dataset.records.toLocaleString('en')} records (${figure(dataset.megabytes)} MB) on disk:
${table([
  ['', 'ms', 'lag ms'],
  ['read and checked', show(dataset.readMs), show(dataset.readLagMs)],
  ['indexed in the worker', show(dataset.indexedMs), show(dataset.indexedLagMs)],
  ['a decision, written and read again', show(dataset.decisionMs), show(dataset.decisionLagMs)],
])}

By character trigrams (Dice), milliseconds a candidate, and how many times as fast as a loop over the pool in the same round:
${table([
  [
    'pool',
    'loop',
    'above the threshold',
    'nearest of all',
    'every score',
    'loop ÷ above',
    'loop ÷ nearest',
    'loop ÷ every',
  ],
  ...trigrams.map((pool) => [
    pool.size.toLocaleString('en'),
    show(pool.bruteForceMs),
    show(pool.aboveMs),
    show(pool.nearestMs),
    show(pool.scoresMs),
    show(pool.aboveRatio),
    show(pool.nearestRatio),
    show(pool.scoresRatio),
  ]),
])}

A run of ${runs[0]?.admitted.toLocaleString('en')} admitted tasks over HTTP, from an endpoint that takes 0.2 s and 64 requests at a time. Processor time in
ms; *own* is of the same run with replies out of memory. Heap in MB at the start, in the middle, at the end:
${table([
  ['recipe', 'requests', 'seconds', 'busy', 'CPU a task', 'own CPU a task', 'heap'],
  ...runs.map((run) => [
    run.recipe,
    run.requests.toLocaleString('en'),
    figure(run.seconds),
    `${(100 * run.busy).toFixed(1)} %`,
    figure(run.cpuMsPerTask),
    figure(run.ownCpuMsPerTask),
    run.heapMegabytes.map(figure).join(', '),
  ]),
])}

Tokens of one sentence:
${table([
  ['script', 'tokens', 'microseconds'],
  ...tokens.map(({ script, tokens: count, microseconds }) => [script, String(count), show(microseconds)]),
])}
`,
);

const out = path.resolve(import.meta.dirname, '../out');
mkdirSync(out, { recursive: true });
const figures = {
  node: process.versions.node,
  processor: cpus()[0]?.model,
  source,
  pools,
  wholeRun,
  workers,
  dataset,
  extrapolatedSeconds,
  trigrams,
  tokens,
  runs,
};
writeFileSync(path.join(out, 'bench.json'), `${JSON.stringify(figures, null, 2)}\n`);
