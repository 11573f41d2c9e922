import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NoveltyIndex } from '../../../src/core/similarity/noveltyIndex.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { readSeed } from '../../../src/core/store/records.ts';
import { unsuitableWords } from '../../../src/core/unsuitableWords/index.ts';
import { holdsPhrase } from './holdsPhrase.ts';

/** Letters of the language's script, by language. */
const scripts: Readonly<Record<string, RegExp>> = {
  ar: /^[\p{Script=Arabic}\p{Script=Inherited}]$/u,
  es: /^\p{Script=Latin}$/u,
  hi: /^\p{Script=Devanagari}$/u,
  id: /^\p{Script=Latin}$/u,
  sw: /^\p{Script=Latin}$/u,
  ta: /^\p{Script=Tamil}$/u,
};

const folder = new URL('../../../samples/starters/', import.meta.url);

test('there is a set for each language that is named, and no other', () => {
  const tags = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
  expect(tags.sort()).toEqual(Object.keys(scripts));
  const readme = readFileSync(new URL('README.md', folder), 'utf8');
  for (const tag of tags) expect(readme).toContain(`\`${tag}\``);
});

describe.each(Object.entries(scripts))('the starter seeds in %s', (tag, script) => {
  const text = readFileSync(new URL(`${tag}/seed_tasks.jsonl`, folder), 'utf8');
  const records = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const seeds = records.map(readSeed);
  const tokenize = createTokenizer({ language: tag });

  test('are whole records that say who wrote them', () => {
    expect(text.endsWith('}\n')).toBe(true);
    expect(text).toBe(text.normalize('NFC'));
    expect(seeds.length).toBeGreaterThanOrEqual(16);
    for (const record of records) {
      expect(record).toMatchObject({ author: 'machine-written', machine_written: true, licence: 'MIT' });
      expect(record.is_classification).toBeTypeOf('boolean');
      expect(record.name).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
    }
    expect(records.map(({ id }) => id)).toEqual(
      records.map((_, index) => `starter_${tag}_${String(index + 1).padStart(2, '0')}`),
    );
    expect(new Set(records.map(({ name }) => name)).size).toBe(records.length);
  });

  test('mix classification and not, with input and without', () => {
    const classification = seeds.filter(({ isClassification }) => isClassification);
    expect(classification.length).toBeGreaterThanOrEqual(5);
    for (const { name, instances } of classification) {
      expect(instances.length, name).toBeGreaterThanOrEqual(3);
      expect(new Set(instances.map(({ output }) => output)).size, name).toBeGreaterThan(1);
    }
    expect(seeds.filter(({ instances }) => instances[0]?.input === '').length).toBeGreaterThanOrEqual(4);
  });

  test('hold no two similar instructions', () => {
    const index = new NoveltyIndex({ threshold: 0.7, tokenize });
    for (const { id, instruction } of seeds) {
      expect(index.decide(instruction), instruction).toEqual({ similar: false });
      index.add(id, instruction);
    }
  });

  test('are written in the script of the language', () => {
    for (const { instruction, instances } of seeds) {
      expect(wrongLetters(instruction, script), instruction).toEqual([]);
      for (const { input, output } of instances) {
        const letters = [...`${input}${output}`].filter((character) => /\p{L}/u.test(character));
        expect(wrongLetters(letters.join(''), script).length, output).toBeLessThanOrEqual(letters.length / 50);
      }
    }
  });

  test('would pass the filters that generated tasks pass', () => {
    const phrases = unsuitableWords(tag).map((phrase) => tokenize(phrase));
    for (const { name, instruction, instances } of seeds) {
      const tokens = tokenize(instruction);
      expect(tokens.length, instruction).toBeGreaterThan(3);
      expect(tokens.length, instruction).toBeLessThanOrEqual(150);
      expect(instruction).toMatch(/^[\p{L}\p{N}¿¡]/u);
      expect(
        phrases.filter((phrase) => holdsPhrase(tokens, phrase)),
        instruction,
      ).toEqual([]);
      expect(instances.length, name).toBeGreaterThan(0);
      expect(instances.length, name).toBeLessThanOrEqual(5);
      expect(new Set(instances.map(({ input }) => input)).size, name).toBe(instances.length);
      for (const { input, output } of instances) {
        expect(output.trim(), name).not.toBe('');
        expect(output, name).not.toBe(input);
        for (const side of [input, output]) {
          expect(side, name).toBe(side.trim());
          expect(side, name).not.toMatch(/[:：]$/u);
        }
      }
    }
  });
});

function wrongLetters(text: string, script: RegExp): string[] {
  return [...text].filter((character) => /\p{L}/u.test(character) && !script.test(character));
}
