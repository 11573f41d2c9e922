import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BatchStore } from '../../../src/core/batch/batchStore.ts';
import { exportRequests, importReplies } from '../../../src/core/batch/exportRequests.ts';
import type { RequestBody } from '../../../src/core/llm/modelClient.ts';
import { createPracticeClient } from '../../../src/core/practice/practiceClient.ts';
import type { Dataset } from '../../../src/core/store/dataset.ts';
import { batchDataset, reopened } from '../support/batches.ts';
import { readLines } from '../support/temporaryDataset.ts';

const signal = new AbortController().signal;
const common = (dataset: Dataset) => ({ dataset, version: 'test', signal, randomSeed: 11 });

interface RequestLine {
  readonly custom_id: string;
  readonly body: RequestBody;
}

async function requestsIn(file: string): Promise<RequestLine[]> {
  return (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Answers a file of requests as an engine would, in its own order. */
async function engine(file: string, answers: (index: number) => boolean = () => true): Promise<Buffer> {
  const practice = createPracticeClient();
  const lines: string[] = [];
  for (const [index, { custom_id, body }] of (await requestsIn(file)).entries()) {
    if (!answers(index)) continue;
    const { text, finish } = await practice.send(body, signal);
    const message = { role: 'assistant', content: text };
    const completion = { choices: [{ index: 0, message, finish_reason: finish }], model: 'local' };
    lines.unshift(
      JSON.stringify({ id: `vllm-${index}`, custom_id, response: { status_code: 200, body: completion }, error: null }),
    );
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

test('a round through an engine of one’s own: the file, what is missing again, the replies', async () => {
  // An engine of one's own costs nothing: a budget of money asks for no price.
  const budget = { maxCost: { amount: 1, currency: 'USD' } };
  const dataset = await batchDataset({ connection: 'elsewhere', budget });
  const file = path.join(dataset.folder, 'out', 'requests.jsonl');
  const exported = await exportRequests({ ...common(dataset), model: 'local' }, { rounds: 1 }, file);
  expect(exported).toMatchObject({ summary: { ended: 'waiting' }, files: [{ file, requests: 4 }] });
  const requests = await requestsIn(file);
  expect(requests.every((request) => 'method' in request && request.body.model === 'local')).toBe(true);
  const first = await importReplies(common(await reopened(dataset)), [await engine(file, (index) => index !== 2)]);
  expect(first).toMatchObject({ replies: 3, unknown: 0, waiting: 1, summary: { ended: 'waiting' } });

  await exportRequests({ ...common(await reopened(dataset)), model: 'local' }, 'resume', file);
  expect(await requestsIn(file)).toEqual([requests[2]]);
  const last = await importReplies(common(await reopened(dataset)), [await engine(file)]);
  expect(last).toMatchObject({ replies: 1, waiting: 0, summary: { ended: 'rounds' } });
  const tasks = await readLines(dataset, 'generated_tasks.jsonl');
  expect(tasks.length).toBe((first.summary?.admitted ?? 0) + (last.summary?.admitted ?? 0));
  expect(tasks.length).toBeGreaterThan(5);
  expect(tasks[0]?.provenance).toMatchObject({ connection: 'file', model: 'local' });
});

test('an export that nobody answered is made again and takes the place of the first', async () => {
  const dataset = await batchDataset();
  const file = path.join(dataset.folder, 'requests.jsonl');
  await exportRequests({ ...common(dataset), model: 'local' }, { rounds: 1 }, file);
  const text = await readFile(file, 'utf8');
  await exportRequests({ ...common(await reopened(dataset)), model: 'local' }, 'resume', file);
  expect(await readFile(file, 'utf8')).toBe(text);
  expect((await new BatchStore(dataset).list()).length).toBe(1);
});

test('more than fits into one file goes to numbered ones, and both may come back at once', async () => {
  const dataset = await batchDataset();
  const file = path.join(dataset.folder, 'requests.jsonl');
  const options = { ...common(dataset), model: 'local', plain: true, fileLimits: { requests: 3, bytes: 1e6 } };
  const { files } = await exportRequests(options, { rounds: 1 }, file);
  expect(files.map((written) => [path.basename(written.file), written.requests])).toEqual([
    ['requests.jsonl', 3],
    ['requests.0002.jsonl', 1],
  ]);
  expect(await readFile(file, 'utf8')).not.toContain('response_format');
  const answers = await Promise.all(files.map((written) => engine(written.file)));
  expect(await importReplies(common(await reopened(dataset)), answers)).toMatchObject({ replies: 4, waiting: 0 });
});
