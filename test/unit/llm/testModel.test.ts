import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { EndpointFeatures } from '../../../src/core/llm/endpointFeatures.ts';
import { type Capability, canDo, capabilities, renderReport } from '../../../src/core/llm/modelReport.ts';
import { ModelReports } from '../../../src/core/llm/modelReports.ts';
import { testModel } from '../../../src/core/llm/testModel.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { temporaryFolder } from '../support/temporaryDataset.ts';
import { listen, neverAborted, serve } from './support.ts';

interface Body {
  readonly model?: string;
  readonly n?: number;
  readonly logprobs?: boolean;
  readonly response_format?: { readonly type: string };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly input?: string;
}

type Answer = readonly [status: number, body: unknown];

const chat = (content: string, more: object = {}, finish = 'stop') => ({
  model: 'served-1',
  choices: [{ message: { content }, finish_reason: finish, ...more }],
  usage: { prompt_tokens: 9, completion_tokens: 1 },
});

/** A server that answers each request with what `answer` says. */
async function serveAnswers(answer: (path: string, body: Body) => Answer) {
  const asked: { path: string; body: Body }[] = [];
  const { origin } = await listen(async (request, response) => {
    const body = JSON.parse((await textOf(request)) || '{}') as Body;
    const path = request.url ?? '';
    asked.push({ path, body });
    const [status, value] = answer(path, body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  });
  return { connection: { name: 'mine', baseUrl: `${origin}/v1` }, origin, asked };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** A server that can do everything. */
function able(path: string, body: Body): Answer {
  if (path === '/v1/models') return [200, { data: [{ id: 'chat-1' }, { id: 'text-embed-2' }] }];
  if (path === '/v1/embeddings') return [200, { data: [{ embedding: [0.1, 0.2, 0.3] }] }];
  if (path.startsWith('/v1/batches') || path.startsWith('/v1/fine_tuning/jobs')) return [200, { data: [] }];
  if (body.response_format) return [200, chat('{"ready":true}')];
  if (body.logprobs) return [200, chat('r', { logprobs: { content: [{ token: 'r', logprob: -0.1 }] } })];
  if (body.n === 2) {
    const [choice] = chat('r').choices;
    return [200, { ...chat('r'), choices: [choice, choice] }];
  }
  return [200, chat('ready')];
}

const states = (findings: Readonly<Record<Capability, { state: string }>>) =>
  Object.fromEntries(capabilities.map((name) => [name, findings[name].state]));

describe('a test of a model', () => {
  it('shows the reply, its time and what the endpoint can do', async () => {
    const { connection, origin, asked } = await serveAnswers(able);
    const report = await testModel(connection, 'chat-1', { signal: neverAborted, now: () => new Date(0) });
    expect(report).toMatchObject({ connection: 'mine', origin, model: 'chat-1', at: '1970-01-01T00:00:00.000Z' });
    expect(report.reply).toMatchObject({ text: 'ready', servedModel: 'served-1', inputTokens: 9, outputTokens: 1 });
    expect('ms' in report.reply && report.reply.ms).toBeGreaterThanOrEqual(0);
    expect(new Set(Object.values(states(report.findings)))).toEqual(new Set(['yes']));
    expect(report.findings.embeddings.detail).toBe('3 dimensions by “text-embed-2”');
    expect(asked.filter(({ path }) => path.endsWith('limit=1'))).toHaveLength(2);
    const limits = asked.flatMap(({ path, body }) => (path.endsWith('completions') ? [body.max_tokens ?? 0] : []));
    expect(limits).toHaveLength(5);
    expect(Math.max(...limits), 'cheap').toBeLessThanOrEqual(64);
    expect(renderReport(report)).toMatch(/JSON by schema +yes +the reply followed the schema\n/u);
  });

  it('takes a refusal for a no, with the server’s own words, and a busy server for nothing', async () => {
    const { connection } = await serveAnswers((path, body) => {
      if (body.response_format?.type === 'json_schema')
        return [400, { error: { message: 'no such thing as json_schema' } }];
      if (body.logprobs) return [429, { error: { message: 'slow down' } }];
      if (path.startsWith('/v1/batches')) return [404, {}];
      if (path.startsWith('/v1/fine_tuning')) return [403, { error: { message: 'not yours' } }];
      return able(path, body);
    });
    const { findings } = await testModel(connection, 'chat-1', { signal: neverAborted });
    expect(findings['json-schema']).toEqual({ state: 'no', detail: 'refused with 400: no such thing as json_schema' });
    expect(findings.logprobs).toEqual({ state: 'unknown', detail: 'refused with 429: slow down' });
    expect(findings.batches).toEqual({ state: 'no', detail: 'refused with 404' });
    expect(findings['fine-tuning']).toEqual({ state: 'unknown', detail: 'refused with 403: not yours' });
    expect(findings['json-mode'].state).toBe('yes');
  });

  it('is not taken in by a server that takes every parameter and heeds none', async () => {
    const { connection } = await serveAnswers((path) =>
      path.endsWith('completions') ? [200, chat('Ready, here you go.')] : [200, { status: 'ok' }],
    );
    const { findings } = await testModel(connection, 'chat-1', { signal: neverAborted });
    expect(new Set(Object.values(states(findings)))).toEqual(new Set(['no']));
    expect(findings['several-replies'].detail).toBe('accepted, but 1 came for two');
  });

  it('says nothing about JSON where the few tokens were used up by thinking', async () => {
    const { connection } = await serveAnswers((path, body) =>
      body.response_format ? [200, chat('', {}, 'length')] : able(path, body),
    );
    const { findings } = await testModel(connection, 'chat-1', { signal: neverAborted });
    expect(findings['json-schema']).toEqual({
      state: 'unknown',
      detail: 'accepted, but the reply was cut off at 32 tokens',
    });
  });

  it('asks for the token limit by the name that the model takes', async () => {
    const { connection, asked } = await serveAnswers((path, body) =>
      body.max_tokens === undefined
        ? able(path, body)
        : [400, { error: { message: "Unsupported parameter: 'max_tokens'.", param: 'max_tokens' } }],
    );
    const { reply } = await testModel(connection, 'chat-1', { signal: neverAborted });
    expect(reply).toMatchObject({ text: 'ready' });
    expect(asked.filter(({ body }) => body.max_tokens !== undefined)).toHaveLength(1);
  });

  it('asks nothing more where there was no reply, and says why; no message holds the key', async () => {
    const { connection, asked } = await serveAnswers(() => [401, { error: { message: 'bad key sk-secret' } }]);
    const report = await testModel(connection, 'chat-1', { signal: neverAborted, apiKey: 'sk-secret' });
    expect(report.reply).toEqual({ failure: expect.stringContaining('was refused (401)') });
    expect(report.findings.batches).toEqual({ state: 'unknown', detail: 'not asked: there was no reply' });
    expect(asked).toHaveLength(1);
    expect(renderReport(report)).not.toContain('sk-secret');
  });

  it('stopped, says what was not asked', async () => {
    const stop = new AbortController();
    const { connection, asked } = await serveAnswers(able);
    const report = await testModel(connection, 'chat-1', {
      signal: stop.signal,
      onAsk: (what) => {
        if (what === 'logprobs') stop.abort();
      },
    });
    expect(report.reply).toMatchObject({ text: 'ready' });
    expect(states(report.findings)).toMatchObject({ 'json-schema': 'yes', 'json-mode': 'yes', logprobs: 'unknown' });
    expect(report.findings.embeddings).toEqual({ state: 'unknown', detail: 'not asked: stopped' });
    expect(asked).toHaveLength(3);
  });

  it('follows no redirect', async () => {
    const target = await listen((_, response) => response.end('{}'));
    const moved = await listen((_, response) => response.writeHead(308, { location: target.origin }).end());
    const connection = { name: 'mine', baseUrl: moved.origin };
    const { reply } = await testModel(connection, 'm', { signal: neverAborted, apiKey: 'sk-secret' });
    expect(reply).toEqual({ failure: expect.stringContaining('Redirects are not followed') });
    expect(target.received).toEqual([]);
  });

  it('tells what the practice server can do', async () => {
    const server = await serve();
    const report = await testModel({ name: 'mine', baseUrl: server.baseUrl }, 'practice-1', { signal: neverAborted });
    expect(canDo(report)).toEqual(['several replies (n > 1)', 'embeddings', 'batches', 'fine-tuning jobs']);
  });
});

describe('what was found out', () => {
  it('is remembered for the model of the endpoint, and taken over by a dataset', async () => {
    const folder = await temporaryFolder();
    const refusing = await serve({ capabilities: { jsonSchema: false } });
    const connection = { name: 'mine', baseUrl: refusing.baseUrl };
    const report = await testModel(connection, 'practice-1', { signal: neverAborted });
    const reports = new ModelReports(nodeDisk, `${folder}/global`, `${folder}/global/models.json`);
    expect(await reports.get(report)).toBeUndefined();
    await reports.put(report);
    expect(await reports.get(report)).toEqual(report);
    expect(await reports.get({ ...report, model: 'other' })).toBeUndefined();
    const client = { origin: report.origin, model: report.model, practice: false };
    const features = await EndpointFeatures.open(nodeDisk, `${folder}/endpoints.json`, client);
    expect(features.supports('response_format')).toBe(true);
    await features.learn(report);
    const again = await EndpointFeatures.open(nodeDisk, `${folder}/endpoints.json`, client);
    expect(again.supports('response_format')).toBe(false);
    const yes = { findings: { ...report.findings, 'json-schema': { state: 'yes', detail: '' } as const } };
    await again.learn(yes);
    expect(again.supports('response_format')).toBe(true);
  });

  it('is forgotten where its file cannot be read', async () => {
    const folder = await temporaryFolder();
    for (const text of ['{', '[]', 'null', '{"http://a m":{"at":1}}']) {
      await nodeDisk.replace(`${folder}/models.json`, text);
      const reports = new ModelReports(nodeDisk, folder, `${folder}/models.json`);
      expect(await reports.get({ origin: 'http://a', model: 'm' })).toBeUndefined();
    }
  });
});
