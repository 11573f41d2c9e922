import { expect, test } from 'vitest';
import type { Judgement, Scored } from '../../../src/core/model/judgement.ts';
import type { GeneratedTask } from '../../../src/core/model/task.ts';
import { scoreStats } from '../../../src/core/stats/scoreStats.ts';

function task(id: string, round: number, servedModel = 'w'): GeneratedTask {
  const provenance = { servedModel, round } as NonNullable<GeneratedTask['provenance']>;
  return { kind: 'generated', id, instruction: id, instances: [], isClassification: false, rev: 1, provenance };
}

function scored(output: number, more: Partial<Scored> = {}): Scored {
  const judgement = { model: 'j', scores: { instruction: 5, input: null, output } } as Judgement;
  return { parts: { instruction: 5, output }, lowest: output, stale: false, judgements: [judgement], ...more };
}

test('there are none where nobody judged', () => {
  expect(scoreStats([{ task: task('a', 1) }])).toBeUndefined();
});

test('means, counts and groups are of tasks as they are now', () => {
  const two = [
    { model: 'j', scores: { instruction: 5, input: null, output: 4 } },
    { model: 'k', scores: { instruction: 5, input: null, output: 1 } },
  ] as Judgement[];
  const stats = scoreStats([
    { task: task('a', 2), scored: scored(2) },
    { task: task('b', 1), scored: scored(2.5, { judgements: two }) },
    { task: task('c', 10, 'v'), scored: scored(5) },
    { task: task('d', 1), scored: scored(1, { stale: true }) },
    { task: task('e', 1) },
  ]);
  expect(stats).toMatchObject({ judged: 3, stale: 1 });
  expect(stats?.parts.output).toEqual({ mean: 9.5 / 3, count: 3, counts: [0, 1, 1, 0, 1] });
  expect(stats?.parts.input).toEqual({ mean: 0, count: 0, counts: [0, 0, 0, 0, 0] });
  expect(stats?.byModel).toEqual([
    { name: 'w', tasks: 2, parts: { instruction: 5, output: 2.25 } },
    { name: 'v', tasks: 1, parts: { instruction: 5, output: 5 } },
  ]);
  expect(stats?.byRound.map(({ name }) => name)).toEqual(['1', '2', '10']);
  expect(stats?.byJudge).toEqual([
    { name: 'j', tasks: 3, parts: { instruction: 5, output: 11 / 3 } },
    { name: 'k', tasks: 1, parts: { instruction: 5, output: 1 } },
  ]);
});
