/**
 * Why a request failed, as far as it changes what happens next:
 * `auth`, `unknown-model`, `redirected`, `refused` and `invalid-request` end the run (asking again cannot help);
 * `rate-limited`, `server`, `network`, `timeout` and `bad-reply` (an answer that is no completion) are asked again, within limits;
 * `unsupported` names a request feature that the endpoint does not have.
 */
export type ModelErrorKind =
  | 'auth'
  | 'unknown-model'
  | 'redirected'
  | 'refused'
  | 'invalid-request'
  | 'unsupported'
  | 'rate-limited'
  | 'server'
  | 'network'
  | 'timeout'
  | 'bad-reply';

/** A failed model request. `message` says what happened and what to do. */
export class ModelError extends Error {
  readonly kind: ModelErrorKind;
  readonly status: number | undefined;
  /** Milliseconds that the endpoint asked us to wait. */
  readonly retryAfterMs: number | undefined;
  /** For `unsupported`: the top-level request field that was refused, such as `response_format`. */
  readonly field: string | undefined;

  constructor(
    kind: ModelErrorKind,
    message: string,
    details: { status?: number; retryAfterMs?: number; field?: string; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ModelError';
    this.kind = kind;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.field = details.field;
  }
}

/** Whether an error came from a model request. */
export function isModelError(error: unknown): error is ModelError {
  return error instanceof ModelError;
}
