import type OpenAI from 'openai';
import { isRecord } from '../isRecord.ts';
import type { Endpoint } from './endpoint.ts';
import { ModelError } from './modelError.ts';

/** States of a batch at its endpoint. */
export const remoteStates = [
  'validating',
  'in_progress',
  'finalizing',
  'completed',
  'failed',
  'expired',
  'cancelling',
  'cancelled',
] as const;

export type RemoteState = (typeof remoteStates)[number];

/** A batch as its endpoint describes it. */
export interface RemoteBatch {
  readonly batch: string;
  readonly state: RemoteState;
  /** Ids of the files with what was answered and what was not. */
  readonly outputFile?: string;
  readonly errorFile?: string;
  readonly counts?: { readonly total: number; readonly completed: number; readonly failed: number };
  /** ISO 8601 UTC. */
  readonly expiresAt?: string;
  /** Why the batch as a whole failed. */
  readonly problem?: string;
}

/** An endpoint's files and batches. Everything rejects with `ModelError`, or with the signal's reason. */
export interface BatchEndpoint {
  /** Uploads a file of requests; resolves with its id. */
  upload(name: string, content: string, signal: AbortSignal): Promise<string>;
  /** Begins a batch of an uploaded file. `label` finds it again. */
  create(file: string, label: string, signal: AbortSignal): Promise<RemoteBatch>;
  /** The batch that was begun with a label, among the latest hundred. */
  find(label: string, signal: AbortSignal): Promise<RemoteBatch | undefined>;
  get(batch: string, signal: AbortSignal): Promise<RemoteBatch>;
  cancel(batch: string, signal: AbortSignal): Promise<RemoteBatch>;
  download(file: string, signal: AbortSignal): Promise<Buffer>;
}

/** Where the requests of a batch go to. */
export const batchUrl = '/v1/chat/completions';
const labelName = 'self_instruct_job';
const longestProblem = 500;

/** The batches of an endpoint through the `openai` package, without its retries. `fail` makes a `ModelError` of what it throws. */
export function openBatches(
  load: () => Promise<OpenAI>,
  { origin }: Pick<Endpoint, 'origin'>,
  fail: (error: unknown) => ModelError,
): BatchEndpoint {
  async function ask<T>(signal: AbortSignal, question: (client: OpenAI) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    try {
      return await question(await load());
    } catch (error) {
      signal.throwIfAborted();
      const failure = fail(error);
      if (failure.status !== 404 && failure.status !== 405) throw failure;
      throw new ModelError(
        'unknown-model',
        `${origin} takes no batches at this address, or no longer has this one (${failure.status}).`,
        { status: failure.status, cause: failure },
      );
    }
  }
  return {
    upload: (name, content, signal) =>
      ask(signal, async (client) => {
        const file = new File([content], name, { type: 'application/jsonl' });
        return readId(await client.files.create({ file, purpose: 'batch' }, { signal }), origin);
      }),
    create: (file, label, signal) =>
      ask(signal, async ({ batches }) => {
        const metadata = { [labelName]: label };
        const asked = { input_file_id: file, endpoint: batchUrl, completion_window: '24h', metadata } as const;
        return readBatch(await batches.create(asked, { signal }), origin);
      }),
    find: (label, signal) =>
      ask(signal, async ({ batches }) => {
        const { data } = await batches.list({ limit: 100 }, { signal });
        const found: unknown = Array.isArray(data)
          ? data.find(({ metadata }) => metadata?.[labelName] === label)
          : null;
        return isRecord(found) ? readBatch(found, origin) : undefined;
      }),
    get: (batch, signal) =>
      ask(signal, async ({ batches }) => readBatch(await batches.retrieve(batch, { signal }), origin)),
    cancel: (batch, signal) =>
      ask(signal, async ({ batches }) => readBatch(await batches.cancel(batch, { signal }), origin)),
    download: (file, signal) =>
      ask(signal, async ({ files }) => Buffer.from(await (await files.content(file, { signal })).arrayBuffer())),
  };
}

/** An id of a file or a batch: it becomes part of an address. */
export const remoteId = /^[\w.:-]{1,200}$/u;

function readId(answer: unknown, origin: string): string {
  const id = isRecord(answer) ? answer.id : undefined;
  if (typeof id === 'string' && remoteId.test(id)) return id;
  throw new ModelError('bad-reply', `${origin} answered without an id.`);
}

/** Reads a description of a batch; nothing about its shape is trusted. */
export function readBatch(answer: unknown, origin: string): RemoteBatch {
  const batch = readId(answer, origin);
  const { status, output_file_id, error_file_id, expires_at, request_counts, errors } = answer as Record<
    string,
    unknown
  >;
  const state = remoteStates.find((known) => known === status);
  if (!state) throw new ModelError('bad-reply', `${origin} answered with a batch in a state that is not known.`);
  const expires = time(expires_at);
  const counts = isRecord(request_counts) ? request_counts : undefined;
  const problem = problemIn(errors);
  return {
    batch,
    state,
    ...fileId('outputFile', output_file_id),
    ...fileId('errorFile', error_file_id),
    ...(counts
      ? { counts: { total: count(counts.total), completed: count(counts.completed), failed: count(counts.failed) } }
      : {}),
    ...(expires === undefined ? {} : { expiresAt: expires }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function fileId(name: 'outputFile' | 'errorFile', id: unknown): { outputFile?: string; errorFile?: string } {
  return typeof id === 'string' && remoteId.test(id) ? { [name]: id } : {};
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

/** Seconds since 1970 as a time; `undefined` for what no date can hold. */
function time(value: unknown): string | undefined {
  const date = new Date(typeof value === 'number' ? value * 1000 : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function problemIn(errors: unknown): string | undefined {
  const [first] = isRecord(errors) && Array.isArray(errors.data) ? (errors.data as unknown[]) : [];
  if (!isRecord(first)) return undefined;
  const line = typeof first.line === 'number' ? `line ${first.line}: ` : '';
  const said = [first.message, first.code].find((text) => typeof text === 'string' && text !== '');
  return `${line}${said ?? 'no reason was given'}`.replace(/[\p{C}\s]+/gu, ' ').slice(0, longestProblem);
}
