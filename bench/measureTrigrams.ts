import { createUnits, measures } from '../src/core/similarity/measure.ts';
import { NoveltyIndex } from '../src/core/similarity/noveltyIndex.ts';
import { SimilarPool } from '../src/core/similarity/similarPool.ts';
import { splitInstructions } from './instructions.ts';
import { type Spread, spreadOf } from './spread.ts';

/** What is measured of the Dice index of character trigrams. Times are per candidate but for `indexing`. */
export interface TrigramFigures {
  readonly size: number;
  readonly indexingSeconds: number;
  /** One loop over the pool that compares by the book, its multisets made beforehand. */
  readonly bruteForceMs: Spread;
  /** The nearest above the threshold, as a replay asks. */
  readonly aboveMs: Spread;
  /** The nearest of all, as a run asks. */
  readonly nearestMs: Spread;
  /** Every score. */
  readonly scoresMs: Spread;
  /** How many times as fast as the loop in the same round. */
  readonly aboveRatio: Spread;
  readonly nearestRatio: Spread;
  readonly scoresRatio: Spread;
}

const rounds = 7;
const candidatesPerRound = 80;
const candidatesForLoop = 2;
const threshold = 0.7;
const cut = createUnits({ measure: 'trigrams' });

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function msEach(candidates: readonly string[], ask: (candidate: string) => unknown): number {
  return timed(() => candidates.forEach((candidate) => void ask(candidate))) / candidates.length;
}

function measureTrigrams(size: number): TrigramFigures {
  const { candidates, pool } = splitInstructions();
  const texts = pool.slice(0, size);
  const options = { threshold, tokenize: cut, measure: 'trigrams' } as const;
  const index = new NoveltyIndex(options);
  const similar = new SimilarPool(options);
  const indexingSeconds =
    timed(() => {
      for (const [at, text] of texts.entries()) index.add(`task_${at}`, text);
    }) / 1e3;
  for (const [at, text] of texts.entries()) similar.put(`task_${at}`, text);
  const multisets = texts.map(multisetOf);
  const times = {
    loop: [] as number[],
    above: [] as number[],
    scores: [] as number[],
    nearest: [] as number[],
  };
  for (let round = -2; round < rounds; round++) {
    const from = ((round + rounds) % rounds) * candidatesPerRound;
    const chosen = candidates.slice(from, from + candidatesPerRound);
    const loop = msEach(chosen.slice(0, candidatesForLoop), (candidate) => {
      const highest = highestByLoop(candidate, multisets);
      const max = index.nearest(candidate)?.f;
      if (max !== highest || max !== index.scores(candidate, 1).max)
        throw new Error(`Highest Dice ${max}, by the loop ${highest}, for “${candidate}”.`);
    });
    const above = msEach(chosen, (candidate) => similar.nearest(candidate));
    const scores = msEach(chosen, (candidate) => index.scores(candidate, 10));
    const nearest = msEach(chosen, (candidate) => index.nearest(candidate));
    if (round < 0) continue; // the first two warm up
    for (const [name, value] of Object.entries({ loop, above, scores, nearest }))
      times[name as keyof typeof times].push(value);
  }
  const ratio = (of: readonly number[]) => spreadOf(of.map((ms, round) => (times.loop[round] as number) / ms));
  return {
    size,
    indexingSeconds,
    bruteForceMs: spreadOf(times.loop),
    aboveMs: spreadOf(times.above),
    nearestMs: spreadOf(times.nearest),
    scoresMs: spreadOf(times.scores),
    aboveRatio: ratio(times.above),
    nearestRatio: ratio(times.nearest),
    scoresRatio: ratio(times.scores),
  };
}

interface Multiset {
  readonly size: number;
  readonly counts: ReadonlyMap<string, number>;
}

function multisetOf(text: string): Multiset {
  const units = cut(text);
  const counts = new Map<string, number>();
  for (const unit of units) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return { size: units.length, counts };
}

function highestByLoop(text: string, pool: readonly Multiset[]): number {
  const own = multisetOf(text);
  let highest = 0;
  for (const other of pool) {
    let common = 0;
    for (const [unit, count] of own.counts) common += Math.min(count, other.counts.get(unit) ?? 0);
    highest = Math.max(highest, measures.trigrams.score(common, own.size, other.size));
  }
  return highest;
}

console.log(JSON.stringify(measureTrigrams(Number(process.argv[2]))));
