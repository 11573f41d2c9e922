import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { exportCommand } from '../../../src/cli/exportCommand.ts';
import { judgeCommand } from '../../../src/cli/judgeCommand.ts';
import { statsCommand } from '../../../src/cli/statsCommand.ts';
import { contentHash } from '../../../src/core/store/contentHash.ts';
import { scriptedEndpoint } from '../support/scriptedEndpoint.ts';
import { generatedTask, readLines, seed, temporaryDataset } from '../support/temporaryDataset.ts';
import { inProcess } from './inProcess.ts';

const cli = path.resolve(import.meta.dirname, '../../../dist/cli.js');

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('dist/cli.js is not built: run npm run build.');
});

const tasks = ['Add the numbers', 'Name the river', 'Sort the words'].map((instruction, at) =>
  generatedTask(`t_${at}`, instruction),
);
const accepted = tasks.map((task) => ({
  id: task.id,
  decision: 'accept',
  reviewer: 'ana',
  at: '2026-01-01T00:00:00.000Z',
  of: contentHash({ ...task, isClassification: task.is_classification }),
  seq: 1,
}));

/** Outputs get 2, 4 and 5. */
const graded = () =>
  scriptedEndpoint((body) => {
    const output = [2, 4, 5][tasks.findIndex(({ instruction }) => JSON.stringify(body).includes(instruction))];
    return JSON.stringify({ reason: 'Checked.', instruction: 5, input: 5, output });
  });

test('judge as a process: scores, means, and nothing twice', async () => {
  const { folder } = await temporaryDataset({ seeds: [seed('s', 'A seed')], generated: tasks });
  const { baseUrl, bodies } = await graded();
  const judge = async (...more: string[]) => {
    const args = ['judge', folder, '--base-url', baseUrl, '--model-id', 'judge-1', '--json', ...more];
    const { OPENAI_API_KEY: _key, OPENAI_BASE_URL: _url, ...inherited } = process.env;
    const child = spawn(process.execPath, [cli, ...args], { env: inherited });
    let out = '';
    child.stdout.on('data', (data) => {
      out += String(data);
    });
    const [exit] = await once(child, 'close');
    return { exit: exit as number, json: JSON.parse(out) };
  };
  const first = await judge('--ids', 't_0,t_1');
  expect(first).toMatchObject({
    exit: 0,
    json: {
      ended: 'target',
      requests: 2,
      improved: { step: 'judge', written: 2, outcomes: { judged: 2 } },
      scores: { judged: 2, stale: 0, parts: { output: { mean: 3, counts: [0, 1, 0, 1, 0] } } },
    },
  });
  expect((await judge()).json).toMatchObject({ requests: 1, scores: { judged: 3 } });
  expect((await judge()).json).toMatchObject({ requests: 0, ended: 'target' });
  expect(bodies).toHaveLength(3);
  expect((await readLines({ folder }, 'scores.jsonl')).map(({ task }) => task)).toEqual(['t_0', 't_1', 't_2']);
});

test('stats has the scores by part, model, judge and round; export takes a least score and writes columns', async () => {
  const { folder } = await temporaryDataset({ seeds: [seed('s', 'A seed')], generated: tasks, decisions: accepted });
  const { baseUrl } = await graded();
  const judged = await inProcess(judgeCommand, [folder, '--base-url', baseUrl, '--model-id', 'judge-1']);
  expect(judged.text).toContain('  output: mean 3.67 over 3 tasks (1: 0, 2: 1, 3: 0, 4: 1, 5: 1)');

  const stats = await inProcess(statsCommand, [folder]);
  expect(stats.json).toMatchObject({
    scores: {
      judged: 3,
      byModel: [{ name: 'm', tasks: 3 }],
      byJudge: [{ name: 'judge-1', tasks: 3, parts: { instruction: 5, output: 11 / 3 } }],
      byRound: [{ name: '1', tasks: 3 }],
    },
  });
  expect(stats.text).toMatch(/judged by .*judge-1.*: 3 tasks, instruction 5\.00, input 5\.00, output 3\.67/u);

  const file = path.join(folder, 'train.json');
  const exported = (...more: string[]) =>
    inProcess(exportCommand, [folder, '--format', 'alpaca', '--out', file, ...more]);
  expect((await exported('--least-score', '4')).json).toMatchObject({ rows: 2 });
  expect((await exported('--with-scores', '--least-score', '4.5')).json).toMatchObject({ rows: 1 });
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([
    {
      instruction: 'Sort the words',
      input: 'in',
      output: 'Output of t_2',
      instruction_score: 5,
      input_score: 5,
      output_score: 5,
    },
  ]);
  // Changed since: accepted anew or not, its score is about another text.
  const [, , third] = tasks;
  await writeFile(
    path.join(folder, 'generated_tasks.0002.jsonl'),
    `${JSON.stringify({ ...third, rev: 2, instruction: 'Sort the names' })}\n`,
  );
  await expect(exported('--least-score', '5')).rejects.toThrow('has a score of 5 or more');
});

test.each([
  [judgeCommand, ['.', '--score-below', '7'], '--score-below is a number from 1 to 5'],
  [judgeCommand, ['.', '--state', 'good'], '--state is one of'],
  [exportCommand, ['.', '--format', 'alpaca', '--out', 'x', '--least-score', 'all'], '--least-score is a number'],
] as const)('wrong usage: $1', async (command, args, message) => {
  await expect(inProcess(command, args)).rejects.toThrow(message);
});
