import { type Connection, openEndpoint } from './endpoint.ts';
import { FailedAnswer } from './guardedFetch.ts';
import { ModelError } from './modelError.ts';

const maxBytes = 5_000_000;
const mostModels = 2_000;

export interface ListOptions {
  readonly apiKey?: string | undefined;
  readonly signal: AbortSignal;
  /** Default 10 seconds. */
  readonly timeoutMs?: number;
}

/**
 * The models that an endpoint lists (`GET /models`), sorted. The key goes to the connection's own origin only. Rejects
 * with `ModelError`: `auth` where the key is missing or refused, `bad-reply` where the answer is no list.
 */
export async function listModels(connection: Connection, options: ListOptions): Promise<readonly string[]> {
  const { apiKey, signal, timeoutMs = 10_000 } = options;
  const endpoint = openEndpoint(connection, { apiKey, timeoutMs, maxBytes });
  const { origin } = endpoint;
  try {
    const answer = await endpoint.fetch(endpoint.url('/models'), { headers: { accept: 'application/json' }, signal });
    return namesIn(await answer.json(), origin);
  } catch (error) {
    if (error instanceof SyntaxError) throw noList(origin);
    if (!(error instanceof FailedAnswer)) throw error;
    const { status } = error;
    if (status === 401 || status === 403) {
      const what = endpoint.apiKey === undefined ? 'wants a key' : 'refused the key';
      throw new ModelError('auth', `${origin} ${what} (${status}).`, { status });
    }
    throw new ModelError('server', `${origin} does not list its models (${status}).`, { status });
  }
}

function namesIn(answer: unknown, origin: string): readonly string[] {
  const { data } = (answer ?? {}) as { data?: unknown };
  if (!Array.isArray(data)) throw noList(origin);
  const names = data.map((entry: { id?: unknown } | null) => entry?.id);
  return [...new Set(names.filter((name) => typeof name === 'string' && name !== ''))]
    .sort()
    .slice(0, mostModels) as string[];
}

function noList(origin: string): ModelError {
  return new ModelError('bad-reply', `${origin} answered with something that is no list of models.`);
}
