import { ModelError } from './modelError.ts';

/** An answer with a status that is no success, read as far as the size limit allows. */
export class FailedAnswer extends Error {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;

  constructor(status: number, headers: Headers, text: string) {
    super(`status ${status}`);
    this.name = 'FailedAnswer';
    this.status = status;
    this.headers = headers;
    this.text = text;
  }
}

/** What a request may carry and whom it may reach. */
export interface Guard {
  /** The only origin that requests go to. */
  readonly origin: string;
  /** Sent with every request, beside the ones that describe the content. */
  readonly headers: Headers;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly fetch: typeof fetch;
}

/** Headers of the `openai` package that are let through; what it reads from the environment or tells about this machine is not. */
const describesContent = ['accept', 'content-type'];

/**
 * A `fetch` that sends only the guard's headers to only its origin, treats a redirect as an error, and reads the whole body, within
 * the time-out and the size limit, before it answers. Rejects with `FailedAnswer` for a status that is no success, with `ModelError` for
 * everything that goes wrong below, and with the signal's reason when aborted.
 */
export function guardedFetch(guard: Guard): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== guard.origin) {
      throw new ModelError(
        'redirected',
        `A request for ${guard.origin} was about to go to ${url.origin}. It was not sent.`,
      );
    }
    const given = new Headers(init?.headers);
    const headers = new Headers(guard.headers);
    for (const name of describesContent) {
      const value = given.get(name);
      if (value !== null && !headers.has(name)) headers.set(name, value);
    }
    // Node's fetch would add its own; a plain name says who asks.
    if (!headers.has('user-agent')) headers.set('user-agent', 'self-instruct');

    const timer = new AbortController();
    const timeout = setTimeout(() => timer.abort(), guard.timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, timer.signal]) : timer.signal;
    try {
      const response = await guard.fetch(url, { ...init, headers, redirect: 'manual', signal });
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
        await response.body?.cancel();
        throw redirected(guard.origin, response.headers.get('location'));
      }
      const body = await readBody(response, guard);
      if (!response.ok)
        throw new FailedAnswer(response.status, response.headers, new TextDecoder().decode(body ?? undefined));
      return new Response(body, {
        status: response.status,
        statusText: response.statusText,
        headers: plainHeaders(response),
      });
    } catch (error) {
      if (init?.signal?.aborted) throw init.signal.reason;
      if (error instanceof ModelError || error instanceof FailedAnswer) throw error;
      if (timer.signal.aborted) {
        throw timedOut(guard.origin, ` within ${guard.timeoutMs / 1000} s`, error);
      }
      throw connectionError(guard.origin, error);
    } finally {
      clearTimeout(timeout);
    }
  };
}

async function readBody(response: Response, guard: Guard): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!response.body) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > guard.maxBytes) {
      const limit = Math.round(guard.maxBytes / 1_000_000);
      throw new ModelError('bad-reply', `${guard.origin} answered with more than ${limit} MB. The rest was not read.`, {
        status: response.status,
      });
    }
    chunks.push(chunk);
  }
  return bytes === 0 ? null : new Uint8Array(Buffer.concat(chunks));
}

/** The body has been decoded, so the headers that describe its transfer no longer hold. */
function plainHeaders(response: Response): Headers {
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
  return headers;
}

function redirected(origin: string, location: string | null): ModelError {
  let target = '';
  try {
    if (location !== null) target = ` to ${new URL(location, origin).origin}`;
  } catch {
    // A location that is no address is not worth showing.
  }
  return new ModelError(
    'redirected',
    `${origin} redirects${target}. Redirects are not followed, so that a key cannot leave its origin: if you trust the target, put its address into the connection.`,
  );
}

function timedOut(origin: string, when: string, cause: unknown): ModelError {
  const advice = 'If it goes on, lower the concurrency or the token limits in the recipe.';
  return new ModelError('timeout', `${origin} did not answer${when}. ${advice}`, { cause });
}

/** Certificate failures do not pass by themselves. */
const certificateCode = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

function connectionError(origin: string, error: unknown): ModelError {
  const code = codeOf(error);
  const check = 'Check the address of the connection and that the server is running.';
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') {
    return timedOut(origin, ' in time', error);
  }
  if (certificateCode.test(code)) {
    return new ModelError(
      'refused',
      `The certificate of ${origin} is not trusted (${code}). Check the address, or add the certificate to the system's trusted ones.`,
      { cause: error },
    );
  }
  const what =
    code === 'ECONNREFUSED'
      ? `Nothing answers at ${origin}.`
      : code === 'ENOTFOUND' || code === 'EAI_AGAIN'
        ? `The name in ${origin} was not found.`
        : `The connection to ${origin} broke${code === '' ? '' : ` (${code})`}.`;
  return new ModelError('network', `${what} ${check}`, { cause: error });
}

/** Node's fetch hides the reason in a chain of causes, sometimes in a list of tries. */
function codeOf(error: unknown): string {
  let current: unknown = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    const { code, cause, errors } = current as { code?: unknown; cause?: unknown; errors?: unknown };
    if (typeof code === 'string') return code;
    current = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return '';
}
