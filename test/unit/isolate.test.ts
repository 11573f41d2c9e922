import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isolate, startsRightToLeft } from '../../src/core/isolate.ts';

const withoutOurs = (text: string) => text.replace(/^\u2068|\u2069+$/gmu, '');

test.each(['اكتب 3 أسماء', 'כתוב 3 שמות', 'ސުވާލު', 'ABC \u202egnp.exe', '𞤀𞤣𞤤𞤢𞤥'])(
  '%s cannot turn what stands around it',
  (text) => {
    expect(isolate(text)).toBe(`\u2068${text}\u2069`);
  },
);

test.each(['', 'Ehai mbohapy yva réra.', 'तीन फल', 'மூன்று', 'ผลไม้', '三种水果', 'ཤིང་ཏོག', '\u2026 12 %'])(
  '%s turns nothing and is left as it is',
  (text) => {
    expect(isolate(text)).toBe(text);
  },
);

test('each line is isolated, for a line’s end ends isolates', () => {
  expect(isolate('سطر\r\n12\nسطر')).toBe('\u2068سطر\u2069\r\n12\n\u2068سطر\u2069');
});

test('an isolate that the text leaves open is closed', () => {
  expect(isolate('a \u2067ب')).toBe('\u2068a \u2067ب\u2069\u2069');
});

test('nothing but marks at the ends of lines is added', () => {
  const unit = fc.constantFrom('a', 'ب', '7', ' ', '\u202e', 'ह', '.');
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      expect(withoutOurs(isolate(text))).toBe(text);
    }),
  );
});

test('the first letter says in which direction a text begins', () => {
  expect(['1. اكتب Nordwind', 'כתוב'].every(startsRightToLeft)).toBe(true);
  expect(['Nordwind اكتب', 'ผลไม้', '12', ''].some(startsRightToLeft)).toBe(false);
});
