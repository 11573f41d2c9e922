import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { NoveltyIndex } from '../../../src/core/similarity/noveltyIndex.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { referenceFolder } from '../support/temporaryDataset.ts';
import { referenceTokens, rougeLByTheBook } from './byTheBook.ts';
import { randomFrom } from './randomTexts.ts';

const isHere = existsSync(referenceFolder);
if (!isHere) console.warn(`Skipped: the checks against the reference's data, which is not at ${referenceFolder}.`);

function readRecords<T>(file: string): T[] {
  const lines = readFileSync(path.join(referenceFolder, file), 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as T);
}

function readInstructions(file: string): string[] {
  return readRecords<{ instruction: string }>(file).map(({ instruction }) => instruction);
}

describe.skipIf(!isHere)("the reference's data", () => {
  test.each(['any-script', 'reference'] as const)(
    'the 252 user tasks against the 175 seeds: mean of the highest F 0.3388, one instruction identical (%s)',
    (mode) => {
      const index = new NoveltyIndex({ threshold: 0.7, tokenize: createTokenizer({ mode }) });
      const seeds = readInstructions('self-instruct/seed_tasks.jsonl');
      for (const [i, seed] of seeds.entries()) index.add(`seed_${i}`, seed);
      const tasks = readInstructions('self-instruct/user_oriented_instructions.jsonl');
      const highest = tasks.map((task) => index.scores(task, 1).max);
      const identical = tasks.filter((_, i) => highest[i] === 1);
      expect([seeds.length, tasks.length]).toEqual([175, 252]);
      expect((highest.reduce((sum, f) => sum + f, 0) / tasks.length).toFixed(4)).toBe('0.3388');
      expect(new Set(identical).size).toBe(1); // the paper counts one; two of the tasks have that instruction
      expect(identical).toHaveLength(2);
    },
  );

  test('250,000 pairs of real instructions: F and decision equal to the last bit', () => {
    const instructions = readRecords<string>('bench/instructions_52k.jsonl');
    const random = randomFrom(17);
    const draw = (count: number) =>
      Array.from({ length: count }, () => instructions[Math.floor(random() * instructions.length)] as string);
    const longest = instructions.toSorted((a, b) => b.length - a.length).slice(0, 60);
    const pool = [...draw(940), ...longest];
    const candidates = [...draw(200), ...longest.slice(0, 20), ...draw(15).map((text) => `Please ${text}`)];
    // near-duplicates of texts in the pool, so that decisions fall on both sides
    candidates.push(...pool.slice(0, 15).map((text) => text.split(' ').slice(1).join(' ')));

    const index = new NoveltyIndex({ threshold: 0.7, tokenize: createTokenizer({ mode: 'reference' }) });
    for (const [i, text] of pool.entries()) index.add(`${i}`, text);
    const poolTokens = pool.map(referenceTokens);
    let pairs = 0;
    let differences = 0;
    for (const candidate of candidates) {
      const tokens = referenceTokens(candidate);
      const scored = new Map(index.scores(candidate, pool.length).nearest.map(({ id, f }) => [id, f]));
      let highest = 0;
      for (const [i, other] of poolTokens.entries()) {
        const f = rougeLByTheBook(other, tokens);
        highest = Math.max(highest, f);
        if (scored.get(`${i}`) !== f) differences++;
        pairs++;
      }
      if (index.decide(candidate).similar !== highest > 0.7) differences++;
    }
    expect(pairs).toBeGreaterThanOrEqual(250_000);
    expect(differences).toBe(0);
    expect(Math.max(...poolTokens.map((tokens) => tokens.length))).toBeGreaterThan(64);
  });
});
