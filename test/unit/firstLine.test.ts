import { expect, test } from 'vitest';
import { firstLine } from '../../src/core/firstLine.ts';

test('a label is the first line that says something', () => {
  expect(firstLine('\n  \n  Name a fruit.  \nOne only.')).toBe('Name a fruit.');
  expect(firstLine('')).toBe('');
  expect(firstLine('चार ऋतुओं के नाम लिखो', 10)).toBe('चार ऋतुओं के…');
});

test('a long label is cut between characters, not inside one', () => {
  const cut = firstLine('😀'.repeat(200), 50);
  expect(Array.from(cut)).toHaveLength(50);
  expect(cut.endsWith('…')).toBe(true);
  expect(cut).not.toMatch(/\p{Surrogate}/u);
});

test.each([
  ['Hindi', 'नमस्ते दुनिया', 5],
  ['Tamil', 'நிகழ்வுகளை எழுதுக', 4],
  ['Thai', 'เขียนชื่อผลไม้', 3],
  ['Tibetan', 'བཀྲ་ཤིས་བདེ་ལེགས།', 4],
  ['combining accents', 'y\u0303y\u0303y\u0303y\u0303y\u0303y\u0303', 3],
  ['a family', '👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2],
])('%s is cut between letters with all their marks', (_, text, most) => {
  const letters = [...new Intl.Segmenter('und').segment(text)].map(({ segment }) => segment);
  expect(firstLine(text, most)).toBe(
    `${letters
      .slice(0, most - 1)
      .join('')
      .trimEnd()}…`,
  );
  expect(firstLine(text, letters.length)).toBe(text);
});

test('a line may end in any way that editors know', () => {
  expect(firstLine('\r\n一\r\n二')).toBe('一');
  expect(firstLine('ཀ\u2028ཁ')).toBe('ཀ');
});
