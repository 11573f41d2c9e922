import { describe, expect, test } from 'vitest';
import type { RequestBody } from '../../../../src/core/llm/modelClient.ts';
import type { ImproveJob } from '../../../../src/core/model/improve.ts';
import { Dataset } from '../../../../src/core/store/dataset.ts';
import { DatasetWriter } from '../../../../src/core/store/datasetWriter.ts';
import { nodeDisk } from '../../../../src/core/store/disk.ts';
import { runToEnd, timelessFiles } from '../../support/generating.ts';
import { promptOf, scriptedEndpoint } from '../../support/scriptedEndpoint.ts';
import { generatedTask, readLines, temporaryDataset } from '../../support/temporaryDataset.ts';

const tasks = Array.from({ length: 6 }, (_, at) =>
  generatedTask(`t_${at}`, `Carry out task number ${at}.`, {
    instances: [
      { input: `first of ${at}`, output: 'old' },
      { input: '', output: 'old' },
    ],
  }),
);
const all: ImproveJob = { step: 'regenerate', tasks: tasks.map(({ id }) => id) };

/** Says what was asked, so that every reply is another one. */
const echo = (body: RequestBody) =>
  JSON.stringify({ output: `new: ${promptOf(body).split('\n').filter(Boolean).at(-1)} ${promptOf(body).length}` });

async function timelessOutputs(dataset: Dataset) {
  const lines = await readLines(dataset, 'outputs.jsonl');
  return lines.map((line) => ({ ...line, provenance: { ...(line.provenance as object), at: '' } }));
}

describe('Regenerate Outputs', () => {
  test('asks for each instance, and leaves the task as it is', async () => {
    const dataset = await temporaryDataset({ generated: tasks });
    const before = await timelessFiles(dataset);
    const { client, bodies } = await scriptedEndpoint(echo);
    const { summary, events } = await runToEnd(dataset, { client, goal: { improve: all } });
    expect(summary).toMatchObject({
      ended: 'target',
      admitted: 0,
      requests: 12,
      improved: { step: 'regenerate', written: 12, outcomes: { new: 12 } },
    });
    expect(bodies).toHaveLength(12);
    expect(promptOf(bodies[0] ?? {})).toContain('Carry out task number 0.');
    expect(promptOf(bodies[0] ?? {})).toContain('first of 0');
    expect(promptOf(bodies[1] ?? {})).toContain('(none)');
    expect(events.filter(({ type }) => type === 'improved')).toHaveLength(12);
    const after = await timelessFiles(dataset);
    expect(after['generated_tasks.jsonl']).toBe(before['generated_tasks.jsonl']);
    const { alternatives } = dataset.snapshot.outputs;
    expect(alternatives[0]).toMatchObject({
      task: 't_0',
      instance: 0,
      output: expect.stringContaining('new: first of 0'),
      provenance: { connection: 'loopback', model: 'scripted', round: 2, request: 0, promptHash: expect.any(String) },
    });
    expect(await readLines(dataset, 'rounds.jsonl')).toMatchObject([
      { improved: { step: 'regenerate', written: 12, outcomes: { new: 12 } }, admitted: [], requests: 12, failed: 0 },
    ]);
    expect(dataset.snapshot.problems.filter(({ code }) => code !== 'no-seeds')).toEqual([]);
  });

  test('stopped and resumed it equals an undisturbed run, although a task changed meanwhile, and asks nothing twice', async () => {
    const recipe = { round: { concurrency: 2 } };
    const [whole, stopped] = [
      await temporaryDataset({ generated: tasks, recipe }),
      await temporaryDataset({ generated: tasks, recipe }),
    ];
    const { client, bodies } = await scriptedEndpoint(echo);
    await runToEnd(whole, { client, goal: { improve: all } });
    const asked = bodies.length;
    let seen = 0;
    const first = await runToEnd(stopped, { client, goal: { improve: all } }, ({ type }, stop) => {
      if (type === 'improved' && ++seen === 3) stop();
    });
    expect(first.summary.ended).toBe('stopped');
    const stored = new Set(
      (await readLines({ folder: `${stopped.folder}/.self-instruct/replies` }, '000001.jsonl')).map(({ slot }) => slot),
    );
    const sentAtStop = bodies.length;
    await nodeDisk.append(
      `${stopped.folder}/generated_tasks.jsonl`,
      `${JSON.stringify({ ...tasks[5], rev: 2, instruction: 'Something else now.' })}\n`,
    );
    const again = await Dataset.open(nodeDisk, stopped.folder);
    const { summary } = await runToEnd(again, { client, goal: 'resume' });
    expect(summary).toMatchObject({ ended: 'target', run: first.summary.run });
    expect(await timelessOutputs(stopped)).toEqual(await timelessOutputs(whole));
    expect(bodies.length - sentAtStop).toBe(asked - stored.size);
    const written = (await readLines(stopped, 'rounds.jsonl')).map(
      (line) => (line.improved as { written: number }).written,
    );
    expect(written.reduce((sum, count) => sum + count, 0)).toBe(12);
  });

  test('a kill between the outputs and the journal writes no line twice', async () => {
    const dataset = await temporaryDataset({ generated: tasks.slice(0, 1) });
    const { client } = await scriptedEndpoint(echo);
    const goal = { improve: { step: 'regenerate', tasks: ['t_0'] } } as const;
    const { summary } = await runToEnd(dataset, { client, goal });
    const lines = await readLines(dataset, 'outputs.jsonl');
    const journal = `${dataset.folder}/.self-instruct/runs/${summary.run}.jsonl`;
    const text = String(await nodeDisk.read(journal));
    // As it is when the process dies after the second output and before the journal has it.
    await nodeDisk.replace(
      journal,
      Buffer.from(
        `${text
          .split('\n')
          .filter((line) => !/"type":"(ended|recorded)"|"type":"done","request":1/u.test(line))
          .join('\n')}`,
      ),
    );
    const resumed = await runToEnd(await Dataset.open(nodeDisk, dataset.folder), { client, goal: 'resume' });
    expect(resumed.summary).toMatchObject({ requests: 0, ended: 'target' });
    expect(await readLines(dataset, 'outputs.jsonl')).toEqual(lines);
  });

  test.each([
    ['unknown-task', { step: 'regenerate', tasks: ['nobody'] }],
    ['nothing-to-improve', { step: 'regenerate', tasks: [] }],
  ] as const)('%s: nothing is sent', async (code, improve) => {
    const dataset = await temporaryDataset({ generated: tasks });
    const { client, bodies } = await scriptedEndpoint(echo);
    await expect(runToEnd(dataset, { client, goal: { improve } })).rejects.toMatchObject({ code });
    expect(bodies).toEqual([]);
  });

  test.each([
    ['new', ['सकारात्मक।', 'सकारात्मक', 'नकारात्मक'], [['सकारात्मक', 2]]],
    ['same', ['old', 'Old.', 'old'], [['old', 3]]],
    [
      'no-majority',
      ['एक', 'दो', 'तीन'],
      [
        ['एक', 1],
        ['दो', 1],
        ['तीन', 1],
      ],
    ],
    ['no-majority', ['一', '', ''], [['一', 1]]],
    ['unreadable', ['', '', ''], []],
  ] as const)('%s: what three samples come to', async (outcome, answers, expected) => {
    const recipe = { language: 'hi', round: { concurrency: 1 } };
    const dataset = await temporaryDataset({
      generated: [generatedTask('t', 'बताओ।', { instances: [{ input: 'x', output: 'old' }] })],
      recipe,
    });
    let asked = 0;
    // What is asked again because it could not be read gets the same answer.
    const bySeed = new Map<unknown, string>();
    const { client } = await scriptedEndpoint(({ seed }) => {
      if (!bySeed.has(seed)) bySeed.set(seed, answers[asked++] ?? '');
      return JSON.stringify({ output: bySeed.get(seed) });
    });
    const improve = { step: 'regenerate', tasks: ['t'], samples: 3 } as const;
    const { summary } = await runToEnd(dataset, { client, goal: { improve } });
    expect(summary.improved).toEqual({ step: 'regenerate', written: expected.length, outcomes: { [outcome]: 1 } });
    const kept = dataset.snapshot.outputs.alternatives.map(({ output, agreement }) => [output, agreement?.agree]);
    const byText = (a: readonly unknown[], b: readonly unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);
    if (outcome !== 'new') expect(kept.toSorted(byText)).toEqual(expected.toSorted(byText));
    else expect(kept).toMatchObject([[expect.stringContaining('सकारात्मक'), 2]]);
  });

  test('of a conversation the last turn is written anew, and the turns before it are shown', async () => {
    const messages = [
      { role: 'user', content: 'Which tea is mild?' },
      { role: 'assistant', content: 'White tea.' },
      { role: 'user', content: 'And strong?' },
      { role: 'assistant', content: 'Assam.' },
    ];
    const dataset = await temporaryDataset({
      generated: [generatedTask('t', 'A customer asks.', { instances: [{ messages }] })],
    });
    const { client, bodies } = await scriptedEndpoint(() => JSON.stringify({ output: 'Assam, or Ceylon.' }));
    await runToEnd(dataset, { client, goal: { improve: { step: 'regenerate', tasks: ['t'] } } });
    expect(promptOf(bodies[0] ?? {})).toMatch(/=== USER ===\nAnd strong\?$/u);
    expect(promptOf(bodies[0] ?? {})).not.toContain('Assam');
    const { of } = dataset.snapshot.byId.get('t') ?? {};
    const [output] = dataset.snapshot.outputs.alternatives;
    const chosen = [{ id: 't', of: of ?? '', instance: 0, chosen: output?.id ?? '' }];
    await new DatasetWriter(dataset).chooseOutputs(chosen, 'Ana');
    expect(dataset.snapshot.byId.get('t')?.task.instances[0]?.messages).toEqual([
      ...messages.slice(0, 3),
      { role: 'assistant', content: 'Assam, or Ceylon.' },
    ]);
  });
});
