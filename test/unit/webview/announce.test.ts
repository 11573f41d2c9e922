import { expect, test } from 'vitest';
import { shorten } from '../../../webview/announce.ts';

test('a text is shortened between characters as people count them', () => {
  expect(shorten('short', 10)).toBe('short');
  expect(shorten('👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀', 2)).toBe('👩🏽‍🚀👩🏽‍🚀…');
  expect(shorten('नमस्ते दुनिया', 3)).toBe('नमस्ते…');
});
