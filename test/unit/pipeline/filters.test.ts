import { describe, expect, test } from 'vitest';
import { filterInstances } from '../../../src/core/pipeline/filterInstances.ts';
import { createInstructionFilter, findLoop } from '../../../src/core/pipeline/filterInstruction.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { defaultRecipe } from '../../../src/core/store/recipeFile.ts';

function filterIn(language: string, filters: object = {}) {
  const recipe = { ...defaultRecipe, language, filters: { ...defaultRecipe.filters, ...filters } };
  const filter = createInstructionFilter(recipe, createTokenizer({ language }));
  return (instruction: string, demonstrations: string[] = []) => filter(instruction, demonstrations)?.filter;
}

const words = (count: number, word: string) => Array.from({ length: count }, (_, index) => `${word}${index}`).join(' ');

describe('filters on an instruction', () => {
  const filter = filterIn('en');

  test.each([
    ['', 'empty'],
    [' \n ', 'empty'],
    ['Name three rivers', 'too-short'],
    ['Name three long rivers', undefined],
    [words(150, 'w'), undefined],
    [words(151, 'w'), 'too-long'],
    ['- Name three long rivers', 'starts-with-punctuation'],
    ['"Name" three long rivers', 'starts-with-punctuation'],
    ['“Name” three long rivers', undefined],
    ['Look at the following photo and say what it shows', 'unsuitable-words'],
    ['Summarise the plot of a novel in one line', undefined],
    ['Sort the words the words the words the words by length', 'repetition'],
    ['List, list, list and list every kind of tree', undefined],
  ])('%j → %s', (instruction, expected) => {
    expect(filter(instruction)).toBe(expected);
  });

  test('an echo is a demonstration in the same words, whatever its case and punctuation', () => {
    expect(filter('name three LONG rivers!', ['Name three long rivers.'])).toBe('echo');
    expect(filter('Name three short rivers', ['Name three long rivers.'])).toBeUndefined();
  });

  test('the list of unsuitable words can be replaced, and matches whole words', () => {
    const own = filterIn('en', { unsuitableWords: ['map'] });
    expect(own('Draw a map of the town')).toBe('unsuitable-words');
    expect(own('Write about a mapmaker of old')).toBeUndefined();
    expect(own('Look at the following photo and say what it shows')).toBeUndefined();
  });

  test.each([
    ['hi', 'भारत की तीन लंबी नदियों के नाम लिखिए'],
    ['ta', 'தமிழ்நாட்டில் உள்ள மூன்று பெரிய ஆறுகளின் பெயர்களை எழுதுங்கள்'],
    ['ar', 'اكتب أسماء ثلاثة أنهار طويلة في أفريقيا'],
    ['th', 'เขียนชื่อแม่น้ำสามสายในประเทศไทยพร้อมจังหวัด'],
    ['zh', '请写出中国三条最长的河流的名称'],
    ['ja', '日本で一番長い川の名前を三つ書いてください'],
    ['tr', "İstanbul'daki üç uzun caddenin adını yaz"],
    ['es', '¿Qué ríos de América son los más largos?'],
  ])('%s: a good instruction passes, and its script is no reason to drop it', (language, instruction) => {
    expect(filterIn(language)(instruction)).toBeUndefined();
  });

  test('lengths count the tokens of the script, not spaces', () => {
    expect(filterIn('th')('แม่น้ำ')).toBe('too-short');
    expect(filterIn('zh')('河流')).toBe('too-short');
  });

  test('a loop is a phrase said four times in a row', () => {
    expect(findLoop(['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'])).toEqual(['a', 'b']);
    expect(findLoop(['a', 'b', 'a', 'b', 'a', 'b', 'a', 'c'])).toBeUndefined();
    expect(findLoop([])).toBeUndefined();
  });
});

describe('filters on instances', () => {
  const of = (...pairs: [string, string][]) => {
    const { kept, dropped } = filterInstances(
      pairs.map(([input, output]) => ({ input, output })),
      5,
    );
    return { kept: kept.map(({ output }) => output), dropped: dropped.map(({ filter }) => filter) };
  };

  test.each<[string, [string, string][], { kept: string[]; dropped: string[] }]>([
    [
      'sound',
      [
        ['a', '1'],
        ['b', '2'],
      ],
      { kept: ['1', '2'], dropped: [] },
    ],
    ['no input', [['', '1']], { kept: ['1'], dropped: [] }],
    ['input equals output', [['same', ' same ']], { kept: [], dropped: ['input-equals-output'] }],
    ['empty output', [['a', ' \n']], { kept: [], dropped: ['empty-output'] }],
    ['both empty', [['', '']], { kept: [], dropped: ['empty-output'] }],
    [
      'ends with a colon',
      [
        ['List:', '1'],
        ['a', 'as follows：'],
      ],
      { kept: [], dropped: ['ends-with-colon', 'ends-with-colon'] },
    ],
    [
      'duplicate',
      [
        ['a', '1'],
        ['a', '1'],
        ['b', '2'],
      ],
      { kept: ['1', '2'], dropped: ['duplicate-instance'] },
    ],
    [
      'same input with different outputs: all go',
      [
        ['a', '1'],
        ['b', '2'],
        ['a', '3'],
      ],
      { kept: [], dropped: Array.from({ length: 3 }, () => 'same-input-different-outputs') },
    ],
    [
      'too many',
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
        ['d', '4'],
        ['e', '5'],
        ['f', '6'],
      ],
      { kept: ['1', '2', '3', '4', '5'], dropped: ['too-many-instances'] },
    ],
  ])('%s', (_, pairs, expected) => {
    expect(of(...pairs)).toEqual(expected);
  });
});
