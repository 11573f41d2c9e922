import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelClient, Reply, RequestBody } from './modelClient.ts';
import { isModelError, type ModelError, type ModelErrorKind } from './modelError.ts';

export interface RetryOptions {
  /** Ends the request, or the wait before the next try, at any moment. */
  readonly signal: AbortSignal;
  /** Tries in all, the first included; default 5. */
  readonly attempts?: number;
  /** Replaces the clock in tests. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1; spreads the waits of requests that failed together. */
  readonly random?: () => number;
  /** Called before each wait. */
  readonly onRetry?: (error: ModelError, waitMs: number) => void;
}

const defaultAttempts = 5;
const firstWaitMs = 1_000;
const longestBackoffMs = 60_000;
const longestRetryAfterMs = 300_000;

/** The failures that may pass by themselves. */
const passing: readonly ModelErrorKind[] = ['rate-limited', 'server', 'network', 'timeout', 'bad-reply'];

/**
 * Sends a request, and again where the failure may pass: after the wait that the endpoint asks for (at most 5 minutes), else after one
 * that doubles from about a second. Rejects with the last `ModelError`, or with the signal's reason.
 */
export async function sendWithRetries(
  client: Pick<ModelClient, 'send'>,
  body: RequestBody,
  options: RetryOptions,
): Promise<Reply> {
  const { signal, attempts = defaultAttempts, wait = waitFor, random = Math.random } = options;
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await client.send(body, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!isModelError(error) || !passing.includes(error.kind) || attempt >= attempts) throw error;
      const waitMs = waitBefore(attempt, error, random);
      options.onRetry?.(error, waitMs);
      await wait(waitMs, signal);
    }
  }
}

function waitBefore(attempt: number, error: ModelError, random: () => number): number {
  if (error.retryAfterMs !== undefined) return Math.min(error.retryAfterMs, longestRetryAfterMs);
  const longest = Math.min(firstWaitMs * 2 ** (attempt - 1), longestBackoffMs);
  return Math.round(longest * (0.5 + random() / 2));
}

/** Waits, or rejects with the signal's reason. */
export async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    // The timer's own error hides the reason that the caller gave.
    signal.throwIfAborted();
  }
}
