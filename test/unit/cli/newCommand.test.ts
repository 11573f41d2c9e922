import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { newCommand } from '../../../src/cli/newCommand.ts';
import { temporaryFolder } from '../support/temporaryDataset.ts';
import { inProcess } from './inProcess.ts';

const fresh = async () => path.join(await temporaryFolder(), 'data');

async function recipeOf(...args: readonly string[]): Promise<unknown> {
  const folder = await fresh();
  const { exit, json } = await inProcess(newCommand, [folder, ...args]);
  expect(exit).toBe(0);
  expect(json).toEqual({ folder });
  expect(await readFile(path.join(folder, 'seed_tasks.jsonl'), 'utf8')).toBe('');
  return JSON.parse(await readFile(path.join(folder, 'self-instruct.json'), 'utf8'));
}

test('a dataset for translation into a language that nothing ships for', async () => {
  const args = ['--language', 'QU', '--purpose', 'translation', '--from', 'es', '--to', 'qu', '--name', 'Runasimi'];
  expect(await recipeOf(...args)).toEqual({
    name: 'Runasimi',
    language: 'qu',
    languages: { input: 'es' },
    contactLanguages: ['es', 'en'],
    purpose: { kind: 'translation', from: 'es', to: 'qu' },
    demonstrations: { classificationShare: 0 },
    filters: { minTokens: 2, measure: 'trigrams' },
  });
});

test('without a language a translation is in the language that it leads to', async () => {
  expect(await recipeOf('--purpose', 'translation', '--from', 'es', '--to', 'gn')).toMatchObject({ language: 'gn' });
});

test('a domain and labels', async () => {
  expect(await recipeOf('--language', 'sw', '--purpose', 'extraction', '--domain', 'maize prices')).toMatchObject({
    purpose: { kind: 'extraction', domain: 'maize prices' },
  });
  expect(await recipeOf('--purpose', 'classification', '--labels', 'yes, no')).toMatchObject({
    purpose: { kind: 'classification', labels: ['yes', 'no'] },
    demonstrations: { classificationShare: 1 },
  });
});

test.each([
  [['--language', 'Quechua'], /language tag/u],
  [['--purpose', 'poetry'], /--purpose is one of/u],
  [['--purpose', 'translation', '--from', 'es'], /--from TAG and --to TAG/u],
  [['--purpose', 'translation', '--from', 'es', '--to', '??'], /--to takes a language tag/u],
  [['--from', 'es'], /belong to --purpose translation/u],
  [['--purpose', 'chatbot', '--labels', 'a,b'], /--labels belongs/u],
  [['--sample', 'english', '--starters'], /not both/u],
  [['--sample', 'klingon'], /--sample is one of/u],
  [['--starters', '--language', 'gn'], /no starter seeds for “gn”/u],
])('%j is refused, and nothing is made', async (args, message) => {
  const folder = await fresh();
  await expect(inProcess(newCommand, [folder, ...args])).rejects.toThrow(message);
  expect(existsSync(folder)).toBe(false);
});
