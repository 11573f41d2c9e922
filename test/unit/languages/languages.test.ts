import { describe, expect, test } from 'vitest';
import { bindsEndings, contactLanguagesOf } from '../../../src/core/languages/languageFacts.ts';
import { isRightToLeft, knownLanguages, languageOf, readLanguageTag } from '../../../src/core/languages/languages.ts';

const byTag = new Map(knownLanguages().map((language) => [language.tag, language]));

test.each([
  ['qu', 'Quechua', 'Runasimi'],
  ['ay', 'Aymara', 'Aymar aru'],
  ['or', 'Odia', 'ଓଡ଼ିଆ'],
  ['gn', 'Guarani', 'Avañeʼẽ'],
  ['ha', 'Hausa', 'Hausa'],
  ['sw', 'Swahili', 'Kiswahili'],
  ['bo', 'Tibetan', 'བོད་སྐད་'],
  ['ta', 'Tamil', 'தமிழ்'],
])('%s is found by its English name and its own', (tag, english, own) => {
  const language = byTag.get(tag);
  expect(language?.english).toBe(english);
  expect(language?.own ?? english).toBe(own);
});

test('several hundred languages, each once, under a tag in its usual spelling', () => {
  expect(byTag.size).toBeGreaterThan(500);
  expect(byTag.size).toBe(knownLanguages().length);
  for (const [tag, { english }] of byTag) {
    expect(readLanguageTag(tag), english).toBe(tag);
    expect(english).not.toBe('');
  }
});

describe('typed tags', () => {
  test.each([
    [' QU ', 'qu'],
    ['zh-hant', 'zh-Hant'],
    ['qu-pe', 'qu-PE'],
    ['xyz', 'xyz'],
  ])('%j is %s', (typed, tag) => expect(readLanguageTag(typed)).toBe(tag));

  test.each(['', 'Quechua', 'q', 'qu_PE', 'qu PE', '-', 'en-', 'मराठी'])('%j is none', (typed) =>
    expect(readLanguageTag(typed)).toBeUndefined(),
  );

  test('what is not in the list is named as well as can be', () => {
    expect(languageOf('qu-PE').english).toBe('Quechua (Peru)');
    expect(languageOf('xyz')).toEqual({ tag: 'xyz', english: 'xyz' });
  });
});

test('the direction comes from the script, which a tag may name', () => {
  expect(
    ['ar', 'fa', 'ur', 'he', 'yi', 'dv', 'nqo', 'pa-Arab', 'ff-Adlm'].filter((tag) => !isRightToLeft(tag)),
  ).toEqual([]);
  expect(['en', 'hi', 'bo', 'pa', 'ff', 'not a tag'].filter(isRightToLeft)).toEqual([]);
});

test('a language has its neighbours as contact languages, never itself', () => {
  expect(contactLanguagesOf('qu')).toEqual(['es', 'en']);
  expect(contactLanguagesOf('qu-PE')).toEqual(['es', 'en']);
  expect(contactLanguagesOf('sw')).toEqual(['en']);
  expect(contactLanguagesOf('en')).toEqual([]);
  for (const tag of byTag.keys()) expect(contactLanguagesOf(tag)).not.toContain(tag);
});

test('trigrams are for languages in which one word has many forms', () => {
  const binding = 'tr fi hu et ta te kn ml ko sw zu qu qu-PE ay gn eu ka mn kk ky uz az tt'.split(' ');
  expect(binding.filter((tag) => !bindsEndings(tag))).toEqual([]);
  expect(['en', 'es', 'hi', 'ar', 'zh', 'ja', 'th', 'bo', 'id', 'st', 'xyz'].filter(bindsEndings)).toEqual([]);
  // Whoever reads about a language in the table finds it under its tag.
  expect(binding.filter((tag) => !tag.includes('-') && !byTag.has(tag))).toEqual([]);
});
