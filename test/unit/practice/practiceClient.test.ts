import { expect, it } from 'vitest';
import type { CompletionRequest } from '../../../src/core/llm/modelClient.ts';
import { createOpenAiClient } from '../../../src/core/llm/openaiClient.ts';
import { createPracticeClient } from '../../../src/core/practice/practiceClient.ts';
import { neverAborted } from '../llm/support.ts';

const request: CompletionRequest = {
  messages: [{ role: 'user', content: 'Name the capital of the country.' }],
  sampling: { temperature: 0.7, maxTokens: 100 },
  seed: 7,
};

it('says what it is', () => {
  expect(createPracticeClient()).toMatchObject({
    connection: 'practice',
    origin: 'practice:',
    model: 'practice-1',
    practice: true,
  });
});

it('shows a request in the shape that an endpoint would get', () => {
  const endpoint = createOpenAiClient({ name: 'c', baseUrl: 'http://127.0.0.1:1/v1' }, 'practice-1');
  expect(createPracticeClient().body(request)).toEqual(endpoint.body(request));
});

it('answers with counted tokens, the same each time', async () => {
  const client = createPracticeClient();
  const reply = await client.send(client.body(request), neverAborted);
  expect(reply).toMatchObject({ finish: 'stop', servedModel: 'practice-1' });
  expect(reply.usage.inputTokens).toBeGreaterThan(0);
  expect(reply.usage.outputTokens).toBe(Math.ceil(reply.text.length / 4));
  expect(await client.send(client.body(request), neverAborted)).toEqual(reply);
});

it('stops with the reason of the signal, before and while it waits', async () => {
  const client = createPracticeClient({ latencyMs: 60_000 });
  const stop = new Error('stopped');
  await expect(client.send({}, AbortSignal.abort(stop))).rejects.toBe(stop);
  const controller = new AbortController();
  const sent = client.send({}, controller.signal);
  controller.abort(stop);
  await expect(sent).rejects.toBe(stop);
});
