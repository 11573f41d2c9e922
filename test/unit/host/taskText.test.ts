import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMarkdown, firstLine, taskMarkdown } from '../../../src/host/taskText.ts';

test('a label is the first line that says something', () => {
  expect(firstLine('\n  \n  Name a fruit.  \nOne only.')).toBe('Name a fruit.');
  expect(firstLine('')).toBe('');
  expect(firstLine('चार ऋतुओं के नाम लिखो', 10)).toBe('चार ऋतुओं…');
});

test('a long label is cut between characters, not inside one', () => {
  const cut = firstLine('😀'.repeat(200), 50);
  expect(Array.from(cut)).toHaveLength(50);
  expect(cut.endsWith('…')).toBe(true);
  expect(cut).not.toMatch(/\p{Surrogate}/u);
});

test('no text becomes a link, a command, HTML, an image, a heading, a list or code', () => {
  const hostile =
    '[run](command:workbench.action.quit) <img src=x onerror=1> ![a](https://evil.example/a.png) `code` # h\n- item\n1. one\n    indented\nhttps://evil.example';
  const escaped = escapeMarkdown(hostile);
  // Every sign that could mean something to Markdown has a backslash before it.
  expect(escaped).not.toMatch(/(?<!\\)(?:\\\\)*[[\]()<>!`#*_:.-]/u);
  expect(escaped).not.toMatch(/^[ \t]/mu);
});

test('escaping keeps every character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      const shown = escapeMarkdown(text)
        .replace(/ {2}\n/gu, '\n')
        .replace(/\\([!-/:-@[-`{-~])/gu, '$1')
        .replaceAll('\u00a0', ' ');
      expect(shown).toBe(text.replace(/\r?\n/gu, '\n').replace(/^[\t ]+/gmu, (indent) => ' '.repeat(indent.length)));
    }),
  );
});

test('a tooltip shows instruction, inputs, outputs and notes', () => {
  const shown = taskMarkdown({
    heading: 'Pending',
    instruction: 'Add.',
    instances: [
      { input: '1 + 1', output: '2' },
      { input: '', output: '3' },
    ],
    notes: ['Nearest neighbour'],
  });
  expect(shown).toContain('**Pending**');
  expect(shown).toContain('**Input 1**  \n1 \\+ 1');
  expect(shown).not.toContain('**Input 2**');
  expect(shown).toContain('**Output 2**  \n3');
  expect(shown).toContain('Nearest neighbour');
});

test('a tooltip shows a conversation turn by turn, its text escaped', () => {
  const messages = [
    { role: 'system', content: 'Be **brief**.' },
    { role: 'user', content: 'متى؟\n[x](command:y)' },
    { role: 'assistant', content: '22:30' },
  ] as const;
  const instances = [{ input: 'before', output: '22:30', messages }];
  const shown = taskMarkdown({ heading: 'Pending', instruction: 'Ask.', instances, notes: [] });
  expect(shown).toContain(
    '**Conversation**\n\n**System**  \nBe \\*\\*brief\\*\\*\\.\n\n**User**  \nمتى؟  \n\\[x\\]\\(command\\:y\\)\n\n**Assistant**  \n22\\:30',
  );
  expect(shown).not.toContain('**Input**');
});

test('a conversation without end is cut', () => {
  const messages = Array.from({ length: 5_000 }, () => ({ role: 'user' as const, content: 'x' }));
  const instances = [{ input: '', output: '', messages }];
  const shown = taskMarkdown({ heading: 'h', instruction: 'i', instances, notes: [] });
  expect(shown).toContain('… and 4988 more turns');
});

test('very long tasks are cut', () => {
  const instances = Array.from({ length: 40 }, () => ({ input: 'x'.repeat(10_000), output: 'y' }));
  expect(taskMarkdown({ heading: 'h', instruction: 'i', instances, notes: [] }).length).toBeLessThan(20_000);
});
