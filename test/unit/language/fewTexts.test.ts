import { describe, expect, test } from 'vitest';
import type { LanguageVerdict } from '../../../src/core/language/languageCheck.ts';
import { checkOf, seedOf, sentencesIn } from '../support/languageFixtures.ts';

const seedsShown = 15;

function isDropped({ drop }: LanguageVerdict): boolean {
  return drop !== undefined;
}

function isNoticed({ drop, flags }: LanguageVerdict): boolean {
  return drop !== undefined || flags.length > 0;
}

describe.each(['qu', 'sw', 'ha', 'or', 'gn', 'bo'])('%s, with 15 seeds', (language) => {
  const opened = (async () => {
    const all = await sentencesIn(language);
    const seeds = all.slice(0, seedsShown);
    const more = all.slice(seedsShown);
    const check = await checkOf(
      language,
      seeds.map((text, at) => seedOf(text, seeds[(at + 1) % seedsShown])),
    );
    return { all, more, check, english: await sentencesIn('en') };
  })();

  test('no sentence of the language is dropped, nor flagged, whether a seed or new', async () => {
    const { all, more, check } = await opened;
    expect(more).toHaveLength(20);
    const judged = all.map((text) => ({ text, ...check.judgeInstruction(text) }));
    expect(judged.filter(isDropped)).toEqual([]);
    expect(judged.filter(isNoticed)).toEqual([]);
  });

  test('nor as output', async () => {
    const { all, check } = await opened;
    const judged = all.map((output) => ({ output, ...check.judgeInstance({ input: '', output }, all[0] ?? '') }));
    expect(judged.filter(isNoticed)).toEqual([]);
  });

  test('English among them is noticed', async () => {
    const { check, english } = await opened;
    expect(english).toHaveLength(10);
    const asInstructions = english.filter((text) => isNoticed(check.judgeInstruction(text)));
    expect(asInstructions.length).toBeGreaterThanOrEqual(9);
    const asOutputs = english.filter((output) => isNoticed(check.judgeInstance({ input: '', output }, 'x')));
    expect(asOutputs.length).toBeGreaterThanOrEqual(9);
  });
});

test('Quechua and Guarani are unknown to the detector, and the check says so', async () => {
  for (const [language, name] of [
    ['qu', 'Quechua'],
    ['gn', 'Guarani'],
  ] as const) {
    const seeds = (await sentencesIn(language)).slice(0, seedsShown);
    const [instruction] = (await checkOf(language, seeds)).fields;
    expect(instruction).toMatchObject({ method: 'likeness', contacts: ['en'] });
    expect(instruction?.words).toBe(`script, then flagged by likeness to English: the detector does not know ${name}`);
  }
});

test('what only likeness tells is flagged, never dropped', async () => {
  const seeds = (await sentencesIn('qu')).slice(0, seedsShown);
  const check = await checkOf('qu', seeds);
  for (const text of await sentencesIn('en')) expect(isDropped(check.judgeInstruction(text))).toBe(false);
});

test('English words inside a sentence are mixing', async () => {
  const check = await checkOf('sw', (await sentencesIn('sw')).slice(0, seedsShown));
  const mixed = 'Mwandikie mjomba wako ujumbe then ask him whether he would like to visit you wakati wa likizo.';
  expect(check.judgeInstruction(mixed)).toMatchObject({ flags: [{ code: 'code-mixing', field: 'instruction' }] });
});

test('seeds that read like the contact language themselves leave likeness out of force', async () => {
  const english = await sentencesIn('en');
  // Nigerian Pidgin counts as a neighbour of English; a language of its own with English texts shows the same.
  const check = await checkOf('mh', [...english, ...english.map((text) => `${text} Please.`)]);
  expect(check.fields[0]?.words).toContain('the seeds themselves read like English');
  expect(check.judgeInstruction(english[0] ?? '').flags).toEqual([]);
});
