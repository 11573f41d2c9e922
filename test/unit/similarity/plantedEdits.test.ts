import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createUnits } from '../../../src/core/similarity/measure.ts';
import { NoveltyIndex } from '../../../src/core/similarity/noveltyIndex.ts';
import { referenceFolder } from '../support/temporaryDataset.ts';
import { randomFrom } from './randomTexts.ts';

const isHere = existsSync(referenceFolder);
if (!isHere) console.warn(`Skipped: light edits of real seeds, which are not at ${referenceFolder}.`);

/** What an edit may draw on: numbers from 0 up to 1. */
type Random = () => number;
type Edit = (text: string, random: Random) => string;

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** Changes one item of a list, by place; the longest of three drawn, so that it is a word rather than a particle. */
function changeOne(items: readonly string[], random: Random, change: (item: string) => string): string[] {
  const places = [0, 1, 2].map(() => Math.floor(random() * items.length));
  const [place] = places.toSorted((a, b) => (items[b]?.length ?? 0) - (items[a]?.length ?? 0));
  return items.map((item, at) => (at === place ? change(item) : item));
}

function swap(items: readonly string[], random: Random): string[] {
  const at = Math.floor(random() * (items.length - 1));
  return items.map((item, index) => (index === at ? items[at + 1] : index === at + 1 ? items[at] : item) ?? item);
}

const words = (text: string) => text.split(' ');
const turkish: readonly Edit[] = [
  // A suffix more, or another one in its place.
  (text, random) =>
    changeOne(words(text), random, (word) =>
      word.replace(/\p{L}+/u, (stem) => stem + pick(['ler', 'de', 'in', 'yle'], random)),
    ).join(' '),
  (text, random) =>
    changeOne(words(text), random, (word) =>
      word.replace(/\p{L}{2}(?=\P{L}*$)/u, () => pick(['ları', 'inde', 'ken'], random)),
    ).join(' '),
  // A word more, two words swapped, punctuation and case.
  (text, random) => {
    const all = words(text);
    const at = Math.floor(random() * (all.length + 1));
    return [...all.slice(0, at), pick(['lütfen', 'şimdi', 'kısaca', 'yine'], random), ...all.slice(at)].join(' ');
  },
  (text, random) => swap(words(text), random).join(' '),
  (text) => `“${text.replace(/[.?!:]+$/u, '')}”!`.toLocaleUpperCase('tr'),
];

const chinese: readonly Edit[] = [
  (text, random) => changeOne([...text], random, () => pick([...'的了吧其此'], random)).join(''),
  (text, random) => {
    const at = Math.floor(random() * text.length);
    return text.slice(0, at) + pick(['非常', '请', '一下', '现在'], random) + text.slice(at);
  },
  (text, random) => swap([...text], random).join(''),
  (text) => `“${text.replace(/[。？！：:.?!]+$/u, '')}”！`,
  (text) => text.replaceAll('，', ',').replaceAll('。', '.').toUpperCase(),
];

function readInstructions(file: string): string[] {
  const lines = readFileSync(path.join(referenceFolder, file), 'utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => (JSON.parse(line) as { instruction: string }).instruction);
}

describe.skipIf(!isHere)('20 light edits of real seeds', () => {
  const languages = [
    ['tr', 'seeds/tr/seed_tasks.jsonl', turkish],
    ['zh', 'seeds/zh/zh_seed_tasks.json', chinese],
  ] as const;
  const cases = languages.flatMap(([language, file, edits]) =>
    (['rouge-l', 'trigrams'] as const).map((measure) => [language, measure, file, edits] as const),
  );

  test.each(cases)('%s, %s: the original is the nearest of 19 at least', (language, measure, file, edits) => {
    const seeds = readInstructions(file);
    const index = new NoveltyIndex({ threshold: 0.7, measure, tokenize: createUnits({ language, measure }) });
    for (const [at, seed] of seeds.entries()) index.add(`${at}`, seed);
    const random = randomFrom(language === 'tr' ? 11 : 12);
    const step = Math.floor(seeds.length / 20);
    const results = Array.from({ length: 20 }, (_, at) => {
      const original = seeds[at * step + Math.floor(random() * step)] as string;
      const edited = (edits[at % edits.length] as Edit)(original, random);
      const nearest = index.nearest(edited);
      return { original, edited, found: seeds[Number(nearest?.id)], f: nearest?.f ?? 0 };
    });
    expect(results.filter(({ original, edited }) => original !== edited).length).toBeGreaterThanOrEqual(18);
    const right = results.filter(({ original, found }) => original === found);
    expect(right.length, JSON.stringify(results.filter((result) => !right.includes(result)))).toBeGreaterThanOrEqual(
      19,
    );
  });
});
