import { expect, it } from 'vitest';
import { chatBody } from '../../../src/core/llm/chatBody.ts';
import { createOpenAiClient } from '../../../src/core/llm/openaiClient.ts';

const messages = [{ role: 'user', content: 'नमस्ते' }] as const;

it('sends only what is set', () => {
  expect(chatBody('m', { messages, sampling: {}, seed: 3 })).toEqual({ model: 'm', messages, seed: 3 });
});

it('names each sampling parameter as the API does, zero included', () => {
  const sampling = { temperature: 0, topP: 0.5, presencePenalty: 2, frequencyPenalty: -1, maxTokens: 1024 };
  expect(chatBody('m', { messages, sampling, seed: 3 })).toEqual({
    model: 'm',
    messages,
    temperature: 0,
    top_p: 0.5,
    presence_penalty: 2,
    frequency_penalty: -1,
    max_tokens: 1024,
    seed: 3,
  });
});

it('asks for a strict schema by its name', () => {
  const schema = { type: 'object', additionalProperties: false };
  const body = chatBody('m', { messages, sampling: {}, seed: 3, schema: { name: 'tasks', schema } });
  expect(body.response_format).toEqual({ type: 'json_schema', json_schema: { name: 'tasks', strict: true, schema } });
});

it('calls the token limit max_completion_tokens for OpenAI itself alone', () => {
  const bodyFor = (baseUrl: string) =>
    createOpenAiClient({ name: 'c', baseUrl }, 'm').body({ messages, sampling: { maxTokens: 9 }, seed: 1 });
  expect(bodyFor('https://api.openai.com/v1')).toMatchObject({ max_completion_tokens: 9 });
  expect(bodyFor('https://api.openai.com/v1')).not.toHaveProperty('max_tokens');
  expect(bodyFor('https://api.openai.com.evil.example/v1')).toMatchObject({ max_tokens: 9 });
});
