import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NoveltyIndex } from '../../../src/core/similarity/noveltyIndex.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { unsuitableWords } from '../../../src/core/unsuitableWords/index.ts';
import { holdsPhrase } from './holdsPhrase.ts';

interface SeedRecord {
  id: string;
  name: string;
  instruction: string;
  instances: { input: string; output: string }[];
  is_classification: boolean;
}

interface Sample {
  readonly folder: string;
  readonly language: string;
  readonly idPrefix: string;
  readonly tasks: number;
  readonly classification: readonly [least: number, most: number];
  /** Matches an instruction whose letters are all of the sample's script. */
  readonly script: RegExp;
}

const samples: readonly Sample[] = [
  {
    folder: 'english',
    language: 'en',
    idPrefix: 'seed_en_',
    tasks: 57,
    classification: [11, 15],
    script: /^[\p{Script=Latin}\P{L}]+$/u,
  },
  {
    folder: 'hindi',
    language: 'hi',
    idPrefix: 'seed_hi_',
    tasks: 15,
    classification: [4, 4],
    script: /^[\p{Script=Devanagari}\P{L}]+$/u,
  },
];

/** The most instances that the default filters leave to one task. */
const mostInstances = 5;

describe.each(samples)('the $folder sample', ({ folder, language, idPrefix, tasks: count, classification, script }) => {
  const tokenize = createTokenizer({ language });
  const text = read(`${folder}/seed_tasks.jsonl`);
  const tasks = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SeedRecord);

  test('has one record a line, in the format of the reference and in its order of fields', () => {
    expect(text.endsWith('}\n')).toBe(true);
    expect(text).toBe(text.normalize('NFC'));
    expect(tasks).toHaveLength(count);
    for (const task of tasks) {
      expect(Object.keys(task)).toEqual(['id', 'name', 'instruction', 'instances', 'is_classification']);
      expect(task.name).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
      expect(task.is_classification).toBeTypeOf('boolean');
      expect(task.instances.length).toBeGreaterThan(0);
      for (const instance of task.instances) {
        expect(Object.keys(instance)).toEqual(['input', 'output']);
        for (const value of Object.values(instance)) expect(value).toBe(value.trim());
      }
    }
  });

  test('numbers its ids from 01 and gives no name twice', () => {
    expect(tasks.map(({ id }) => id)).toEqual(tasks.map((_, i) => idPrefix + String(i + 1).padStart(2, '0')));
    expect(new Set(tasks.map(({ name }) => name)).size).toBe(count);
  });

  test('mixes classification and not, with input and without, one instance and several', () => {
    const kinds = tasks.filter((task) => task.is_classification).length;
    expect(kinds).toBeGreaterThanOrEqual(classification[0]);
    expect(kinds).toBeLessThanOrEqual(classification[1]);
    const withInput = tasks.filter((task) => task.instances.some(({ input }) => input !== '')).length / count;
    expect(withInput).toBeGreaterThan(0.4);
    expect(withInput).toBeLessThan(0.6);
    expect(tasks.filter((task) => task.instances.length > 1).length).toBeGreaterThan(count / 5);
  });

  test('varies the labels of each classification task', () => {
    for (const task of tasks.filter((each) => each.is_classification)) {
      const labels = new Set(task.instances.map(({ output }) => output));
      expect(labels.size, task.name).toBeGreaterThan(1);
      for (const label of labels) expect(tokenize(label).length, label).toBeLessThanOrEqual(3);
    }
  });

  test('holds no two similar instructions', () => {
    const index = new NoveltyIndex({ threshold: 0.5, tokenize });
    for (const { id, instruction } of tasks) {
      expect(index.decide(instruction), instruction).toEqual({ similar: false });
      index.add(id, instruction);
    }
  });

  test('would pass the filters that generated instructions pass', () => {
    const phrases = unsuitableWords(language).map((phrase) => tokenize(phrase));
    for (const { instruction } of tasks) {
      const tokens = tokenize(instruction);
      expect(tokens.length, instruction).toBeGreaterThan(3);
      expect(tokens.length, instruction).toBeLessThanOrEqual(150);
      expect(instruction).toMatch(/^[\p{L}\p{N}]/u);
      expect(
        phrases.filter((phrase) => holdsPhrase(tokens, phrase)),
        instruction,
      ).toEqual([]);
    }
  });

  test('would pass the filters that generated instances pass', () => {
    for (const { name, instances } of tasks) {
      expect(instances.length, name).toBeLessThanOrEqual(mostInstances);
      expect(new Set(instances.map(({ input }) => input)).size, name).toBe(instances.length);
      for (const { input, output } of instances) {
        expect(output, name).not.toBe('');
        expect(output, name).not.toBe(input);
        for (const side of [input, output]) expect(side, name).not.toMatch(/[:：]$/u);
      }
    }
  });

  test('is written in its script', () => {
    for (const { instruction } of tasks) expect(instruction).toMatch(script);
  });

  test('names the practice model in its recipe, and no address', () => {
    const recipe = JSON.parse(read(`${folder}/self-instruct.json`)) as Record<string, unknown>;
    expect(recipe).toMatchObject({ language, connection: 'practice', model: 'practice-1' });
    expect(JSON.stringify(recipe)).not.toContain('://');
  });

  test('merges by union and says its licence', () => {
    expect(read(`${folder}/.gitattributes`)).toBe('*.jsonl merge=union\n');
    expect(read(`${folder}/README.md`)).toContain('CC0-1.0');
  });
});

test('the English sample has the task from the description of a colour to its CSS code', () => {
  const lines = read('english/seed_tasks.jsonl').trimEnd().split('\n');
  const tasks = lines.map((line) => JSON.parse(line) as SeedRecord);
  const colour = tasks.find(({ name }) => name === 'css_colour_from_description');
  expect(colour?.instances).toContainEqual({ input: 'a deep forest green', output: '#1B4D2B' });
  for (const { output } of colour?.instances ?? []) expect(output).toMatch(/^#[0-9A-F]{6}$/);
});

test('the English sample has no word of the list by which the reference filters', () => {
  const listed = new Set('image images graph graphs picture pictures file files map maps draw plot'.split(' '));
  const tokenize = createTokenizer({ mode: 'reference' });
  for (const line of read('english/seed_tasks.jsonl').trimEnd().split('\n')) {
    const { instruction } = JSON.parse(line) as SeedRecord;
    const tokens = tokenize(instruction);
    expect(tokens.filter((token) => listed.has(token))).toEqual([]);
    expect(holdsPhrase(tokens, ['go', 'to'])).toBe(false);
  }
});

function read(path: string): string {
  return readFileSync(new URL(`../../../samples/${path}`, import.meta.url), 'utf8');
}
