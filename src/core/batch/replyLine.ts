import { isRecord } from '../isRecord.ts';
import { readChatReply } from '../llm/chatReply.ts';
import type { Reply } from '../llm/modelClient.ts';
import { isModelError } from '../llm/modelError.ts';
import { statusError } from '../llm/statusError.ts';
import type { BatchJob } from './batchJob.ts';

/** What a line of an output or error file says about one request. */
export type LineResult =
  | { readonly reply: Reply }
  | {
      readonly failure: string;
      readonly status?: number;
      readonly refused: boolean;
      /** The field of the request that the endpoint does not take. */
      readonly field?: string;
    };

/** Longest line that is taken for a reply; the same as for one that comes directly. */
const longestLine = 10_000_000;
const longestMessage = 300;
/** Statuses that may pass by themselves. */
const passing: readonly number[] = [408, 409, 425, 429];

/** The id that a line is about; `undefined` where it has none. */
export function customId(value: unknown): string | undefined {
  return isRecord(value) && typeof value.custom_id === 'string' ? value.custom_id : undefined;
}

/** Reads what a line says; nothing about its shape is trusted. */
export function readLine(
  value: unknown,
  length: number,
  job: Pick<BatchJob, 'origin' | 'model' | 'fields'>,
): LineResult {
  const { origin, model, fields } = job;
  const { response, error } = isRecord(value) ? value : {};
  if (!isRecord(response)) return { failure: messageOf(error), refused: false };
  const status = typeof response.status_code === 'number' ? response.status_code : 200;
  const body = isRecord(response.body) ? response.body : status === 200 ? response : error;
  if (status < 200 || status >= 300) {
    const text = JSON.stringify(body ?? error ?? {});
    const asked = { origin, model, apiKey: undefined, body: Object.fromEntries(fields.map((name) => [name, null])) };
    const { message, field } = statusError({ status, headers: new Headers(), text }, asked);
    const refused = status < 500 && !passing.includes(status);
    return { failure: message, status, refused, ...(field === undefined ? {} : { field }) };
  }
  if (length > longestLine) return { failure: 'The reply is longer than 10 MB.', refused: true };
  try {
    return { reply: readChatReply(body, origin, model) };
  } catch (failure) {
    if (!isModelError(failure)) throw failure;
    return { failure: failure.message, status, refused: true };
  }
}

/** Such as that time ran out before the request had its turn. */
function messageOf(error: unknown): string {
  const said = isRecord(error) ? [error.message, error.code].find((text) => typeof text === 'string') : undefined;
  return (said ?? 'There is neither a reply nor a reason.').replace(/[\p{C}\s]+/gu, ' ').slice(0, longestMessage);
}
