import { parse } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { editRecipe } from '../../../src/host/recipeEdit.ts';
import { UserError } from '../../../src/host/userError.ts';

const chosen = { connection: 'local', model: 'm-1' };

test('a recipe that is not there yet is written', () => {
  expect(JSON.parse(editRecipe(undefined, chosen))).toEqual(chosen);
  expect(JSON.parse(editRecipe('\n', chosen))).toEqual(chosen);
});

test('only the fields change: comments, order, indentation and line ends stay', () => {
  const before = '\uFEFF{\r\n\t// ours\r\n\t"target":  50,\r\n\t"model": "old", // keep\r\n\t"name": "नमूना"\r\n}\r\n';
  const after = editRecipe(before, chosen);
  expect(after).toBe(
    '\uFEFF{\r\n\t// ours\r\n\t"target":  50,\r\n\t"model": "m-1", // keep\r\n\t"name": "नमूना",\r\n\t"connection": "local"\r\n}\r\n',
  );
});

test('a field that says so already leaves the text as it is', () => {
  const text = '{ "model":"m-1",   "connection" : "local" }';
  expect(editRecipe(text, chosen)).toBe(text);
});

test('a text that is no object is refused, and left alone', () => {
  for (const text of ['[]', '{"a":', 'null', '{"a" 1}']) expect(() => editRecipe(text, chosen)).toThrow(UserError);
});

test('a part of a budget is set, changed and taken out, and the others stay', () => {
  const before = '{\n  "budget": { "maxRequests": 9, "maxTokens": 100 } // ours\n}\n';
  const after = editRecipe(before, {
    budget: { maxRequests: undefined, maxTokens: 200, maxCost: { amount: 5, currency: 'USD' } },
  });
  expect(parse(after)).toEqual({ budget: { maxTokens: 200, maxCost: { amount: 5, currency: 'USD' } } });
  expect(after).toContain('// ours');
  expect(JSON.parse(editRecipe('{}', { budget: { maxRequests: 3 } }))).toEqual({ budget: { maxRequests: 3 } });
  expect(parse(editRecipe(after, { budget: { maxTokens: undefined, maxCost: undefined } }))).toEqual({ budget: {} });
});

test('a field inside another is set beside what stands there', () => {
  const threshold = { filters: { similarity: 0.6 } };
  const before = '{\n  "filters": {\n    "minTokens": 2\n  }\n}\n';
  const after = '{\n  "filters": {\n    "minTokens": 2,\n    "similarity": 0.6\n  }\n}\n';
  expect(editRecipe(before, threshold)).toBe(after);
  expect(editRecipe(after, threshold)).toBe(after);
  expect(JSON.parse(editRecipe('{}', threshold))).toEqual(threshold);
});
