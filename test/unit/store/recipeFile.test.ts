import { expect, test } from 'vitest';
import { defaultRecipe, readRecipe } from '../../../src/core/store/recipeFile.ts';

test('a recipe that is nested without end is a problem, not a crash', () => {
  const levels = 200_000;
  const { recipe, problems } = readRecipe(`{"name":${'['.repeat(levels)}${']'.repeat(levels)}}`, 'self-instruct.json');
  expect(recipe).toEqual(defaultRecipe);
  expect(problems).toMatchObject([{ code: 'recipe', severity: 'error', file: 'self-instruct.json' }]);
});
