import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BatchJob } from '../../../src/core/batch/batchJob.ts';
import { Dataset, type Snapshot } from '../../../src/core/store/dataset.ts';
import { DatasetWriter } from '../../../src/core/store/datasetWriter.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import {
  batchesNode,
  childrenOf,
  datasetNode,
  rangeSize,
  seedNode,
  type TreeNode,
  taskNode,
  tasksIn,
} from '../../../src/host/tree/nodes.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'self-instruct-nodes-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const task = (id: string) =>
  JSON.stringify({
    id,
    instruction: `Task ${id}`,
    instances: [{ input: '', output: 'x' }],
    is_classification: false,
    rev: 1,
  });
const candidate = (id: string, filter: string) =>
  JSON.stringify({
    id,
    run: 'r',
    round: 1,
    request: 0,
    stage: 'instruction',
    filter,
    instruction: 'no',
    at: '2026-01-01T00:00:00Z',
  });

async function open(files: Readonly<Record<string, readonly string[]>>): Promise<Dataset> {
  for (const [name, lines] of Object.entries(files))
    await writeFile(path.join(folder, name), lines.map((line) => `${line}\n`).join(''));
  return Dataset.open(nodeDisk, folder);
}

const drawn = (node: TreeNode): unknown => {
  const children = childrenOf(node);
  const name = 'state' in node ? node.state : 'filter' in node ? node.filter : node.kind;
  return children.length === 0 ? name : { [name]: children.map(drawn) };
};

const every = (node: TreeNode): TreeNode[] => [node, ...childrenOf(node).flatMap(every)];

test('a dataset shows seeds, generated tasks by state and dropped candidates by filter', async () => {
  const dataset = await open({
    'seed_tasks.jsonl': [task('s1'), task('s2')],
    'generated_tasks.jsonl': [task('t1'), task('t2'), task('t3')],
    'filtered_candidates.jsonl': [candidate('c1', 'echo'), candidate('c2', 'similar'), candidate('c3', 'similar')],
  });
  const { of = '' } = dataset.snapshot.byId.get('t2') ?? {};
  await new DatasetWriter(dataset).decide([{ id: 't2', of }], 'accept', 'Ana');
  expect(drawn(datasetNode(dataset.snapshot))).toEqual({
    dataset: [
      { seeds: ['seed', 'seed'] },
      { generated: [{ pending: ['task', 'task'] }, { accepted: ['task'] }, 'rejected'] },
      { filtered: [{ similar: ['candidate', 'candidate'] }, { echo: ['candidate'] }] },
    ],
  });
});

test('every node has an id of its own, the same in the next snapshot', async () => {
  const dataset = await open({
    'seed_tasks.jsonl': [task('x')],
    'generated_tasks.jsonl': [task('x'), task('y')],
    'filtered_candidates.jsonl': [candidate('x', 'echo'), candidate('x', 'echo')],
  });
  const before = every(datasetNode(dataset.snapshot)).map(({ id }) => id);
  expect(new Set(before).size).toBe(before.length);
  await writeFile(path.join(folder, 'rounds.jsonl'), '');
  await dataset.refresh();
  expect(every(datasetNode(dataset.snapshot)).map(({ id }) => id)).toEqual(before);
});

test('by score the worst come first, what nobody judged last; each is found there', async () => {
  const dataset = await open({ 'generated_tasks.jsonl': [task('none'), task('good'), task('bad'), task('stale')] });
  const line = (id: string, output: number, of = dataset.snapshot.byId.get(id)?.of) =>
    JSON.stringify({
      id: `j_${id}`,
      task: id,
      instance: 0,
      of,
      scores: { instruction: 5, input: null, output },
      reason: '',
      connection: 'mine',
      model: 'm',
      promptHash: '',
      run: 'r',
      round: 1,
      request: 0,
      at: '2026-11-22',
    });
  const lines = [line('good', 5), line('bad', 2), line('stale', 1, 'of another text')];
  await writeFile(path.join(folder, 'scores.jsonl'), lines.map((text) => `${text}\n`).join(''));
  await dataset.refresh();
  const { snapshot } = dataset;
  expect(tasksIn(snapshot, 'pending', 'lowestScore').map((reviewed) => reviewed.task.id)).toEqual([
    'bad',
    'good',
    'none',
    'stale',
  ]);
  expect(tasksIn(snapshot, 'pending')[0]?.task.id).toBe('none');
  const leaves = every(datasetNode(snapshot, 'lowestScore')).filter(({ kind }) => kind === 'task');
  expect(leaves[0]?.id).toBe(taskNode(snapshot, 'bad', 'lowestScore')?.id);
});

test('large groups are cut into ranges, and every task is found in its own', async () => {
  const count = 2 * rangeSize + 1;
  const { snapshot } = await open({
    'generated_tasks.jsonl': Array.from({ length: count }, (_, index) => task(`t${index}`)),
  });
  const generated = childrenOf(datasetNode(snapshot)).find(({ kind }) => kind === 'generated');
  const pending = generated && childrenOf(generated)[0];
  const ranges = pending ? childrenOf(pending) : [];
  expect(ranges.map((node) => node.kind === 'range' && [node.from, node.to])).toEqual([
    [0, 500],
    [500, 1000],
    [1000, 1001],
  ]);
  for (const id of ['t0', 't499', 't500', 't1000']) expect(isUnderItsParents(snapshot, id)).toBe(true);
  expect(taskNode(snapshot, 'nobody')).toBeUndefined();
});

/** What `reveal` needs: each node above a task lists, under the same id, the node below it. */
function isUnderItsParents(snapshot: Snapshot, id: string): boolean {
  const task: TreeNode | undefined = taskNode(snapshot, id);
  const isListed = (node: TreeNode): boolean =>
    node.kind === 'dataset' || (childrenOf(node.parent).some((child) => child.id === node.id) && isListed(node.parent));
  return task !== undefined && isListed(task);
}

test('every seed is found in its own range, with its standing', async () => {
  const { snapshot } = await open({
    'seed_tasks.jsonl': [
      ...Array.from({ length: rangeSize }, (_, index) => task(`s${index}`)),
      JSON.stringify({ ...JSON.parse(task('m')), machine_written: true }),
    ],
  });
  for (const id of ['s0', 's499', 'm']) {
    const node = seedNode(snapshot, id);
    expect(node?.parent.kind).toBe('range');
    expect(node && childrenOf(node.parent).some((child) => child.id === node.id)).toBe(true);
  }
  expect(seedNode(snapshot, 'm')?.standing.state).toBe('pending');
  expect(seedNode(snapshot, 's0')?.standing.state).toBe('accepted');
  expect(seedNode(snapshot, 'nobody')).toBeUndefined();
});

test('batches that are under way are shown, and of those that are collected the last ones', async () => {
  const parent = datasetNode((await open({ 'seed_tasks.jsonl': [task('s1')] })).snapshot);
  expect(batchesNode(parent, [])).toEqual([]);
  const collected = { at: '', replies: 1, duplicates: 0, unknown: 0, failed: 0, missing: 0 };
  const job = (id: string, done: boolean) => ({ id, ...(done ? { collected } : {}) }) as BatchJob;
  const jobs = [job('open', false), ...Array.from({ length: 30 }, (_, index) => job(`done${index}`, true))];
  const [group] = batchesNode(parent, jobs);
  if (!group) throw new Error('There is no group.');
  const shown = childrenOf(group).map((node) => (node.kind === 'batch' ? node.job.id : node.kind));
  expect([shown.length, shown[0], shown.at(-1)]).toEqual([21, 'done29', 'open']);
  expect(new Set(every(group).map(({ id }) => id)).size).toBe(22);
});
