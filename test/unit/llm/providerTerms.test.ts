import { expect, test } from 'vitest';
import { isOwnMachine, termsOf } from '../../../src/core/llm/providerTerms.ts';

test.each([
  ['https://api.openai.com', 'OpenAI'],
  ['https://my-team.openai.azure.com', 'Microsoft Azure'],
  ['https://api.mistral.ai', 'Mistral AI'],
  ['https://api.together.xyz', 'Together AI'],
  ['https://api.groq.com', 'Groq'],
  ['https://openrouter.ai', 'OpenRouter'],
  ['https://api.anthropic.com', 'Anthropic'],
])('%s is %s', (origin, provider) => {
  const terms = termsOf(origin);
  expect(terms?.provider).toBe(provider);
  expect(terms?.url).toMatch(/^https:\/\//u);
});

test.each([
  'https://example.org',
  'https://api.openai.com.example.org',
  'https://notapi.openai.com',
  'https://openai.azure.com.evil.example',
  'practice:',
  'no address',
])('nothing is known of %s', (origin) => expect(termsOf(origin)).toBeUndefined());

test('this machine has no provider', () => {
  for (const own of ['http://127.0.0.1:11434', 'http://localhost:8000', 'http://[::1]:8000', 'practice:'])
    expect(isOwnMachine(own), own).toBe(true);
  for (const other of ['https://api.openai.com', 'http://127.0.0.1.example.org', 'http://192.168.1.4:8000'])
    expect(isOwnMachine(other), other).toBe(false);
});
