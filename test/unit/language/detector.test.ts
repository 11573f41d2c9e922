import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { areNeighbours } from '../../../src/core/language/neighbours.ts';
import { checkOf, seedOf, sentencesIn } from '../support/languageFixtures.ts';
import { referenceFolder } from '../support/temporaryDataset.ts';

const seedsShown = 12;

describe.each([
  ['es', 'Spanish'],
  ['fr', 'French'],
  ['id', 'Indonesian'],
])('%s', (language, name) => {
  const opened = (async () => {
    const all = await sentencesIn(language);
    return { all, check: await checkOf(language, all.slice(0, seedsShown)) };
  })();

  test('the detector is in force, and the check says how it did', async () => {
    const { check } = await opened;
    const [instruction, input] = check.fields;
    expect(instruction).toMatchObject({ method: 'detector', recognised: 1 });
    expect(instruction?.words).toMatch(/^script, then language detector \(recognises 100 % of the \d+ seeds\)$/u);
    expect(input?.words).toContain('0 seeds are long enough to try the detector on, too few');
  });

  test(`none of the ${name} sentences is dropped or flagged`, async () => {
    const { all, check } = await opened;
    const seen = all.map((text) => ({ text, ...check.judgeInstruction(text) }));
    expect(seen.filter(({ drop, flags }) => drop || flags.length > 0)).toEqual([]);
  });

  test('English is dropped, and so is another language', async () => {
    const { check } = await opened;
    const english = await sentencesIn('en');
    const dropped = english.filter((text) => check.judgeInstruction(text).drop?.filter === 'other-language');
    expect(dropped.length).toBeGreaterThanOrEqual(9);
    expect(check.judgeInstruction(english[2] ?? '').drop?.detail).toBe('instruction: recognised as English');
    const other = await sentencesIn(language === 'id' ? 'fr' : 'id');
    expect(other.filter((text) => check.judgeInstruction(text).drop).length).toBeGreaterThanOrEqual(15);
  });

  test('a short text is never judged', async () => {
    const { check } = await opened;
    for (const text of ['Yes, of course.', 'Black and white', 'Good morning!', 'true', 'in the morning'])
      expect(check.judgeInstruction(text)).toEqual({ flags: [] });
  });
});

describe('a Spanish dataset', () => {
  const opened = (async () => {
    const all = await sentencesIn('es');
    return checkOf(
      'es',
      all.map((text, at) => seedOf(text, all[(at + 1) % all.length], all[(at + 2) % all.length])),
    );
  })();
  const english = 'The weather is nice today and we will walk to the market with our children.';

  test('keeps what is to be translated, and its translation', async () => {
    const check = await opened;
    expect(check.judgeInstruction(`Traduce al español la frase siguiente: ${english}`)).toEqual({ flags: [] });
    expect(check.judgeInstruction(`Traduce: ${english}`)).toEqual({ flags: [] });
    const given = { input: 'Hoy hace buen tiempo y vamos al mercado con los niños.', output: english };
    expect(check.judgeInstance(given, 'Traduce la frase al inglés.')).toEqual({ flags: [] });
    expect(check.judgeInstance(given, 'Escribe la misma frase en inglés.')).toEqual({ flags: [] });
    expect(check.judgeInstance(given, 'Resume la frase con otras palabras.').drop).toEqual({
      filter: 'other-language',
      detail: 'output: recognised as English',
    });
  });

  test('an English instruction about translating is drift all the same', async () => {
    expect(
      (await opened).judgeInstruction('Translate the following sentence into Spanish and keep the names as they are.')
        .drop?.filter,
    ).toBe('other-language');
  });

  test('keeps code', async () => {
    const output =
      'def total(prices):\n    # add up whatever the customer has put into the basket\n    return sum(prices)';
    expect((await opened).judgeInstance({ input: '', output }, 'Escribe una función que sume los precios.')).toEqual({
      flags: [],
    });
  });

  test('a paragraph in another language among others is mixing', async () => {
    const output = `${(await sentencesIn('es')).slice(0, 2).join('\n')}\n${english}\nThe shop opens at nine and closes at noon during the summer.`;
    expect((await opened).judgeInstance({ input: '', output }, 'Escribe un texto corto.')).toMatchObject({
      flags: [{ code: 'code-mixing', field: 'output' }],
    });
  });

  test('close neighbours are not drift', async () => {
    const check = await opened;
    expect(
      check.judgeInstruction('Escreva uma carta curta a um amigo que se mudou para outra cidade no ano passado.'),
    ).toEqual({ flags: [] });
    expect(
      check.judgeInstruction('Escriu una carta curta a un amic que se n’ha anat a viure a una altra ciutat.'),
    ).toEqual({ flags: [] });
  });
});

test.each([
  ['id', 'ms'],
  ['sv', 'nb'],
  ['no', 'da'],
  ['hi', 'mr'],
  ['hi-IN', 'ne'],
  ['cs', 'sk'],
  ['hr', 'sr'],
  ['bs', 'hr'],
  ['pt-BR', 'gl'],
  ['es', 'ca'],
  ['zh-Hant', 'yue'],
])('%s and %s are neighbours', (one, other) => {
  expect([areNeighbours(one, other), areNeighbours(other, one)]).toEqual([true, true]);
});

test.each([
  ['es', 'fr'],
  ['en', 'de'],
  ['ru', 'bg'],
  ['th', 'km'],
  ['qu', 'es'],
])('%s and %s are not', (one, other) => {
  expect(areNeighbours(one, other)).toBe(false);
});

test('a detector that does not recognise the seeds is not used: seeds in French, recipe in Spanish', async () => {
  const check = await checkOf('es', await sentencesIn('fr'));
  expect(check.fields[0]).toMatchObject({ method: 'likeness', recognised: 0 });
  expect(check.fields[0]?.words).toMatch(
    /^script, then flagged by likeness to English: the detector recognises only 0 % of the \d+ seeds as Spanish$/u,
  );
});

test('too few seeds to try it on leave the detector out', async () => {
  const check = await checkOf('es', (await sentencesIn('es')).slice(0, 4));
  expect(check.fields[0]?.method).toBe('script');
  expect(check.judgeInstruction('Write a letter to the mayor about the broken bench in the park.')).toEqual({
    flags: [],
  });
});

test('the check is the same for the same seeds', async () => {
  const seeds = (await sentencesIn('id')).map((text) => seedOf(text));
  const [one, two] = [await checkOf('id', seeds), await checkOf('id', seeds)];
  expect(one.fields).toEqual(two.fields);
});

describe.skipIf(!existsSync(referenceFolder))('over the reference data', () => {
  const instructions = (file: string) =>
    readFileSync(path.join(referenceFolder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { instruction: string }).instruction);

  test.each([
    ['tr', 'seeds/tr/seed_tasks.jsonl', 1],
    ['zh', 'seeds/zh/zh_seed_tasks.json', 0],
    ['en', 'self-instruct/seed_tasks.jsonl', 0],
  ])('%s: with 40 of the seeds, at most %s of all are dropped', async (language, file, most) => {
    const all = instructions(file);
    const check = await checkOf(language, all.slice(0, 40));
    expect(check.fields[0]?.method).toBe('detector');
    expect(all.filter((text) => check.judgeInstruction(text).drop).length).toBeLessThanOrEqual(most);
  });
});
