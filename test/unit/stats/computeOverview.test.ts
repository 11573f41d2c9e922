import { expect, test } from 'vitest';
import type { TaskState } from '../../../src/core/model/decision.ts';
import type { RoundRecord } from '../../../src/core/model/round.ts';
import type { GeneratedTask, SeedTask } from '../../../src/core/model/task.ts';
import { computeOverview, type OverviewInput } from '../../../src/core/stats/computeOverview.ts';

const nothing: OverviewInput = {
  seeds: [],
  generated: [],
  filtered: [],
  rounds: [],
  tokenize: (text) => text.match(/\S+/g) ?? [],
};

function task(fields: Partial<GeneratedTask>): GeneratedTask {
  return {
    kind: 'generated',
    id: 't',
    instruction: 'do it',
    instances: [],
    isClassification: false,
    rev: 1,
    ...fields,
  };
}

function inState(state: TaskState, fields: Partial<GeneratedTask> = {}): { task: GeneratedTask; state: TaskState } {
  return { task: task(fields), state };
}

function round(fields: Partial<RoundRecord>): RoundRecord {
  return {
    round: 1,
    run: 'r1',
    recipe: 'self-instruct',
    recipeHash: '',
    promptHash: '',
    connection: 'c',
    model: 'm',
    randomSeed: 1,
    candidates: 0,
    admitted: [],
    instances: 0,
    filtered: {},
    requests: 0,
    failed: 0,
    usage: { inputTokens: 0, outputTokens: 0 },
    startedAt: '2026-01-01T00:00:00Z',
    endedAt: '2026-01-01T00:00:00Z',
    ended: 'rounds',
    ...fields,
  };
}

test('an empty dataset has zeros, never NaN', () => {
  const overview = computeOverview(nothing);
  expect(overview).toMatchObject({
    seeds: 0,
    generated: 0,
    filteredByReason: [],
    rounds: [],
    lengths: { instruction: { mean: 0, count: 0, bins: [] } },
    classificationShare: { seeds: 0, generated: 0 },
    withoutInputShare: 0,
  });
  expect(overview.novelty).toMatchObject({ mean: 0, count: 0 });
  expect(overview.novelty.bins).toHaveLength(20);
  expect(JSON.stringify(overview)).not.toContain('null');
});

test('tasks are counted by state', () => {
  const generated = [
    inState('pending'),
    inState('accepted'),
    inState('accepted'),
    inState('rejected'),
    inState('disputed'),
  ];
  expect(computeOverview({ ...nothing, generated })).toMatchObject({
    generated: 5,
    pending: 1,
    accepted: 2,
    rejected: 1,
    disputed: 1,
  });
});

test('novelty counts the tasks that have a score; a score that is no number is left out', () => {
  const generated = [
    inState('pending', { novelty: { max: 0.7 } }),
    inState('pending', { novelty: { max: 0.1 } }),
    inState('pending', { novelty: { max: Number.NaN } }),
    inState('pending'),
  ];
  const { novelty } = computeOverview({ ...nothing, generated, threshold: 0.8 });
  expect(novelty.count).toBe(2);
  expect(novelty.mean).toBeCloseTo(0.4, 12);
  expect(novelty.bins[14]).toMatchObject({ count: 1 });
  expect(novelty.bins[2]).toMatchObject({ count: 1 });
  expect(novelty.threshold).toBe(0.8);
});

test('lengths are those of the tokens; blank inputs have no length but count as without input', () => {
  const generated = [
    inState('pending', {
      instruction: 'one two three',
      instances: [
        { input: '', output: 'a b' },
        { input: ' \n', output: 'a b c d' },
        { input: 'x y z', output: '' },
        { input: 'x', output: 'a' },
      ],
    }),
  ];
  const { lengths, withoutInputShare } = computeOverview({ ...nothing, generated });
  expect(lengths.instruction).toMatchObject({ mean: 3, count: 1 });
  expect(lengths.input).toMatchObject({ mean: 2, count: 2 });
  expect(lengths.output).toMatchObject({ mean: 7 / 4, count: 4 });
  expect(withoutInputShare).toBe(0.5);
});

test('in a conversation what the assistant says is output, and all else input', () => {
  const messages = [
    { role: 'system', content: 'be brief' },
    { role: 'user', content: 'why so much' },
    { role: 'assistant', content: 'you called' },
    { role: 'user', content: 'thanks' },
    { role: 'assistant', content: 'you are welcome' },
  ] as const;
  const generated = [inState('pending', { instances: [{ input: '', output: '', messages }] })];
  const { lengths, withoutInputShare } = computeOverview({ ...nothing, generated });
  expect(lengths.input.mean).toBe(6);
  expect(lengths.output.mean).toBe(5);
  expect(withoutInputShare).toBe(0);
});

test('turns of conversations are counted without what the system says; other instances have none', () => {
  const turns = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
      content: 'said',
    }));
  const system = { role: 'system' as const, content: 'be brief' };
  const instances = [
    { input: '', output: '', messages: [system, ...turns(4)] },
    { input: '', output: '', messages: turns(2) },
    { input: '', output: 'x' },
  ];
  const overview = computeOverview({ ...nothing, generated: [inState('pending', { instances })] });
  expect(overview.turns).toMatchObject({ count: 2, mean: 3 });
  expect(overview.turns.bins.filter(({ count }) => count > 0).map(({ from }) => from)).toEqual([2, 4]);
  expect(computeOverview({ ...nothing, generated: [] }).turns).toEqual({ count: 0, mean: 0, bins: [] });
});

test('shares of classification', () => {
  const seed = (isClassification: boolean): SeedTask => ({
    kind: 'seed',
    id: 's',
    instruction: '',
    instances: [],
    isClassification,
  });
  const { classificationShare } = computeOverview({
    ...nothing,
    seeds: [seed(true), seed(false), seed(false), seed(false)],
    generated: [inState('pending', { isClassification: true }), inState('rejected')],
  });
  expect(classificationShare).toEqual({ seeds: 0.25, generated: 0.5 });
});

test('reasons come by number, equal ones in the order of the method', () => {
  const filtered = (['similar', 'unfinished', 'too-short', 'similar', 'cut-off'] as const).map((filter, index) => ({
    id: `c${index}`,
    filter,
  }));
  const overview = computeOverview({ ...nothing, filtered });
  expect(overview.filtered).toBe(5);
  expect(overview.filteredByReason).toEqual([
    { filter: 'similar', count: 2 },
    { filter: 'cut-off', count: 1 },
    { filter: 'too-short', count: 1 },
    { filter: 'unfinished', count: 1 },
  ]);
});

test('a candidate that was brought back is rescued, and no longer filtered out', () => {
  const filtered = (['similar', 'similar', 'echo'] as const).map((filter, index) => ({ id: `c${index}`, filter }));
  const overview = computeOverview({ ...nothing, filtered, rescued: new Set(['c0', 'c2', 'of another ledger']) });
  expect(overview).toMatchObject({ filtered: 1, rescued: 2, filteredByReason: [{ filter: 'similar', count: 1 }] });
});

const none = { otherScript: 0, otherLanguage: 0, flagged: 0 };

test('a resumed round is one round with its run, in the order of the rounds', () => {
  const { rounds } = computeOverview({
    ...nothing,
    rounds: [
      round({ round: 2, candidates: 5, admitted: ['d'], ended: 'target', startedAt: '2026-01-03T00:00:00Z' }),
      // The resumed half stands first, as after a merge.
      round({ candidates: 4, admitted: ['b', 'c'], startedAt: '2026-01-02T00:00:00Z', practice: true }),
      round({ candidates: 6, admitted: ['a', 'b'], ended: 'stopped' }),
      round({ run: 'r2', candidates: 9, admitted: ['x'], startedAt: '2026-01-04T00:00:00Z' }),
    ],
  });
  expect(rounds).toEqual([
    { round: 1, candidates: 10, admitted: 3, ended: 'rounds', practice: true, drift: none },
    { round: 1, candidates: 9, admitted: 1, ended: 'rounds', practice: false, drift: none },
    { round: 2, candidates: 5, admitted: 1, ended: 'target', practice: false, drift: none },
  ]);
});

test('drift by round: what was dropped for its script or language, and admitted tasks with a flag', () => {
  const flags = [{ code: 'code-mixing', field: 'output', detail: 'reads like English' }] as const;
  const { rounds, flagged } = computeOverview({
    ...nothing,
    generated: [
      inState('pending', { id: 'a', flags }),
      inState('rejected', { id: 'b', flags }),
      inState('pending', { id: 'c' }),
    ],
    rounds: [
      round({ candidates: 9, admitted: ['a'], filtered: { 'other-script': 2, similar: 5 }, ended: 'stopped' }),
      round({ candidates: 9, admitted: ['c'], filtered: { 'other-script': 1, 'other-language': 4 } }),
      round({ round: 2, candidates: 3, admitted: ['b'], filtered: {} }),
    ],
  });
  expect(flagged).toBe(2);
  expect(rounds.map(({ drift }) => drift)).toEqual([
    { otherScript: 3, otherLanguage: 4, flagged: 1 },
    { otherScript: 0, otherLanguage: 0, flagged: 1 },
  ]);
});
