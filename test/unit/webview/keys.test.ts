import { expect, test } from 'vitest';
import { type KeyPress, keyAction } from '../../../webview/keys.ts';

function press(key: string, code: string, fields: Partial<KeyPress> = {}): KeyPress {
  return { key, code, ctrlKey: false, altKey: false, metaKey: false, repeat: false, isComposing: false, ...fields };
}

test.each([
  ['a', 'KeyA', 'accept'],
  ['A', 'KeyA', 'accept'],
  ['r', 'KeyR', 'reject'],
  ['u', 'KeyU', 'undo'],
  ['j', 'KeyJ', 'next'],
  ['ArrowRight', 'ArrowRight', 'next'],
  ['k', 'KeyK', 'previous'],
  ['ArrowLeft', 'ArrowLeft', 'previous'],
  ['o', 'KeyO', 'open'],
  ['?', 'Slash', 'showKeys'],
  ['؟', 'Slash', 'showKeys'],
])('%s means %s → %s', (key, code, action) => {
  expect(keyAction(press(key, code))).toBe(action);
});

test('where a keyboard has Latin letters, the letter counts and not its place', () => {
  // On a French keyboard A is where Q is elsewhere.
  expect(keyAction(press('a', 'KeyQ'))).toBe('accept');
  expect(keyAction(press('q', 'KeyA'))).toBeUndefined();
  // On one of the Turkish keyboards ı is where R is elsewhere.
  expect(keyAction(press('ı', 'KeyR'))).toBeUndefined();
});

test.each([
  ['Russian', 'ф'],
  ['Hindi', 'ो'],
  ['Hindi, a conjunct', 'ज्ञ'],
  ['Arabic', 'ش'],
  ['Thai', 'ฟ'],
  ['Greek', 'α'],
])('on a %s keyboard the place of the key counts', (_, key) => {
  expect(keyAction(press(key, 'KeyA'))).toBe('accept');
});

test.each(['ctrlKey', 'altKey', 'metaKey', 'isComposing'] as const)('%s leaves the key to others', (modifier) => {
  expect(keyAction(press('a', 'KeyA', { [modifier]: true }))).toBeUndefined();
});

test('a key held down moves on but decides once', () => {
  expect(keyAction(press('j', 'KeyJ', { repeat: true }))).toBe('next');
  expect(keyAction(press('a', 'KeyA', { repeat: true }))).toBeUndefined();
  expect(keyAction(press('u', 'KeyU', { repeat: true }))).toBeUndefined();
});

test.each(['Enter', 'Tab', 'Escape', ' ', 'Dead', 'Process', 'F1', 'Shift', '1'])('%s means nothing here', (key) => {
  expect(keyAction(press(key, 'KeyA'))).toBeUndefined();
});

test('in the ledger R rescues, T asks again, S shows the reply, N opens the nearest neighbour, a slash searches, and nothing is decided', () => {
  const inLedger = (key: string, code: string) => keyAction(press(key, code), 'ledger');
  expect([inLedger('r', 'KeyR'), inLedger('n', 'KeyN'), inLedger('/', 'Slash')]).toEqual([
    'rescue',
    'openNearest',
    'search',
  ]);
  expect([inLedger('t', 'KeyT'), inLedger('s', 'KeyS')]).toEqual(['retry', 'showReply']);
  expect([inLedger('j', 'KeyJ'), inLedger('k', 'KeyK'), inLedger('o', 'KeyO')]).toEqual(['next', 'previous', 'open']);
  expect([inLedger('a', 'KeyA'), inLedger('u', 'KeyU')]).toEqual([undefined, undefined]);
  expect([keyAction(press('/', 'Slash')), keyAction(press('n', 'KeyN'))]).toEqual([undefined, undefined]);
});
