import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { LanguageCheck } from '../../../src/core/language/languageCheck.ts';
import { readSeed } from '../../../src/core/store/records.ts';
import { checkOf } from '../support/languageFixtures.ts';

const samples = path.resolve(import.meta.dirname, '../../../samples');
const starters = readdirSync(path.join(samples, 'starters'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => [name, `starters/${name}`] as const);

function seedsIn(folder: string) {
  return readFileSync(path.join(samples, folder, 'seed_tasks.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => readSeed(JSON.parse(line)));
}

function verdicts(check: LanguageCheck, folder: string) {
  return seedsIn(folder).flatMap(({ instruction, instances }) => [
    { instruction, ...check.judgeInstruction(instruction) },
    ...instances.map((instance) => ({ instance, ...check.judgeInstance(instance, instruction) })),
  ]);
}

const shipped: readonly (readonly [language: string, folder: string])[] = [
  ['en', 'english'],
  ['hi', 'hindi'],
  ...starters,
];

test.each(shipped)(
  '%s: nothing of the seeds that ship is dropped, with all or half of them known',
  async (language, folder) => {
    const seeds = seedsIn(folder);
    for (const known of [seeds, seeds.filter((_, at) => at % 2 === 0)]) {
      const check = await checkOf(language, known);
      expect(verdicts(check, folder).filter(({ drop }) => drop)).toEqual([]);
    }
  },
);

test.each(starters)('%s: English seeds among them would be noticed', async (language, folder) => {
  const check = await checkOf(language, seedsIn(folder));
  const english = seedsIn('english').map(({ instruction }) => check.judgeInstruction(instruction));
  const noticed = english.filter(({ drop, flags }) => drop || flags.length > 0);
  expect(noticed.length / english.length).toBeGreaterThan(0.9);
});
