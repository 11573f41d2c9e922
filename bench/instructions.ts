import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const realFile = path.resolve(import.meta.dirname, '../../shared/refdata/bench/instructions_52k.jsonl');

/** Where the instructions come from: the file of 52,002 real ones beside the checkout, or made up if it is not there. */
export const source: 'real' | 'synthetic' = existsSync(realFile) ? 'real' : 'synthetic';

const realCount = 52_002;

/** The 52,002 instructions, real or synthetic, in their order. */
export function allInstructions(): string[] {
  if (source === 'synthetic') return Array.from(synthetic(randomFrom(1), realCount));
  const lines = readFileSync(realFile, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as string);
}

/** Every 87th instruction is a candidate, the others are the pool: 598 and 51,404. */
export function splitInstructions(): { candidates: string[]; pool: string[] } {
  const all = allInstructions();
  return { candidates: all.filter((_, i) => i % 87 === 0), pool: all.filter((_, i) => i % 87 !== 0) };
}

/**
 * As many instructions as asked for, one at a time so that they need not all be held: the given ones, then new ones, each
 * the first half of one and the second half of another, a third of them with a rare word.
 */
export function* manyInstructions(given: readonly string[], count: number): Generator<string> {
  yield* given.slice(0, count);
  const random = randomFrom(7);
  const draw = () => (given[Math.floor(random() * given.length)] as string).split(' ');
  for (let made = given.length; made < count; made++) {
    const start = draw();
    const end = draw();
    const words = [...start.slice(0, Math.ceil(start.length / 2)), ...end.slice(Math.ceil(end.length / 2))];
    if (made % 3 === 0) words.push(`n${Math.floor(random() * 200_000)}`);
    yield words.join(' ');
  }
}

/** Instructions whose words are as unevenly frequent, and whose lengths spread as, in real English ones. */
function* synthetic(random: () => number, count: number): Generator<string> {
  const vocabulary = 20_000;
  const word = () => spell(Math.floor(vocabulary ** random()));
  for (let i = 0; i < count; i++) {
    const bell = random() + random() + random() - 1.5;
    const length = Math.max(3, Math.round(9.5 * Math.exp(bell * 0.8)));
    yield Array.from({ length }, word).join(' ');
  }
}

function spell(number: number): string {
  const syllables = [
    'ka',
    'lo',
    'mi',
    'ter',
    'un',
    've',
    'sa',
    'por',
    'ne',
    'di',
    'ra',
    'bel',
    'ko',
    'fin',
    'tu',
    'gal',
  ];
  let word = '';
  for (let rest = number; rest > 0; rest = Math.floor(rest / syllables.length))
    word += syllables[rest % syllables.length];
  return word;
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
