import { groupBy } from '../groupBy.ts';
import { batchUrl } from '../llm/batchEndpoint.ts';
import { costOf, mostOf } from '../llm/spending.ts';
import type { Usage } from '../model/round.ts';
import type { Limits } from '../pipeline/limits.ts';
import { jsonLine } from '../store/jsonl.ts';
import type { BatchJob } from './batchJob.ts';
import type { OpenQuestion } from './collectingAsker.ts';

/** The most that one file of requests may hold. */
export interface FileLimits {
  readonly requests: number;
  readonly bytes: number;
}

/** OpenAI's; other providers have the same or take more. */
export const fileLimits: FileLimits = { requests: 50_000, bytes: 200_000_000 };

/** Requests to one model that fit into one file, and the file. */
export interface RequestFile {
  readonly questions: readonly OpenQuestion[];
  readonly text: string;
}

/** Puts questions into files, in their order: one model a file, and never more in it than is allowed. */
export function requestFiles(questions: readonly OpenQuestion[], limits: FileLimits = fileLimits): RequestFile[] {
  const files: RequestFile[] = [];
  for (const ofModel of groupBy(questions, ({ client }) => `${client.origin} ${client.model}`).values()) {
    let [lines, held, bytes]: [string[], OpenQuestion[], number] = [[], [], 0];
    const close = () => {
      if (held.length > 0) files.push({ questions: held, text: lines.join('') });
      [lines, held, bytes] = [[], [], 0];
    };
    for (const question of ofModel) {
      const line = jsonLine({ custom_id: question.key, method: 'POST', url: batchUrl, body: question.body });
      const length = Buffer.byteLength(line);
      if (held.length >= limits.requests || bytes + length > limits.bytes) close();
      lines.push(line);
      held.push(question);
      bytes += length;
    }
    close();
  }
  return files;
}

/** The most tokens that requests can come to. */
export function mostOfAll(questions: readonly OpenQuestion[]): Usage {
  return questions.map(({ body }) => mostOf(body)).reduce(plus, { inputTokens: 0, outputTokens: 0 });
}

/**
 * The questions that a budget has room for, from the first on: it holds for the whole run, and what is on its way counts as
 * the most that it can come to.
 */
export function withinBudget(
  questions: readonly OpenQuestion[],
  { budget, price }: Pick<Limits, 'budget' | 'price'>,
  before: readonly BatchJob[],
): readonly OpenQuestion[] {
  const { maxRequests, maxTokens, maxCost } = budget;
  let requests = before.reduce((sum, job) => sum + job.requests, 0);
  let usage = before.map((job) => job.usage).reduce(plus, { inputTokens: 0, outputTokens: 0 });
  const end = questions.findIndex(({ body }) => {
    requests += 1;
    usage = plus(usage, mostOf(body));
    return (
      requests > (maxRequests ?? Number.POSITIVE_INFINITY) ||
      usage.inputTokens + usage.outputTokens > (maxTokens ?? Number.POSITIVE_INFINITY) ||
      (maxCost !== undefined && price !== undefined && costOf(usage, price).amount > maxCost.amount)
    );
  });
  return end === -1 ? questions : questions.slice(0, end);
}

export function plus(a: Usage, b: Usage): Usage {
  return { inputTokens: a.inputTokens + b.inputTokens, outputTokens: a.outputTokens + b.outputTokens };
}
