import type { Family } from '../family.ts';
import { listOf } from '../table.ts';
import { plainWords, sentences } from './vocabulary.ts';

export const countLetters: Family = {
  id: 'count-letters',
  patterns: [
    'Count how many {kind} the sentence has.',
    'How often do {kind} occur in the following line? Give the number alone.',
    'Spell through a text letter by letter and report its number of {kind}.',
    'For statistics about typing we need to know how many {kind} a phrase contains.',
  ],
  slots: { kind: { vowels: 'vowels', consonants: 'consonants', letters: 'letters, spaces not included,' } },
  instance: (random, { kind }) => {
    const input = random.pick(sentences);
    const letters = input.match(/\p{L}/gu) ?? [];
    const vowels = letters.filter((letter) => 'aeiouAEIOU'.includes(letter)).length;
    const count = kind === 'vowels' ? vowels : kind === 'consonants' ? letters.length - vowels : letters.length;
    return { input, output: String(count) };
  },
};

export const countWords: Family = {
  id: 'count-words',
  patterns: [
    'How many words does the sentence consist of?',
    'Newspapers pay by the word. Determine the length of a one-line notice in words.',
    'State the word count of the text, ignoring punctuation.',
  ],
  instance: (random) => {
    const input = random.sample(sentences, random.integer(1, 2)).join(' ');
    return { input, output: String(input.match(/\p{L}+/gu)?.length ?? 0) };
  },
};

export const reverseText: Family = {
  id: 'reverse',
  patterns: [
    'Reverse the order of the {units} in the text.',
    'Print this line backwards, so that its last {unit} comes first.',
    'Read the phrase from right to left and note down the {units} in the sequence you meet them.',
  ],
  slots: { unit: { word: 'word', letter: 'letter' }, units: { word: 'words', letter: 'letters' } },
  instance: (random, { unit, units }) => {
    const words = random.sample(plainWords, random.integer(3, 5));
    const text = words.join(' ');
    const byLetter = (unit ?? units) === 'letter';
    return { input: text, output: byLetter ? [...text].toReversed().join('') : words.toReversed().join(' ') };
  },
};

export const alphabetise: Family = {
  id: 'alphabetise',
  patterns: [
    'Alphabetise the words below.',
    'Bring a word list into the order in which a dictionary would print it.',
    'These labels are to stand on a shelf from A to Z. Rewrite them in that sequence, one a line.',
    'Which of these words comes first in the alphabet, and which follow? Return them all, one under another.',
  ],
  instance: (random) => {
    const words = random.sample(plainWords, random.integer(4, 7));
    return { input: words.join('\n'), output: words.toSorted().join('\n') };
  },
};

export const longestWord: Family = {
  id: 'longest-word',
  patterns: [
    'Find the {end} word of the sentence; if several are equally long, take the first.',
    'Name the word with the {most} letters. The earliest wins a tie.',
    'Crossword makers ask: which word here is {end}? Of equals, prefer the one that stands further left.',
  ],
  slots: { end: { longest: 'longest', shortest: 'shortest' }, most: { longest: 'most', shortest: 'fewest' } },
  instance: (random, { end, most }) => {
    const input = random.pick(sentences);
    const words = input.match(/\p{L}+/gu) ?? [];
    const sign = (end ?? most) === 'longest' ? -1 : 1;
    return { input, output: words.toSorted((one, other) => sign * (one.length - other.length))[0] ?? '' };
  },
};

const mirrored = listOf('level, radar, kayak, civic, rotor, refer, madam, noon, deed, tenet, stats, solos');

export const palindrome: Family = {
  id: 'palindrome',
  labels: ['palindrome', 'not a palindrome'],
  patterns: [
    'Decide if the word is a palindrome. Answer “palindrome” or “not a palindrome”.',
    'Some words read the same from both ends. Mark the given one as “palindrome” or “not a palindrome”.',
  ],
  instance: (random, _, label) => ({
    input: random.pick(label === 'palindrome' ? mirrored : plainWords),
    output: label,
  }),
};

export const removeVowels: Family = {
  id: 'remove-vowels',
  patterns: [
    'Delete every vowel from the words and keep the rest as it is.',
    'Old shorthand left out a, e, i, o and u. Shorten the phrase in that manner.',
  ],
  instance: (random) => {
    const input = random.sample(plainWords, random.integer(2, 4)).join(' ');
    return { input, output: input.replaceAll(/[aeiou]/gu, '') };
  },
};

export const letterShift: Family = {
  id: 'letter-shift',
  patterns: [
    'Encrypt the word by moving each letter {shift} in the alphabet; after z comes a again.',
    'Caesar is said to have written like this: every letter is replaced by the one {shift}, wrapping round at z. Encode the word.',
  ],
  slots: { shift: { 1: 'one place on', 3: 'three places on', 13: 'thirteen places on' } },
  instance: (random, { shift }) => {
    const input = random.pick(plainWords);
    const moved = [...input].map((letter) =>
      String.fromCharCode(((letter.charCodeAt(0) - 97 + Number(shift)) % 26) + 97),
    );
    return { input, output: moved.join('') };
  },
};

export const acronym: Family = {
  id: 'acronym',
  patterns: [
    'Form the acronym of the name from its first letters.',
    'A new association looks for a short form. Take the initial of each word and write it in capitals.',
    'Abbreviate the title to its initials, without points.',
  ],
  instance: (random) => {
    const words = random.sample(plainWords, random.integer(3, 4)).map(capitalised);
    return { input: words.join(' '), output: words.map((word) => word[0]).join('') };
  },
};

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export const removeRepeats: Family = {
  id: 'remove-repeats',
  patterns: [
    'Remove the repeated entries and leave the others in their order.',
    'The guest list names some people twice. Keep only the first mention of each.',
    'Deduplicate what is separated by commas here.',
  ],
  instance: (random) => {
    const words = random.sample(plainWords, 4);
    const list = [...words, ...random.sample(words, 2)];
    return { input: list.join(', '), output: [...new Set(list)].join(', ') };
  },
};

export const changeCase: Family = {
  id: 'change-case',
  patterns: [
    'Turn the phrase into {style}.',
    'Programmers join the words of a name. Convert these to {style}.',
    'Rename a variable: its words should be written as {style}.',
  ],
  slots: {
    style: {
      snake: ['snake_case', 'lower-case words with underscores between'],
      camel: ['camelCase', 'one word with humps, small at the start'],
      kebab: ['kebab-case', 'lower-case words with hyphens between'],
    },
  },
  instance: (random, { style }) => {
    const words = random.sample(plainWords, random.integer(2, 4));
    const [first = '', ...rest] = words;
    const joined =
      style === 'camel' ? first + rest.map(capitalised).join('') : words.join(style === 'snake' ? '_' : '-');
    return { input: words.join(' '), output: joined };
  },
};
