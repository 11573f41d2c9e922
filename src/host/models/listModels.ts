import { FailedAnswer, guardedFetch } from '../../core/llm/guardedFetch.ts';
import { ModelError } from '../../core/llm/modelError.ts';
import type { Connection } from '../../core/llm/openaiClient.ts';

const timeoutMs = 10_000;
const maxBytes = 5_000_000;
const mostModels = 2_000;

/**
 * The models that an endpoint lists (`GET /models`), sorted. The key goes to the connection's own origin only. Rejects
 * with `ModelError`: `auth` where the key is missing or refused.
 */
export async function listModels(
  connection: Connection,
  key: string | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const url = new URL(`${connection.baseUrl.replace(/\/+$/u, '')}/models`);
  const headers = new Headers(key === undefined ? {} : { authorization: `Bearer ${key}` });
  for (const [name, value] of Object.entries(connection.headers ?? {})) headers.set(name, value);
  const get = guardedFetch({ origin: url.origin, headers, timeoutMs, maxBytes, fetch });
  try {
    const answer = await get(url, { headers: { accept: 'application/json' }, signal });
    return namesIn(await answer.json());
  } catch (error) {
    if (!(error instanceof FailedAnswer)) throw error;
    if (error.status === 401 || error.status === 403) {
      const what = key === undefined ? 'wants a key' : 'refused the key';
      throw new ModelError('auth', `${url.origin} ${what} (${error.status}).`, { status: error.status });
    }
    throw new ModelError('server', `${url.origin} does not list its models (${error.status}).`, {
      status: error.status,
    });
  }
}

function namesIn(answer: unknown): readonly string[] {
  const { data } = (answer ?? {}) as { data?: unknown };
  const names = Array.isArray(data) ? data.map((entry: { id?: unknown } | null) => entry?.id) : [];
  return [...new Set(names.filter((name) => typeof name === 'string' && name !== ''))]
    .sort()
    .slice(0, mostModels) as string[];
}
