import { NoveltyIndex } from '../src/core/similarity/noveltyIndex.ts';
import { createTokenizer } from '../src/core/similarity/tokenize.ts';
import { allInstructions } from './instructions.ts';
import { type Spread, spreadOf } from './spread.ts';

/** What is measured of filtering all instructions one after the other, from an empty pool. */
export interface WholeRunFigures {
  readonly candidates: number;
  readonly kept: number;
  /** Decisions only. */
  readonly decisionSeconds: Spread;
  /** The processor time of the same, which other work on the machine disturbs less. */
  readonly decisionCpuSeconds: Spread;
  /** The ten nearest and the mean of each, from which the decision follows. */
  readonly statisticsSeconds: Spread;
  readonly statisticsCpuSeconds: Spread;
  /** The longest that one candidate took in either, all collections of garbage included. */
  readonly longestMs: number;
}

const rounds = 3;
const threshold = 0.7;

const instructions = allInstructions();
const tokenize = createTokenizer();
let longestMs = 0;
let kept = 0;

function run(withStatistics: boolean): { seconds: number; cpuSeconds: number } {
  const index = new NoveltyIndex({ threshold, tokenize });
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  let before = start;
  for (const [i, instruction] of instructions.entries()) {
    const isSimilar = withStatistics
      ? index.scores(instruction, 10).max > threshold
      : index.decide(instruction).similar;
    if (!isSimilar) index.add(`task_${i}`, instruction);
    const now = performance.now();
    longestMs = Math.max(longestMs, now - before);
    before = now;
  }
  kept = index.size;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds: (before - start) / 1e3, cpuSeconds: (user + system) / 1e6 };
}

const decision = [];
const statistics = [];
for (let round = 0; round < rounds; round++) {
  decision.push(run(false));
  statistics.push(run(true));
}

const figures: WholeRunFigures = {
  candidates: instructions.length,
  kept,
  decisionSeconds: spreadOf(decision.map(({ seconds }) => seconds)),
  decisionCpuSeconds: spreadOf(decision.map(({ cpuSeconds }) => cpuSeconds)),
  statisticsSeconds: spreadOf(statistics.map(({ seconds }) => seconds)),
  statisticsCpuSeconds: spreadOf(statistics.map(({ cpuSeconds }) => cpuSeconds)),
  longestMs,
};
console.log(JSON.stringify(figures));
