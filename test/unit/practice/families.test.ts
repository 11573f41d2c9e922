import { describe, expect, it } from 'vitest';
import { createInstructionFilter } from '../../../src/core/pipeline/filterInstruction.ts';
import { english } from '../../../src/core/practice/english/english.ts';
import { type Composed, compose, type Family, instancesOf, recognise } from '../../../src/core/practice/family.ts';
import { hindi } from '../../../src/core/practice/hindi/hindi.ts';
import { randomFrom } from '../../../src/core/random.ts';
import { NoveltyIndex } from '../../../src/core/similarity/noveltyIndex.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { defaultRecipe } from '../../../src/core/store/recipeFile.ts';

const languages = [
  { tag: 'en', language: english, fewest: 30, distinct: 220 },
  { tag: 'hi', language: hindi, fewest: 10, distinct: 60 },
];

function draws(family: Family, count: number): Composed[] {
  const random = randomFrom(family.id);
  return Array.from({ length: count }, () => compose(family, random));
}

describe.each(languages)('the families of $tag', ({ tag, language, fewest, distinct }) => {
  const { families } = language;
  const tokenize = createTokenizer(tag);
  const each = families.map((family) => [family.id, family] as const);

  it(`are at least ${fewest}, each with its own id, and every fourth is a classification`, () => {
    expect(families.length).toBeGreaterThanOrEqual(fewest);
    expect(new Set(families.map(({ id }) => id)).size).toBe(families.length);
    expect(families.filter(({ labels }) => labels).length * 4).toBeGreaterThan(families.length - 4);
  });

  it.each(each)('%s: has a slot for each place and a place for each slot', (_, family) => {
    const places = new Set(family.patterns.flatMap((pattern) => [...pattern.matchAll(/\{(\w+)\}/gu)].map(([, slot]) => slot)));
    expect([...places].toSorted()).toEqual(Object.keys(family.slots ?? {}).toSorted());
  });

  it.each(each)('%s: is recognised from its own text, with the same choices', (_, family) => {
    for (const composed of draws(family, 40)) {
      const found = recognise(families, `${composed.instruction} ${language.asides[0]}`);
      expect(found).toEqual(composed);
    }
  });

  it.each(each)('%s: passes the filters on instructions', (_, family) => {
    const filter = createInstructionFilter({ ...defaultRecipe, language: tag }, tokenize);
    for (const { instruction } of draws(family, 20)) expect(filter(instruction, []), instruction).toBeUndefined();
  });

  it.each(each)('%s: computes one sound output for each input', (_, family) => {
    const random = randomFrom(`${family.id} outputs`);
    for (const composed of draws(family, 12)) {
      const outputs = new Map<string, string>();
      for (let draw = 0; draw < 20; draw += 1) {
        for (const { input, output } of instancesOf(composed, 4, random)) {
          expect(output.trim(), composed.instruction).not.toBe('');
          expect(output).not.toMatch(/undefined|NaN|:\s*$/u);
          expect(input).not.toMatch(/undefined|NaN|:\s*$/u);
          if (family.id !== 'plural') expect(output).not.toBe(input);
          if (family.labels) expect(family.labels).toContain(output);
          // Without an input there may be many right answers.
          if (input !== '') expect(outputs.get(input) ?? output, `${composed.instruction} ${input}`).toBe(output);
          outputs.set(input, output);
        }
      }
      if (family.labels) expect(new Set(outputs.values())).toEqual(new Set(family.labels));
    }
  });

  it(`compose at least ${distinct} instructions that are not similar to each other`, () => {
    const random = randomFrom('distinct');
    const index = new NoveltyIndex({ threshold: 0.7, tokenize });
    for (let draw = 0; draw < 6000; draw += 1) {
      const { instruction } = compose(random.pick(families), random);
      if (!index.decide(instruction).similar) index.add(String(draw), instruction);
    }
    expect(index.size).toBeGreaterThanOrEqual(distinct);
  });
});

describe('instancesOf', () => {
  const random = () => randomFrom('x');

  it('gives different inputs, at most as many as asked for', () => {
    const family = english.families.find(({ id }) => id === 'angle-kind') as Family;
    const pairs = instancesOf(compose(family, random()), 9, random());
    expect(pairs).toHaveLength(9);
    expect(new Set(pairs.map(({ input }) => input)).size).toBe(9);
  });

  it('lets the labels take turns', () => {
    const family = english.families.find(({ id }) => id === 'animal-class') as Family;
    const outputs = instancesOf(compose(family, random()), 4, random()).map(({ output }) => output);
    expect(outputs.toSorted()).toEqual([...(family.labels ?? [])].toSorted());
  });

  it('gives one instance where no input is needed', () => {
    const family = english.families.find(({ id }) => id === 'packing-list') as Family;
    expect(instancesOf(compose(family, random()), 5, random())).toHaveLength(1);
  });
});

describe('recognise', () => {
  it('finds nothing in a text that nobody composed', () => {
    expect(recognise(english.families, 'Write a letter to the mayor about the broken bench.')).toBeUndefined();
  });

  it('tells choices apart by their wording', () => {
    const found = recognise(english.families, 'Sort the numbers in the list from the largest to the smallest.');
    expect(found).toMatchObject({ family: { id: 'sort-numbers' }, choice: { order: 'falling' } });
  });
});
