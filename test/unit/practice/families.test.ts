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
  const tokenize = createTokenizer({ language: tag });

  it(`are at least ${fewest}, each with its own id, and every fourth is a classification`, () => {
    expect(families.length).toBeGreaterThanOrEqual(fewest);
    expect(new Set(families.map(({ id }) => id)).size).toBe(families.length);
    expect(families.filter(({ labels }) => labels).length * 4).toBeGreaterThan(families.length - 4);
  });

  it('have a slot for each place and a place for each slot', () => {
    for (const { id, patterns, slots = {} } of families) {
      const places = new Set(
        patterns.flatMap((pattern) => [...pattern.matchAll(/\{(\w+)\}/gu)].map(([, slot]) => slot)),
      );
      expect([...places].toSorted(), id).toEqual(Object.keys(slots).toSorted());
    }
  });

  it('are recognised from their own text, with the same choices', () => {
    for (const composed of families.flatMap((family) => draws(family, 12))) {
      expect(recognise(families, `${composed.instruction} ${language.asides[0]}`)).toEqual(composed);
    }
  });

  it('pass the filters on instructions', () => {
    const filter = createInstructionFilter({ ...defaultRecipe, language: tag }, tokenize);
    const dropped = families
      .flatMap((family) => draws(family, 20))
      .map(({ instruction }) => ({ instruction, by: filter(instruction, []) }))
      .filter(({ by }) => by !== undefined);
    expect(dropped).toEqual([]);
  });

  it('compute sound outputs, one for each input, and every label of a classification', () => {
    for (const composed of families.flatMap((family) => draws(family, 6))) {
      const random = randomFrom(composed.instruction);
      const pairs = Array.from({ length: 10 }, () => instancesOf(composed, 4, random)).flat();
      const unsound = pairs.filter(({ input, output }) => {
        const broken = /undefined|NaN|:\s*$/u;
        return output.trim() === '' || output === input || broken.test(output) || broken.test(input);
      });
      expect(unsound, composed.instruction).toEqual([]);
      // Without an input there may be many right answers.
      const given = pairs.filter(({ input }) => input !== '');
      const different = new Set(given.map(({ input, output }) => JSON.stringify([input, output])));
      expect(different.size, composed.instruction).toBe(new Set(given.map(({ input }) => input)).size);
      const { labels } = composed.family;
      if (labels) expect(new Set(pairs.map(({ output }) => output))).toEqual(new Set(labels));
    }
  });

  it(`compose at least ${distinct} instructions that are not similar to each other`, () => {
    const random = randomFrom('distinct');
    const index = new NoveltyIndex({ threshold: 0.7, tokenize });
    for (let draw = 0; draw < 4000; draw += 1) {
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
