import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Fault, startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { createPracticeClient } from '../../../src/core/practice/practiceClient.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { DatasetWriter } from '../../../src/core/store/datasetWriter.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { takeRunLock } from '../../../src/core/store/lock.ts';
import { clientOf, runToEnd, sampleDataset, timelessFiles } from '../support/generating.ts';
import { generatedTask, readLines, seed, temporaryDataset } from '../support/temporaryDataset.ts';

async function loopback(options: Parameters<typeof startLoopbackServer>[0] = {}) {
  const server = await startLoopbackServer(options);
  onTestFinished(() => server.close());
  return server;
}

describe('a round', () => {
  test('admits tasks, keeps what it drops, and writes one line about itself', async () => {
    const dataset = await sampleDataset();
    const { summary, events } = await runToEnd(dataset);
    const tasks = await readLines(dataset, 'generated_tasks.jsonl');
    const filtered = await readLines(dataset, 'filtered_candidates.jsonl');
    const [round, ...more] = await readLines(dataset, 'rounds.jsonl');
    expect(summary.ended).toBe('rounds');
    expect(summary.admitted).toBeGreaterThanOrEqual(20);
    expect(tasks).toHaveLength(summary.admitted);
    expect(filtered).toHaveLength(Object.values(summary.filtered).reduce((a, b) => a + b, 0));
    expect(more).toEqual([]);
    expect(round).toMatchObject({
      round: 1,
      ended: 'rounds',
      requests: summary.requests,
      practice: true,
      randomSeed: 11,
    });
    expect(round?.admitted).toHaveLength(summary.admitted);
    expect(events.filter(({ type }) => type === 'admitted')).toHaveLength(summary.admitted);
    expect(tasks[0]).toMatchObject({
      rev: 1,
      provenance: { practice: true, round: 1, demonstrations: expect.any(Array) },
      novelty: { max: expect.any(Number) },
    });
    expect(dataset.snapshot.problems).toEqual([]);
  });

  test('goes on with the next number, in the single-call recipe too', async () => {
    const dataset = await sampleDataset();
    await runToEnd(dataset);
    await dataset.useRecipe('single-call');
    const { summary } = await runToEnd(dataset);
    expect(summary.requests).toBe(8);
    const rounds = await readLines(dataset, 'rounds.jsonl');
    expect(rounds.map(({ round, recipe }) => [round, recipe])).toEqual([
      [1, 'self-instruct'],
      [2, 'single-call'],
    ]);
  });

  test('comes to the same files whatever the speed of the replies', async () => {
    const recipe = { connection: 'loopback', round: { requests: 6, waveSize: 3 } };
    const files = [];
    for (const latencyMs of [(n: number) => (n * 37) % 11, (n: number) => (n * 13) % 7]) {
      const server = await loopback({ latencyMs });
      const dataset = await sampleDataset(recipe);
      // Names of connections are part of provenance; the ports differ and are not.
      await runToEnd(dataset, {
        client: clientOf(server.baseUrl),
        goal: { rounds: 3 },
        concurrency: files.length === 0 ? 3 : 16,
      });
      files.push(await timelessFiles(dataset));
    }
    expect(files[0]?.['generated_tasks.jsonl']?.length).toBeGreaterThan(10_000);
    expect(files[1]).toEqual(files[0]);
  });

  test('with another random seed comes to other tasks', async () => {
    const [one, two] = [await sampleDataset(), await sampleDataset()];
    await runToEnd(one);
    await runToEnd(two, { randomSeed: 12 });
    expect(await timelessFiles(two)).not.toEqual(await timelessFiles(one));
  });

  test('asks in headed text where the endpoint takes no schema, and remembers it', async () => {
    const server = await loopback({ capabilities: { jsonSchema: false } });
    const dataset = await sampleDataset({ connection: 'loopback' });
    const { summary, events } = await runToEnd(dataset, { client: clientOf(server.baseUrl) });
    expect(summary.admitted).toBeGreaterThanOrEqual(10);
    const bodies = server.requests.map(({ body }) => body as Record<string, unknown>);
    expect(bodies.filter((body) => 'response_format' in body)).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'notice')).toMatchObject([
      { message: expect.stringContaining('response_format') },
    ]);
    const again = server.requests.length;
    await runToEnd(dataset, { client: clientOf(server.baseUrl) });
    expect(server.requests.slice(again).some(({ body }) => 'response_format' in (body as object))).toBe(false);
  });
});

describe('whom a round asked', () => {
  test('the address and when its terms were shown are noted, no path and no key', async () => {
    const server = await loopback({ apiKey: 'secret-key' });
    const dataset = await sampleDataset({ connection: 'loopback' });
    const client = { ...clientOf(server.baseUrl, { apiKey: 'secret-key' }), origin: 'https://api.mistral.ai' };
    const terms = { url: 'https://mistral.ai/terms', shownAt: '2026-01-02T03:04:05.000Z' };
    await runToEnd(dataset, { client, terms });
    const [round] = await readLines(dataset, 'rounds.jsonl');
    expect(round).toMatchObject({ origin: 'https://api.mistral.ai', terms });
    expect(JSON.stringify(round)).not.toContain('secret-key');
    expect(dataset.snapshot.rounds[0]).toMatchObject({ origin: 'https://api.mistral.ai', terms });
  });

  test('nothing of the practice model and of this machine', async () => {
    const server = await loopback();
    for (const client of [createPracticeClient(), clientOf(server.baseUrl)]) {
      const dataset = await sampleDataset();
      await runToEnd(dataset, { client });
      const [round] = await readLines(dataset, 'rounds.jsonl');
      expect(round).toBeDefined();
      expect(round).not.toHaveProperty('origin');
      expect(round).not.toHaveProperty('terms');
    }
  });

  test('where every seed was rejected nothing is asked', async () => {
    const dataset = await temporaryDataset({ seeds: [seed('m', 'Sing a song', { machine_written: true })] });
    const { of = '' } = dataset.snapshot.seedsById.get('m') ?? {};
    await new DatasetWriter(dataset).decide([{ id: 'm', of }], 'reject', 'Ana');
    await expect(runToEnd(dataset)).rejects.toMatchObject({ code: 'no-seeds' });
  });
});

describe('what goes wrong on the way', () => {
  test('429, 500, a cut connection, malformed JSON and a length stop in one run: it ends with the right counts and says what happened', async () => {
    const faults: Fault[] = [
      { at: 1, kind: 'status', status: 429, retryAfterSeconds: 7 },
      { at: 2, kind: 'status', status: 500 },
      { at: 3, kind: 'cut' },
      { at: 4, kind: 'malformed' },
      { at: 5, kind: 'length' },
      { at: 6, kind: 'garbage' },
    ];
    const server = await loopback({ faults });
    const dataset = await sampleDataset({ connection: 'loopback' });
    const { summary, events, waits } = await runToEnd(dataset, { client: clientOf(server.baseUrl), concurrency: 8 });
    expect(summary.ended).toBe('rounds');
    expect(summary.admitted).toBeGreaterThan(10);
    expect(summary.requests).toBe(server.requests.length);
    expect(waits).toHaveLength(4);
    expect(waits).toContain(7000);
    const notices = events.flatMap((event) => (event.type === 'notice' ? [event.message] : []));
    expect(notices.filter((notice) => notice.includes('Asking again in'))).toHaveLength(4);
    expect(notices.filter((notice) => notice.includes('Asking once more')).length).toBeGreaterThan(0);
    for (const word of ['429', '500']) expect(notices.some((notice) => notice.includes(word))).toBe(true);
    const filtered = await readLines(dataset, 'filtered_candidates.jsonl');
    // The one that was ordered was asked for once more.
    expect(filtered.filter(({ detail }) => String(detail).includes('Well, that depends'))).toEqual([]);
    expect(filtered.some(({ filter }) => filter === 'cut-off' || filter === 'unfinished')).toBe(true);
    const [round] = await readLines(dataset, 'rounds.jsonl');
    expect(round).toMatchObject({ requests: summary.requests - 4, failed: summary.failed });
  });

  test('a stop in the middle, then resume: nothing lost, nothing twice, no stored reply asked for again', async () => {
    const whole = await sampleDataset({ connection: 'loopback' });
    const reference = await loopback();
    await runToEnd(whole, { client: clientOf(reference.baseUrl) });

    const server = await loopback({ latencyMs: 2 });
    const dataset = await sampleDataset({ connection: 'loopback' });
    const client = clientOf(server.baseUrl);
    const first = await runToEnd(dataset, { client }, (event, stop) => {
      if (event.type === 'admitted') stop();
    });
    expect(first.summary.ended).toBe('stopped');
    expect(first.summary.admitted).toBeGreaterThan(0);
    const stored =
      (await nodeDisk.read(path.join(dataset.paths.replies, '000001.jsonl')))?.toString().trim().split('\n') ?? [];
    const second = await runToEnd(dataset, { client, goal: 'resume' });
    expect(second.summary.ended).toBe('rounds');
    expect(second.summary.fromStore).toBeGreaterThan(0);

    const sortedIds = async (of: Dataset, file: string) => (await readLines(of, file)).map(({ id }) => id);
    for (const file of ['generated_tasks.jsonl', 'filtered_candidates.jsonl']) {
      const ids = await sortedIds(dataset, file);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(await sortedIds(whole, file));
    }
    // What was asked for twice was under way at the stop and had no stored reply.
    const bodies = server.requests.map(({ body }) => JSON.stringify(body));
    const answered = second.summary.requests + stored.length;
    expect(new Set(bodies).size).toBe(answered);
    const rounds = await readLines(dataset, 'rounds.jsonl');
    const sum = (key: string) => rounds.reduce((total, round) => total + Number(round[key]), 0);
    const [wholeRound] = await readLines(whole, 'rounds.jsonl');
    for (const key of ['candidates', 'instances', 'requests', 'failed'])
      expect([key, sum(key)]).toEqual([key, wholeRound?.[key]]);
  });

  test('a kill between the line about a round and the note about that line does not write it twice', async () => {
    const dataset = await sampleDataset();
    const dying = await Dataset.open(
      {
        ...nodeDisk,
        append: (file, text) =>
          text.includes('"type":"recorded"') ? Promise.reject(new Error('killed')) : nodeDisk.append(file, text),
      },
      dataset.folder,
    );
    await runToEnd(dying).catch(() => undefined);
    expect(await readLines(dataset, 'rounds.jsonl')).toHaveLength(1);
    await dataset.refresh();
    await runToEnd(dataset, { goal: 'resume' });
    expect(await readLines(dataset, 'rounds.jsonl')).toHaveLength(1);
  });

  test('a line about a round that a stop left unnoted is not counted again by the longer line that follows', async () => {
    const [whole, dataset] = [await sampleDataset(), await sampleDataset()];
    await runToEnd(whole);
    const dying = await Dataset.open(
      {
        ...nodeDisk,
        append: (file, text) =>
          text.includes('"type":"recorded"') ? Promise.reject(new Error('killed')) : nodeDisk.append(file, text),
      },
      dataset.folder,
    );
    // One at a time: otherwise the whole round may be admitted at once.
    await runToEnd(dying, { concurrency: 1 }, (event, stop) => {
      if (event.type === 'admitted') stop();
    }).catch(() => undefined);
    await dataset.refresh();
    await runToEnd(dataset, { goal: 'resume' });
    const lines = await readLines(dataset, 'rounds.jsonl');
    const [expected] = await readLines(whole, 'rounds.jsonl');
    expect(lines).toHaveLength(2);
    expect(lines.flatMap(({ admitted }) => admitted)).toEqual(expected?.admitted);
    expect(lines.reduce((sum, { requests }) => sum + Number(requests), 0)).toBe(expected?.requests);
  });

  test('a line about a round that the disk took half of is set aside before it is written again', async () => {
    const dataset = await sampleDataset();
    let full = true;
    const disk = {
      ...nodeDisk,
      append: async (file: string, text: string) => {
        if (!full || !file.endsWith('rounds.jsonl')) return nodeDisk.append(file, text);
        full = false;
        await nodeDisk.append(file, text.slice(0, 40));
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
    };
    await runToEnd(await Dataset.open(disk, dataset.folder)).catch(() => undefined);
    await dataset.refresh();
    expect(dataset.snapshot.problems).toEqual([]);
    expect(await readLines(dataset, 'rounds.jsonl')).toHaveLength(1);
    expect(await readLines(dataset, '.self-instruct/set_aside.jsonl')).toHaveLength(1);
  });

  test('a run whose journal begins with half a header can be resumed', async () => {
    const dataset = await sampleDataset({ connection: 'practice', round: { concurrency: 1 } });
    let full = true;
    const disk = {
      ...nodeDisk,
      append: async (file: string, text: string) => {
        if (!full || !text.includes('"type":"run"')) return nodeDisk.append(file, text);
        full = false;
        await nodeDisk.append(file, text.slice(0, 40));
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
    };
    await runToEnd(await Dataset.open(disk, dataset.folder)).catch(() => undefined);
    expect(full).toBe(false);
    const stopped = await runToEnd(dataset, {}, (event, stop) => {
      if (event.type === 'admitted') stop();
    });
    const resumed = await runToEnd(dataset, { goal: 'resume' });
    expect(resumed.summary).toMatchObject({ ended: 'rounds', run: stopped.summary.run });
  });

  test('the nearest text is named by an id that some file has, in a resumed run the same', async () => {
    // Instructions that come to no instance stand in the pool all the same.
    const fault = (_: number, body: object) =>
      /input_first|instances/u.test(JSON.stringify((body as { response_format?: unknown }).response_format))
        ? ({ kind: 'garbage' } as const)
        : undefined;
    const server = await loopback({ faults: fault });
    const recipe = { connection: 'loopback', filters: { similarity: 0.2 }, round: { requests: 8, concurrency: 1 } };
    const [whole, stopped] = [await sampleDataset(recipe), await sampleDataset(recipe)];
    const client = clientOf(server.baseUrl);
    await runToEnd(whole, { client });
    await runToEnd(stopped, { client }, (event, stop) => {
      if (event.type === 'filtered' && event.candidate.request > 0) stop();
    });
    await runToEnd(stopped, { client, goal: 'resume' });
    const dropped = await readLines(whole, 'filtered_candidates.jsonl');
    const incomplete = dropped.flatMap(({ task }) => (task === undefined ? [] : [task]));
    const tasks = [...whole.snapshot.seeds, ...(await readLines(whole, 'generated_tasks.jsonl'))];
    const known = new Set([...tasks.map(({ id }) => id), ...incomplete]);
    const named = dropped.flatMap(({ nearest }) => (nearest === undefined ? [] : [nearest]));
    expect(named.some((id) => incomplete.includes(id))).toBe(true);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
    expect((await timelessFiles(stopped))['filtered_candidates.jsonl']).toEqual(
      (await timelessFiles(whole))['filtered_candidates.jsonl'],
    );
  });

  test('a budget is never passed, and the run says so', async () => {
    const server = await loopback();
    const dataset = await sampleDataset({ connection: 'loopback' });
    const { summary } = await runToEnd(dataset, { client: clientOf(server.baseUrl), budget: { maxRequests: 9 } });
    expect(summary).toMatchObject({ ended: 'budget', requests: 9 });
    expect(server.requests).toHaveLength(9);
    const resumed = await runToEnd(dataset, { client: clientOf(server.baseUrl), goal: 'resume' });
    expect(resumed.summary).toMatchObject({ ended: 'rounds', fromStore: 9 });
  });

  test('a target is met exactly; replies beyond it are used first next time', async () => {
    const server = await loopback();
    const dataset = await sampleDataset({ connection: 'loopback' });
    const client = clientOf(server.baseUrl);
    const first = await runToEnd(dataset, { client, goal: { target: 12 } });
    expect(first.summary).toMatchObject({ ended: 'target', admitted: 12 });
    const stored = server.requests.length;
    const second = await runToEnd(dataset, { client, goal: { target: 25 } });
    expect(second.summary).toMatchObject({ ended: 'target', admitted: 13, run: first.summary.run });
    expect(second.summary.fromStore).toBeGreaterThan(0);
    expect(new Set(server.requests.map(({ body }) => JSON.stringify(body))).size).toBe(server.requests.length);
    expect(server.requests.length).toBe(stored + second.summary.requests);
    const rounds = await readLines(dataset, 'rounds.jsonl');
    expect(rounds.flatMap(({ admitted }) => admitted as string[])).toHaveLength(25);
  });

  test('three waves that keep next to nothing end a run as saturated', async () => {
    const dataset = await sampleDataset({
      connection: 'practice',
      round: { requests: 2, waveSize: 2 },
      filters: { similarity: 0.05 },
    });
    const { summary } = await runToEnd(dataset, { goal: { target: 5000 } });
    expect(summary.ended).toBe('saturated');
    expect(summary.candidates).toBeGreaterThan(0);
  });
});

describe('a run that cannot begin says what to do', () => {
  const unmet = (dataset: Dataset, options = {}) =>
    runToEnd(dataset, options).then(
      () => 'ran',
      (error: Error) => error.message,
    );

  test('no seeds', async () => {
    expect(await unmet(await temporaryDataset({ recipe: {}, 'seed_tasks.jsonl': '' }))).toMatch(
      /Write at least one line/u,
    );
  });

  test('a recipe that is no recipe', async () => {
    expect(await unmet(await sampleDataset({ target: 'many' }))).toMatch(/“target” must be integer/u);
  });

  test('practice in a dataset that has another model’s tasks', async () => {
    const dataset = await sampleDataset({}, { generated: [generatedTask('t', 'Name three rivers')] });
    expect(await unmet(dataset)).toMatch(/no language model/u);
    expect(await readLines(dataset, 'rounds.jsonl')).toEqual([]);
  });

  test('a second run', async () => {
    const dataset = await sampleDataset();
    const lock = await takeRunLock(nodeDisk, dataset.paths);
    expect(await unmet(dataset)).toMatch(/already going on/u);
    await lock.release();
    expect(await unmet(dataset)).toBe('ran');
  });

  test('a folder that cannot be written to', async () => {
    const dataset = await sampleDataset();
    const closed = await Dataset.open({ ...nodeDisk, isWritable: async () => false }, dataset.folder);
    expect(await unmet(closed)).toMatch(/write permission/u);
  });

  test('a disk that is full in the middle: what was written stays, and the run can be resumed', async () => {
    // One request at a time, so that not all of them are complete and written together.
    const dataset = await sampleDataset({ connection: 'practice', round: { concurrency: 1 } });
    let appends = 0;
    let written = 0;
    const full = await Dataset.open(
      {
        ...nodeDisk,
        append: (file, text) => {
          const tasks = file.includes('generated_tasks') ? text.split('\n').length - 1 : 0;
          appends += tasks > 0 ? 1 : 0;
          if (appends > 1)
            return Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
          written += tasks;
          return nodeDisk.append(file, text);
        },
      },
      dataset.folder,
    );
    expect(await unmet(full)).toMatch(/no space left on device.*resume/su);
    expect(written).toBeGreaterThan(0);
    expect((await readLines(dataset, 'generated_tasks.jsonl')).length).toBe(written);
    const again = await Dataset.open(nodeDisk, dataset.folder);
    const { summary } = await runToEnd(again, { goal: 'resume' });
    expect(summary.ended).toBe('rounds');
    const ids = (await readLines(again, 'generated_tasks.jsonl')).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('nothing to resume, or a recipe that was changed since the stop', async () => {
    const dataset = await sampleDataset();
    expect(await unmet(dataset, { goal: 'resume' })).toMatch(/No run was interrupted/u);
    await runToEnd(dataset, { budget: { maxRequests: 5 } });
    await writeFile(dataset.paths.recipe, JSON.stringify({ connection: 'practice', filters: { minTokens: 2 } }));
    await dataset.refresh();
    expect(await unmet(dataset, { goal: 'resume' })).toMatch(/were changed since/u);
  });

  test.each([
    ['a wrong key', { apiKey: 'right' }, 'wrong', 'practice-1', /key/u],
    ['an unknown model', {}, undefined, 'no-such-model', /no-such-model/u],
  ])('%s', async (_, server, apiKey, model, message) => {
    const { baseUrl } = await loopback(server);
    const dataset = await sampleDataset({ connection: 'loopback' });
    const { summary } = await runToEnd(dataset, {
      client: clientOf(baseUrl, { model, ...(apiKey ? { apiKey } : {}) }),
    });
    expect(summary).toMatchObject({ ended: 'error', admitted: 0, message: expect.stringMatching(message) });
  });

  test('an address where nobody listens', async () => {
    const server = await startLoopbackServer();
    await server.close();
    const { summary } = await runToEnd(await sampleDataset({ connection: 'loopback' }), {
      client: clientOf(server.baseUrl),
    });
    expect(summary).toMatchObject({ ended: 'error', message: expect.stringContaining('127.0.0.1') });
  });
});

test('leaving the loop stops the run and gives the lock back', async () => {
  const dataset = await sampleDataset();
  const { generate } = await import('../../../src/core/pipeline/generate.ts');
  const signal = new AbortController().signal;
  const events = generate({ dataset, client: createPracticeClient(), goal: { rounds: 1 }, version: 'test', signal });
  for await (const event of events) if (event.type === 'admitted') break;
  const lock = await takeRunLock(nodeDisk, dataset.paths);
  await lock.release();
});
