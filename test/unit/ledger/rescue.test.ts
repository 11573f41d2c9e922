import { describe, expect, onTestFinished, test } from 'vitest';
import { estimateRescue } from '../../../src/core/ledger/estimateRescue.ts';
import { replayThreshold } from '../../../src/core/ledger/replayThreshold.ts';
import { type RescueOptions, rescue } from '../../../src/core/ledger/rescue.ts';
import type { RescueEvent, RescueSummary } from '../../../src/core/ledger/rescueEvents.ts';
import type { FilteredCandidate } from '../../../src/core/model/candidate.ts';
import { startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { createPracticeClient } from '../../../src/core/practice/practiceClient.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { takeRunLock } from '../../../src/core/store/lock.ts';
import { clientOf, runToEnd, sampleDataset } from '../support/generating.ts';
import { generatedTask, readLines, temporaryDataset } from '../support/temporaryDataset.ts';

async function loopback(options: Parameters<typeof startLoopbackServer>[0] = {}) {
  const server = await startLoopbackServer(options);
  onTestFinished(() => server.close());
  return server;
}

interface Rescued {
  readonly events: readonly RescueEvent[];
  readonly summary: RescueSummary;
}

async function rescueToEnd(
  dataset: Dataset,
  candidates: readonly string[],
  options: Partial<RescueOptions> = {},
  onEvent: (event: RescueEvent, stop: () => void) => void = () => undefined,
): Promise<Rescued> {
  const stop = new AbortController();
  const running = rescue({
    dataset,
    candidates,
    by: 'ana',
    version: 'test',
    signal: stop.signal,
    wait: async () => undefined,
    now: () => new Date('2026-02-03T04:05:06.000Z'),
    ...options,
  });
  const events: RescueEvent[] = [];
  for (;;) {
    const next = await running.next();
    if (next.done) return { events, summary: next.value };
    events.push(next.value);
    onEvent(next.value, () => stop.abort(new DOMException('Stopped.', 'AbortError')));
  }
}

/** Instructions that were dropped without anything but their text, as the practice model can complete them. */
const instructions = [
  'Convert a distance given in kilometers to meters.',
  'Decide whether the sentiment of a movie review is positive or negative.',
  'Write a short thank-you note to a neighbour.',
  'Sort the given words in alphabetical order.',
  'Give three words that rhyme with the word given.',
  'Add up the prices on a shopping list.',
];

function candidate(id: string, more: object = {}) {
  return {
    id,
    run: 'r1_x',
    round: 1,
    request: 0,
    index: 3,
    stage: 'instruction',
    filter: 'similar',
    instruction: 'Name the longest river of a continent',
    score: 0.8,
    nearest: 'seed_1',
    at: '2026-01-01T00:00:00.000Z',
    ...more,
  };
}

const lines = (records: readonly unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** The English sample with a ledger of a real model's. */
function withLedger(candidates: readonly object[], more = {}): Promise<Dataset> {
  return sampleDataset({ connection: 'loopback', ...more }, { 'filtered_candidates.jsonl': lines(candidates) });
}

const dropped = instructions.map((instruction, index) => candidate(`f${index}`, { instruction, index }));
const ids = dropped.map(({ id }) => id);

describe('bringing back', () => {
  test('candidates that a run dropped become pending tasks, whatever their F', async () => {
    const server = await loopback();
    const dataset = await sampleDataset({ connection: 'loopback', filters: { similarity: 0.4 } });
    const client = clientOf(server.baseUrl);
    await runToEnd(dataset, { client });
    const similar = dataset.snapshot.filtered.filter(({ filter }) => filter === 'similar').slice(0, 5);
    expect(similar).toHaveLength(5);
    const before = server.requests.length;
    const admittedBefore = await readLines(dataset, 'generated_tasks.jsonl');
    const names = similar.map(({ id }) => id);
    const estimate = await estimateRescue(dataset, names, client);
    expect(estimate).toMatchObject({ candidates: 5, requests: 10, fromStore: 0 });
    const { events, summary } = await rescueToEnd(dataset, names, { client });
    expect(summary).toMatchObject({ requests: 10, ended: 'done', already: [], unfit: [] });
    expect(server.requests.length - before).toBe(10);
    expect(summary.admitted.length + summary.failed.length).toBe(5);
    expect(summary.admitted.length).toBeGreaterThanOrEqual(3);
    expect(events[0]).toMatchObject({ type: 'started', candidates: 5, model: 'practice-1', connection: 'loopback' });
    expect(events.at(-1)).toMatchObject({ type: 'finished' });
    expect(events.filter(({ type }) => type === 'admitted')).toHaveLength(summary.admitted.length);

    const all = await readLines(dataset, 'generated_tasks.jsonl');
    expect(all.slice(0, admittedBefore.length)).toEqual(admittedBefore);
    expect(all.slice(admittedBefore.length).map(({ id }) => id)).toEqual(summary.admitted);
    const { byId, rescuedCandidates, problems } = dataset.snapshot;
    expect(problems).toEqual([]);
    for (const id of summary.admitted) {
      const reviewed = byId.get(id);
      const provenance = reviewed?.task.provenance;
      const of = similar.find((one) => one.id === provenance?.rescued?.candidate);
      expect(reviewed?.standing.state).toBe('pending');
      expect(reviewed?.task.instruction).toBe(of?.instruction);
      expect(reviewed?.task.novelty?.max).toBeGreaterThan(0.4);
      expect(provenance).toMatchObject({
        run: of?.run,
        round: of?.round,
        request: of?.request,
        index: of?.index,
        rescued: { filter: 'similar', by: 'ana', at: '2026-02-03T04:05:06.000Z' },
      });
      expect(reviewed?.task.instances[0]?.provenance).toMatchObject({ connection: 'loopback', version: 'test' });
    }
    expect(rescuedCandidates.size).toBe(summary.admitted.length);
    const again = await rescueToEnd(dataset, names, { client });
    expect(again.summary).toMatchObject({ admitted: [], requests: 0 });
    expect(again.summary.already).toHaveLength(summary.admitted.length);
    expect(server.requests.length - before).toBe(10);
  });

  test('a whole task of the single call keeps what it has: no request, no model, instance filters', async () => {
    const instances = [
      { input: 'Asia', output: 'Yangtze' },
      { input: 'Africa', output: 'Nile' },
      { input: 'x', output: 'broken:' },
    ];
    const dataset = await withLedger([candidate('f1', { is_classification: false, instances })]);
    expect(await estimateRescue(dataset, ['f1'])).toMatchObject({ candidates: 1, requests: 0 });
    const { summary, events } = await rescueToEnd(dataset, ['f1']);
    expect(summary).toMatchObject({ instances: 2, requests: 0, filtered: { 'ends-with-colon': 1 }, ended: 'done' });
    const [task] = dataset.snapshot.generated;
    expect(task?.task.instances.map(({ output }) => output)).toEqual(['Yangtze', 'Nile']);
    expect(events.flatMap((event) => (event.type === 'filtered' ? [event.candidate] : []))).toMatchObject([
      { stage: 'instance', filter: 'ends-with-colon', rescueOf: 'f1' },
    ]);
    expect(await readLines(dataset, 'filtered_candidates.jsonl')).toHaveLength(2);
  });

  test('an instance that a filter dropped comes back as it is: a person overruled that filter', async () => {
    const broken = { instances: [{ input: 'a', output: 'see:' }], is_classification: true };
    const dataset = await withLedger([
      candidate('f1', { stage: 'instance', filter: 'ends-with-colon', ...broken }),
      candidate('f2', { stage: 'task', filter: 'no-instances', ...broken, instruction: 'Another instruction' }),
    ]);
    const { summary } = await rescueToEnd(dataset, ['f1', 'f2']);
    expect(summary).toMatchObject({ instances: 2, requests: 0, filtered: {}, failed: [] });
    expect(dataset.snapshot.generated.map(({ task }) => [task.isClassification, task.instances[0]?.output])).toEqual([
      [true, 'see:'],
      [true, 'see:'],
    ]);
  });

  test('what has no output, or was cut off, is asked for', async () => {
    const server = await loopback();
    const dataset = await withLedger([
      candidate('f1', {
        stage: 'instance',
        filter: 'unfinished',
        instances: [{ input: '', output: '{"in' }],
        is_classification: false,
        instruction: instructions[0],
      }),
      candidate('f2', {
        stage: 'task',
        filter: 'no-instances',
        instances: [{ input: 'a', output: ' ' }],
        is_classification: true,
        instruction: instructions[1],
      }),
      candidate('f3', { stage: 'task', filter: 'unparsable', instruction: instructions[2] }),
    ]);
    const client = clientOf(server.baseUrl);
    expect(await estimateRescue(dataset, ['f1', 'f2', 'f3'], client)).toMatchObject({ requests: 4 });
    const { summary } = await rescueToEnd(dataset, ['f1', 'f2', 'f3'], { client });
    expect(summary.requests).toBe(4);
  });

  test('a reply that is no answer leaves the candidate where it is, with a line in the ledger, once', async () => {
    const server = await loopback({
      faults: [
        { at: 1, kind: 'garbage' },
        { at: 2, kind: 'garbage' },
      ],
    });
    const dataset = await withLedger([candidate('f1', { instruction: instructions[0] })]);
    const client = clientOf(server.baseUrl);
    const { summary } = await rescueToEnd(dataset, ['f1'], { client });
    expect(summary).toMatchObject({ admitted: [], failed: ['f1'], filtered: { unparsable: 1 }, ended: 'done' });
    expect(dataset.snapshot.rescuedCandidates.size).toBe(0);
    expect(dataset.snapshot.filtered.at(-1)).toMatchObject({ stage: 'task', filter: 'unparsable', rescueOf: 'f1' });
    const again = await rescueToEnd(dataset, ['f1'], { client });
    expect(again.summary).toMatchObject({ failed: ['f1'], requests: 0 });
    expect(await readLines(dataset, 'filtered_candidates.jsonl')).toHaveLength(2);
  });

  test('a reply without an instruction, and an empty instruction, stay where they are', async () => {
    const dataset = await withLedger([
      candidate('f1', { stage: 'reply', filter: 'unparsable' }),
      candidate('f2', { filter: 'empty', instruction: ' ' }),
    ]);
    const { summary, events } = await rescueToEnd(dataset, ['f1', 'f2']);
    expect(summary.unfit.map(({ id }) => id)).toEqual(['f1', 'f2']);
    expect(events.filter(({ type }) => type === 'notice')).toHaveLength(2);
    expect(await readLines(dataset, 'generated_tasks.jsonl')).toEqual([]);
  });
});

describe('stopping and going on', () => {
  test('a stop in the middle, then again: nothing lost, nothing twice, no stored reply asked for again', async () => {
    const reference = await loopback();
    const whole = await withLedger(dropped);
    const client = clientOf(reference.baseUrl);
    const wholly = await rescueToEnd(whole, ids, { client });
    expect(wholly.summary.ended).toBe('done');
    expect(wholly.summary.admitted.length).toBeGreaterThanOrEqual(4);

    const server = await loopback({ latencyMs: 2 });
    const dataset = await withLedger(dropped);
    const own = clientOf(server.baseUrl);
    const first = await rescueToEnd(dataset, ids, { client: own, concurrency: 2 }, (event, stop) => {
      if (event.type === 'admitted') stop();
    });
    expect(first.summary.ended).toBe('stopped');
    expect(first.summary.admitted.length).toBeGreaterThan(0);
    expect(first.summary.admitted.length).toBeLessThan(wholly.summary.admitted.length);
    const stored = (await readLines(dataset, '.self-instruct/replies/000001.jsonl')).length;
    const left = await estimateRescue(dataset, ids, own);
    expect(left.already).toHaveLength(first.summary.admitted.length);
    expect(left.requests + stored).toBe(2 * ids.length);

    const reopened = await Dataset.open(nodeDisk, dataset.folder);
    const second = await rescueToEnd(reopened, ids, { client: own, concurrency: 2 });
    expect(second.summary).toMatchObject({ ended: 'done', requests: left.requests });
    const timeless = async (of: Dataset) =>
      (await readLines(of, 'generated_tasks.jsonl')).map(({ id, instruction, instances }) => [
        id,
        instruction,
        (instances as { input: string; output: string }[]).map(({ input, output }) => [input, output]),
      ]);
    expect(await timeless(reopened)).toEqual(await timeless(whole));
    const bodies = server.requests.map(({ body }) => JSON.stringify(body));
    expect(new Set(bodies).size).toBe(2 * ids.length);
  });

  test('a budget ends it, and the replies paid for are used by the next', async () => {
    const server = await loopback();
    const dataset = await withLedger(dropped);
    const client = clientOf(server.baseUrl);
    const { summary } = await rescueToEnd(dataset, ids, { client, budget: { maxRequests: 5 } });
    expect(summary).toMatchObject({ ended: 'budget', requests: 5 });
    const next = await rescueToEnd(dataset, ids, { client });
    expect(next.summary.ended).toBe('done');
    expect(server.requests).toHaveLength(2 * ids.length);
  });

  test('an error of the endpoint ends it with a message, and what is done is kept', async () => {
    const server = await loopback({ faults: (at) => (at === 6 ? { kind: 'status', status: 401 } : undefined) });
    const dataset = await withLedger(dropped);
    const { summary } = await rescueToEnd(dataset, ids, { client: clientOf(server.baseUrl), concurrency: 1 });
    expect(summary.ended).toBe('error');
    expect(summary.message).toMatch(/key|401/u);
    expect(await readLines(dataset, 'generated_tasks.jsonl')).toHaveLength(summary.admitted.length);
  });

  test('leaving the loop stops it and gives the lock back', async () => {
    const server = await loopback();
    const dataset = await withLedger(dropped);
    const signal = new AbortController().signal;
    const client = clientOf(server.baseUrl);
    for await (const event of rescue({ dataset, client, candidates: ids, by: 'ana', version: 'test', signal })) {
      if (event.type === 'admitted') break;
    }
    const lock = await takeRunLock(nodeDisk, dataset.paths);
    await lock.release();
  });

  test('a run that is gone on with after a rescue counts the task once and does not come to it again', async () => {
    const server = await loopback();
    const client = clientOf(server.baseUrl);
    const cutShort = async (randomSeed: number) => {
      const dataset = await sampleDataset({ connection: 'loopback', filters: { similarity: 0.3 }, randomSeed });
      const first = await runToEnd(dataset, { client, goal: { target: 12 }, randomSeed });
      expect(first.summary.ended).toBe('target');
      // Of the request that the target cut short, which is done again.
      const cut = dataset.snapshot.generated.at(-1)?.task.provenance?.request;
      // One that repeats a task word for word would be there twice by right.
      const isOther = ({ score = 1 }: FilteredCandidate) => score < 1;
      const last = dataset.snapshot.filtered.findLast(
        (candidate) => candidate.filter === 'similar' && candidate.request === cut && isOther(candidate),
      );
      return { dataset, first, last, randomSeed };
    };
    // Not every draw has such a candidate in that request.
    let drawn = await cutShort(11);
    while (!drawn.last && drawn.randomSeed < 30) drawn = await cutShort(drawn.randomSeed + 1);
    const { dataset, first, last, randomSeed } = drawn;
    const { summary } = await rescueToEnd(dataset, [last?.id ?? ''], { client });
    expect(summary.admitted).toHaveLength(1);
    const second = await runToEnd(dataset, { client, goal: { target: 20 }, randomSeed });
    expect(second.summary).toMatchObject({ ended: 'target', run: first.summary.run, admitted: 7 });
    const { generated } = dataset.snapshot;
    expect(generated).toHaveLength(20);
    expect(new Set(generated.map(({ task }) => task.instruction)).size).toBe(20);
    const replay = await replayThreshold(dataset.snapshot, { thresholds: [0.3] });
    expect(replay.thresholds).toEqual([{ threshold: 0.3, kept: 20, broughtBack: [], dropped: [] }]);
  });
});

describe('a rescue that cannot begin says what to do, and sends nothing', () => {
  const unmet = async (dataset: Dataset, names: readonly string[], options: Partial<RescueOptions> = {}) =>
    rescueToEnd(dataset, names, options).then(
      () => 'rescued',
      (error: Error) => error.message,
    );

  test('an unknown id', async () => {
    const dataset = await withLedger(dropped);
    expect(await unmet(dataset, ['f0', 'nobody'])).toMatch(/No dropped candidate has the id nobody\./u);
    expect(await estimateRescue(dataset, ['f0', 'nobody'])).toMatchObject({ unknown: ['nobody'], candidates: 1 });
  });

  test('no model', async () => {
    expect(await unmet(await withLedger(dropped), ids)).toMatch(/6 of these candidates .* none was chosen/u);
  });

  test('practice never mixes', async () => {
    const real = await withLedger(dropped);
    expect(await unmet(real, ids, { client: createPracticeClient() })).toMatch(/choose a real model/u);
    const practice = await withLedger(dropped.map((one) => ({ ...one, practice: true })));
    const server = await loopback();
    expect(await unmet(practice, ids, { client: clientOf(server.baseUrl) })).toMatch(/only the practice model/u);
    expect(server.requests).toEqual([]);
    const beside = await temporaryDataset({
      generated: [generatedTask('t', 'Name three rivers')],
      'filtered_candidates.jsonl': lines([{ ...dropped[0], practice: true }]),
    });
    expect(await unmet(beside, ['f0'], { client: createPracticeClient() })).toMatch(/never mixes/u);
    const own = await rescueToEnd(practice, ['f0'], { client: createPracticeClient() });
    expect(own.summary.admitted.length + own.summary.failed.length).toBe(1);
    for (const { task } of practice.snapshot.generated) expect(task.provenance?.practice).toBe(true);
  });

  test('a run that is going on, and a folder that cannot be written to', async () => {
    const dataset = await withLedger(dropped);
    const lock = await takeRunLock(nodeDisk, dataset.paths);
    const client = clientOf('http://127.0.0.1:9/v1');
    expect(await unmet(dataset, ids, { client })).toMatch(/already going on/u);
    await lock.release();
    const closed = await Dataset.open({ ...nodeDisk, isWritable: async () => false }, dataset.folder);
    expect(await unmet(closed, ids, { client })).toMatch(/write permission/u);
  });

  test('a recipe that is no recipe', async () => {
    const dataset = await withLedger(dropped, { target: 'many' });
    expect(await unmet(dataset, ids, { client: createPracticeClient() })).toMatch(/“target” must be integer/u);
  });
});
