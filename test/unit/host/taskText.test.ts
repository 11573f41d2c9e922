import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMarkdown, labelText, taskMarkdown } from '../../../src/host/taskText.ts';

test('a label in Arabic is isolated, each line of a tooltip too, and Latin text is left as it is', () => {
  expect(labelText('اكتب 3 أسماء.\nثانيا')).toBe('\u2068اكتب 3 أسماء.\u2069');
  expect(labelText('Ehai mbohapy réra.')).toBe('Ehai mbohapy réra.');
  const shown = taskMarkdown({
    heading: 'Seed task',
    instruction: 'اكتب\n  3',
    instances: [{ input: '', output: 'one' }],
    notes: ['Author: \u2068ليلى\u2069'],
  });
  expect(shown).toContain('\u2068اكتب\u2069  \n\u00a0\u00a03');
  expect(shown).toContain('**Output**  \none');
  expect(shown).toContain('Author\\: \u2068ليلى\u2069');
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
    '**Conversation**\n\n**System**  \nBe \\*\\*brief\\*\\*\\.\n\n**User**  \n\u2068متى؟\u2069  \n\\[x\\]\\(command\\:y\\)\n\n**Assistant**  \n22\\:30',
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
