import type OpenAI from 'openai';
import { chatBody } from './chatBody.ts';
import { readChatReply } from './chatReply.ts';
import { FailedAnswer, guardedFetch } from './guardedFetch.ts';
import type { ModelClient, Reply, RequestBody } from './modelClient.ts';
import { isModelError, ModelError } from './modelError.ts';
import { type Asked, statusError } from './statusError.ts';

/** An endpoint as the user's settings name it. */
export interface Connection {
  readonly name: string;
  /** Up to and with the version, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface OpenAiClientOptions {
  /** Without a key no key header is sent at all. The environment is never asked for one. */
  readonly apiKey?: string;
  readonly fetch?: typeof fetch;
  /** For one request with its whole reply; default 5 minutes. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 300_000;
const maxReplyBytes = 10_000_000;

/**
 * A client for any endpoint that speaks OpenAI's chat completions, through the `openai` package without its retries.
 * The key goes to the connection's own origin and nowhere else. Throws `ModelError` (`invalid-request`) for an address that cannot be used.
 */
export function createOpenAiClient(
  connection: Connection,
  model: string,
  options: OpenAiClientOptions = {},
): ModelClient {
  const url = readBaseUrl(connection);
  const { timeoutMs = defaultTimeoutMs } = options;
  const apiKey = options.apiKey?.trim() || undefined;
  const headers = readHeaders(url.origin, connection, apiKey);
  const tokenLimit = url.hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens';
  let loaded: Promise<OpenAI> | undefined;

  async function load(): Promise<OpenAI> {
    // The package is large: it is loaded with the first request.
    const { default: OpenAiPackage } = await import('openai');
    return new OpenAiPackage({
      baseURL: url.href.replace(/\/+$/, ''),
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
      fetch: guardedFetch({
        origin: url.origin,
        headers,
        timeoutMs,
        maxBytes: maxReplyBytes,
        fetch: options.fetch ?? fetch,
      }),
    });
  }

  async function send(body: RequestBody, signal: AbortSignal): Promise<Reply> {
    signal.throwIfAborted();
    loaded ??= load();
    const client = await loaded;
    try {
      const answer: unknown = await client.post('/chat/completions', { body: { ...body }, signal });
      const status = statusInside(answer);
      if (status !== undefined) throw new FailedAnswer(status, new Headers(), JSON.stringify(answer));
      return readChatReply(answer, url.origin, model);
    } catch (error) {
      signal.throwIfAborted();
      throw toModelError(error, { origin: url.origin, model, apiKey, body });
    }
  }

  return {
    connection: connection.name,
    origin: url.origin,
    model,
    practice: false,
    body: (request) => chatBody(model, request, tokenLimit),
    send,
  };
}

function readBaseUrl({ name, baseUrl }: Connection): URL {
  const url = URL.parse(baseUrl);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new ModelError(
      'invalid-request',
      `The address of the connection “${name}” is no http or https address. Give one such as https://api.openai.com/v1.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ModelError(
      'invalid-request',
      `The address of the connection “${name}” holds a user name or a password. Take it out, and store the key with the connection instead.`,
    );
  }
  url.hash = '';
  return url;
}

/** The connection's own headers win over the key, for endpoints that want it elsewhere. Values never reach a message. */
function readHeaders(origin: string, { name, headers = {} }: Connection, apiKey: string | undefined): Headers {
  const result = new Headers();
  try {
    if (apiKey !== undefined) result.set('authorization', `Bearer ${apiKey}`);
  } catch {
    throw new ModelError('auth', `The key for ${origin} holds characters that cannot be sent. Set it again.`);
  }
  for (const [header, value] of Object.entries(headers)) {
    try {
      result.set(header, value);
    } catch {
      throw new ModelError(
        'invalid-request',
        `The header “${header}” of the connection “${name}” cannot be sent. Correct it in the settings.`,
      );
    }
  }
  return result;
}

/** Gateways pass on a failure behind them as 200 with `error` and its status in `error.code`. */
function statusInside(answer: unknown): number | undefined {
  const code = (answer as { error?: { code?: unknown } | null } | null)?.error?.code;
  return typeof code === 'number' && code >= 400 && code < 600 ? code : undefined;
}

/** The `openai` package wraps what its fetch throws, so the reason is looked for along the causes. */
function toModelError(error: unknown, asked: Asked): ModelError {
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
