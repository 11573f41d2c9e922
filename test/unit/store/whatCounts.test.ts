import { describe, expect, test } from 'vitest';
import { replayOrder } from '../../../src/core/ledger/replayOrder.ts';
import { contentHash } from '../../../src/core/store/contentHash.ts';
import {
  countTowardsTarget,
  decidable,
  demonstrationPool,
  duplicateTexts,
  exportableSeeds,
  exportableTasks,
  exportableWithSeeds,
  hasModelTasks,
  noveltyPool,
  showsPending,
  unreviewedSeeds,
} from '../../../src/core/store/whatCounts.ts';
import { generatedTask, seed, temporaryDataset } from '../support/temporaryDataset.ts';

const at = '2026-01-01T00:00:00.000Z';

function decide(task: ReturnType<typeof seed>, decision: string) {
  const of = contentHash({
    instruction: task.instruction,
    instances: task.instances,
    isClassification: task.is_classification,
  });
  return { id: task.id, decision, reviewer: 'ana', at, of, seq: 1 };
}

async function counts(
  task: ReturnType<typeof generatedTask>,
  decision?: 'accept' | 'reject',
  more: { seeds?: object[]; lines?: object[] } = {},
) {
  const { snapshot } = await temporaryDataset({
    seeds: [seed('s', 'A seed to start from'), ...(more.seeds ?? [])],
    generated: [task, ...(more.lines ?? [])],
    decisions: decision ? [decide(task, decision)] : [],
  });
  const demonstrations = demonstrationPool(snapshot);
  return {
    pool: noveltyPool(snapshot).map(({ text }) => text),
    accepted: demonstrations.accepted.map(({ id }) => id),
    pending: demonstrations.pending.map(({ id }) => id),
    seeds: demonstrations.seeds.map(({ id }) => id),
    target: countTowardsTarget(snapshot),
    exported: exportableTasks(snapshot).map(({ id }) => id),
  };
}

const task = generatedTask('t', 'Name three rivers');

test('a seed counts for novelty and as a demonstration; a held-out one is never shown', async () => {
  const { snapshot } = await temporaryDataset({ seeds: [seed('s', 'One'), seed('held', 'Two', { split: 'test' })] });
  expect(noveltyPool(snapshot).map(({ text }) => text)).toEqual(['One', 'Two']);
  expect(demonstrationPool(snapshot).seeds.map(({ id }) => id)).toEqual(['s']);
  expect(countTowardsTarget(snapshot)).toBe(0);
});

test('pending: novelty and target, shown until 8 are accepted, not exported', async () => {
  expect(await counts(task)).toMatchObject({
    pool: ['A seed to start from', 'Name three rivers'],
    pending: ['t'],
    accepted: [],
    target: 1,
    exported: [],
  });
  const { snapshot } = await temporaryDataset({});
  expect(showsPending(snapshot.recipe, 7)).toBe(true);
  expect(showsPending(snapshot.recipe, 8)).toBe(false);
});

test('accepted: everything', async () => {
  expect(await counts(task, 'accept')).toMatchObject({ accepted: ['t'], pending: [], target: 1, exported: ['t'] });
});

test('rejected: novelty only, or it comes back', async () => {
  expect(await counts(task, 'reject')).toMatchObject({
    pool: ['A seed to start from', 'Name three rivers'],
    accepted: [],
    pending: [],
    target: 0,
    exported: [],
  });
});

test('edited: novelty with the new text and the original', async () => {
  const edited = generatedTask('t', 'Name four rivers', {
    provenance: { ...task.provenance, original: { instruction: 'Name three rivers', instances: [] } },
  });
  expect((await counts(edited)).pool).toEqual(['A seed to start from', 'Name four rivers', 'Name three rivers']);
});

test('deleted: novelty only', async () => {
  const deleted = await counts(task, 'accept', { lines: [{ id: 't', deleted: true }] });
  expect(deleted).toMatchObject({
    pool: ['A seed to start from', 'Name three rivers'],
    accepted: [],
    pending: [],
    target: 0,
    exported: [],
  });
});

test('promoted to seed: once, as a seed', async () => {
  const promoted = await counts(task, 'accept', { seeds: [seed('p', 'Name three rivers', { promotedFrom: 't' })] });
  expect(promoted).toMatchObject({
    pool: ['A seed to start from', 'Name three rivers'],
    seeds: ['s', 'p'],
    accepted: [],
    target: 0,
    exported: ['t'],
  });
});

test('exported with seeds: held-out ones and starters that wait for a speaker never, a promoted task once', async () => {
  const starter = { machine_written: true };
  const promoted = [generatedTask('p', 'Name three rivers'), generatedTask('h', 'Name three lakes')];
  const { snapshot } = await temporaryDataset({
    seeds: [
      seed('own', 'Written by hand'),
      seed('held', 'Held out', { split: 'test' }),
      seed('waiting', 'A starter', starter),
      seed('spoken', 'A starter that a speaker read', starter),
      seed('seed-p', 'Name three rivers', { promotedFrom: 'p' }),
      seed('seed-h', 'Name three lakes', { promotedFrom: 'h', split: 'test' }),
    ],
    generated: [...promoted, task],
    decisions: [...promoted, task]
      .map((one) => decide(one, 'accept'))
      .concat(decide(seed('spoken', 'A starter that a speaker read'), 'accept')),
  });
  expect(exportableWithSeeds(snapshot).map(({ id }) => id)).toEqual(['own', 'spoken', 'seed-p', 't']);
  expect(exportableTasks(snapshot).map(({ id }) => id)).toEqual(['p', 't']);
});

test("a practice task counts for nothing beside another model's", async () => {
  const practice = generatedTask('p', 'Sort the words', {
    provenance: { ...task.provenance, connection: 'practice', practice: true },
  });
  expect(await counts(practice, 'accept')).toMatchObject({ accepted: ['p'], target: 1, exported: ['p'] });
  const beside = await counts(practice, 'accept', { lines: [task] });
  expect(beside).toMatchObject({
    pool: ['A seed to start from', 'Name three rivers'],
    accepted: [],
    pending: ['t'],
    target: 1,
    exported: [],
  });
});

test('instances that were accepted alone are exported alone', async () => {
  const two = generatedTask('t', 'Name a river', {
    instances: [
      { input: 'a', output: '1' },
      { input: 'b', output: '2' },
    ],
  });
  const { snapshot } = await temporaryDataset({
    generated: [two],
    decisions: [{ ...decide(two, 'accept'), instances: [1] }],
  });
  expect(exportableTasks(snapshot)[0]?.instances.map(({ output }) => output)).toEqual(['2']);
});

describe('a grown batch adds instances and no instruction', () => {
  const grown = generatedTask('g', 'Name three rivers', {
    provenance: {
      connection: 'mine',
      model: 'm',
      run: 'r1',
      round: 2,
      request: 0,
      derived: { step: 'grow', from: 't' },
    },
  });

  test('pending or accepted: in no pool, never shown, counted towards no target; accepted it is exported', async () => {
    const nothing = { pool: ['A seed to start from'], accepted: [], pending: [], target: 0 };
    expect(await counts(grown)).toMatchObject({ ...nothing, exported: [] });
    expect(await counts(grown, 'accept')).toMatchObject({ ...nothing, exported: ['g'] });
    expect(await counts(grown, 'reject')).toMatchObject({ ...nothing, exported: [] });
  });

  test('beside its origin, near-duplicates are looked for in the origin alone', async () => {
    const { snapshot } = await temporaryDataset({ seeds: [seed('s', 'A seed')], generated: [task, grown] });
    expect(duplicateTexts(snapshot).map(({ id }) => id)).toEqual(['s', 't']);
    expect(replayOrder(snapshot).map(({ id }) => id)).not.toContain('g');
  });

  test('by a real model, it is a real model’s work all the same', async () => {
    const { snapshot } = await temporaryDataset({ seeds: [seed('s', 'A seed')], generated: [grown] });
    expect(hasModelTasks(snapshot)).toBe(true);
  });
});

const machine = seed('m', 'Sing a song', { machine_written: true });

async function seedCounts(line: ReturnType<typeof seed>, decisions: readonly object[] = []) {
  const { snapshot } = await temporaryDataset({ seeds: [seed('s', 'A seed'), line], decisions });
  const has = (found: readonly { readonly id: string }[]) => found.some(({ id }) => id === line.id);
  return {
    state: snapshot.seedsById.get(line.id)?.standing.state,
    pool: has(noveltyPool(snapshot)),
    duplicates: has(duplicateTexts(snapshot)),
    shown: has(demonstrationPool(snapshot).seeds),
    exported: has(exportableSeeds(snapshot)),
    unreviewed: unreviewedSeeds(snapshot).length,
    isDecidable: decidable(snapshot, line.id) !== undefined,
    target: countTowardsTarget(snapshot),
    problems: snapshot.problems,
  };
}

const asShown = { pool: true, duplicates: true, shown: true, target: 0, problems: [] };

test.each([
  [
    'written by hand: accepted',
    seed('h', 'By hand'),
    [],
    { ...asShown, state: 'accepted', exported: true, unreviewed: 0 },
  ],
  [
    'machine-written: pending, and shown all the same',
    machine,
    [],
    { ...asShown, state: 'pending', exported: false, unreviewed: 1 },
  ],
  [
    'accepted by a speaker',
    machine,
    [decide(machine, 'accept')],
    { ...asShown, state: 'accepted', exported: true, unreviewed: 0 },
  ],
  [
    'rejected: novelty only, or it comes back',
    machine,
    [decide(machine, 'reject')],
    { ...asShown, state: 'rejected', duplicates: false, shown: false, exported: false, unreviewed: 0 },
  ],
  [
    'changed since it was accepted: pending again',
    machine,
    [decide({ ...machine, instruction: 'Sing' }, 'accept')],
    { ...asShown, state: 'pending', exported: false, unreviewed: 1 },
  ],
  [
    'a decision about a seed written by hand changes nothing',
    seed('h', 'By hand'),
    [decide(seed('h', 'By hand'), 'reject')],
    { ...asShown, state: 'accepted', exported: true, unreviewed: 0, isDecidable: false },
  ],
])('a seed %s', async (_, line, decisions, expected) => {
  expect(await seedCounts(line, decisions)).toMatchObject(expected);
});

test('a machine-written seed about which reviewers differ is neither shown nor exported', async () => {
  const reject = { ...decide(machine, 'reject'), reviewer: 'bea' };
  const { problems, ...counted } = await seedCounts(machine, [decide(machine, 'accept'), reject]);
  expect(counted).toMatchObject({ state: 'disputed', shown: false, exported: false, pool: true, isDecidable: true });
  expect(problems).toMatchObject([{ code: 'disputed', line: 2 }]);
});

test('a machine-written seed that is held out is never shown', async () => {
  expect(await seedCounts({ ...machine, split: 'test' } as typeof machine)).toMatchObject({
    shown: false,
    exported: false,
  });
});
