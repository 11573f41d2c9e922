import type { RequestBody } from './modelClient.ts';
import { ModelError } from './modelError.ts';
import { readPause } from './rateLimits.ts';

/** An answer with a status that is no success. */
export interface RefusedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Whom the answer came from, and what was asked. */
export interface Asked {
  readonly origin: string;
  readonly model: string;
  /** The key that was sent, if any: it is cut out of what the endpoint says. */
  readonly apiKey: string | undefined;
  readonly body: RequestBody;
}

/** Turns an endpoint's refusal into the `ModelError` that says what happened and what to do. */
export function statusError(answer: RefusedAnswer, asked: Asked): ModelError {
  const { status } = answer;
  const { origin, model } = asked;
  const said = readComplaint(withoutKey(answer.text, asked.apiKey));
  const quote = said.message === '' ? '' : ` It said: ${said.message}`;
  const now = Date.now();
  const retryAfterMs =
    readRetryAfter(answer.headers, now) ?? (status === 429 ? readPause(answer.headers, now) : undefined);
  const details = { status, ...(retryAfterMs !== undefined && { retryAfterMs }) };

  if (status === 401 || status === 403) {
    const what =
      asked.apiKey !== undefined
        ? `The key for ${origin} was refused`
        : `${origin} wants a key, and none is stored for it`;
    return new ModelError('auth', `${what} (${status}). Set the key for this connection again.${quote}`, details);
  }
  if (status === 402 || said.codes.includes('insufficient_quota')) {
    return new ModelError(
      'refused',
      `The account at ${origin} has no quota left (${status}). Check its billing, then resume the run.${quote}`,
      details,
    );
  }
  if (status === 404 || said.codes.includes('model_not_found')) {
    return new ModelError(
      'unknown-model',
      `${origin} does not know the model “${model}” (${status}). Choose another model, or check the path of the connection's address.${quote}`,
      details,
    );
  }
  if (status === 408)
    return new ModelError('timeout', `${origin} gave up waiting for the request (408).${quote}`, details);
  if (status === 429) {
    return new ModelError(
      'rate-limited',
      `${origin} asks for fewer requests (429). Lower the recipe's concurrency if this goes on.${quote}`,
      details,
    );
  }
  if (status >= 500) {
    return new ModelError(
      'server',
      `${origin} failed (${status}). If it goes on, look at the server's own log.${quote}`,
      details,
    );
  }
  const field = status === 400 || status === 422 ? refusedField(said, asked.body) : undefined;
  if (field !== undefined) {
    return new ModelError('unsupported', `${origin} does not support “${field}” (${status}).${quote}`, {
      ...details,
      field,
    });
  }
  return new ModelError(
    'invalid-request',
    `${origin} did not accept the request (${status}). Check the model and the sampling parameters in the recipe.${quote}`,
    details,
  );
}

/** Milliseconds that `retry-after-ms` or `Retry-After` (seconds or an HTTP date) ask for; undefined where neither can be read. */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const inMs = headers.get('retry-after-ms')?.trim();
  if (inMs && /^\d+(\.\d+)?$/.test(inMs)) return Math.round(Number(inMs));
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000);
  // Date.parse takes many a number for a date; an HTTP date begins with its day.
  const date = /^[A-Z][a-z]{2,8},/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** What a server says in the body of a refusal, on one line and without the key; empty where it says nothing. */
export function complaintIn(text: string, apiKey: string | undefined): string {
  return readComplaint(withoutKey(text, apiKey)).message;
}

function withoutKey(text: string, apiKey: string | undefined): string {
  return apiKey === undefined ? text : text.replaceAll(apiKey, '…');
}

interface Complaint {
  readonly message: string;
  readonly codes: readonly string[];
  readonly param: string | undefined;
}

const longestQuote = 300;

/** Servers put their message in `error.message`, `message`, `detail`, or a list of field errors. */
function readComplaint(text: string): Complaint {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // A page of HTML tells nobody anything.
    return { message: text.trimStart().startsWith('<') ? '' : oneLine(text), codes: [], param: undefined };
  }
  const outer = asRecord(Array.isArray(parsed) ? parsed[0] : parsed);
  const inner = typeof outer.error === 'string' ? { message: outer.error } : asRecord(outer.error ?? outer);
  const codes = [inner.code, inner.type, outer.code, outer.type].filter((code) => typeof code === 'string');
  const param = typeof inner.param === 'string' ? inner.param : undefined;
  return { message: oneLine(messageOf(inner.message ?? inner.detail)), codes, param };
}

function messageOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    return value
      .map(asRecord)
      .map(({ loc, msg }) => `${Array.isArray(loc) ? loc.join('.') : ''}: ${typeof msg === 'string' ? msg : ''}`)
      .join('; ');
  }
  const nested = asRecord(value).detail;
  return nested === undefined ? '' : messageOf(nested);
}

function oneLine(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line;
}

/** Each field that may be refused, with the words by which servers name it. */
const fieldNames: readonly (readonly [field: string, pattern: RegExp])[] = [
  ['response_format', /\bresponse_format\b|\bjson_schema\b|\bstructured outputs?\b|\bguided\b|\bgrammar\b/i],
  ['presence_penalty', /\bpresence_penalty\b|\bpresencePenalty\b/],
  ['frequency_penalty', /\bfrequency_penalty\b|\bfrequencyPenalty\b/],
  ['top_p', /\btop_p\b/],
  ['temperature', /\btemperature\b/i],
  ['max_completion_tokens', /\bmax_completion_tokens\b/],
  ['max_tokens', /\bmax_tokens\b/],
  ['seed', /\bseed\b/i],
];

/** A complaint about a value's size is not one about the field: leaving the field out would hide it. */
const aboutTheValue =
  /context length|too (large|long|big|small)|greater than|less than|\bbetween\b|at (most|least)|[<>]=?\s*\d/i;

function refusedField(said: Complaint, body: RequestBody): string | undefined {
  if (aboutTheValue.test(said.message)) return undefined;
  const param = said.param?.split('.')[0];
  const byParam = fieldNames.find(([field]) => field === param && field in body);
  return byParam?.[0] ?? fieldNamedIn(said.message, body);
}

/** The field of a request that a complaint names; `undefined` where it names none, or one that was not sent. */
export function fieldNamedIn(message: string, body: RequestBody): string | undefined {
  if (aboutTheValue.test(message)) return undefined;
  return fieldNames.find(([field, pattern]) => field in body && pattern.test(message))?.[0];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
