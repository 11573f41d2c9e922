import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import './fixedSeed.ts';
import { rougeL } from '../../../src/core/similarity/rougeL.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { createTrigrams, dice } from '../../../src/core/similarity/trigrams.ts';
import { diceByTheBook } from './diceByTheBook.ts';
import { mixedTexts } from './randomTexts.ts';

const cut = createTrigrams();

describe('cutting', () => {
  test.each([
    ['Su iç.', [' su', 'su ', 'u i', ' iç', 'iç ']],
    ['a', [' a ']],
    ['ab', [' ab', 'ab ']],
    ['', []],
    ['?!', []],
    ['ＡＢ', [' ab', 'ab ']],
    ['晴れ', [' 晴れ', '晴れ ']],
    ['𠮷野家', [' 𠮷野', '𠮷野家', '野家 ']],
  ])('%s', (text, trigrams) => {
    expect(cut(text)).toEqual(trigrams);
  });

  test('no dictionary cuts what is written without spaces, so a text and the same with one character more share all before it', () => {
    const [text, longer] = [cut('请用简单的话解释雨是怎样形成的'), cut('请用简单的话解释雨是怎样形成的吗')];
    expect(text.slice(0, -1)).toEqual(longer.slice(0, text.length - 1));
  });
});

describe('Dice', () => {
  const pairs = fc.tuple(
    fc.oneof(mixedTexts, fc.string({ unit: 'grapheme' })),
    fc.oneof(mixedTexts, fc.string({ unit: 'binary' })),
  );
  const words = createTokenizer({ mode: 'runs' });

  test('is as a loop by the book has it, and the same either way round', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const value = dice(cut(a), cut(b));
        expect(value).toBe(diceByTheBook(words(a), words(b)));
        expect(value).toBe(dice(cut(b), cut(a)));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  test('of equal texts is exactly 1, whatever their length', () => {
    fc.assert(
      fc.property(fc.oneof(mixedTexts, fc.string({ unit: 'grapheme' })), (text) => {
        expect(dice(cut(text), cut(text))).toBe(words(text).length === 0 ? 0 : 1);
      }),
    );
  });

  test('a trigram that comes twice counts twice', () => {
    expect(dice(cut('ha'), cut('ha ha'))).toBeCloseTo((2 * 2) / (2 + 5), 12);
  });

  test('the same words in another order are near, but not the same', () => {
    const value = dice(cut('translate English to French'), cut('translate French to English'));
    expect(value).toBeGreaterThan(0.8);
    expect(value).toBeLessThan(1);
  });
});

/** Same meaning but for endings: person, case, number, politeness. */
const suffixPairs: readonly (readonly [string, string, string])[] = [
  ['tr', 'Aşağıdaki cümleyi kısaca özetle.', 'Aşağıdaki cümleleri kısaca özetleyiniz.'],
  ['tr', 'Verilen kelimelerden anlamlı cümleler kur.', 'Verilen kelimeyle anlamlı cümle kurun.'],
  ['fi', 'Kirjoita lyhyt tarina ystävästäsi.', 'Kirjoita lyhyitä tarinoita ystävistäsi.'],
  ['fi', 'Selitä lauseen merkitys lapselle.', 'Selitä lauseiden merkitykset lapsille.'],
  ['sw', 'Andika hadithi fupi kuhusu rafiki yako.', 'Andikeni hadithi fupi kuhusu marafiki zenu.'],
  ['sw', 'Tafsiri sentensi ifuatayo kwa Kiingereza.', 'Utafsiri sentensi zifuatazo kwa Kiingereza.'],
  ['qu', 'Wasiykimanta huk willakuyta qillqay.', 'Wasinmanta huk willakuykunata qillqaychik.'],
  ['qu', 'Llaqtaykipi imakunatam ruwanki?', 'Llaqtaykipim imakunata ruwanki?'],
];

describe('why trigrams: endings alone differ', () => {
  const scoresOf = ([language, a, b]: readonly [string, string, string]) => {
    const words = createTokenizer({ language });
    const trigrams = createTrigrams({ language });
    return { words: rougeL(words(a), words(b)).f, trigrams: dice(trigrams(a), trigrams(b)) };
  };

  test.each(suffixPairs)('%s: %s', (...pair) => {
    const { words, trigrams } = scoresOf(pair);
    expect(trigrams).toBeGreaterThan(0.6);
    expect(words).toBeLessThan(0.7); // the usual threshold lets it pass as new
    expect(trigrams - words).toBeGreaterThan(0.1);
  });
});
