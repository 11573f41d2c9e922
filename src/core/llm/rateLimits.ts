/** No header holds a run up for longer: an endpoint that means more refuses, and says so with the refusal. */
const longestPauseMs = 60_000;
const longestValue = 200;

/** Headers that say how much is left, each with the one that says when there is more. */
const pairs: readonly (readonly [remaining: string, reset: string])[] = [
  ...['requests', 'tokens'].map((of) => [`x-ratelimit-remaining-${of}`, `x-ratelimit-reset-${of}`] as const),
  ...['requests', 'tokens', 'input-tokens', 'output-tokens'].map(
    (of) => [`anthropic-ratelimit-${of}-remaining`, `anthropic-ratelimit-${of}-reset`] as const,
  ),
  ['x-ratelimit-remaining', 'x-ratelimit-reset'],
  ['ratelimit-remaining', 'ratelimit-reset'],
];

/**
 * Milliseconds for which an endpoint would refuse what is sent next, as its headers tell before it does: something is
 * used up, and then it is there again. At most a minute; `undefined` where nothing is used up, or it cannot be read.
 */
export function readPause(headers: Headers, now: number): number | undefined {
  const waits = [
    ...pairs.map(([remaining, reset]) => waitFor(headerOf(headers, remaining), headerOf(headers, reset), now)),
    ...structuredWaits(headerOf(headers, 'ratelimit')),
  ];
  const longest = Math.max(0, ...waits.filter((wait) => wait !== undefined));
  return longest > 0 ? Math.min(longest, longestPauseMs) : undefined;
}

function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers.get(name)?.trim();
  return value !== undefined && value.length <= longestValue ? value : undefined;
}

function waitFor(remaining: string | undefined, reset: string | undefined, now: number): number | undefined {
  if (remaining === undefined || reset === undefined || !/^(?:0+|-\d+)$/u.test(remaining)) return undefined;
  return readReset(reset, now);
}

/** `"default";r=0;t=30`, or as it was in earlier drafts `limit=100, remaining=0, reset=50`; times in seconds. */
function structuredWaits(value: string | undefined): readonly (number | undefined)[] {
  if (value === undefined) return [];
  const policies = /;/u.test(value) ? value.split(',') : [value];
  return policies.map((policy) => {
    const remaining = /(?:^|[;,\s])(?:r|remaining)=(-?\d+)/u.exec(policy)?.[1];
    const reset = /(?:^|[;,\s])(?:t|reset)=(\d+)/u.exec(policy)?.[1];
    return waitFor(remaining, reset, 0);
  });
}

const duration = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/u;

/** Milliseconds until a time given as a duration (`6m0s`, `20ms`), in seconds, as a time since 1970, or as a date. */
function readReset(value: string, now: number): number | undefined {
  if (/^\d+(?:\.\d+)?$/u.test(value)) {
    const number = Number(value);
    if (number > 1e11) return number - now;
    return number > 1e8 ? number * 1000 - now : number * 1000;
  }
  if (/^\d{4}-\d\d-\d\dT/u.test(value)) {
    const date = Date.parse(value);
    return Number.isNaN(date) ? undefined : date - now;
  }
  const found = value === '' ? null : duration.exec(value);
  if (!found) return undefined;
  const [hours = 0, minutes = 0, seconds = 0, ms = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}
