import { describe, expect, test } from 'vitest';
import type { GeneratedTask } from '../../../../src/core/model/task.ts';
import { createPracticeClient } from '../../../../src/core/practice/practiceClient.ts';
import { rougeL } from '../../../../src/core/similarity/rougeL.ts';
import { createTokenizer } from '../../../../src/core/similarity/tokenize.ts';
import { contentHash } from '../../../../src/core/store/contentHash.ts';
import type { Dataset } from '../../../../src/core/store/dataset.ts';
import { noveltyPool } from '../../../../src/core/store/whatCounts.ts';
import { type Ran, runToEnd, timelessFiles } from '../../support/generating.ts';
import { allPairs, recipe, seeds, translate } from '../../support/quechuaAymara.ts';
import { promptOf, scriptedEndpoint } from '../../support/scriptedEndpoint.ts';
import { generatedTask, readLines, seed, temporaryDataset } from '../../support/temporaryDataset.ts';

const grow = { derive: { step: 'grow', to: 200 } } as const;

async function pairs(): Promise<Dataset> {
  return temporaryDataset({ seeds, recipe });
}

function grown(dataset: Dataset): GeneratedTask[] {
  return dataset.snapshot.generated.map(({ task }) => task);
}

describe('20 Quechua–Aymara pairs', () => {
  test('grow to 200 instances under 10 instructions: none repeated, none lost for its language', async () => {
    const dataset = await pairs();
    const endpoint = await scriptedEndpoint(translate);
    const { summary } = await runToEnd(dataset, { goal: grow, client: endpoint.client });
    expect(summary).toMatchObject({ ended: 'target', failed: 0, instances: 180 });
    expect(summary.requests).toBe(endpoint.bodies.length);

    const tasks = grown(dataset);
    const instructions = new Set(seeds.map(({ instruction }) => instruction));
    expect(instructions.size).toBe(10);
    for (const { instruction } of tasks) expect(instructions.has(instruction)).toBe(true);
    const known = new Map(allPairs.map(({ input, output }) => [input, output]));
    for (const instruction of instructions) {
      const under = [...seeds, ...tasks].filter((task) => task.instruction === instruction);
      const instances = under.flatMap((task) => task.instances);
      expect(instances).toHaveLength(20);
      expect(new Set(instances.map(({ input }) => input)).size).toBe(20);
      for (const { input, output } of instances) expect(known.get(input)).toBe(output);
      const tokens = instances.map(({ input, output }) => createTokenizer({ language: 'qu' })(`${input}\n${output}`));
      for (const [at, one] of tokens.entries())
        for (const other of tokens.slice(0, at)) expect(rougeL(one, other).f).toBeLessThanOrEqual(0.8);
    }
    const dropped = await readLines(dataset, 'filtered_candidates.jsonl');
    expect(dropped).toHaveLength(Object.values(summary.filtered).reduce((a, b) => a + b, 0));
    for (const { filter } of dropped) expect(['duplicate-instance', 'similar-instance']).toContain(filter);
    expect(dataset.snapshot.problems).toEqual([]);
  });

  test('ask in the languages of the fields, and say what a batch was made from', async () => {
    const dataset = await pairs();
    const endpoint = await scriptedEndpoint(translate);
    await runToEnd(dataset, { goal: { derive: { step: 'grow', tasks: ['seed_0_1'] } }, client: endpoint.client });
    const asked = promptOf(endpoint.bodies[0] ?? {});
    expect(asked).toMatch(/la entrada en este idioma: quechua .* la salida en este idioma: aimara/u);
    expect(asked).toContain(String(seeds[0]?.instances[0]?.input));
    const tasks = grown(dataset);
    expect(tasks.flatMap(({ instances }) => instances)).toHaveLength(18);
    for (const task of tasks) {
      // Both seeds have the same wording: they are one instruction, and the one chosen stands for it.
      expect(task.provenance).toMatchObject({ derived: { step: 'grow', from: 'seed_0_1' }, model: 'scripted' });
      for (const { provenance } of task.instances) expect(provenance?.derived).toEqual(task.provenance?.derived);
    }
  });

  test('an output in a script that no output of the seeds has is dropped, on its side alone', async () => {
    const dataset = await pairs();
    const foreign = '我今天去市场买土豆和玉米。';
    const endpoint = await scriptedEndpoint((body) => {
      const { instances } = JSON.parse(translate(body)) as { instances: { input: string; output: string }[] };
      return JSON.stringify({
        instances: instances.map((pair, at) => (at === 0 ? { ...pair, output: foreign } : pair)),
      });
    });
    const goal = { derive: { step: 'grow', to: 60 } } as const;
    const { summary } = await runToEnd(dataset, { goal, client: endpoint.client });
    expect(summary.admitted).toBeGreaterThan(0);
    const outputs = grown(dataset).flatMap(({ instances }) => instances.map(({ output }) => output));
    expect(outputs).not.toContain(foreign);
    const dropped = await readLines(dataset, 'filtered_candidates.jsonl');
    expect(dropped.some(({ filter }) => filter === 'other-script')).toBe(true);
  });

  test('a second run finds nothing to do and asks nothing', async () => {
    const dataset = await pairs();
    const endpoint = await scriptedEndpoint(translate);
    await runToEnd(dataset, { goal: grow, client: endpoint.client });
    const before = await timelessFiles(dataset);
    const asked = endpoint.bodies.length;
    const { summary } = await runToEnd(dataset, { goal: grow, client: endpoint.client });
    expect(summary).toMatchObject({ ended: 'target', requests: 0, admitted: 0 });
    expect(endpoint.bodies).toHaveLength(asked);
    expect(await timelessFiles(dataset)).toEqual(before);
  });

  test('the result does not depend on the speed of the replies', async () => {
    const [one, other] = [await pairs(), await pairs()];
    const even = await scriptedEndpoint(translate);
    let number = 0;
    const uneven = await scriptedEndpoint(translate, () => ((number++ * 7) % 5) * 4);
    await runToEnd(one, { goal: grow, client: even.client });
    await runToEnd(other, { goal: grow, client: uneven.client, concurrency: 9 });
    expect(await timelessFiles(other)).toEqual(await timelessFiles(one));
  });

  test('a run that was stopped, or whose budget ran out, and then resumed equals an undisturbed one', async () => {
    const [one, other] = [await pairs(), await pairs()];
    const [whole, parts] = [await scriptedEndpoint(translate), await scriptedEndpoint(translate)];
    await runToEnd(one, { goal: grow, client: whole.client });

    const stopped = await runToEnd(other, { goal: grow, client: parts.client }, stopAfter(7));
    expect(stopped.summary.ended).toBe('stopped');
    const budget = await runToEnd(other, { goal: 'resume', client: parts.client, budget: { maxRequests: 9 } });
    expect(budget.summary).toMatchObject({ ended: 'budget', requests: 9 });
    // Asking for the same again goes on with it, as Resume does.
    const { summary } = await runToEnd(other, { goal: grow, client: parts.client });
    expect(summary.ended).toBe('target');

    const [expected, found] = [await timelessFiles(one), await timelessFiles(other)];
    expect(found['generated_tasks.jsonl']).toBe(expected['generated_tasks.jsonl']);
    expect(found['filtered_candidates.jsonl']).toBe(expected['filtered_candidates.jsonl']);
    // The lines about the parts add up to the line about the whole, and no reply was paid for twice but those cut off.
    const counts = async (dataset: Dataset) => {
      const rounds = await readLines(dataset, 'rounds.jsonl');
      return rounds.reduce<number[]>(
        (sum, { candidates, instances, requests }) =>
          [candidates, instances, requests].map((value, at) => Number(value) + (sum[at] ?? 0)),
        [],
      );
    };
    expect(await counts(other)).toEqual(await counts(one));
    expect((await readLines(other, 'rounds.jsonl')).map(({ derived }) => derived)).toEqual(['grow', 'grow', 'grow']);
  });
});

function stopAfter(admitted: number) {
  let seen = 0;
  return ({ type }: Ran['events'][number], stop: () => void) => {
    if (type === 'admitted' && ++seen === admitted) stop();
  };
}

describe('labels', () => {
  const instruction = 'Say whether the review of the café is good or bad.';
  const review = (at: number) =>
    `Review ${at}: ${'abcdefghij'[at % 10]}${at} waiter, ${at * 3} dishes, room ${at * 7}.`;
  const task = seed('s', instruction, {
    is_classification: true,
    instances: [0, 1, 2, 3].map((at) => ({ input: review(at), output: at < 3 ? 'good' : 'bad' })),
  });
  const recipe = { grow: { perTask: 12, perRequest: 3, similarity: 1 } };

  test('are kept in balance, and only those that exist are taken', async () => {
    const dataset = await temporaryDataset({ seeds: [task], recipe });
    let next = 10;
    const endpoint = await scriptedEndpoint((body) => {
      const content = promptOf(body);
      const label = content.slice(content.lastIndexOf('\n') + 1);
      const made = Array.from({ length: 3 }, () => ({ output: label, input: review(next++) }));
      return JSON.stringify({ instances: [{ output: 'so-so', input: review(next++) }, ...made] });
    });
    const { summary } = await runToEnd(dataset, { goal: { derive: { step: 'grow' } }, client: endpoint.client });
    const all = [task, ...grown(dataset)].flatMap(({ instances }) => instances);
    const count = (label: string) => all.filter(({ output }) => output === label).length;
    expect([all.length, count('good'), count('bad')]).toEqual([12, 6, 6]);
    expect(summary.filtered['other-label']).toBe(endpoint.bodies.length);
    const properties = JSON.stringify(endpoint.bodies[0]?.response_format);
    expect(properties.indexOf('"output"')).toBeLessThan(properties.indexOf('"input"'));
  });

  test('an instruction of which nothing new comes is left alone', async () => {
    const dataset = await temporaryDataset({ seeds: [task], recipe });
    const endpoint = await scriptedEndpoint(() => JSON.stringify({ instances: [{ output: 'bad', input: review(3) }] }));
    const { summary } = await runToEnd(dataset, { goal: { derive: { step: 'grow' } }, client: endpoint.client });
    expect(summary).toMatchObject({ ended: 'saturated', admitted: 0 });
    expect(Object.keys(summary.filtered).toSorted()).toEqual(['duplicate-instance', 'other-label']);
  });
});

describe('filters on grown instances', () => {
  test('exact repeats, near ones, more than asked for, and what is unsound, each with its name', async () => {
    const own = { input: 'a b c d e f g h', output: 'x y' };
    const dataset = await temporaryDataset({
      seeds: [seed('s', 'Turn the letters round', { instances: [own] })],
      recipe: { grow: { perTask: 3, perRequest: 5 } },
    });
    const replies = [
      [
        { input: ' a  b c d e f g h ', output: 'another' },
        { input: 'a b c d e f g i', output: 'x y' },
        { input: 'same', output: 'same' },
        { input: 'no output', output: ' ' },
        { input: 'ends so:', output: 'ok' },
        { input: 'quite new', output: 'kept' },
        { input: 'new, too', output: 'kept as well' },
        { input: 'one more', output: 'than was asked for' },
      ],
    ];
    const endpoint = await scriptedEndpoint(() => JSON.stringify({ instances: replies.shift() ?? [] }));
    const { summary } = await runToEnd(dataset, { goal: { derive: { step: 'grow' } }, client: endpoint.client });
    expect(summary).toMatchObject({ ended: 'target', instances: 2 });
    const dropped = await readLines(dataset, 'filtered_candidates.jsonl');
    expect(dropped.map(({ filter }) => filter)).toEqual([
      'duplicate-instance',
      'similar-instance',
      'input-equals-output',
      'empty-output',
      'ends-with-colon',
      'too-many-instances',
    ]);
    expect(dropped[1]).toMatchObject({
      nearest: 's',
      score: expect.closeTo(0.9),
      derived: { step: 'grow', from: 's' },
    });
  });
});

describe('what may be built upon', () => {
  const accepted = generatedTask('t', 'Name the capital', { instances: [{ input: 'France', output: 'Paris' }] });
  const decision = {
    id: 't',
    decision: 'accept',
    reviewer: 'ana',
    at: '2026',
    seq: 1,
    of: contentHash({ ...accepted, isClassification: false }),
  };
  const client = createPracticeClient();
  const growTask = (id: string) => ({ goal: { derive: { step: 'grow', tasks: [id] } } as const, client });

  test('not a pending task, a held-out seed, or one without input', async () => {
    const practice = { ...accepted, provenance: { ...accepted.provenance, practice: true } };
    const dataset = await temporaryDataset({
      seeds: [seed('held', 'One', { split: 'test' }), seed('empty', 'Two')],
      generated: [practice],
    });
    await expect(runToEnd(dataset, growTask('t'))).rejects.toMatchObject({ code: 'not-accepted' });
    await expect(runToEnd(dataset, growTask('held'))).rejects.toMatchObject({ code: 'not-accepted' });
    await expect(runToEnd(dataset, growTask('empty'))).rejects.toMatchObject({ code: 'nothing-to-derive' });
    await expect(runToEnd(dataset, growTask('other'))).rejects.toMatchObject({ code: 'unknown-task' });
    expect(await readLines(dataset, '.self-instruct/runs/none.jsonl')).toEqual([]);
  });

  test('an accepted task stays accepted, and its grown batches stand beside it, not in the pool', async () => {
    const dataset = await temporaryDataset({ generated: [accepted], decisions: [decision] });
    const cities = ['Peru Lima', 'Chile Santiago', 'Kenya Nairobi', 'Japan Tokyo', 'Nepal Kathmandu'];
    const endpoint = await scriptedEndpoint(() =>
      JSON.stringify({ instances: cities.map((pair) => ({ input: pair.split(' ')[0], output: pair.split(' ')[1] })) }),
    );
    const goal = { derive: { step: 'grow', tasks: ['t'], to: 6 } } as const;
    await runToEnd(dataset, { goal, client: endpoint.client });
    const [origin, batch, ...more] = dataset.snapshot.generated;
    expect(more).toEqual([]);
    expect([origin?.standing.state, batch?.standing.state]).toEqual(['accepted', 'pending']);
    expect(origin?.task.instances).toHaveLength(1);
    expect(batch?.task).toMatchObject({ instruction: 'Name the capital', provenance: { derived: { from: 't' } } });
    expect(noveltyPool(dataset.snapshot)).toEqual([{ id: 't', text: 'Name the capital' }]);
  });
});

test('the practice model grows what it knows and what it does not, and says that it is practice', async () => {
  const dataset = await temporaryDataset({ seeds, recipe });
  const { summary } = await runToEnd(dataset, { goal: { derive: { step: 'grow', to: 60 } } });
  expect(summary.instances).toBeGreaterThanOrEqual(40);
  for (const { provenance } of grown(dataset)) expect(provenance?.practice).toBe(true);
});
