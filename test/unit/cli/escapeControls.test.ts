import { expect, test } from 'vitest';
import { escapeControls } from '../../../src/cli/escapeControls.ts';

test('what steers a terminal is written out; lines, tabs and other scripts stay', () => {
  expect(escapeControls('\u001b]0;mine\u0007\u009b2J\r\u007f\u0000')).toBe(
    '\\u001b]0;mine\\u0007\\u009b2J\\u000d\\u007f\\u0000',
  );
  const harmless = 'नमस्ते\tعربي 👩‍👩‍👧\n';
  expect(escapeControls(harmless)).toBe(harmless);
});

test('JSON says the same afterwards', () => {
  const value = { instruction: 'a\u001b\u009b\u007fb\n"\\' };
  expect(JSON.parse(escapeControls(JSON.stringify(value)))).toEqual(value);
});
