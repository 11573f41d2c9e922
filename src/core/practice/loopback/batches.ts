import type { RequestBody } from '../../llm/modelClient.ts';
import { ApiError, notFound } from './apiError.ts';
import { type ChatRules, completeChat } from './chatCompletion.ts';
import type { StoredFiles } from './storedFiles.ts';

type BatchStatus =
  | 'validating'
  | 'failed'
  | 'in_progress'
  | 'finalizing'
  | 'completed'
  | 'expired'
  | 'cancelling'
  | 'cancelled';

/** What goes wrong with batches, to order. */
export interface BatchFaults {
  /** Whether the batch of this number (from 0) runs out of time when half of it is answered. */
  readonly expires?: (batch: number) => boolean;
  /** Status with which a request is refused; `undefined` answers it. Requests are numbered over all batches, from 0. */
  readonly refuses?: (request: number, body: RequestBody) => number | undefined;
}

interface BatchLine {
  readonly custom_id: string;
  readonly body: RequestBody;
}

interface Batch {
  readonly id: string;
  readonly number: number;
  readonly inputFileId: string;
  readonly createdAt: number;
  readonly metadata: unknown;
  readonly lines: BatchLine[];
  readonly results: string[];
  readonly failures: string[];
  status: BatchStatus;
  done: number;
  problems: readonly { readonly code: string; readonly message: string; readonly line: number }[];
  outputFileId: string | null;
  errorFileId: string | null;
}

const endpoint = '/v1/chat/completions';
const mostRequests = 50_000;
const windowSeconds = 24 * 60 * 60;

/**
 * The batches of one server. A batch goes one state further each time that somebody asks for it, and half of its requests are answered
 * at a time: so a test sees every state, and a cancelled batch keeps what was done.
 */
export class Batches {
  readonly #batches = new Map<string, Batch>();
  readonly #files: StoredFiles;
  readonly #rules: ChatRules;
  readonly #faults: BatchFaults;
  #answered = 0;

  constructor(files: StoredFiles, rules: ChatRules, faults: BatchFaults = {}) {
    this.#files = files;
    this.#rules = rules;
    this.#faults = faults;
  }

  /** Throws `ApiError` for a request that OpenAI's API would refuse. */
  create(body: RequestBody): unknown {
    if (body.endpoint !== endpoint) throw new ApiError(400, `The endpoint must be ${endpoint}.`, { param: 'endpoint' });
    if (body.completion_window !== '24h')
      throw new ApiError(400, 'The window must be 24h.', { param: 'completion_window' });
    const inputFileId = String(body.input_file_id);
    if (this.#files.describe(inputFileId).purpose !== 'batch') {
      throw new ApiError(400, 'The file was not uploaded with the purpose batch.', { param: 'input_file_id' });
    }
    const batch: Batch = {
      id: `batch_${this.#batches.size + 1}`,
      number: this.#batches.size,
      inputFileId,
      createdAt: Math.floor(Date.now() / 1000),
      metadata: body.metadata ?? null,
      lines: [],
      results: [],
      failures: [],
      status: 'validating',
      done: 0,
      problems: [],
      outputFileId: null,
      errorFileId: null,
    };
    this.#batches.set(batch.id, batch);
    return describe(batch);
  }

  list(): unknown[] {
    return [...this.#batches.values()].map(describe);
  }

  poll(id: string): unknown {
    const batch = this.#get(id);
    this.#advance(batch);
    return describe(batch);
  }

  cancel(id: string): unknown {
    const batch = this.#get(id);
    if (batch.status !== 'validating' && batch.status !== 'in_progress') {
      throw new ApiError(409, `A batch that is ${batch.status} cannot be cancelled.`);
    }
    batch.status = 'cancelling';
    return describe(batch);
  }

  #get(id: string): Batch {
    const found = this.#batches.get(id);
    if (!found) throw notFound(`batch as ${id}`);
    return found;
  }

  #advance(batch: Batch): void {
    switch (batch.status) {
      case 'validating':
        this.#validate(batch);
        break;
      case 'in_progress':
        this.#answerHalf(batch);
        if (batch.done < batch.lines.length && this.#faults.expires?.(batch.number)) {
          this.#expire(batch);
          break;
        }
        if (batch.done === batch.lines.length) batch.status = 'finalizing';
        break;
      case 'finalizing':
        this.#store(batch);
        batch.status = 'completed';
        break;
      case 'cancelling':
        this.#store(batch);
        batch.status = 'cancelled';
        break;
      default:
        break;
    }
  }

  #validate(batch: Batch): void {
    const { lines, problems } = readBatchLines(this.#files.content(batch.inputFileId));
    batch.lines.push(...lines);
    batch.problems = problems;
    batch.status = problems.length > 0 ? 'failed' : 'in_progress';
  }

  #answerHalf(batch: Batch): void {
    const until = Math.min(batch.lines.length, batch.done + Math.ceil(batch.lines.length / 2));
    for (const { custom_id, body } of batch.lines.slice(batch.done, until)) {
      const id = `${batch.id}_req_${batch.results.length + batch.failures.length + 1}`;
      const refused = this.#faults.refuses?.(this.#answered, body);
      this.#answered += 1;
      try {
        if (refused !== undefined) throw new ApiError(refused, 'Refused to order.');
        const completion = completeChat(body, `chatcmpl-${id}`, this.#rules);
        const response = { status_code: 200, request_id: id, body: completion };
        batch.results.push(JSON.stringify({ id, custom_id, response, error: null }));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const response = { status_code: error.status, request_id: id, body: error.toBody() };
        batch.failures.push(JSON.stringify({ id, custom_id, response, error: null }));
      }
    }
    batch.done = until;
  }

  #expire(batch: Batch): void {
    for (const [index, { custom_id }] of batch.lines.slice(batch.done).entries()) {
      const error = { code: 'batch_expired', message: 'The window closed before this request had its turn.' };
      const id = `${batch.id}_req_${batch.done + index + 1}`;
      batch.failures.push(JSON.stringify({ id, custom_id, response: null, error }));
    }
    this.#store(batch);
    batch.status = 'expired';
  }

  #store(batch: Batch): void {
    const asFile = (name: string, lines: readonly string[]) =>
      lines.length === 0
        ? null
        : this.#files.add(`${batch.id}_${name}.jsonl`, 'batch_output', `${lines.join('\n')}\n`).id;
    batch.outputFileId = asFile('output', batch.results);
    batch.errorFileId = asFile('error', batch.failures);
  }
}

function readBatchLines(content: string): {
  lines: BatchLine[];
  problems: { code: string; message: string; line: number }[];
} {
  const lines: BatchLine[] = [];
  const problems: { code: string; message: string; line: number }[] = [];
  const seen = new Set<string>();
  const texts = content.split('\n').filter((line) => line.trim() !== '');
  for (const [index, text] of texts.entries()) {
    const problem = (code: string, message: string) => problems.push({ code, message, line: index + 1 });
    let value: { custom_id?: unknown; method?: unknown; url?: unknown; body?: unknown } | null;
    try {
      value = JSON.parse(text);
    } catch {
      problem('invalid_json_line', 'This line is no JSON.');
      continue;
    }
    if (typeof value?.custom_id !== 'string') problem('missing_required_parameter', 'custom_id is missing.');
    else if (seen.has(value.custom_id)) problem('duplicate_custom_id', `custom_id ${value.custom_id} occurs twice.`);
    else if (value.method !== 'POST') problem('invalid_method', 'The method must be POST.');
    else if (value.url !== endpoint) problem('mismatched_url', `The url must be ${endpoint}.`);
    else if (typeof value.body !== 'object' || value.body === null)
      problem('missing_required_parameter', 'body is missing.');
    else {
      seen.add(value.custom_id);
      lines.push({ custom_id: value.custom_id, body: value.body as RequestBody });
    }
  }
  if (texts.length === 0) problems.push({ code: 'empty_file', message: 'The file holds no requests.', line: 1 });
  if (texts.length > mostRequests)
    problems.push({
      code: 'too_many_requests',
      message: `More than ${mostRequests} requests.`,
      line: mostRequests + 1,
    });
  return { lines, problems };
}

function describe(batch: Batch): unknown {
  return {
    id: batch.id,
    object: 'batch',
    endpoint,
    errors: batch.problems.length === 0 ? null : { object: 'list', data: batch.problems },
    input_file_id: batch.inputFileId,
    completion_window: '24h',
    status: batch.status,
    output_file_id: batch.outputFileId,
    error_file_id: batch.errorFileId,
    created_at: batch.createdAt,
    expires_at: batch.createdAt + windowSeconds,
    request_counts: { total: batch.lines.length, completed: batch.results.length, failed: batch.failures.length },
    metadata: batch.metadata,
  };
}
