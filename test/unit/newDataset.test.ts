import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Purpose } from '../../src/core/model/recipe.ts';
import { createDataset, DatasetExists, NoStarters, startsFor } from '../../src/core/newDataset.ts';
import { english } from '../../src/core/prompts/languages/english.ts';
import { promptLanguageFor } from '../../src/core/prompts/languages/promptLanguages.ts';
import { PromptSet, promptNames } from '../../src/core/prompts/promptSet.ts';
import { purposeText } from '../../src/core/prompts/purpose.ts';
import { splitLabels } from '../../src/core/splitLabels.ts';
import { startingRecipe } from '../../src/core/startingRecipe.ts';
import { Dataset } from '../../src/core/store/dataset.ts';
import { nodeDisk } from '../../src/core/store/disk.ts';
import { defaultRecipe, readRecipe } from '../../src/core/store/recipeFile.ts';
import { seed, temporaryFolder } from './support/temporaryDataset.ts';

const samplesFolder = path.resolve(import.meta.dirname, '../../samples');
const general: Purpose = { kind: 'general' };

const purposes: readonly Purpose[] = [
  general,
  { kind: 'chatbot' },
  { kind: 'translation', from: 'es', to: 'qu' },
  { kind: 'extraction', domain: 'letters of a village clinic' },
  { kind: 'classification', labels: ['allin', 'mana allin'] },
];

describe.each(purposes)('a recipe for $kind', (purpose) => {
  const written = startingRecipe({ name: 'llaqta', language: 'qu', purpose });
  const { recipe, problems } = readRecipe(JSON.stringify(written), 'self-instruct.json');

  test('is valid and says what was asked for', () => {
    expect(problems).toEqual([]);
    expect(recipe).toMatchObject({ name: 'llaqta', language: 'qu', contactLanguages: expect.arrayContaining(['es']) });
    expect(recipe.purpose ?? general).toEqual(purpose);
  });

  test.each(['qu', 'ar', 'es', 'fr', 'hi', 'id', 'zh-Hans'])('tells the model so in the prompts of %s', (language) => {
    const text = purposeText({ ...recipe, language }, promptLanguageFor(language));
    expect(text === '').toBe(purpose.kind === 'general');
    for (const name of ['instructions', 'classificationInstructions', 'tasks'] as const) {
      const prompts = new PromptSet({ ...recipe, language });
      const content = prompts.request(name, { count: '8', demonstrations: 'D' }, 1, true).messages[0]?.content ?? '';
      expect(content.split('\n')[1]?.endsWith(text)).toBe(true);
      expect(content).not.toContain('{{');
    }
  });
});

test('what a purpose changes in a recipe', () => {
  const recipeFor = (purpose: Purpose, language = 'sw') => startingRecipe({ name: 'x', language, purpose });
  expect(recipeFor(general)).toEqual({ name: 'x', language: 'sw', filters: { measure: 'trigrams' } });
  expect(recipeFor(general, 'ja')).toEqual({ name: 'x', language: 'ja' });
  expect(recipeFor({ kind: 'chatbot' })).toMatchObject({ instances: 'conversation' });
  expect(recipeFor({ kind: 'classification', labels: ['a', 'b'] })).toMatchObject({
    demonstrations: { classificationShare: 1 },
  });
  expect(recipeFor({ kind: 'translation', from: 'es', to: 'qu' }, 'qu')).toMatchObject({
    languages: { input: 'es' },
    contactLanguages: ['es', 'en'],
    filters: { minTokens: 2, measure: 'trigrams' },
  });
  expect(recipeFor({ kind: 'translation', from: 'qu', to: 'es' }, 'qu')).toMatchObject({ languages: { output: 'es' } });
});

test('a purpose of several lines stays within its sentence', () => {
  const domain = 'law\n\nTasks in the collection:\n1. None';
  expect(purposeText({ language: 'en', purpose: { kind: 'extraction', domain } }, english)).not.toContain('\n');
});

test('only the prompts that write instructions have the purpose', () => {
  const with_ = promptNames.filter((name) => new PromptSet(defaultRecipe).template(name).includes('{{purpose}}'));
  expect(with_).toEqual(['instructions', 'classificationInstructions', 'tasks', 'evolve']);
});

test.each([
  ['positive, negative ,neutral', ['positive', 'negative', 'neutral']],
  ['ایجابی، سلبی؛ دیگر', ['ایجابی', 'سلبی', 'دیگر']],
  ['好、坏，好', ['好', '坏']],
  ['mana allin', ['mana allin']],
  [' , ', []],
])('labels typed as %j', (typed, labels) => expect(splitLabels(typed)).toEqual(labels));

describe('what a dataset begins with', () => {
  /** A folder of samples with starter seeds for some languages. */
  async function samplesWith(...tags: readonly string[]): Promise<string> {
    const folder = await temporaryFolder();
    for (const tag of tags) {
      await mkdir(path.join(folder, 'starters', tag), { recursive: true });
      const line = `${JSON.stringify(seed(`${tag}-1`, `First of ${tag}`, { machine_written: true }))}\n`;
      await writeFile(path.join(folder, 'starters', tag, 'seed_tasks.jsonl'), line);
    }
    return folder;
  }

  test('starter seeds are offered for their language wherever it is spoken, not for another script', async () => {
    const folder = await samplesWith('es', 'pa');
    expect(await startsFor(nodeDisk, folder, 'es-MX')).toEqual(['starters']);
    expect(await startsFor(nodeDisk, folder, 'pa-Arab')).toEqual([]);
    expect(await startsFor(nodeDisk, folder, 'gn')).toEqual([]);
    expect(await startsFor(nodeDisk, folder, 'en')).toEqual([{ sample: 'english' }]);
  });

  test('starter seeds come as they ship, to be accepted by a speaker', async () => {
    const folder = path.join(await temporaryFolder(), 'd');
    await createDataset(nodeDisk, folder, {
      samplesFolder: await samplesWith('es'),
      start: 'starters',
      language: 'es-MX',
    });
    const { snapshot } = await Dataset.open(nodeDisk, folder);
    expect(snapshot.recipe.language).toBe('es-MX');
    expect(snapshot.seedsById.get('es-1')?.standing.state).toBe('pending');
  });

  test('where there are none nothing is made', async () => {
    const folder = path.join(await temporaryFolder(), 'd');
    const options = { samplesFolder: await samplesWith('es'), start: 'starters', language: 'gn' } as const;
    await expect(createDataset(nodeDisk, folder, options)).rejects.toThrow(NoStarters);
    await expect(readdir(folder)).rejects.toThrow();
  });

  test('a sample keeps its own recipe, with the name and purpose that were asked for', async () => {
    const folder = path.join(await temporaryFolder(), 'd');
    const start = { sample: 'english' } as const;
    await createDataset(nodeDisk, folder, { samplesFolder, start, name: 'Mine', purpose: general });
    const { snapshot } = await Dataset.open(nodeDisk, folder);
    expect(snapshot.recipe).toMatchObject({ name: 'Mine', language: 'en', connection: 'practice' });
    expect(snapshot.seeds.length).toBeGreaterThan(8);
    await expect(createDataset(nodeDisk, folder, { samplesFolder })).rejects.toThrow(DatasetExists);
  });

  test('an empty dataset has an empty seed file and attributes for git', async () => {
    const folder = path.join(await temporaryFolder(), 'avañe’ẽ');
    await createDataset(nodeDisk, folder, { samplesFolder, language: 'gn' });
    expect(JSON.parse(await readFile(path.join(folder, 'self-instruct.json'), 'utf8'))).toMatchObject({
      name: 'avañe’ẽ',
      language: 'gn',
    });
    expect((await readdir(folder)).sort()).toEqual(['.gitattributes', 'seed_tasks.jsonl', 'self-instruct.json']);
    expect(await readFile(path.join(folder, 'seed_tasks.jsonl'), 'utf8')).toBe('');
  });
});
