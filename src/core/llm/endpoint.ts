import { guardedFetch } from './guardedFetch.ts';
import { ModelError } from './modelError.ts';

/** An endpoint as the user's settings name it. */
export interface Connection {
  readonly name: string;
  /** Up to and with the version, such as `https://api.openai.com/v1`. What stands behind `?` is sent with every request. */
  readonly baseUrl: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Header that carries the key as it is, such as `api-key`; by default `authorization: Bearer …`, and `api-key` at Azure. */
  readonly keyHeader?: string;
}

export interface EndpointOptions {
  /** Without a key no key header is sent at all. The environment is never asked for one. */
  readonly apiKey?: string | undefined;
  readonly fetch?: typeof fetch;
  /** For one request with its whole answer. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** An endpoint that requests can be sent to: nothing but its own headers, to nobody but itself. */
export interface Endpoint {
  /** Scheme, host and port. */
  readonly origin: string;
  /** The address without a slash at its end, and without its query. */
  readonly baseUrl: string;
  /** Sent with every request. */
  readonly query: Readonly<Record<string, string>>;
  /** The key that is sent, if any. */
  readonly apiKey: string | undefined;
  /** OpenAI's own models and Azure's take only the new name of the token limit, most other servers only the old. */
  readonly tokenLimit: 'max_tokens' | 'max_completion_tokens';
  /** See `guardedFetch`. */
  readonly fetch: typeof fetch;
  /** Address of something behind the endpoint's, such as `/models`. */
  url(path: string): URL;
}

/** Opens an endpoint. Throws `ModelError` (`invalid-request`, `auth`) for an address, a header or a key that cannot be used. */
export function openEndpoint(connection: Connection, options: EndpointOptions): Endpoint {
  const url = readBaseUrl(connection);
  const apiKey = options.apiKey?.trim() || undefined;
  const headers = readHeaders(url, connection, apiKey);
  const { timeoutMs, maxBytes } = options;
  const baseUrl = `${url.origin}${url.pathname}`.replace(/\/+$/u, '');
  return {
    origin: url.origin,
    baseUrl,
    query: Object.fromEntries(url.searchParams),
    apiKey,
    tokenLimit: url.hostname === 'api.openai.com' || isAzure(url) ? 'max_completion_tokens' : 'max_tokens',
    fetch: guardedFetch({ origin: url.origin, headers, timeoutMs, maxBytes, fetch: options.fetch ?? fetch }),
    url: (path) => new URL(`${baseUrl}${path}${url.search}`),
  };
}

const azureDomains = ['.openai.azure.com', '.cognitiveservices.azure.com', '.services.ai.azure.com'];

/** Whether a host is one that Azure serves OpenAI's API from. */
export function isAzure({ hostname }: Pick<URL, 'hostname'>): boolean {
  return azureDomains.some((domain) => hostname.endsWith(domain));
}

/** Scheme, host and port of a connection's address; `undefined` where it is no http or https address. */
export function originOf({ baseUrl }: Pick<Connection, 'baseUrl'>): string | undefined {
  const url = URL.parse(baseUrl);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.origin : undefined;
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
  return url;
}

/** The connection's own headers win over the key, for endpoints that want it elsewhere. Values never reach a message. */
function readHeaders(url: URL, connection: Connection, apiKey: string | undefined): Headers {
  const { name, headers = {}, keyHeader = isAzure(url) ? 'api-key' : undefined } = connection;
  const result = new Headers();
  try {
    if (apiKey !== undefined) result.set(keyHeader ?? 'authorization', keyHeader ? apiKey : `Bearer ${apiKey}`);
  } catch {
    throw new ModelError('auth', `The key for ${url.origin} holds characters that cannot be sent. Set it again.`);
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
