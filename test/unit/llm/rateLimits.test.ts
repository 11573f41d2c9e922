import { expect, test } from 'vitest';
import { createOpenAiClient } from '../../../src/core/llm/openaiClient.ts';
import { readPause } from '../../../src/core/llm/rateLimits.ts';
import { completeChat } from '../../../src/core/practice/loopback/chatCompletion.ts';
import { runToEnd, sampleDataset } from '../support/generating.ts';
import { failureOf, listen } from './support.ts';

const now = Date.parse('2026-05-01T12:00:00Z');
const pause = (headers: Record<string, string>) => readPause(new Headers(headers), now);

test.each([
  ['1s', 1_000],
  ['6m0s', 60_000],
  ['20ms', 20],
  ['1m2.5s', 60_000],
  ['59.56s', 59_560],
  ['0s', undefined],
  ['17', 17_000],
  [String((now + 4_000) / 1000), 4_000],
  [String(now + 4_000), 4_000],
  ['2026-05-01T12:00:09Z', 9_000],
  ['2026-05-01T11:00:00Z', undefined],
  ['99999999999999999999999999h', 60_000],
  ['-5s', undefined],
  ['soon', undefined],
  ['', undefined],
  ['2026-99-99T00:00:00Z', undefined],
  [`${'9'.repeat(500)}s`, undefined],
])('requests are used up, and there are more after “%s”: %s ms', (reset, expected) => {
  expect(pause({ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': reset })).toBe(expected);
});

test('the longest of what is used up counts, and what is left does not', () => {
  expect(
    pause({
      'x-ratelimit-remaining-requests': '12',
      'x-ratelimit-reset-requests': '50s',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '7s',
    }),
  ).toBe(7_000);
  const odd = ['', 'none', '1', '0.5', '0 0', 'NaN'];
  for (const left of odd) expect(pause({ 'x-ratelimit-remaining': left, 'x-ratelimit-reset': '5' }) ?? 0).toBe(0);
  expect(pause({ 'x-ratelimit-remaining-requests': '0' })).toBeUndefined();
});

test('other names for the same: Anthropic’s, the drafts of the standard', () => {
  expect(
    pause({
      'anthropic-ratelimit-output-tokens-remaining': '0',
      'anthropic-ratelimit-output-tokens-reset': '2026-05-01T12:00:03Z',
    }),
  ).toBe(3_000);
  expect(pause({ ratelimit: '"default";r=0;t=30' })).toBe(30_000);
  expect(pause({ ratelimit: '"minute";r=4;t=30, "day";r=0;t=20' })).toBe(20_000);
  expect(pause({ ratelimit: '"default";r=5;t=30', 'ratelimit-policy': '"default";q=100;w=60' })).toBeUndefined();
  expect(pause({ ratelimit: 'limit=100, remaining=0, reset=50' })).toBe(50_000);
  expect(pause({ 'ratelimit-remaining': '0', 'ratelimit-reset': '2' })).toBe(2_000);
});

function answering(headersOf: (request: number) => Record<string, string>, statusOf = (_: number) => 200) {
  let requests = 0;
  return listen((request, response) => {
    let text = '';
    request.on('data', (piece) => {
      text += String(piece);
    });
    request.on('end', () => {
      const number = requests++;
      response.writeHead(statusOf(number), { 'content-type': 'application/json', ...headersOf(number) });
      response.end(
        JSON.stringify(completeChat(JSON.parse(text), `c${number}`, { models: new Set(['m']), jsonSchema: true })),
      );
    });
  });
}

test('a run waits before it would be refused, and tells so', async () => {
  const { origin } = await answering(
    (number): Record<string, string> =>
      number === 1 ? { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '3s' } : {},
  );
  const client = createOpenAiClient({ name: 'x', baseUrl: `${origin}/v1` }, 'm');
  const dataset = await sampleDataset({ connection: 'x', round: { requests: 2, concurrency: 1 } });
  const { summary, waits, events } = await runToEnd(dataset, { client });
  expect(summary.ended).toBe('rounds');
  expect(waits).toEqual([3_000]);
  expect(events.filter((event) => event.type === 'notice' && event.message.includes('for 3.0 s'))).toHaveLength(1);
});

test('nothing is sent in the pause, a stop ends it, and a run that is done does not wait for its end', async () => {
  const { origin, received } = await answering(
    (number): Record<string, string> => (number === 0 ? { ratelimit: '"d";r=0;t=60' } : {}),
  );
  const client = createOpenAiClient({ name: 'x', baseUrl: `${origin}/v1` }, 'm');
  const dataset = await sampleDataset({ connection: 'x', round: { requests: 4, concurrency: 1 } });
  let inPause: number | undefined;
  const { summary } = await runToEnd(
    dataset,
    {
      client,
      wait: (_, signal) =>
        new Promise((resolve) => {
          inPause = received.length;
          signal.addEventListener('abort', () => resolve());
        }),
    },
    (event, stop) => {
      if (event.type === 'notice') setImmediate(stop);
    },
  );
  expect(summary.ended).toBe('stopped');
  expect(received).toHaveLength(inPause ?? -1);
  const last = await sampleDataset({ connection: 'x', recipe: 'single-call', round: { requests: 1, concurrency: 1 } });
  const { origin: always } = await answering(() => ({ ratelimit: '"d";r=0;t=60' }));
  const began = performance.now();
  const done = await runToEnd(last, {
    client: createOpenAiClient({ name: 'x', baseUrl: `${always}/v1` }, 'm'),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      }),
  });
  expect(done.summary.ended).toBe('rounds');
  expect(performance.now() - began).toBeLessThan(30_000);
});

test('a refusal without Retry-After is waited out as its rate limit says', async () => {
  const { origin } = await answering(
    () => ({ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '9s' }),
    () => 429,
  );
  const client = createOpenAiClient({ name: 'x', baseUrl: `${origin}/v1` }, 'm');
  const body = client.body({ messages: [{ role: 'user', content: 'a' }], sampling: {}, seed: 1 });
  const failure = await failureOf(client.send(body, new AbortController().signal));
  expect(failure).toMatchObject({ kind: 'rate-limited', retryAfterMs: 9_000 });
});
