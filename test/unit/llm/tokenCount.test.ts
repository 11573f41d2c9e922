import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasVocabulary, openTokenCount, thinksUnseen } from '../../../src/core/llm/tokenCount.ts';

test.each([
  ['gpt-4o', true],
  ['gpt-4o-mini-2024-07-18', true],
  ['gpt-4.1-nano', true],
  ['gpt-5.1', true],
  ['o4-mini', true],
  ['openai/gpt-oss-120b', true],
  ['ft:gpt-4o-mini-2024-07-18:us::abc', true],
  ['chatgpt-4o-latest', true],
  ['gpt-4', false],
  ['gpt-4-turbo', false],
  ['gpt-3.5-turbo', false],
  ['olmo-2', false],
  ['my-gpt-4o-clone', false],
  ['qwen3', false],
])('the vocabulary of %s is known: %s', (model, known) => {
  expect(hasVocabulary(model)).toBe(known);
});

test('models that think before they answer are known by name', () => {
  expect(['o3', 'gpt-5-mini', 'gpt-4o', 'gpt-4.1'].map(thinksUnseen)).toEqual([true, true, false, false]);
});

describe('by the vocabulary', () => {
  test.each([
    ['', 0],
    ['hello world', 2],
    ['tiktoken is great!', 6],
    // What looks like a control token is text like any other, and refused by nobody.
    ['a<|endoftext|>b', 9],
  ])('%j has %i tokens', async (text, tokens) => {
    const { basis, count } = await openTokenCount('gpt-4o');
    expect(basis).toBe('vocabulary');
    expect(count(text)).toEqual({ low: tokens, likely: tokens, high: tokens });
  });

  test('a run of letters without a gap, however long, is counted in little time', async () => {
    const { count } = await openTokenCount('gpt-4o');
    const began = performance.now();
    expect(count('a'.repeat(2_000_000)).likely).toBeGreaterThan(100_000);
    // Uncut, 60,000 of them take five seconds, and the time grows with the square.
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

test('by bytes: as measured, within a quarter or so; assumed, with a wide range', async () => {
  const text = 'नमस्ते दुनिया';
  const bytes = Buffer.byteLength(text);
  const measured = (await openTokenCount('qwen3', 5)).count(text);
  expect(measured.likely).toBeCloseTo(bytes / 5);
  expect(measured.high / measured.low).toBeLessThan(1.7);
  const { basis, count } = await openTokenCount('qwen3');
  expect(basis).toBe('assumed');
  expect(count(text).high / count(text).low).toBeCloseTo(3);
});

test('only tokenCount.ts loads the vocabulary, and only when it is used', () => {
  const source = join(import.meta.dirname, '../../../src');
  const importing = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(source, file), 'utf8') }))
    .filter(({ text }) => text.includes("'gpt-tokenizer"));
  expect(importing.map(({ file }) => file)).toEqual(['core/llm/tokenCount.ts']);
  expect(importing[0]?.text).not.toMatch(/^import [^;]*'gpt-tokenizer/mu);
});
