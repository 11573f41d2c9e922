import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LanguageCheck } from '../../../src/core/language/languageCheck.ts';
import { LanguageCheck as Check } from '../../../src/core/language/languageCheck.ts';
import type { SeedTask } from '../../../src/core/model/task.ts';
import { defaultRecipe } from '../../../src/core/store/recipeFile.ts';

const folder = path.resolve(import.meta.dirname, '../language/fixtures');

/** Plain sentences in a language; see the README beside them. */
export async function sentencesIn(language: string): Promise<readonly string[]> {
  const text = await readFile(path.join(folder, `${language}.txt`), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}

/** A seed as the store reads it. */
export function seedOf(instruction: string, output = '', input = ''): SeedTask {
  return { kind: 'seed', id: instruction, instruction, instances: [{ input, output }], isClassification: false };
}

/** The check of a dataset in `language` with these instructions, or tasks, as seeds. */
export function checkOf(
  language: string,
  seeds: readonly (string | SeedTask)[],
  recipe: Partial<typeof defaultRecipe> = {},
): Promise<LanguageCheck> {
  const tasks = seeds.map((seed) => (typeof seed === 'string' ? seedOf(seed) : seed));
  return Check.open(tasks, { ...defaultRecipe, language, ...recipe });
}
