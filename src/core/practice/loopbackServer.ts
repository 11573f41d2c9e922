import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestBody } from '../llm/modelClient.ts';
import { ApiError, notFound } from './loopback/apiError.ts';
import { Batches, type BatchFaults } from './loopback/batches.ts';
import { completeChat, modelIn, streamEvents } from './loopback/chatCompletion.ts';
import { embed } from './loopback/embeddings.ts';
import { type Faults, faultFor } from './loopback/fault.ts';
import { FineTuningJobs } from './loopback/fineTuningJobs.ts';
import {
  bodyOf,
  parseBody,
  readAll,
  sendError,
  sendFaulty,
  sendJson,
  sendText,
  statusFault,
} from './loopback/sendAnswer.ts';
import { StoredFiles } from './loopback/storedFiles.ts';
import { practiceModel } from './practiceClient.ts';

export type { Fault, Faults } from './loopback/fault.ts';

export interface LoopbackServerOptions {
  /** Default: any free one. */
  readonly port?: number;
  /** Milliseconds before each chat reply, or a function of the chat request's number (from 0). */
  readonly latencyMs?: number | ((chatRequest: number) => number);
  readonly faults?: Faults;
  readonly batchFaults?: BatchFaults;
  /** Requests without this key are refused with 401. Default: no key is wanted. */
  readonly apiKey?: string;
  /** Models that exist; default the practice model alone. */
  readonly models?: readonly string[];
  readonly capabilities?: { readonly jsonSchema?: boolean };
  /** Chat requests beyond this many at a time are refused with 429. */
  readonly maxConcurrent?: number;
}

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON, or the text where it is none. */
  readonly body: unknown;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface LoopbackServer {
  /** For a connection: `http://127.0.0.1:<port>/v1`. */
  readonly baseUrl: string;
  readonly requests: readonly ReceivedRequest[];
  /** Ends every open connection. */
  close(): Promise<void>;
}

/**
 * Serves the practice model on this machine alone, in OpenAI's protocol: chat completions, models, files, batches, fine-tuning jobs and
 * embeddings, with faults to order for chat requests.
 */
export async function startLoopbackServer(options: LoopbackServerOptions = {}): Promise<LoopbackServer> {
  const requests: ReceivedRequest[] = [];
  const answer = createRoutes(options, requests);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The client may have left in the middle.
      if (response.headersSent || response.destroyed) response.destroy();
      else sendError(response, error);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function createRoutes(options: LoopbackServerOptions, requests: ReceivedRequest[]): Answer {
  const models = new Set(options.models ?? [practiceModel]);
  const rules = { models, jsonSchema: options.capabilities?.jsonSchema ?? true };
  const files = new StoredFiles();
  const batches = new Batches(files, rules, options.batchFaults);
  const jobs = new FineTuningJobs(files, models);
  let chatRequests = 0;
  let open = 0;

  async function answerChat(body: RequestBody, response: ServerResponse): Promise<void> {
    const number = chatRequests;
    chatRequests += 1;
    if (open >= (options.maxConcurrent ?? Number.POSITIVE_INFINITY)) {
      throw new ApiError(429, 'Too many requests at a time.', {
        code: 'rate_limit_exceeded',
        headers: { 'retry-after-ms': '50' },
      });
    }
    open += 1;
    const gone = new AbortController();
    const leaving = new Promise<void>((resolve) => {
      response.once('close', () => {
        gone.abort();
        resolve();
      });
    });
    try {
      const fault = faultFor(options.faults, number, body);
      const latency = typeof options.latencyMs === 'function' ? options.latencyMs(number) : (options.latencyMs ?? 0);
      const wait = latency + (fault?.kind === 'slow' ? fault.ms : 0);
      if (wait > 0) await sleep(wait, undefined, { signal: gone.signal });
      if (fault?.kind === 'hang') return await leaving;
      if (fault?.kind === 'status') throw statusFault(fault);
      if (fault?.kind === 'redirect') {
        response.writeHead(307, { location: fault.location }).end();
        return;
      }
      const completion = completeChat(body, `chatcmpl-${number}`, rules);
      if (fault) return sendFaulty(fault, completion, response);
      if (body.stream !== true) return sendJson(response, completion);
      const withUsage = (body.stream_options as { include_usage?: unknown } | undefined)?.include_usage === true;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const event of streamEvents(completion, withUsage)) response.write(event);
      response.end();
    } finally {
      open -= 1;
    }
  }

  async function readForm(request: IncomingMessage, raw: Buffer<ArrayBuffer>): Promise<FormData> {
    try {
      return await new Response(raw, { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
    } catch {
      throw new ApiError(400, 'A multipart form was expected.');
    }
  }

  return async (request, response) => {
    const raw = await readAll(request);
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const isForm = request.headers['content-type']?.startsWith('multipart/') === true;
    const parsed = isForm ? raw.toString('utf8') : parseBody(raw.toString('utf8'));
    const method = request.method ?? 'GET';
    requests.push({ method, path, headers: request.headers, body: parsed, at: Date.now() });
    if (options.apiKey !== undefined && request.headers.authorization !== `Bearer ${options.apiKey}`) {
      throw new ApiError(401, 'Incorrect API key provided.', { code: 'invalid_api_key' });
    }
    const body = () => bodyOf(parsed);
    const [version, kind, first, second, third] = path.split('/').slice(1);
    const route = version === 'v1' ? `${method} ${kind}` : '';
    const list = (data: readonly unknown[]) => sendJson(response, { object: 'list', data, has_more: false });

    if (route === 'POST chat' && first === 'completions') return answerChat(body(), response);
    if (route === 'GET models')
      return list([...models].map((id) => ({ id, object: 'model', created: 0, owned_by: 'practice' })));
    if (route === 'POST embeddings') return sendJson(response, embed(body(), modelIn(body(), models)));
    if (route === 'POST files') return sendJson(response, await files.addForm(await readForm(request, raw)));
    if (route === 'GET files') {
      if (first === undefined) return list(files.list());
      if (second === 'content') return sendText(response, files.content(first));
      return sendJson(response, files.describe(first));
    }
    if (route === 'DELETE files' && first !== undefined) {
      files.remove(first);
      return sendJson(response, { id: first, object: 'file', deleted: true });
    }
    if (route === 'POST batches') {
      if (first === undefined) return sendJson(response, batches.create(body()));
      if (second === 'cancel') return sendJson(response, batches.cancel(first));
    }
    if (route === 'GET batches')
      return first === undefined ? list(batches.list()) : sendJson(response, batches.poll(first));
    if (kind === 'fine_tuning' && first === 'jobs') {
      if (route.startsWith('POST')) {
        if (second === undefined) return sendJson(response, jobs.create(body()));
        if (third === 'cancel') return sendJson(response, jobs.cancel(second));
      } else if (route.startsWith('GET')) {
        if (second === undefined) return list(jobs.list());
        return third === 'events' ? list(jobs.events(second)) : sendJson(response, jobs.poll(second));
      }
    }
    throw notFound(`endpoint as ${method} ${path}`);
  };
}
