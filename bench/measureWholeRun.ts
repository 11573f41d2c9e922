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
  /** And the ten nearest and the mean of each that is kept. */
  readonly statisticsSeconds: Spread;
  /** The longest that one candidate took in either, all collections of garbage included. */
  readonly longestMs: number;
}

const rounds = 3;

const instructions = allInstructions();
const tokenize = createTokenizer();
let longestMs = 0;
let kept = 0;

function runSeconds(withStatistics: boolean): number {
  const index = new NoveltyIndex({ threshold: 0.7, tokenize });
  const start = performance.now();
  let before = start;
  for (const [i, instruction] of instructions.entries()) {
    if (!index.decide(instruction).similar) {
      if (withStatistics) index.scores(instruction, 10);
      index.add(`task_${i}`, instruction);
    }
    const now = performance.now();
    longestMs = Math.max(longestMs, now - before);
    before = now;
  }
  kept = index.size;
  return (before - start) / 1e3;
}

const decision: number[] = [];
const statistics: number[] = [];
for (let round = 0; round < rounds; round++) {
  decision.push(runSeconds(false));
  statistics.push(runSeconds(true));
}

const figures: WholeRunFigures = {
  candidates: instructions.length,
  kept,
  decisionSeconds: spreadOf(decision),
  statisticsSeconds: spreadOf(statistics),
  longestMs,
};
console.log(JSON.stringify(figures));
