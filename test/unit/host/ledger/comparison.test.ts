import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Dataset, type Snapshot } from '../../../../src/core/store/dataset.ts';
import { nodeDisk } from '../../../../src/core/store/disk.ts';
import { comparisonOf } from '../../../../src/host/ledger/comparison.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'self-instruct-comparison-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const seed = (id: string, instruction: string) => ({
  id,
  instruction,
  instances: [{ input: '', output: 'x' }],
  is_classification: false,
});
const candidate = (id: string, instruction: string, nearest: string) => ({
  id,
  run: 'r',
  round: 1,
  request: 0,
  stage: 'instruction',
  filter: 'similar',
  instruction,
  score: 0.8,
  nearest,
  at: '2026-01-01T00:00:00Z',
});

async function snapshotOf(seeds: readonly object[], filtered: readonly object[]): Promise<Snapshot> {
  const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  await writeFile(path.join(folder, 'seed_tasks.jsonl'), lines(seeds));
  await writeFile(path.join(folder, 'filtered_candidates.jsonl'), lines(filtered));
  return (await Dataset.open(nodeDisk, folder)).snapshot;
}

/** What the marks of a comparison cover. */
function marked(snapshot: Snapshot, id: string): readonly string[] {
  const comparison = comparisonOf(snapshot, id);
  const lines = comparison?.text.split('\n') ?? [];
  return (
    comparison?.marks.map(({ start, end }) => {
      const covered = lines.slice(start.line, end.line + 1);
      covered[covered.length - 1] = (covered.at(-1) ?? '').slice(0, end.character);
      covered[0] = (covered[0] ?? '').slice(start.character);
      return covered.join('\n');
    }) ?? []
  );
}

test('marks cover the shared words, whatever the script, the line ends and the width of the characters', async () => {
  const snapshot = await snapshotOf(
    [seed('s1', '𝒜 name\r\nthe capital'), seed('s2', '请写一首关于大海的诗'), seed('s3', 'وصف المدينة القديمة')],
    [
      candidate('c1', '🌊 name\nthe old capital', 's1'),
      candidate('c2', '请写一首关于高山的诗', 's2'),
      candidate('c3', 'وصف المدينة', 's3'),
    ],
  );
  expect(marked(snapshot, 'c1')).toEqual(['name\nthe', 'capital', 'name\nthe', 'capital']);
  expect(marked(snapshot, 'c2').join('')).toBe('请写一首关于的诗'.repeat(2));
  expect(marked(snapshot, 'c3')).toEqual(['وصف المدينة', 'وصف المدينة']);
});

test('what came to no task is a neighbour, too; one that is gone is none', async () => {
  const snapshot = await snapshotOf(
    [seed('s1', 'Name it.')],
    [candidate('c1', 'Draw it.', 'c2'), candidate('c2', 'Draw it now.', 'nobody')],
  );
  expect(comparisonOf(snapshot, 'c1')?.text).toContain('Nearest: candidate c2, which came to no task');
  expect(comparisonOf(snapshot, 'c2')).toBeUndefined();
  expect(comparisonOf(snapshot, 's1')).toBeUndefined();
});
