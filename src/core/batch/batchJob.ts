import { isRecord } from '../isRecord.ts';
import { type RemoteState, remoteId, remoteStates } from '../llm/batchEndpoint.ts';
import type { Usage } from '../model/round.ts';
import type { LimitOptions } from '../pipeline/limits.ts';

/**
 * `prepared`: written down, and not known to have reached the endpoint. `exported`: written to a file, for an engine of the
 * user's own. `lost`: the endpoint does not know it any more. Else as the endpoint says.
 */
export type JobState = 'prepared' | 'exported' | 'lost' | RemoteState;

/** What came of a job when its replies were taken. */
export interface Collected {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Replies that were new. */
  readonly replies: number;
  /** Replies that were there already, in the file twice or from before. */
  readonly duplicates: number;
  /** Lines with an id that no request has. */
  readonly unknown: number;
  /** Requests that were refused or failed, with a line that says why. */
  readonly failed: number;
  /** Requests about which nothing was said. */
  readonly missing: number;
}

/** One batch at an endpoint, or one exported file: so many requests of a run, to one model. */
export interface BatchJob {
  readonly id: string;
  readonly run: string;
  readonly connection: string;
  readonly origin: string;
  readonly model: string;
  readonly requests: number;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly state: JobState;
  /** Top-level fields of its requests: what an endpoint may turn out not to take. */
  readonly fields: readonly string[];
  /** The most that it can come to; what it came to, once it is collected. */
  readonly usage: Usage;
  /** The limits that were given with it: they hold for what follows it. */
  readonly limits?: Pick<LimitOptions, 'budget' | 'price'>;
  /** Id at the endpoint. */
  readonly batch?: string;
  readonly outputFile?: string;
  readonly errorFile?: string;
  readonly counts?: { readonly total: number; readonly completed: number; readonly failed: number };
  readonly expiresAt?: string;
  readonly checkedAt?: string;
  readonly problem?: string;
  readonly collected?: Collected;
}

/** Whether requests of this job are on their way to an endpoint, or their results wait there. */
export function isOpen({ state, collected }: BatchJob): boolean {
  return !collected && state !== 'exported' && state !== 'lost';
}

const ended: readonly JobState[] = ['completed', 'failed', 'expired', 'cancelled'];

/** Whether the endpoint is done with it and its results were not taken yet. */
export function isReady({ state, collected }: BatchJob): boolean {
  return !collected && ended.includes(state);
}

const jobStates: readonly string[] = ['prepared', 'exported', 'lost', ...remoteStates];
const idPattern = /^[\w.-]{1,100}$/u;

/** Reads a job from a file; `undefined` for what is none. Only names and numbers are trusted as far as their kind. */
export function readJob(value: unknown): BatchJob | undefined {
  if (!isRecord(value)) return undefined;
  const { id, run, connection, origin, model, requests, createdAt, state, fields, usage } = value;
  const texts = [id, run, connection, origin, model, createdAt, state].every((text) => typeof text === 'string');
  if (!texts || !idPattern.test(String(id)) || !jobStates.includes(String(state))) return undefined;
  if (typeof requests !== 'number' || !Array.isArray(fields) || !isRecord(usage)) return undefined;
  if (![usage.inputTokens, usage.outputTokens].every(isAmount) || !areLimits(value.limits)) return undefined;
  const optional = [value.batch, value.outputFile, value.errorFile, value.expiresAt, value.problem];
  if (!optional.every((text) => text === undefined || typeof text === 'string')) return undefined;
  const ids = [value.batch, value.outputFile, value.errorFile];
  if (!ids.every((id) => id === undefined || remoteId.test(String(id)))) return undefined;
  return value as unknown as BatchJob;
}

/** A budget that could not be compared with anything would be none. */
function areLimits(limits: unknown): boolean {
  if (limits === undefined) return true;
  if (!isRecord(limits)) return false;
  const { budget = {}, price } = limits;
  if (!isRecord(budget)) return false;
  const { maxRequests, maxTokens, maxCost } = budget;
  const areCounts = [maxRequests, maxTokens].every((count) => count === undefined || isAmount(count));
  const isCost = maxCost === undefined || (isRecord(maxCost) && isAmount(maxCost.amount) && isText(maxCost.currency));
  const isPrice =
    price === undefined ||
    (isRecord(price) && isAmount(price.input) && isAmount(price.output) && isText(price.currency));
  return areCounts && isCost && isPrice;
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
