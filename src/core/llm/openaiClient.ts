import type OpenAI from 'openai';
import { openBatches } from './batchEndpoint.ts';
import { chatBody } from './chatBody.ts';
import { readChatReply } from './chatReply.ts';
import { type Connection, type Endpoint, openEndpoint } from './endpoint.ts';
import { FailedAnswer } from './guardedFetch.ts';
import type { ModelClient, Reply, RequestBody } from './modelClient.ts';
import { isModelError, ModelError } from './modelError.ts';
import { readPause } from './rateLimits.ts';
import { type Asked, statusError } from './statusError.ts';

export interface OpenAiClientOptions {
  /** Without a key no key header is sent at all. The environment is never asked for one. */
  readonly apiKey?: string | undefined;
  readonly fetch?: typeof fetch;
  /** For one request with its whole reply; default 5 minutes. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 300_000;
const maxReplyBytes = 10_000_000;
/** For a file of 50,000 requests or their replies. */
const fileLimits = { timeoutMs: 1_800_000, maxBytes: 500_000_000 } as const;

/**
 * A client for any endpoint that speaks OpenAI's chat completions, through the `openai` package without its retries.
 * The key goes to the connection's own origin and nowhere else. Throws `ModelError` (`invalid-request`) for an address that cannot be used.
 */
export function createOpenAiClient(
  connection: Connection,
  model: string,
  options: OpenAiClientOptions = {},
): ModelClient {
  const { timeoutMs = defaultTimeoutMs } = options;
  const endpoint = openEndpoint(connection, { ...options, timeoutMs, maxBytes: maxReplyBytes });
  const { origin } = endpoint;
  const load = loadOnce(endpoint, timeoutMs);

  async function send(body: RequestBody, signal: AbortSignal): Promise<Reply> {
    signal.throwIfAborted();
    const client = await load();
    try {
      const sent = client.post<unknown>('/chat/completions', { body: { ...body }, signal });
      const { data: answer, response } = await sent.withResponse();
      const status = statusInside(answer);
      if (status !== undefined) throw new FailedAnswer(status, new Headers(), JSON.stringify(answer));
      const pauseMs = readPause(response.headers, Date.now());
      return { ...readChatReply(answer, origin, model), ...(pauseMs === undefined ? {} : { pauseMs }) };
    } catch (error) {
      signal.throwIfAborted();
      throw toModelError(error, { origin, model, apiKey: endpoint.apiKey, body });
    }
  }

  return {
    connection: connection.name,
    origin,
    model,
    practice: false,
    body: (request) => chatBody(model, request, endpoint.tokenLimit),
    send,
    batches: openBatches(
      loadOnce(openEndpoint(connection, { ...options, ...fileLimits }), fileLimits.timeoutMs),
      endpoint,
      (error) => toModelError(error, { origin, model, apiKey: endpoint.apiKey, body: {} }),
    ),
  };
}

/** The package is large: it is loaded with the first request. */
function loadOnce(endpoint: Endpoint, timeoutMs: number): () => Promise<OpenAI> {
  let loaded: Promise<OpenAI> | undefined;
  return () => {
    loaded ??= import('openai').then(
      ({ default: OpenAiPackage }) =>
        new OpenAiPackage({
          baseURL: endpoint.baseUrl,
          defaultQuery: { ...endpoint.query },
          // The package insists on some credential; guardedFetch sends the key, or none.
          apiKey: 'not sent',
          adminAPIKey: null,
          organization: null,
          project: null,
          webhookSecret: null,
          logLevel: 'off',
          maxRetries: 0,
          // The guard's own time-out comes first: it covers the body too.
          timeout: timeoutMs + 10_000,
          fetch: endpoint.fetch,
        }),
    );
    return loaded;
  };
}

/** Gateways pass on a failure behind them as 200 with `error` and its status in `error.code`. */
export function statusInside(answer: unknown): number | undefined {
  const code = (answer as { error?: { code?: unknown } | null } | null)?.error?.code;
  return typeof code === 'number' && code >= 400 && code < 600 ? code : undefined;
}

/** The `openai` package wraps what its fetch throws, so the reason is looked for along the causes. */
export function toModelError(error: unknown, asked: Asked): ModelError {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (isModelError(current)) return current;
    if (current instanceof FailedAnswer) return statusError(current, asked);
  }
  const cause = { cause: error };
  if (error instanceof SyntaxError) {
    return new ModelError('bad-reply', `${asked.origin} answered with something that is not JSON.`, cause);
  }
  return new ModelError(
    'network',
    `The request to ${asked.origin} failed: ${error instanceof Error ? error.message : String(error)}`,
    cause,
  );
}
