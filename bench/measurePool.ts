import { PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { NoveltyIndex } from '../src/core/similarity/noveltyIndex.ts';
import { createTokenizer } from '../src/core/similarity/tokenize.ts';
import { manyInstructions, splitInstructions } from './instructions.ts';
import { PythonPort } from './pythonPort.ts';
import { compareAsReference } from './referencePort.ts';
import { type Spread, spreadOf } from './spread.ts';

/** What is measured of a pool of one size. Times are per candidate but for `indexing`. */
export interface PoolFigures {
  readonly size: number;
  readonly decideMs: Spread;
  readonly scoresMs: Spread;
  /** The reference's comparison in JavaScript. */
  readonly portMs?: Spread;
  /** The same in Python. */
  readonly pythonMs?: Spread;
  /** How many times as fast as Python in the same round. */
  readonly decideRatio?: Spread;
  readonly scoresRatio?: Spread;
  readonly indexingSeconds: number;
  readonly longestAddMs: number;
  /** Additions that took longer than 10 ms. */
  readonly addsOver10Ms: number;
  /** Those of them that no collection of garbage interrupted. */
  readonly ownAddsOver10Ms: number;
  /** Heap and array buffers that the index holds. */
  readonly indexMegabytes: number;
  /** The most that the whole process held while the pool was indexed and asked. */
  readonly processMegabytes: number;
}

const rounds = 7;
const neighbours = 10;

/** Candidates a round for the index; a port gets one, of the mean length. */
const candidatesPerRound = 80;
const meanLength = 10;

/** Largest pools that the ports are asked about: beyond, they only cost time. */
const largestForPort = 200_000;
const largestForPython = 52_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

// The tokens of the reference, so that the ports compare the same.
const tokenize = createTokenizer({ mode: 'reference' });

function heldMegabytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

/** Notes when garbage is collected, until it is asked. */
function watchCollections(): () => Promise<number[]> {
  const times: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) times.push(startTime);
  });
  observer.observe({ entryTypes: ['gc'] });
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, 50)); // entries are told of in later turns of the event loop
    observer.disconnect();
    return times;
  };
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

async function measurePool(size: number): Promise<PoolFigures> {
  const { candidates, pool } = splitInstructions();
  const index = new NoveltyIndex({ threshold: 0.7, tokenize });
  const heldBefore = heldMegabytes();
  let longestAddMs = 0;
  const slow: { readonly from: number; readonly to: number }[] = [];
  const collections = watchCollections();
  let indexingMs = 0;
  let next = 0;
  for (const text of manyInstructions(pool, size)) {
    const id = `task_${next++}`;
    const took = timed(() => index.add(id, text));
    indexingMs += took;
    longestAddMs = Math.max(longestAddMs, took);
    if (took > 10) slow.push({ from: performance.now() - took, to: performance.now() });
  }
  const collected = await collections();
  const own = slow.filter(({ from, to }) => !collected.some((at) => at >= from && at <= to));
  const indexMegabytes = heldMegabytes() - heldBefore;
  const times = takeTurns(index, candidates);
  const processMegabytes = process.resourceUsage().maxRSS / 1e3;
  const ports = size <= largestForPort ? await comparePorts(index, candidates, [...manyInstructions(pool, size)]) : {};
  return {
    size,
    decideMs: spreadOf(times.decide),
    scoresMs: spreadOf(times.scores),
    ...ports,
    indexingSeconds: indexingMs / 1e3,
    longestAddMs,
    addsOver10Ms: slow.length,
    ownAddsOver10Ms: own.length,
    indexMegabytes,
    processMegabytes,
  };
}

interface Turns {
  readonly decide: number[];
  readonly scores: number[];
}

function takeTurns(index: NoveltyIndex, candidates: readonly string[]): Turns {
  const turns: Turns = { decide: [], scores: [] };
  for (let round = -2; round < rounds; round++) {
    const { decide, scores } = oneTurn(index, candidates, round);
    if (round < 0) continue; // the first two warm up
    turns.decide.push(decide);
    turns.scores.push(scores);
  }
  return turns;
}

function oneTurn(
  index: NoveltyIndex,
  candidates: readonly string[],
  round: number,
): { decide: number; scores: number } {
  const from = ((round + rounds) % rounds) * candidatesPerRound;
  const chosen = candidates.slice(from, from + candidatesPerRound);
  const decide = timed(() => chosen.forEach((candidate) => void index.decide(candidate))) / chosen.length;
  const scores = timed(() => chosen.forEach((candidate) => void index.scores(candidate, neighbours))) / chosen.length;
  return { decide, scores };
}

type PortFigures = Pick<PoolFigures, 'portMs' | 'pythonMs' | 'decideRatio' | 'scoresRatio'>;

/** In each round: one candidate to each port, and in between a turn of the index, so that all meet the same machine. */
async function comparePorts(
  index: NoveltyIndex,
  candidates: readonly string[],
  texts: readonly string[],
): Promise<PortFigures> {
  const pool = texts.map(tokenize);
  const forPorts = candidates.filter((candidate) => tokenize(candidate).length === meanLength);
  const python = texts.length <= largestForPython ? PythonPort.start(texts) : undefined;
  const port: number[] = [];
  const pythonTimes: number[] = [];
  const decideRatio: number[] = [];
  const scoresRatio: number[] = [];
  await python?.compare(forPorts[0] as string); // waits until its pool is there
  for (let round = 0; round < rounds; round++) {
    const candidate = forPorts[round % forPorts.length] as string;
    const { max } = index.scores(candidate, neighbours);
    let portMax = 0;
    port.push(timed(() => (portMax = compareAsReference(tokenize(candidate), pool).max)));
    check(max, portMax, candidate);
    const turn = oneTurn(index, candidates, round);
    const answer = await python?.compare(candidate);
    if (answer === undefined) continue;
    check(max, answer.max, candidate);
    const milliseconds = answer.seconds * 1e3;
    pythonTimes.push(milliseconds);
    decideRatio.push(milliseconds / turn.decide);
    scoresRatio.push(milliseconds / turn.scores);
  }
  python?.close();
  if (python === undefined) return { portMs: spreadOf(port) };
  return {
    portMs: spreadOf(port),
    pythonMs: spreadOf(pythonTimes),
    decideRatio: spreadOf(decideRatio),
    scoresRatio: spreadOf(scoresRatio),
  };
}

function check(max: number, expected: number, candidate: string): void {
  if (max !== expected) throw new Error(`Highest F ${max}, by the reference's way ${expected}, for “${candidate}”.`);
}

console.log(JSON.stringify(await measurePool(Number(process.argv[2]))));
