import { expect, test } from 'vitest';
import { sharedTrigrams } from '../../../src/core/ledger/sharedTrigrams.ts';

function marked(text: string, stretches: ReturnType<typeof sharedTrigrams>['a']): string {
  let last = 0;
  const parts = stretches.map(({ start, end }) => {
    const part = `${text.slice(last, start)}[${text.slice(start, end)}]`;
    last = end;
    return part;
  });
  return parts.join('') + text.slice(last);
}

test.each([
  ['Kitapları oku.', 'KİTAPLAR okur', '[Kitaplar]ı [oku].', '[KİTAPLAR] [oku]r'],
  ['请把句子翻译成英语', '请把句子翻译成法语', '[请把句子翻译成]英语', '[请把句子翻译成]法语'],
  ['abc', 'xyz', 'abc', 'xyz'],
  ['', 'abc', '', 'abc'],
  ['🌊 𠮷野家', '𠮷野家!', '🌊 [𠮷野家]', '[𠮷野家]!'],
])('%s | %s', (a, b, inA, inB) => {
  const shared = sharedTrigrams(a, b, {});
  expect([marked(a, shared.a), marked(b, shared.b)]).toEqual([inA, inB]);
});

test('a trigram that comes more often in one text is marked as often as in the other', () => {
  const { a, b } = sharedTrigrams('kata kata', 'kata', {});
  expect([marked('kata kata', a), marked('kata', b)]).toEqual(['[kata] kata', '[kata]']);
});
