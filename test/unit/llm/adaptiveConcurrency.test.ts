import { describe, expect, test } from 'vitest';
import { AdaptiveConcurrency, type Attempt } from '../../../src/core/llm/adaptiveConcurrency.ts';

interface Endpoint {
  /** Requests that it works on at a time. */
  readonly bears: number;
  /** Refuses what is beyond, or lets it wait. */
  readonly refuses: boolean;
  readonly answerMs: number;
  /** Milliseconds after which who was refused asks again. */
  readonly againMs?: number;
  /** Milliseconds until a refusal is known. */
  readonly awayMs?: number;
}

/** Lets an endpoint be asked without a pause for so long. Answers what it was kept busy with, the limit at each quarter, and its least after the first. */
function simulate({ bears, refuses, answerMs, againMs = 50, awayMs = 0 }: Endpoint, forMs: number) {
  let now = 0;
  const concurrency = new AdaptiveConcurrency(() => now);
  const events: { at: number; run: () => void }[] = [];
  const later = (ms: number, run: () => void) => {
    const at = now + ms;
    const place = events.findIndex((event) => event.at > at);
    events.splice(place === -1 ? events.length : place, 0, { at, run });
  };
  let held = 0;
  let working = 0;
  let busyMs = 0;
  const waiting: Attempt[] = [];
  const work = (attempt: Attempt) => {
    working += 1;
    later(answerMs, () => {
      working -= 1;
      held -= 1;
      attempt.answered();
      const next = waiting.shift();
      if (next) work(next);
      fill();
    });
  };
  const arrive = () => {
    const attempt = concurrency.begin();
    if (working < bears) work(attempt);
    else if (!refuses) waiting.push(attempt);
    else
      later(awayMs, () => {
        attempt.refused();
        later(againMs, arrive);
        fill();
      });
  };
  const fill = () => {
    while (held < concurrency.limit) {
      held += 1;
      arrive();
    }
  };
  fill();
  const limits: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  while (events[0] && events[0].at <= forMs) {
    const { at, run } = events.shift() as (typeof events)[number];
    if (at > forMs / 4) busyMs += (at - Math.max(now, forMs / 4)) * working;
    now = at;
    run();
    if (now > forMs / 4) least = Math.min(least, concurrency.limit);
    if (limits.length < Math.floor((4 * now) / forMs)) limits.push(concurrency.limit);
  }
  return { busy: busyMs / (0.75 * forMs * bears), limits, least };
}

describe('an endpoint is kept busy, whatever it bears', () => {
  test.each([
    { bears: 64, refuses: true, answerMs: 200 },
    { bears: 10, refuses: true, answerMs: 200 },
    { bears: 100, refuses: true, answerMs: 50 },
    { bears: 1, refuses: true, answerMs: 500 },
    { bears: 64, refuses: true, answerMs: 200, awayMs: 15 },
    { bears: 10, refuses: true, answerMs: 400, awayMs: 60, againMs: 700 },
    { bears: 64, refuses: false, answerMs: 200 },
    { bears: 3, refuses: false, answerMs: 1000 },
  ])('$bears at a time, refuses more: $refuses, after $awayMs ms', (endpoint) => {
    expect(simulate(endpoint, 120_000).busy).toBeGreaterThan(0.95);
  });
});

test('what waits in line at an endpoint that refuses nothing stays short', () => {
  const { limits } = simulate({ bears: 2, refuses: false, answerMs: 500 }, 240_000);
  expect(Math.max(...limits)).toBeLessThanOrEqual(8);
});

test('after refusals the limit stays near what is borne, also while it is probed', () => {
  const { limits, least } = simulate({ bears: 20, refuses: true, answerMs: 100 }, 120_000);
  for (const limit of limits) {
    expect(limit).toBeGreaterThanOrEqual(18);
    expect(limit).toBeLessThanOrEqual(22);
  }
  expect(least).toBeGreaterThanOrEqual(18);
});

test('refusals alone bring it down to one at a time, and no further', () => {
  const concurrency = new AdaptiveConcurrency(() => 0);
  for (let i = 0; i < 100; i++) concurrency.begin().refused();
  expect(concurrency.limit).toBe(1);
});
