import OpenAI, { toFile } from 'openai';
import { describe, expect, it, vi } from 'vitest';
import { type LoopbackServer, startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { practiceReply } from '../../../src/core/practice/practiceReply.ts';
import { serve } from '../llm/support.ts';

function openai(server: LoopbackServer, apiKey = 'none'): OpenAI {
  return new OpenAI({ baseURL: server.baseUrl, apiKey, maxRetries: 0, logLevel: 'off' });
}

const messages = [{ role: 'user' as const, content: 'Sort the numbers in the list in rising order.' }];
const chat = { model: 'practice-1', messages };

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

describe('chat completions', () => {
  it('are those of the practice model', async () => {
    const completion = await openai(await serve()).chat.completions.create({ ...chat, seed: 5 });
    const expected = practiceReply({ ...chat, seed: 5 });
    expect(completion.choices[0]?.message.content).toBe(expected.text);
    expect(completion).toMatchObject({
      object: 'chat.completion',
      model: 'practice-1',
      choices: [{ finish_reason: expected.finish }],
    });
  });

  it('stream the same text in pieces', async () => {
    const client = openai(await serve());
    const whole = await client.chat.completions.create(chat);
    const stream = await client.chat.completions.create({
      ...chat,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let finish: string | null | undefined;
    let tokens: number | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      finish = chunk.choices[0]?.finish_reason ?? finish;
      tokens = chunk.usage?.total_tokens ?? tokens;
    }
    expect({ text, finish, tokens }).toEqual({
      text: whole.choices[0]?.message.content,
      finish: whole.choices[0]?.finish_reason,
      tokens: whole.usage?.total_tokens,
    });
  });

  it('bring several choices that differ', async () => {
    const { choices } = await openai(await serve()).chat.completions.create({ ...chat, n: 3 });
    expect(choices.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(new Set(choices.map(({ message }) => message.content)).size).toBeGreaterThan(1);
  });

  it('are refused beyond the number at a time', async () => {
    const server = await serve({ maxConcurrent: 1, faults: [{ at: 0, kind: 'hang' }] });
    const controller = new AbortController();
    const hanging = openai(server).chat.completions.create(chat, { signal: controller.signal });
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    await expect(openai(server).chat.completions.create(chat)).rejects.toMatchObject({ status: 429 });
    controller.abort();
    await expect(hanging).rejects.toThrow();
    await vi.waitFor(async () => expect((await openai(server).chat.completions.create(chat)).model).toBe('practice-1'));
  });

  it('fail by a function of number and request', async () => {
    const faults = vi.fn((chatRequest: number) =>
      chatRequest === 1 ? ({ kind: 'status', status: 500 } as const) : undefined,
    );
    const client = openai(await serve({ faults, latencyMs: (chatRequest) => chatRequest }));
    await client.chat.completions.create(chat);
    await expect(client.chat.completions.create(chat)).rejects.toMatchObject({ status: 500 });
    await client.chat.completions.create(chat);
    expect(faults.mock.calls.map(([number]) => number)).toEqual([0, 1, 2]);
    expect(faults).toHaveBeenLastCalledWith(2, expect.objectContaining({ model: 'practice-1' }));
  });

  it('turn to garbage on order', async () => {
    const { choices } = await openai(await serve({ faults: [{ at: 0, kind: 'garbage' }] })).chat.completions.create(
      chat,
    );
    expect(choices[0]?.message.content).toMatch(/^Well, that depends/u);
  });
});

describe('the server', () => {
  it('lists its models and refuses a wrong key', async () => {
    const server = await serve({ apiKey: 'sk-1', models: ['practice-1', 'other'] });
    const { data } = await openai(server, 'sk-1').models.list();
    expect(data.map(({ id }) => id)).toEqual(['practice-1', 'other']);
    await expect(openai(server, 'sk-2').models.list()).rejects.toMatchObject({ status: 401 });
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/models', '/v1/models']);
  });

  it.each([
    ['POST', '/chat/completions', '{"model":"practice-1"}', 400],
    ['POST', '/chat/completions', 'no json', 400],
    ['POST', '/files', 'no form', 400],
    ['GET', '/files/file-9', undefined, 404],
    ['GET', '/batches/batch_9', undefined, 404],
    ['GET', '/fine_tuning/jobs/ftjob-9', undefined, 404],
    ['PUT', '/models', undefined, 404],
    ['GET', '/nothing', undefined, 404],
  ])('answers %s %s with %s by status %i', async (method, path, body, status) => {
    const server = await serve();
    const response = await fetch(`${server.baseUrl}${path}`, { method, ...(body !== undefined && { body }) });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { message: expect.any(String) } });
  });

  it('listens on this machine alone and closes with requests open', async () => {
    const server = await serve({ faults: () => ({ kind: 'hang' }) });
    expect(new URL(server.baseUrl).hostname).toBe('127.0.0.1');
    const open = expect(openai(server).chat.completions.create(chat)).rejects.toThrow();
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    await server.close();
    await open;
  });

  it('says that its port is taken', async () => {
    const server = await serve();
    await expect(startLoopbackServer({ port: Number(new URL(server.baseUrl).port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});

describe('files', () => {
  it('are kept byte for byte until deleted', async () => {
    const { files } = openai(await serve());
    const content = lines([{ text: 'नमस्ते "quoted"' }]);
    const file = await files.create({ file: await toFile(Buffer.from(content), 'दिन.jsonl'), purpose: 'fine-tune' });
    expect(file).toMatchObject({ bytes: Buffer.byteLength(content), filename: 'दिन.jsonl', purpose: 'fine-tune' });
    expect(await (await files.content(file.id)).text()).toBe(content);
    expect((await files.list()).data.map(({ id }) => id)).toEqual([file.id]);
    await files.delete(file.id);
    await expect(files.retrieve(file.id)).rejects.toMatchObject({ status: 404 });
  });
});

describe('batches', () => {
  async function begin(requests: readonly unknown[]) {
    const client = openai(await serve());
    const file = await client.files.create({
      file: await toFile(Buffer.from(lines(requests)), 'batch.jsonl'),
      purpose: 'batch',
    });
    const batch = await client.batches.create({
      input_file_id: file.id,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    });
    return { client, batch };
  }

  const line = (index: number, model = 'practice-1') => ({
    custom_id: `request-${index}`,
    method: 'POST',
    url: '/v1/chat/completions',
    body: { ...chat, model, seed: index },
  });

  const read = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row));

  it('go through their states; what fails goes into the file of errors', async () => {
    const { client, batch } = await begin([line(0), line(1), line(2, 'unknown'), line(3)]);
    const states = [batch.status];
    let latest = batch;
    while (latest.status !== 'completed') {
      latest = await client.batches.retrieve(batch.id);
      states.push(latest.status);
    }
    expect(states).toEqual(['validating', 'in_progress', 'in_progress', 'finalizing', 'completed']);
    expect(latest.request_counts).toEqual({ total: 4, completed: 3, failed: 1 });
    const results = read(await (await client.files.content(latest.output_file_id ?? '')).text());
    expect(results.map(({ custom_id }) => custom_id)).toEqual(['request-0', 'request-1', 'request-3']);
    expect(results[0].response.body.choices[0].message.content).toBe(practiceReply(line(0).body).text);
    const [failed] = read(await (await client.files.content(latest.error_file_id ?? '')).text());
    expect(failed).toMatchObject({ custom_id: 'request-2', response: { status_code: 404 } });
  });

  it('keep what was done when they are cancelled', async () => {
    const { client, batch } = await begin([line(0), line(1), line(2), line(3)]);
    await client.batches.retrieve(batch.id);
    await client.batches.retrieve(batch.id);
    expect((await client.batches.cancel(batch.id)).status).toBe('cancelling');
    const cancelled = await client.batches.retrieve(batch.id);
    expect(cancelled.status).toBe('cancelled');
    const results = read(await (await client.files.content(cancelled.output_file_id ?? '')).text());
    expect(results.map(({ custom_id }) => custom_id)).toEqual(['request-0', 'request-1']);
    await expect(client.batches.cancel(batch.id)).rejects.toMatchObject({ status: 409 });
  });

  it('fail with the lines that are wrong', async () => {
    const { client, batch } = await begin([
      line(0),
      line(0),
      { ...line(1), url: '/v1/other' },
      { ...line(2), body: null },
    ]);
    const failed = await client.batches.retrieve(batch.id);
    expect(failed.status).toBe('failed');
    expect(failed.errors?.data?.map((problem) => [problem.line, problem.code])).toEqual([
      [2, 'duplicate_custom_id'],
      [3, 'mismatched_url'],
      [4, 'missing_required_parameter'],
    ]);
  });
});

describe('fine-tuning jobs', () => {
  const example = { messages: [...messages, { role: 'assistant', content: '1, 2' }] };

  async function begin(rows: readonly unknown[]) {
    const client = openai(await serve());
    const file = await client.files.create({
      file: await toFile(Buffer.from(lines(rows)), 'train.jsonl'),
      purpose: 'fine-tune',
    });
    return {
      client,
      job: await client.fineTuning.jobs.create({ model: 'practice-1', training_file: file.id, suffix: 'mine' }),
    };
  }

  it('go through their states and end with a model that answers', async () => {
    const { client, job } = await begin(Array.from({ length: 10 }, () => example));
    const states: string[] = [job.status];
    let latest = job;
    while (latest.status !== 'succeeded') {
      latest = await client.fineTuning.jobs.retrieve(job.id);
      states.push(latest.status);
    }
    expect(states).toEqual(['validating_files', 'queued', 'running', 'succeeded']);
    const model = latest.fine_tuned_model ?? '';
    expect(model).toContain('mine');
    expect((await client.chat.completions.create({ ...chat, model })).model).toBe(model);
    const events = await client.fineTuning.jobs.listEvents(job.id);
    expect(events.data.at(-1)?.message).toBe('The job was created.');
  });

  it.each([
    [[example], /1 examples; at least 10/u],
    [[...Array.from({ length: 10 }, () => example), { messages }], /Line 11/u],
  ])('fail on a training file that is no good', async (rows, message) => {
    const { client, job } = await begin(rows);
    const failed = await client.fineTuning.jobs.retrieve(job.id);
    expect(failed).toMatchObject({
      status: 'failed',
      error: { code: 'invalid_training_file', message: expect.stringMatching(message) },
    });
  });

  it('can be cancelled until they end', async () => {
    const { client, job } = await begin(Array.from({ length: 10 }, () => example));
    expect((await client.fineTuning.jobs.cancel(job.id)).status).toBe('cancelled');
    await expect(client.fineTuning.jobs.cancel(job.id)).rejects.toMatchObject({ status: 400 });
  });
});

describe('embeddings', () => {
  it('are unit vectors, closer for texts that share words, in whatever script', async () => {
    const client = openai(await serve());
    const input = ['sort the numbers', 'sort these numbers', 'नदी के उस पार', 'नदी के इस पार'];
    const { data } = await client.embeddings.create({ model: 'practice-1', input });
    const [a = [], b = [], c = [], d = []] = data.map(({ embedding }) => embedding);
    const dot = (one: number[], other: number[]) =>
      one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
    expect(dot(a, a)).toBeCloseTo(1, 5);
    expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.2);
    expect(dot(c, d)).toBeGreaterThan(dot(c, b) + 0.2);
  });

  it('come in the length asked for, as numbers too', async () => {
    const client = openai(await serve());
    const request = { model: 'practice-1', input: 'hello', dimensions: 16 };
    const floats = await client.embeddings.create({ ...request, encoding_format: 'float' });
    const packed = await client.embeddings.create(request);
    expect(floats.data[0]?.embedding).toHaveLength(16);
    expect(packed.data[0]?.embedding).toEqual(floats.data[0]?.embedding);
  });
});
