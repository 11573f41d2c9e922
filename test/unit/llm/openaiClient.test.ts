import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CompletionRequest, ModelClient } from '../../../src/core/llm/modelClient.ts';
import { createOpenAiClient, type OpenAiClientOptions } from '../../../src/core/llm/openaiClient.ts';
import type { Fault } from '../../../src/core/practice/loopbackServer.ts';
import { failureOf, listen, neverAborted, serve } from './support.ts';

const request: CompletionRequest = {
  messages: [{ role: 'user', content: 'Name the capital of the country.' }],
  sampling: { temperature: 0.7, maxTokens: 100 },
  seed: 7,
};

function clientFor(baseUrl: string, options: OpenAiClientOptions = {}, model = 'practice-1'): ModelClient {
  return createOpenAiClient({ name: 'mine', baseUrl }, model, options);
}

function ask(client: ModelClient, signal: AbortSignal = neverAborted) {
  return client.send(client.body(request), signal);
}

async function failureWith(fault: Fault, options?: OpenAiClientOptions) {
  const server = await serve({ faults: () => fault });
  return failureOf(ask(clientFor(server.baseUrl, options)));
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a client for an OpenAI-compatible endpoint', () => {
  it('returns text, finish, served model and usage', async () => {
    const server = await serve();
    const client = clientFor(`${server.baseUrl}/`);
    const reply = await ask(client);
    expect(reply).toMatchObject({ finish: 'stop', servedModel: 'practice-1' });
    expect(reply.text).not.toBe('');
    expect(reply.usage.inputTokens).toBeGreaterThan(0);
    expect(reply.usage.outputTokens).toBeGreaterThan(0);
    expect(client).toMatchObject({ connection: 'mine', origin: new URL(server.baseUrl).origin, practice: false });
  });

  it('sends exactly what body() shows, once', async () => {
    const server = await serve();
    const client = clientFor(server.baseUrl);
    await ask(client);
    expect(server.requests.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      { method: 'POST', path: '/v1/chat/completions', body: client.body(request) },
    ]);
  });

  it('reports a completion that was cut at the token limit', async () => {
    const server = await serve({ faults: [{ at: 0, kind: 'length' }] });
    expect((await ask(clientFor(server.baseUrl))).finish).toBe('length');
  });

  it('waits for a slow reply', async () => {
    const server = await serve({ faults: [{ at: 0, kind: 'slow', ms: 30 }] });
    expect((await ask(clientFor(server.baseUrl))).finish).toBe('stop');
  });
});

describe('keys and headers', () => {
  it('sends the key to the endpoint', async () => {
    const server = await serve({ apiKey: 'sk-right' });
    await ask(clientFor(server.baseUrl, { apiKey: ' sk-right\n' }));
    expect(server.requests[0]?.headers.authorization).toBe('Bearer sk-right');
  });

  it('takes nothing from the environment and sends no key where none is given', async () => {
    for (const name of [
      'OPENAI_API_KEY',
      'OPENAI_ADMIN_KEY',
      'OPENAI_ORG_ID',
      'OPENAI_PROJECT_ID',
      'OPENAI_WEBHOOK_SECRET',
    ]) {
      vi.stubEnv(name, 'from-the-environment');
    }
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'x-custom: from-the-environment');
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:1/v1');
    const server = await serve();
    await ask(clientFor(server.baseUrl));
    const [received] = server.requests;
    expect(received?.headers.authorization).toBeUndefined();
    expect(JSON.stringify(received)).not.toContain('from-the-environment');
    expect(Object.keys(received?.headers ?? {}).filter((name) => /^(openai|x-stainless)/u.test(name))).toEqual([]);
  });

  it('sends the headers of the connection, which win over the key', async () => {
    const server = await serve();
    const headers = { 'X-Team': 'night', Authorization: 'Basic abc' };
    const client = createOpenAiClient({ name: 'mine', baseUrl: server.baseUrl, headers }, 'practice-1', {
      apiKey: 'sk-1',
    });
    await ask(client);
    expect(server.requests[0]?.headers).toMatchObject({ 'x-team': 'night', authorization: 'Basic abc' });
  });

  it('names the header or the key that cannot be sent, not its value', async () => {
    const withHeader = () =>
      createOpenAiClient({ name: 'mine', baseUrl: 'http://a.example', headers: { 'X-T': 'sec\nret' } }, 'm');
    expect(withHeader).toThrow(/“X-T”/u);
    expect(withHeader).not.toThrow(/sec/u);
    const withKey = () => clientFor('http://a.example', { apiKey: 'sk-sec\nret' });
    expect(withKey).toThrow(/key for http:\/\/a\.example/u);
    expect(withKey).not.toThrow(/sk-/u);
  });

  it.each(['ftp://a.example/v1', 'a.example', '', 'javascript:alert(1)'])('refuses the address %j', (baseUrl) => {
    expect(() => clientFor(baseUrl)).toThrow(/no http or https address/u);
  });

  it('refuses an address with credentials and does not repeat them', () => {
    const create = () => clientFor('https://me:pass-word@a.example/v1');
    expect(create).toThrow(/user name or a password/u);
    expect(create).not.toThrow(/pass-word/u);
  });

  it.each([301, 302, 303, 307, 308])(
    'never follows a redirect with status %i, so its target gets neither request nor key',
    async (status) => {
      const target = await listen((_, response) => response.end('{}'));
      const server = await listen((_, response) => {
        response.writeHead(status, { location: `${target.origin}/v1/chat/completions` }).end();
      });
      const error = await failureOf(ask(clientFor(`${server.origin}/v1`, { apiKey: 'sk-secret' })));
      expect(error.kind).toBe('redirected');
      expect(error.message).toContain(target.origin);
      expect(server.received).toHaveLength(1);
      expect(target.received).toEqual([]);
    },
  );
});

describe('failures', () => {
  it.each([
    [{ kind: 'status', status: 401 }, 'auth', /wants a key/u],
    [{ kind: 'status', status: 403 }, 'auth', /wants a key/u],
    [{ kind: 'status', status: 402 }, 'refused', /billing/u],
    [{ kind: 'status', status: 429, code: 'insufficient_quota' }, 'refused', /billing/u],
    [{ kind: 'status', status: 404 }, 'unknown-model', /“practice-1”/u],
    [{ kind: 'status', status: 400 }, 'invalid-request', /recipe/u],
    [{ kind: 'status', status: 422 }, 'invalid-request', /recipe/u],
    [{ kind: 'status', status: 408 }, 'timeout', /gave up/u],
    [{ kind: 'status', status: 429 }, 'rate-limited', /fewer requests/u],
    [{ kind: 'status', status: 500 }, 'server', /failed \(500\)/u],
    [{ kind: 'status', status: 503, retryAfterSeconds: 3 }, 'server', /failed \(503\)/u],
    [{ kind: 'cut' }, 'network', /broke/u],
    [{ kind: 'malformed' }, 'bad-reply', /not JSON/u],
    [{ kind: 'empty-choices' }, 'bad-reply', /without a completion/u],
    [{ kind: 'huge' }, 'bad-reply', /more than 10 MB/u],
    [{ kind: 'redirect', location: 'http://127.0.0.1:9/v1' }, 'redirected', /127\.0\.0\.1:9/u],
  ] as const)('%j is %s', async (fault, kind, message) => {
    const error = await failureWith(fault);
    expect(error).toMatchObject({ kind, message: expect.stringMatching(message) });
    expect(error.message).toContain('http://127.0.0.1:');
    if (fault.kind === 'status') expect(error.status).toBe(fault.status);
  });

  it('a wrong key says so, and no message holds the key', async () => {
    const server = await listen((received, response) => {
      const message = `Incorrect API key provided: ${received.headers.authorization}`;
      response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message } }));
    });
    const error = await failureOf(ask(clientFor(`${server.origin}/v1`, { apiKey: 'sk-wrong-one' })));
    expect(error.kind).toBe('auth');
    expect(error.message).toContain(`The key for ${server.origin} was refused`);
    expect(error.message).not.toContain('sk-wrong-one');
  });

  it('an unknown model is told from the list that the server has', async () => {
    const server = await serve({ models: ['other'] });
    expect(await failureOf(ask(clientFor(server.baseUrl)))).toMatchObject({ kind: 'unknown-model', status: 404 });
  });

  it('carries the wait that the endpoint asks for', async () => {
    expect((await failureWith({ kind: 'status', status: 429, retryAfterSeconds: 12 })).retryAfterMs).toBe(12_000);
    expect((await failureWith({ kind: 'status', status: 429 })).retryAfterMs).toBeUndefined();
  });

  it('names the field that an endpoint does not have', async () => {
    const server = await serve({ capabilities: { jsonSchema: false } });
    const client = clientFor(server.baseUrl);
    const body = client.body({ ...request, schema: { name: 'instructions', schema: { type: 'object' } } });
    expect(await failureOf(client.send(body, neverAborted))).toMatchObject({
      kind: 'unsupported',
      field: 'response_format',
    });
  });

  it('reads a failure that a gateway wraps in a 200', async () => {
    const server = await listen((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 429, message: 'upstream is busy' } }));
    });
    expect(await failureOf(ask(clientFor(server.origin)))).toMatchObject({ kind: 'rate-limited', status: 429 });
  });

  it('gives up after the time-out, before the headers and in the middle of the body', async () => {
    const error = await failureWith({ kind: 'hang' }, { timeoutMs: 40 });
    expect(error).toMatchObject({ kind: 'timeout', message: expect.stringContaining('within 0.04 s') });
    const server = await listen((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices":');
    });
    expect((await failureOf(ask(clientFor(server.origin, { timeoutMs: 40 })))).kind).toBe('timeout');
  });

  it('says that nothing answers at an address', async () => {
    const server = await serve();
    await server.close();
    const error = await failureOf(ask(clientFor(server.baseUrl)));
    expect(error).toMatchObject({ kind: 'network', message: expect.stringContaining('Nothing answers at') });
  });

  it.each([
    ['ENOTFOUND', 'network', /name in https:\/\/a\.example was not found/u],
    ['ECONNRESET', 'network', /broke \(ECONNRESET\)/u],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'refused', /certificate/u],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', /in time/u],
  ])('explains %s', async (code, kind, message) => {
    const failing = () =>
      Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('low level'), { code }) }));
    const error = await failureOf(ask(clientFor('https://a.example/v1', { fetch: failing })));
    expect(error).toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  it('rejects with the reason of the signal, before and during a request', async () => {
    const server = await serve({ faults: () => ({ kind: 'hang' }) });
    const client = clientFor(server.baseUrl);
    const stop = new Error('stopped by the user');
    await expect(ask(client, AbortSignal.abort(stop))).rejects.toBe(stop);
    expect(server.requests).toEqual([]);
    const controller = new AbortController();
    const sent = ask(client, controller.signal);
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    controller.abort(stop);
    await expect(sent).rejects.toBe(stop);
  });
});
