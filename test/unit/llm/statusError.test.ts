import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRetryAfter, statusError } from '../../../src/core/llm/statusError.ts';

const sent = { response_format: {}, seed: 1, presence_penalty: 2, temperature: 0, max_tokens: 9 };

function errorFor(status: number, body: unknown, sentBody: Record<string, unknown> = sent) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return statusError(
    { status, headers: new Headers(), text },
    { origin: 'https://a.example', model: 'm', apiKey: 'sk-1', body: sentBody },
  );
}

describe('a refused field', () => {
  it.each([
    [
      400,
      {
        error: {
          message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
          param: 'max_tokens',
        },
      },
      'max_tokens',
    ],
    [
      400,
      {
        error: {
          message: "'temperature' does not support 0 with this model.",
          param: 'temperature',
          code: 'unsupported_value',
        },
      },
      'temperature',
    ],
    [400, { error: { message: 'bad', param: 'response_format.json_schema' } }, 'response_format'],
    [400, { error: "'response_format.type' must be 'text'" }, 'response_format'],
    [400, { object: 'error', message: 'json_schema is not supported by this model', code: 400 }, 'response_format'],
    [
      422,
      { detail: [{ type: 'extra_forbidden', loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' }] },
      'seed',
    ],
    [
      422,
      { message: { detail: [{ loc: ['body', 'presence_penalty'], msg: 'Extra inputs are not permitted' }] } },
      'presence_penalty',
    ],
    [400, [{ error: { message: 'Unknown name "presencePenalty"' } }], 'presence_penalty'],
  ])('%i %j is about %s', (status, body, field) => {
    expect(errorFor(status, body)).toMatchObject({ kind: 'unsupported', field, status });
  });

  it('is never one that was not sent', () => {
    const body = { error: { message: 'seed is not supported' } };
    expect(errorFor(400, body, { temperature: 0 })).toMatchObject({ kind: 'invalid-request', field: undefined });
  });

  it.each([
    "This model's maximum context length is 8192 tokens; lower max_tokens.",
    'max_tokens is too large: 99999',
    'temperature must be between 0 and 2',
    'Input should be less than or equal to 2: presence_penalty',
  ])('is not meant by a complaint about a value: %s', (message) => {
    expect(errorFor(400, { error: { message } }).kind).toBe('invalid-request');
  });
});

describe('what an endpoint says', () => {
  it('is quoted in one line of bounded length', () => {
    const { message } = errorFor(500, { error: { message: `first\n\u0007second ${'x'.repeat(5000)}` } });
    expect(message).toContain('first second');
    expect(message).not.toMatch(/\p{Cc}/u);
    expect(message.length).toBeLessThan(500);
  });

  it('is left out where it is a page', () => {
    expect(errorFor(502, '<!doctype html><title>Bad gateway</title>').message).not.toContain('html');
  });

  it('never gives the key away', () => {
    expect(errorFor(400, { error: { message: 'the key sk-1 is odd' } }).message).not.toContain('sk-1');
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.jsonValue(), (status, body) => {
        expect(errorFor(status, body as object).message).toMatch(/https:\/\/a\.example/u);
      }),
    );
  });
});

describe('readRetryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');

  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:01:00 GMT' }, 60_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after': '7', 'retry-after-ms': '250' }, 250],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-3' }, undefined],
    [{}, undefined],
  ])('%j is %s ms', (headers, expected) => {
    expect(readRetryAfter(new Headers(headers as Record<string, string>), now)).toBe(expected);
  });
});
