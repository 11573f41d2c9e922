import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkCommand } from '../../../src/cli/checkCommand.ts';
import { exportCommand } from '../../../src/cli/exportCommand.ts';
import { statsCommand } from '../../../src/cli/statsCommand.ts';
import type { Message } from '../../../src/core/model/task.ts';
import { contentHash } from '../../../src/core/store/contentHash.ts';
import type { Problem } from '../../../src/core/store/problem.ts';
import { inProcess } from '../cli/inProcess.ts';
import { chatDataset, conversation } from '../support/chatDataset.ts';
import { generatedTask, seed, temporaryDataset } from '../support/temporaryDataset.ts';

const user = { role: 'user', content: 'a' } as const;
const assistant = { role: 'assistant', content: 'b' } as const;
const recipe = { instances: 'conversation' };

test('the seeds for tests are in order', async () => {
  const { snapshot } = await chatDataset();
  expect(snapshot.problems).toEqual([]);
  expect(snapshot.seeds.flatMap(({ instances }) => instances.flatMap(({ messages = [] }) => [messages])).length).toBe(
    11,
  );
});

test('a conversation whose roles are wrong is a warning with its line, in seeds and in generated tasks', async () => {
  const { snapshot, folder } = await temporaryDataset({
    recipe,
    seeds: [
      seed('a', 'Right.', { instances: [{ messages: [user, assistant] }] }),
      seed('b', 'Wrong.', { instances: [{ messages: [user, assistant] }, { messages: [user, user] }] }),
    ],
    generated: [generatedTask('t', 'Empty.', { instances: [{ messages: [] }] })],
  });
  expect(
    snapshot.problems.map(({ file, line, severity, code }) => [path.basename(file), line, severity, code]),
  ).toEqual([
    ['seed_tasks.jsonl', 2, 'warning', 'conversation'],
    ['generated_tasks.jsonl', 1, 'warning', 'conversation'],
  ]);
  expect(snapshot.problems[0]?.message).toContain('conversation 2 are wrong (user, user)');
  expect(snapshot.problems[1]?.message).toContain('no turns');
  const { exit, json } = await inProcess(checkCommand, [folder]);
  expect(exit).toBe(0);
  expect((json as { problems: Problem[] }).problems).toEqual(snapshot.problems);
});

test.each([
  ['a text for the turns', { output: 'x', messages: 'user: a' }],
  ['a number for a text', { output: 'x', messages: [{ role: 'user', content: 5 }] }],
  ['a role that nobody has', { messages: [{ role: 'tool', content: 'a' }] }],
  ['a number for the input', { input: 5, messages: [user, assistant] }],
  ['null for all', { output: null, messages: null }],
])('%s is a problem, not a crash', async (_, instance) => {
  const { snapshot } = await temporaryDataset({ recipe, seeds: [seed('a', 'A.', { instances: [instance] })] });
  expect(snapshot.seeds).toEqual([]);
  expect(snapshot.problems.map(({ code, line }) => [code, line])).toEqual([
    ['not-a-record', 1],
    ['no-seeds', 1],
  ]);
});

test('a table’s empty columns are read: null beside the turns, and null for them', async () => {
  const instances = [{ input: null, output: null, messages: [user, assistant] }];
  const { snapshot } = await temporaryDataset({
    seeds: [
      seed('a', 'A.', { instances }),
      seed('b', 'B.', { instances: [{ input: '', output: 'o', messages: null }] }),
    ],
  });
  expect(snapshot.seeds.map(({ instances: read }) => read)).toEqual([
    [{ input: 'a', output: 'b', messages: [user, assistant] }],
    [{ input: '', output: 'o' }],
  ]);
  expect(snapshot.problems).toEqual([]);
});

test('an edited turn, an added one and another role are other contents; the order of keys is not', () => {
  const hash = (...turns: readonly (readonly [Message['role'], string])[]) =>
    contentHash({ instruction: 'i', isClassification: false, instances: [conversation(...turns)] });
  const hashes = [
    hash(['user', 'a'], ['assistant', 'b']),
    hash(['user', 'a'], ['assistant', 'c']),
    hash(['system', 'a'], ['assistant', 'b']),
    hash(['user', 'a'], ['assistant', 'b'], ['user', 'a'], ['assistant', 'b']),
    contentHash({ instruction: 'i', isClassification: false, instances: [{ input: 'a', output: 'b' }] }),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  const swapped = [{ content: 'a', role: 'user' as const }, assistant];
  const same = { instruction: 'i', isClassification: false, instances: [{ output: '', input: '', messages: swapped }] };
  expect(contentHash(same)).toBe(hashes[0]);
});

test('figures and export on the command line, decisions by what the turns say', async () => {
  const right = generatedTask('t', 'Right.', { instances: [{ messages: [user, assistant] }] });
  const wrong = generatedTask('u', 'Wrong.', { instances: [{ messages: [user] }] });
  const content = (task: typeof right) => ({
    instruction: task.instruction,
    isClassification: false,
    instances: (task.instances as unknown as { messages: (typeof user | typeof assistant)[] }[]).map(({ messages }) =>
      conversation(...messages.map(({ role, content: text }) => [role, text] as const)),
    ),
  });
  const accept = (task: typeof right) => ({
    id: task.id,
    decision: 'accept',
    reviewer: 'ana',
    at: '2026-01-01T00:00:00.000Z',
    of: contentHash(content(task)),
    seq: 1,
  });
  const files = { recipe, seeds: [seed('s', 'Seed.')], generated: [right, wrong] };
  const { folder, snapshot } = await temporaryDataset({ ...files, decisions: [accept(right), accept(wrong)] });
  expect(snapshot.generated.map(({ standing }) => standing.state)).toEqual(['accepted', 'accepted']);
  const stats = await inProcess(statsCommand, [folder]);
  expect(stats.json).toMatchObject({ turns: { count: 2, mean: 1.5 } });
  expect(stats.text).toContain('conversations 2: mean turns 1.5');
  const out = path.join(folder, 'export', 'train.jsonl');
  const exported = await inProcess(exportCommand, [folder, '--format', 'messages', '--out', out]);
  expect(exported.json).toEqual({ rows: 1, file: out, leftOut: 1 });
  expect(exported.text).toContain('because their roles are wrong: 1.');
  expect(await readFile(out, 'utf8')).toBe(`${JSON.stringify({ messages: [user, assistant] })}\n`);

  const { folder: only } = await temporaryDataset({ ...files, decisions: [accept(wrong)] });
  await expect(inProcess(exportCommand, [only, '--format', 'messages', '--out', out])).rejects.toThrow(
    'has wrong roles, so nothing was written',
  );
});
