import { describe, expect, test } from 'vitest';
import type { RequestBody } from '../../../../src/core/llm/modelClient.ts';
import type { ImproveJob } from '../../../../src/core/model/improve.ts';
import { tasksToJudge } from '../../../../src/core/pipeline/improve/judge.ts';
import { createPracticeClient } from '../../../../src/core/practice/practiceClient.ts';
import { Dataset } from '../../../../src/core/store/dataset.ts';
import { nodeDisk } from '../../../../src/core/store/disk.ts';
import { runToEnd, sampleDataset } from '../../support/generating.ts';
import { promptOf, scriptedEndpoint } from '../../support/scriptedEndpoint.ts';
import { generatedTask, readLines, temporaryDataset } from '../../support/temporaryDataset.ts';

const tasks = Array.from({ length: 6 }, (_, at) =>
  generatedTask(`t_${at}`, `Carry out task number ${at}.`, {
    instances: [
      { input: `first of ${at}`, output: 'one' },
      { input: '', output: 'two' },
    ],
  }),
);
const all: ImproveJob = { step: 'judge', tasks: tasks.map(({ id }) => id) };

/** The score of the output is the number of the task. */
function numbered(body: RequestBody): string {
  const number = Number(/task number (\d)/u.exec(promptOf(body))?.[1] ?? 0);
  const input = promptOf(body).includes('(none)') ? null : 5;
  return JSON.stringify({ reason: `Number ${number}.`, instruction: 4, input, output: Math.max(1, number) });
}

const timelessScores = async (dataset: Dataset) =>
  (await readLines(dataset, 'scores.jsonl')).map((line) => ({ ...line, at: '' }));

describe('Judge', () => {
  test('asks about each instance, and keeps scores and reason with model and time', async () => {
    const dataset = await temporaryDataset({
      generated: tasks,
      recipe: { language: 'hi', languages: { output: 'en' } },
    });
    const { client, bodies } = await scriptedEndpoint(numbered);
    const { summary, events } = await runToEnd(dataset, { client, goal: { improve: all } });
    expect(summary).toMatchObject({
      ended: 'target',
      admitted: 0,
      requests: 12,
      improved: { step: 'judge', written: 12, outcomes: { judged: 12 } },
    });
    expect(bodies).toHaveLength(12);
    expect(promptOf(bodies[0] ?? {})).toMatch(
      /Carry out task number 0\.\n\nWhat belongs to it:\n\nInput: first of 0\n\nOutput: one\n-{10}$/u,
    );
    expect(promptOf(bodies[1] ?? {})).toContain('Input: (none)');
    expect(promptOf(bodies[0] ?? {})).toMatch(/the output: English/u);
    expect(events.filter(({ type }) => type === 'improved')).toHaveLength(12);
    expect((await readLines(dataset, 'scores.jsonl'))[9]).toMatchObject({
      task: 't_4',
      instance: 1,
      scores: { instruction: 4, input: null, output: 4 },
      reason: 'Number 4.',
      connection: 'loopback',
      model: 'scripted',
      at: expect.stringMatching(/^20\d\d-/u),
    });
    const lowest = dataset.snapshot.generated.map(({ scored }) => scored?.lowest);
    expect(lowest).toEqual([1, 1, 2, 3, 4, 4]);
  });

  test('judges nothing twice, unless it is asked to, and what changed since once more', async () => {
    const dataset = await temporaryDataset({ generated: tasks });
    const { client, bodies } = await scriptedEndpoint(numbered);
    await runToEnd(dataset, { client, goal: { improve: all } });
    const again = await runToEnd(dataset, { client, goal: { improve: all } });
    expect(again.summary).toMatchObject({ ended: 'target', requests: 0, fromStore: 0, improved: { written: 0 } });
    await nodeDisk.append(
      `${dataset.folder}/generated_tasks.jsonl`,
      `${JSON.stringify({ ...tasks[2], rev: 2, instances: [tasks[2]?.instances[0], { input: '', output: 'other' }] })}\n`,
    );
    await runToEnd(dataset, { client, goal: { improve: all } });
    expect(bodies).toHaveLength(13);
    await runToEnd(dataset, { client, goal: { improve: { ...all, again: true } } });
    expect(bodies).toHaveLength(25);
    const other = await scriptedEndpoint(numbered);
    await runToEnd(dataset, { client: { ...other.client, model: 'other' }, goal: { improve: all } });
    expect(other.bodies).toHaveLength(12);
    expect(dataset.snapshot.byId.get('t_2')?.scored?.judgements).toHaveLength(4);
  });

  test('stopped and resumed it equals an undisturbed run, and asks nothing twice', async () => {
    const recipe = { round: { concurrency: 2 } };
    const [whole, stopped] = [
      await temporaryDataset({ generated: tasks, recipe }),
      await temporaryDataset({ generated: tasks, recipe }),
    ];
    const { client, bodies } = await scriptedEndpoint(numbered);
    await runToEnd(whole, { client, goal: { improve: all } });
    let seen = 0;
    const first = await runToEnd(stopped, { client, goal: { improve: all } }, ({ type }, stop) => {
      if (type === 'improved' && ++seen === 3) stop();
    });
    expect(first.summary.ended).toBe('stopped');
    const stored = await readLines({ folder: `${stopped.folder}/.self-instruct/replies` }, '000001.jsonl');
    const sentAtStop = bodies.length;
    const again = await Dataset.open(nodeDisk, stopped.folder);
    const { summary } = await runToEnd(again, { client, goal: 'resume' });
    expect(summary).toMatchObject({ ended: 'target', run: first.summary.run });
    expect(await timelessScores(stopped)).toEqual(await timelessScores(whole));
    expect(bodies.length - sentAtStop).toBe(12 - new Set(stored.map(({ slot }) => slot)).size);
  });

  test('a reply that nobody can read gives no score, is counted, and is asked for by the next run', async () => {
    const dataset = await temporaryDataset({ generated: tasks.slice(0, 2) });
    let isBad = true;
    const { client } = await scriptedEndpoint((body) =>
      // The prompt stands before the reply that is asked for again.
      isBad && JSON.stringify(body.messages).includes('first of 1')
        ? '{"reason":"x","instruction":"5/5","input":0,"output":6}'
        : numbered(body),
    );
    const goal = { improve: { step: 'judge', tasks: ['t_0', 't_1'] } } as const;
    const first = await runToEnd(dataset, { client, goal });
    expect(first.summary).toMatchObject({ failed: 1, improved: { outcomes: { judged: 3, unreadable: 1 } } });
    isBad = false;
    const second = await runToEnd(dataset, { client, goal });
    expect(second.summary.improved).toMatchObject({ written: 1, outcomes: { judged: 1 } });
    expect(dataset.snapshot.byId.get('t_1')?.scored).toMatchObject({ parts: { input: 5 }, stale: false });
  });

  test('shows a conversation by who speaks, and wants a score for what the user says', async () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'How late is it?' },
      { role: 'assistant', content: 'I have no watch.' },
    ];
    const dataset = await temporaryDataset({
      generated: [generatedTask('c', 'Somebody asks for the time.', { instances: [{ messages }] })],
    });
    const { client, bodies } = await scriptedEndpoint(() => '{"reason":"Fine.","instruction":5,"input":3,"output":4}');
    await runToEnd(dataset, { client, goal: { improve: { step: 'judge', tasks: ['c'] } } });
    expect(promptOf(bodies[0] ?? {})).toMatch(
      /System: Be brief\.\n\nUser: How late is it\?\n\nAssistant: I have no watch\.\n-{10}$/u,
    );
    expect(dataset.snapshot.byId.get('c')?.scored?.parts).toEqual({ instruction: 5, input: 3, output: 4 });
  });

  test('is offered what is not rejected, and no practice tasks beside a real model’s', async () => {
    const practice = { provenance: { ...tasks[0]?.provenance, practice: true } };
    const decision = { id: 't_1', decision: 'reject', reviewer: 'x', at: '2026-01-01', of: '', seq: 1 };
    const dataset = await temporaryDataset({
      generated: [tasks[0], tasks[1], { ...tasks[2], ...practice }],
      decisions: [decision],
    });
    const of = dataset.snapshot.byId.get('t_1')?.of;
    await nodeDisk.append(`${dataset.folder}/decisions.jsonl`, `${JSON.stringify({ ...decision, of, seq: 2 })}\n`);
    await dataset.refresh();
    expect(tasksToJudge(dataset.snapshot)).toEqual(['t_0']);
    expect(tasksToJudge(dataset.snapshot, ['rejected'])).toEqual(['t_1']);
  });
});

describe('the practice model as judge', () => {
  test('finds by its own checks which outputs were spoilt, and says what it is', async () => {
    const dataset = await sampleDataset({ connection: 'practice', round: { requests: 6 } });
    await runToEnd(dataset);
    const ids = dataset.snapshot.generated.map(({ task }) => task.id);
    const spoilt = dataset.snapshot.generated
      .slice(0, 5)
      .map(({ task: { kind: _, isClassification, location: _at, ...task } }) => ({
        ...task,
        is_classification: isClassification,
        rev: 2,
        instances: task.instances.map(({ input }) => ({ input, output: 'Not that:' })),
      }));
    await nodeDisk.append(
      `${dataset.folder}/generated_tasks.jsonl`,
      spoilt.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
    await dataset.refresh();
    for (let turn = 0; turn < 2; turn += 1) {
      // Now and then it answers badly; the second turn asks for those again.
      await runToEnd(dataset, { client: createPracticeClient(), goal: { improve: { step: 'judge', tasks: ids } } });
    }
    const outputs = dataset.snapshot.generated.map(({ scored }) => scored?.parts.output ?? 0);
    for (const score of outputs.slice(0, 5)) expect(score).toBeLessThanOrEqual(2);
    const others = outputs.slice(5);
    expect(others.filter((score) => score >= 4).length).toBeGreaterThan(others.length * 0.8);
    expect(others.filter((score) => score === 5).length).toBeGreaterThan(5);
    const lines = await readLines(dataset, 'scores.jsonl');
    expect(
      lines.every(({ practice, reason }) => practice === true && String(reason).startsWith('Practice scores')),
    ).toBe(true);
  });
});
