import { describe, expect, test } from 'vitest';
import { agree } from '../../../../src/core/pipeline/improve/agree.ts';
import { createTokenizer } from '../../../../src/core/similarity/tokenize.ts';

/** What is kept of outputs, with how many agree. */
function kept(outputs: readonly string[], asked = outputs.length, language = 'en') {
  const given = outputs.map((output) => ({ output }));
  const { kept, hasMajority } = agree(given, asked, createTokenizer({ language }));
  return [hasMajority, ...kept.map(({ item, agree }) => `${agree}: ${item.output}`)];
}

describe('the output that samples agree on', () => {
  test.each([
    ['English', 'en', ['Positive.', 'negative', 'positive', 'positive'], '3: positive'],
    ['Hindi', 'hi', ['सकारात्मक।', 'नकारात्मक', 'सकारात्मक', 'सकारात्मक'], '3: सकारात्मक'],
    ['Chinese', 'zh', ['正面。', '正面', '负面', '正面'], '3: 正面'],
    ['Arabic', 'ar', ['إيجابي.', 'إيجابي', 'سلبي', 'إيجابي'], '3: إيجابي'],
  ])('%s: signs around the words do not count, and the commonest wording is kept', (_, language, outputs, expected) => {
    expect(kept(outputs, outputs.length, language)).toEqual([true, expected]);
  });

  test('words that differ by a vowel sign or a character are not the same', () => {
    expect(kept(['किताब', 'किताबें', 'किताबी'], 3, 'hi')[0]).toBe(false);
    expect(kept(['三十', '二十', '三百'], 3, 'zh')[0]).toBe(false);
  });

  test('half of them is no majority: all are kept, the commonest first', () => {
    expect(kept(['a', 'b', 'b', 'c'])).toEqual([false, '2: b', '1: a', '1: c']);
  });

  test('what could not be read counts against it', () => {
    expect(kept(['a', 'a'], 4)).toEqual([false, '2: a']);
    expect(kept(['a', 'a', 'a'], 5)).toEqual([true, '3: a']);
    expect(kept([], 3)).toEqual([false]);
  });

  test('outputs without words are told apart by their signs', () => {
    expect(kept(['+', '−', '+'])).toEqual([true, '2: +']);
    expect(kept(['👍', '👎', '👍 '])).toEqual([true, '2: 👍']);
  });
});
