import { describe, expect, it } from 'vitest';
import type { ModelClient, Reply } from '../../../src/core/llm/modelClient.ts';
import { ModelError, type ModelErrorKind } from '../../../src/core/llm/modelError.ts';
import { createOpenAiClient } from '../../../src/core/llm/openaiClient.ts';
import { type RetryOptions, sendWithRetries } from '../../../src/core/llm/retry.ts';
import { neverAborted, serve } from './support.ts';

const reply: Reply = { text: 'done', finish: 'stop', servedModel: 'm', usage: { inputTokens: 1, outputTokens: 1 } };

/** A client that fails as told, then answers. */
function failing(...errors: Error[]): ModelClient & { sent: number } {
  const client = {
    connection: 'c',
    origin: 'o:',
    model: 'm',
    practice: false,
    sent: 0,
    body: () => ({}),
    send: () => {
      const error = errors[client.sent];
      client.sent += 1;
      return error ? Promise.reject(error) : Promise.resolve(reply);
    },
  };
  return client;
}

/** Options that note the waits instead of waiting. */
function noting(options: Partial<RetryOptions> = {}): { waits: number[]; options: RetryOptions } {
  const waits: number[] = [];
  const wait = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  return { waits, options: { signal: neverAborted, wait, random: () => 1, ...options } };
}

const passing: ModelErrorKind[] = ['rate-limited', 'server', 'network', 'timeout', 'bad-reply'];
const final: ModelErrorKind[] = ['auth', 'unknown-model', 'redirected', 'refused', 'invalid-request', 'unsupported'];

describe('sendWithRetries', () => {
  it.each(passing)('asks again after %s', async (kind) => {
    const client = failing(new ModelError(kind, 'x'));
    await expect(sendWithRetries(client, {}, noting().options)).resolves.toBe(reply);
    expect(client.sent).toBe(2);
  });

  it.each(final)('does not ask again after %s', async (kind) => {
    const error = new ModelError(kind, 'x');
    const client = failing(error);
    await expect(sendWithRetries(client, {}, noting().options)).rejects.toBe(error);
    expect(client.sent).toBe(1);
  });

  it('doubles the wait, within half of it at random', async () => {
    const errors = Array.from({ length: 4 }, () => new ModelError('server', 'x'));
    const longest = noting();
    await sendWithRetries(failing(...errors), {}, longest.options);
    expect(longest.waits).toEqual([1000, 2000, 4000, 8000]);
    const shortest = noting({ random: () => 0 });
    await sendWithRetries(failing(...errors), {}, shortest.options);
    expect(shortest.waits).toEqual([500, 1000, 2000, 4000]);
  });

  it('obeys the wait that the endpoint asks for, up to five minutes', async () => {
    const errors = [7_000, 0, 3_600_000].map((retryAfterMs) => new ModelError('rate-limited', 'x', { retryAfterMs }));
    const { waits, options } = noting();
    await sendWithRetries(failing(...errors), {}, options);
    expect(waits).toEqual([7_000, 0, 300_000]);
  });

  it('gives up after five attempts, with the last error', async () => {
    const errors = Array.from({ length: 9 }, (_, index) => new ModelError('server', String(index)));
    const client = failing(...errors);
    await expect(sendWithRetries(client, {}, noting().options)).rejects.toBe(errors[4]);
    expect(client.sent).toBe(5);
  });

  it('tells of each retry', async () => {
    const told: string[] = [];
    const { options } = noting({
      onRetry: (error, waitMs) => told.push(`${error.kind} ${waitMs}`),
    });
    await sendWithRetries(failing(new ModelError('network', 'x')), {}, options);
    expect(told).toEqual(['network 1000']);
  });

  it('passes on what is no ModelError', async () => {
    const error = new TypeError('a bug');
    await expect(sendWithRetries(failing(error), {}, noting().options)).rejects.toBe(error);
  });

  it('stops at once while it waits, with the reason of the signal', async () => {
    const controller = new AbortController();
    const stop = new Error('stopped');
    const client = failing(new ModelError('rate-limited', 'x', { retryAfterMs: 240_000 }));
    const sent = sendWithRetries(
      client,
      {},
      { signal: controller.signal, onRetry: () => queueMicrotask(() => controller.abort(stop)) },
    );
    await expect(sent).rejects.toBe(stop);
    expect(client.sent).toBe(1);
  });

  it('asks nothing where the signal was aborted before', async () => {
    const client = failing();
    const stop = new Error('stopped');
    await expect(sendWithRetries(client, {}, noting({ signal: AbortSignal.abort(stop) }).options)).rejects.toBe(stop);
    expect(client.sent).toBe(0);
  });

  it('gets through a bad stretch of a real server', async () => {
    const server = await serve({
      faults: [
        { at: 0, kind: 'status', status: 429, retryAfterSeconds: 2 },
        { at: 1, kind: 'status', status: 500 },
        { at: 2, kind: 'cut' },
      ],
    });
    const client = createOpenAiClient({ name: 'c', baseUrl: server.baseUrl }, 'practice-1');
    const body = client.body({ messages: [{ role: 'user', content: 'hello' }], sampling: {}, seed: 1 });
    const { waits, options } = noting();
    expect((await sendWithRetries(client, body, options)).finish).toBe('stop');
    expect(waits).toEqual([2000, 2000, 4000]);
    expect(server.requests).toHaveLength(4);
  });
});
