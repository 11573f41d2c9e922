import { EndpointFeatures } from '../llm/endpointFeatures.ts';
import type { Usage } from '../model/round.ts';
import type { Dataset } from '../store/dataset.ts';
import { parseJsonl } from '../store/jsonl.ts';
import { ReplyStore } from '../store/replyStore.ts';
import type { BatchJob, Collected } from './batchJob.ts';
import type { BatchStore, JobFailure, JobRequest } from './batchStore.ts';
import { customId, type LineResult, readLine } from './replyLine.ts';
import { plus } from './requestFile.ts';

/** What files of replies came to. */
export interface Taken {
  /** For each job that a line was about. */
  readonly byJob: ReadonlyMap<BatchJob, Omit<Collected, 'at' | 'unknown'> & { readonly usage: Usage }>;
  /** Lines about no request of these jobs, and lines that are none. */
  readonly unknown: number;
}

interface Found {
  readonly request: JobRequest;
  readonly job: BatchJob;
  result?: LineResult;
}

/** Replies written to the disk together. */
const together = 500;

/**
 * Puts the replies in output and error files under the keys of the requests they answer. Every line is checked; one about
 * no request is counted and passed over, and of several about one request the first reply counts. Call it under the run lock.
 */
export async function takeReplies(
  { disk, paths }: Pick<Dataset, 'disk' | 'paths'>,
  store: BatchStore,
  jobs: readonly BatchJob[],
  files: readonly Buffer[],
  now: () => Date,
): Promise<Taken> {
  const byKey = new Map<string, Found>();
  for (const job of jobs) {
    // A request that was exported twice is counted with the later export.
    for (const [key, request] of await store.requestsOf(job)) byKey.set(key, { request, job });
  }
  const replies = await ReplyStore.open(disk, paths.replies);
  const counts = new Map<BatchJob, { replies: number; duplicates: number; usage: Usage }>();
  const countOf = (job: BatchJob) => {
    const count = counts.get(job) ?? { replies: 0, duplicates: 0, usage: { inputTokens: 0, outputTokens: 0 } };
    counts.set(job, count);
    return count;
  };
  let unknown = 0;
  let puts: Promise<void>[] = [];
  for (const bytes of files) {
    for (const { value, text } of (await parseJsonl(bytes)).lines) {
      const found = byKey.get(customId(value) ?? '');
      if (!found) {
        unknown += 1;
        continue;
      }
      const { request, job } = found;
      const count = countOf(job);
      const result = readLine(value, text.length, job);
      if (found.result && 'reply' in found.result) {
        count.duplicates += 1;
        continue;
      }
      found.result = result;
      if (!('reply' in result)) continue;
      if (replies.has(request.key)) {
        count.duplicates += 1;
        continue;
      }
      count.replies += 1;
      count.usage = plus(count.usage, result.reply.usage);
      const { key, run, slot, sample, attempt } = request;
      puts.push(replies.put({ key, run, slot, sample, attempt, at: now().toISOString(), reply: result.reply }));
      if (puts.length >= together) {
        await Promise.all(puts);
        puts = [];
      }
    }
  }
  await Promise.all(puts);
  const byJob = new Map<BatchJob, Omit<Collected, 'at' | 'unknown'> & { usage: Usage }>();
  for (const job of jobs) {
    const of = [...byKey.values()].filter((found) => found.job === job);
    const failures = of.flatMap(failureOf);
    const missing = of.filter(({ request, result }) => !result && !replies.has(request.key)).length;
    byJob.set(job, { ...countOf(job), failed: failures.length, missing });
    await store.writeFailures(job, failures);
    await learn({ disk, paths }, job, of, countOf(job).replies > 0);
  }
  return { byJob, unknown };
}

function failureOf({ request: { key, slot }, result }: Found): JobFailure[] {
  if (!result || 'reply' in result) return [];
  const { failure: message, status, refused } = result;
  return [{ key, slot, message, refused, ...(status === undefined ? {} : { status }) }];
}

/** What a job tells about its endpoint: where nothing of it was answered, a field that was refused is not sent again. */
async function learn(
  { disk, paths }: Pick<Dataset, 'disk' | 'paths'>,
  { origin, model }: BatchJob,
  found: readonly Found[],
  answered: boolean,
): Promise<void> {
  const features = await EndpointFeatures.open(disk, paths.endpoints, { origin, model, practice: false });
  if (answered) return features.confirm();
  const fields = new Set(found.flatMap(({ result }) => (result && 'field' in result ? (result.field ?? []) : [])));
  for (const field of fields) await features.refuse(field);
}
