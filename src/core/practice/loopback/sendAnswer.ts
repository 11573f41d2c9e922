import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestBody } from '../../llm/modelClient.ts';
import { ApiError } from './apiError.ts';
import type { ChatCompletion } from './chatCompletion.ts';
import type { Fault } from './fault.ts';

/** The whole body of a request. */
export async function readAll(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A body as JSON, or its text where it is none. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A parsed body where it is an object. Throws `ApiError` otherwise. */
export function bodyOf(parsed: unknown): RequestBody {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new ApiError(400, 'The body is no JSON object.');
  }
  return parsed as RequestBody;
}

export function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

export function sendText(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(text);
}

/** Sends an `ApiError` as it is, and anything else as a failure of the server. */
export function sendError(response: ServerResponse, error: unknown): void {
  const failure =
    error instanceof ApiError ? error : new ApiError(500, error instanceof Error ? error.message : String(error));
  response
    .writeHead(failure.status, { 'content-type': 'application/json', ...failure.headers })
    .end(JSON.stringify(failure.toBody()));
}

/** The refusal that a fault of kind `status` orders. */
export function statusFault({ status, retryAfterSeconds, code }: Extract<Fault, { kind: 'status' }>): ApiError {
  return new ApiError(status, `This failure (${status}) was ordered.`, {
    ...(code !== undefined && { code }),
    ...(retryAfterSeconds !== undefined && { headers: { 'retry-after': String(retryAfterSeconds) } }),
  });
}

const garbage =
  'Well, that depends. Some would say one thing and some another; I would rather not write a list of anything today.';
const hugeLength = 11_000_000;

/** Sends a completion with something wrong about it. Faults that need no completion are not handled here. */
export function sendFaulty(fault: Fault, completion: ChatCompletion, response: ServerResponse): void {
  const json = { 'content-type': 'application/json' };
  if (fault.kind === 'cut') {
    const text = JSON.stringify(completion);
    response.writeHead(200, { ...json, 'content-length': Buffer.byteLength(text) });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  } else if (fault.kind === 'malformed') {
    response.writeHead(200, json).end(JSON.stringify(completion).slice(0, -20));
  } else {
    sendJson(response, faultyCompletion(fault, completion));
  }
}

function faultyCompletion({ kind }: Fault, completion: ChatCompletion): unknown {
  const content = completion.choices[0]?.message.content ?? '';
  switch (kind) {
    case 'garbage':
      return withContent(completion, garbage, 'stop');
    case 'length':
      return withContent(completion, content.slice(0, Math.floor(content.length * 0.6)), 'length');
    case 'wrong-schema':
      return withContent(completion, JSON.stringify({ results: [{ question: content.slice(0, 40) }] }), 'stop');
    case 'truncated':
      return withContent(completion, content.slice(0, Math.floor(content.length * 0.6)), 'stop');
    case 'duplicate-choices':
      return { ...completion, choices: [...completion.choices, ...completion.choices] };
    case 'empty-choices':
      return { ...completion, choices: [] };
    case 'huge':
      return withContent(completion, 'x'.repeat(hugeLength), 'stop');
    default:
      return completion;
  }
}

function withContent(completion: ChatCompletion, content: string, finish: 'stop' | 'length'): unknown {
  const message = { role: 'assistant', content, refusal: null };
  return { ...completion, choices: [{ index: 0, message, finish_reason: finish }] };
}
