import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { collectReport } from '../../../src/core/review/collectReport.ts';
import { handOut, readNames, writeSheets } from '../../../src/core/review/handOut.ts';
import { planCollect } from '../../../src/core/review/planCollect.ts';
import { readSheet, type SheetColumn, sheetColumns } from '../../../src/core/review/sheet.ts';
import { ContentChanged } from '../../../src/core/store/contentChanged.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { DatasetWriter } from '../../../src/core/store/datasetWriter.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { FollowedSince } from '../../../src/core/store/writeErrors.ts';
import { parseTable } from '../../../src/core/table/parseTable.ts';
import { tableFile } from '../../../src/core/table/writeTable.ts';
import { generatedTask, readLines, temporaryDataset } from '../support/temporaryDataset.ts';

/** Texts that tables trip over. */
const hard = [
  'Say "hi", twice;\nand\ton.',
  '=SUM(A1:A9)',
  "'=already",
  '👩‍👩‍👧 ‏שלום עולם‏',
  '\tTab first',
  'line\r\nend\rand more\u2028here',
  '-1',
];

const tasks = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, at) => generatedTask(`t${at}`, `Instruction ${at}`, more));

/** A volunteer at work: fills cells of a sheet in, found by task and instance. */
function fill(text: string, answers: Readonly<Record<string, Partial<Record<SheetColumn, string>>>>): Buffer {
  const [headings, ...rows] = parseTable(text, ',').map(({ cells }) => cells);
  const filled = rows.map((cells) => {
    const answer = answers[`${cells[0]}/${cells[2]}`] ?? answers[`${cells[0]}`] ?? {};
    return cells.map((cell, at) => answer[sheetColumns[at] as SheetColumn] ?? cell);
  });
  return Buffer.from(tableFile([headings ?? [], ...filled]));
}

type Answers = Parameters<typeof fill>[1];

/** Hands all pending tasks to everybody and plans what comes back. */
function collected(dataset: Dataset, answers: Readonly<Record<string, Answers>>) {
  const reviewers = Object.keys(answers);
  const { sheets } = handOut(dataset.snapshot, {
    reviewers,
    overlap: reviewers.length,
    ids: dataset.snapshot.generated.map(({ task }) => task.id),
  });
  const rows = sheets.flatMap(({ reviewer, text }) =>
    readSheet({ name: `${reviewer}.csv`, bytes: fill(text, answers[reviewer] ?? {}) }),
  );
  return { rows, plan: planCollect(rows, dataset.snapshot) };
}

async function apply(dataset: Dataset, answers: Readonly<Record<string, Answers>>) {
  const { plan } = collected(dataset, answers);
  const applied = await new DatasetWriter(dataset).applyReview(plan.changes);
  return { plan, applied };
}

const stateOf = (dataset: Dataset, id: string) => dataset.snapshot.byId.get(id)?.standing.state;

describe('hand out', () => {
  test('tasks go round evenly, each to as many as asked for, and no task is forgotten', async () => {
    const { snapshot } = await temporaryDataset({ generated: tasks(12) });
    for (const overlap of [1, 2, 3]) {
      const { sheets, tasks: given, left } = handOut(snapshot, { reviewers: ['anna', 'ben', 'चित्रा'], overlap });
      expect([given, left]).toEqual([12, 0]);
      expect(sheets.map(({ ids }) => ids.length)).toEqual([4 * overlap, 4 * overlap, 4 * overlap]);
      const times = sheets.flatMap(({ ids }) => ids).filter((id) => id === 't5');
      expect(times).toHaveLength(overlap);
      for (const { ids } of sheets) expect(new Set(ids).size).toBe(ids.length);
    }
    const few = handOut(snapshot, { reviewers: ['anna', 'ben'], each: 3 });
    expect([few.tasks, few.left]).toEqual([6, 6]);
  });

  test('a sheet opens in spreadsheets: a mark, no formula, one row an instance, nothing decided', async () => {
    const { snapshot } = await temporaryDataset({
      generated: [generatedTask('t1', '=1+1', { instances: [{ input: '＝x', output: '-1' }, { output: '@a' }] })],
    });
    const [sheet] = handOut(snapshot, { reviewers: ['anna'] }).sheets;
    expect(sheet?.text.startsWith('\uFEFFid,of,instance,')).toBe(true);
    const of = snapshot.byId.get('t1')?.of ?? '';
    expect(
      parseTable(sheet?.text ?? '', ',')
        .slice(1)
        .map(({ cells }) => cells),
    ).toEqual([
      ['t1', of, '1', "'=1+1", "'＝x", "'-1", '', '', '', '', '', 'anna'],
      ['t1', of, '2', "'=1+1", '', "'@a", '', '', '', '', '', 'anna'],
    ]);
  });

  test('files are never overwritten, and a name cannot lead out of the folder', async () => {
    const { snapshot, folder } = await temporaryDataset({ generated: tasks(4) });
    const { sheets } = handOut(snapshot, { reviewers: ['../../ev/il', '...', 'Ünal Şen'] });
    const first = await writeSheets(nodeDisk, path.join(folder, 'review'), sheets);
    const again = await writeSheets(nodeDisk, path.join(folder, 'review'), sheets);
    expect(first.map((file) => path.relative(folder, file))).toEqual([
      'review/review-ev-il.csv',
      'review/review-reviewer.csv',
      'review/review-Ünal-Şen.csv',
    ]);
    expect(path.relative(folder, again[0] ?? '')).toBe('review/review-ev-il-2.csv');
    expect(await readFile(first[0] ?? '', 'utf8')).toBe(sheets[0]?.text);
  });

  test('what cannot be handed out says why', async () => {
    const { snapshot } = await temporaryDataset({ seeds: [] });
    expect(() => handOut(snapshot, { reviewers: ['anna'] })).toThrow(/nothing to hand out/u);
    expect(() => handOut(snapshot, { reviewers: ['anna'], overlap: 2 })).toThrow(/smaller overlap/u);
    expect(() => handOut(snapshot, { reviewers: ['anna'], ids: ['nobody'] })).toThrow(/No task has the id/u);
    const nul = await temporaryDataset({ generated: [generatedTask('t1', 'a\0b')] });
    expect(() => handOut(nul.snapshot, { reviewers: ['anna'] })).toThrow(/t1 holds U\+0000/u);
    expect(() => readNames(' , ;')).toThrow(/at least one/u);
    expect(() => readNames('anna, anna')).toThrow(/twice/u);
    expect(() => readNames('an\u001bna')).toThrow(/control/u);
    expect(readNames('anna, ben；चित्रा،علي')).toEqual(['anna', 'ben', 'चित्रा', 'علي']);
  });
});

describe('collect', () => {
  test('hard texts go out and come back, and are decided as they are', async () => {
    const dataset = await temporaryDataset({
      generated: hard.map((text, at) => generatedTask(`t${at}`, text, { instances: [{ input: text, output: text }] })),
    });
    const before = await readFile(path.join(dataset.folder, 'generated_tasks.jsonl'));
    const answers = Object.fromEntries(hard.map((_, at) => [`t${at}`, { decision: at % 2 ? '✗' : 'Ja' }]));
    const { plan } = await apply(dataset, { anna: answers });
    expect(plan.notCollected).toEqual([]);
    expect([plan.accepted, plan.rejected]).toEqual([
      ['t0', 't2', 't4', 't6'],
      ['t1', 't3', 't5'],
    ]);
    const decisions = await readLines(dataset, 'decisions.jsonl');
    expect(decisions.every(({ id, of }) => dataset.snapshot.byId.get(String(id))?.of === of)).toBe(true);
    expect(new Set(decisions.map(({ reviewer }) => reviewer))).toEqual(new Set(['anna']));
    expect(await readFile(path.join(dataset.folder, 'generated_tasks.jsonl'))).toEqual(before);
  });

  test.each([
    [
      'accept',
      ['accept', 'YES', 'y', '1', '✓', '✔️', '✅', 'Ja.', 'oui', 'sí', 'да', 'हाँ', 'نعم', '是', 'はい', 'ndiyo', 'TRUE'],
    ],
    [
      'reject',
      [
        'reject',
        'no',
        'N',
        '0',
        '✗',
        '❌',
        'nein',
        'non',
        'não',
        'нет',
        'नहीं',
        'لا',
        '否',
        'いいえ',
        'hapana',
        'False',
      ],
    ],
  ] as const)('%s in many words', async (verdict, words) => {
    const dataset = await temporaryDataset({ generated: tasks(words.length) });
    const answers = Object.fromEntries(words.map((decision, at) => [`t${at}`, { decision }]));
    const { plan } = collected(dataset, { anna: answers });
    expect(plan.notCollected).toEqual([]);
    expect(plan[verdict === 'accept' ? 'accepted' : 'rejected']).toHaveLength(words.length);
  });

  test('an edit is a revision that keeps the model’s text, and the decision is about what it says', async () => {
    const stored = generatedTask('t1', 'Old text', {
      instances: [
        { input: 'in', output: 'out', provenance: { model: 'm' } },
        { input: '', output: 'two', mark: 7 },
      ],
      ownField: { kept: true },
    });
    const dataset = await temporaryDataset({ generated: [stored] });
    const { plan } = await apply(dataset, {
      anna: {
        't1/1': { decision: 'ok', edited_instruction: 'New "text"\n=', edited_output: "'=2", reason: 'typo' },
        't1/2': { decision: 'no' },
      },
    });
    expect(plan.edited).toEqual(['t1']);
    const [first, second] = await readLines(dataset, 'generated_tasks.jsonl');
    expect(first).toEqual(stored);
    const originals = [
      { input: 'in', output: 'out' },
      { input: '', output: 'two' },
    ];
    expect(second).toEqual({
      ...stored,
      instruction: 'New "text"\n=',
      instances: [
        { input: 'in', output: '=2', provenance: { model: 'm' } },
        { input: '', output: 'two', mark: 7 },
      ],
      rev: 2,
      provenance: { ...(stored.provenance as object), original: { instruction: 'Old text', instances: originals } },
    });
    const reviewed = dataset.snapshot.byId.get('t1');
    expect(reviewed?.standing).toMatchObject({ state: 'accepted', instances: [0] });
    expect(reviewed?.standing.top).toMatchObject({ reviewer: 'anna', reason: 'typo', of: reviewed?.of });
    expect(dataset.snapshot.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('two volunteers who differ make a dispute; who agree, none; and both are listed by name', async () => {
    const dataset = await temporaryDataset({ generated: tasks(3) });
    const { plan } = await apply(dataset, {
      anna: { t0: { decision: 'yes' }, t1: { decision: 'yes', reason: 'fine' }, t2: { decision: 'no' } },
      ben: { t0: { decision: 'no' }, t1: { decision: '1' } },
    });
    expect([plan.accepted, plan.rejected, plan.conflicts.map(({ id }) => id)]).toEqual([['t1'], ['t2'], ['t0']]);
    expect(['t0', 't1', 't2'].map((id) => stateOf(dataset, id))).toEqual(['disputed', 'accepted', 'rejected']);
    expect(collectReport(plan)).toMatch(/t0 “Instruction 0”: anna: accept; ben: reject/u);
  });

  test('sheets that come back one after the other are no less in conflict, and the same sheet twice is nothing new', async () => {
    const dataset = await temporaryDataset({ generated: tasks(2) });
    await apply(dataset, { anna: { t0: { decision: 'yes' }, t1: { decision: 'yes' } } });
    const again = await apply(dataset, { anna: { t0: { decision: 'yes' } } });
    expect([again.plan.already, again.plan.changes]).toEqual([1, []]);
    const { plan } = await apply(dataset, { ben: { t0: { decision: 'no' }, t1: { decision: 'yes' } } });
    expect(plan.conflicts.map(({ id }) => id)).toEqual(['t0']);
    expect([stateOf(dataset, 't0'), stateOf(dataset, 't1')]).toEqual(['disputed', 'accepted']);
    // Somebody who changes their mind decides anew.
    await apply(dataset, { anna: { t0: { decision: 'no' } } });
    expect(stateOf(dataset, 't0')).toBe('rejected');
  });

  test('edits that differ are listed and not applied; the same edit by both is applied once', async () => {
    const dataset = await temporaryDataset({ generated: tasks(2) });
    const same = { decision: 'yes', edited_output: 'Better' };
    const { plan } = await apply(dataset, {
      anna: { t0: { decision: 'yes', edited_output: 'A' }, t1: same },
      ben: { t0: { decision: 'yes', edited_output: 'B' }, t1: same },
    });
    expect(plan.notCollected.map(({ problem, id, reviewer }) => [problem, id, reviewer])).toEqual([
      ['edits-differ', 't0', 'anna'],
      ['edits-differ', 't0', 'ben'],
    ]);
    expect([stateOf(dataset, 't0'), stateOf(dataset, 't1'), plan.edited]).toEqual(['pending', 'accepted', ['t1']]);
    expect(await readLines(dataset, 'generated_tasks.jsonl')).toHaveLength(3);
  });

  test('who accepts a text that another one mended does not contradict; who rejects it does', async () => {
    const dataset = await temporaryDataset({ generated: tasks(2) });
    const mended = { decision: 'yes', edited_instruction: 'Mended' };
    const { plan } = await apply(dataset, {
      anna: { t0: mended, t1: mended },
      ben: { t0: { decision: 'yes' }, t1: { decision: 'no' } },
    });
    expect([stateOf(dataset, 't0'), stateOf(dataset, 't1')]).toEqual(['accepted', 'disputed']);
    expect(plan.conflicts.map(({ id }) => id)).toEqual(['t1']);
  });

  test('a task that was edited since it was handed out is listed, not decided', async () => {
    const dataset = await temporaryDataset({ generated: tasks(2) });
    const [old] = handOut(dataset.snapshot, { reviewers: ['anna'] }).sheets;
    await apply(dataset, { carla: { t0: { decision: 'yes', edited_output: 'Better' } } });
    const bytes = fill(old?.text ?? '', { t0: { decision: 'no' }, t1: { decision: 'yes' } });
    const plan = planCollect(readSheet({ name: 'anna.csv', bytes }), dataset.snapshot);
    expect(plan.notCollected).toMatchObject([{ problem: 'changed-since', id: 't0', row: 2 }]);
    expect([plan.accepted, plan.rejected]).toEqual([['t1'], []]);
    expect(collectReport(plan)).toMatch(/Changed since .*\n- anna\.csv, row 2 \(t0, anna\)/u);
  });

  test('a dispute that somebody settled stays settled', async () => {
    const dataset = await temporaryDataset({ generated: tasks(1) });
    const of = dataset.snapshot.byId.get('t0')?.of;
    const settled = {
      id: 't0',
      decision: 'accept',
      reviewer: 'lead',
      at: '2026-01-01T00:00:00Z',
      of,
      seq: 2,
      kind: 'adjudicate',
    };
    await nodeDisk.append(dataset.paths.decisions, `${JSON.stringify(settled)}\n`);
    await dataset.refresh();
    const { plan } = await apply(dataset, { anna: { t0: { decision: 'no' } } });
    expect(plan.notCollected).toMatchObject([{ problem: 'settled', id: 't0' }]);
    expect(stateOf(dataset, 't0')).toBe('accepted');
  });

  test('every row that cannot be used is listed with its row, and its task is not decided', async () => {
    const dataset = await temporaryDataset({
      generated: [
        ...tasks(6),
        generatedTask('two', 'Two', { instances: [{ output: 'a' }, { output: 'b' }] }),
        generatedTask('talk', 'Talk', {
          instances: [
            {
              messages: [
                { role: 'user', content: 'q' },
                { role: 'assistant', content: 'a' },
              ],
            },
          ],
        }),
      ],
    });
    const { plan } = collected(dataset, {
      anna: {
        t0: { decision: 'perhaps' },
        t1: { decision: 'yes', of: '0123456789abcdef' },
        t2: { decision: 'yes', output: 'written over' },
        t3: { decision: 'yes', id: 'nobody\u001b[31m' },
        t4: { decision: 'yes', instance: '9' },
        t5: { decision: 'no', edited_output: 'mended' },
        'two/1': { decision: 'yes' },
        talk: { decision: 'yes', edited_input: 'other' },
      },
    });
    expect(plan.notCollected.map(({ row, column, problem }) => [row, column, problem])).toEqual([
      [2, 7, 'unreadable'],
      [3, undefined, 'changed-since'],
      [4, 6, 'changed-in-place'],
      [5, 1, 'unknown-task'],
      [6, 3, 'unreadable'],
      [7, undefined, 'edit-of-rejected'],
      [8, undefined, 'incomplete'],
      [10, 9, 'unreadable'],
    ]);
    expect([plan.accepted, plan.rejected]).toEqual([[], ['t5']]);
    expect(collectReport(plan)).not.toMatch('\u001b');
  });

  test('what spreadsheets do to cells on their own is no edit', async () => {
    const dataset = await temporaryDataset({
      generated: [
        generatedTask('n', 'N', { instances: [{ input: '007', output: 'true' }] }),
        generatedTask('l', 'a\r\nb ', { instances: [{ output: '1.50' }] }),
      ],
    });
    const { plan } = collected(dataset, {
      anna: {
        n: { input: '7', output: 'TRUE', decision: '1' },
        l: { instruction: 'a\nb', output: '1.5', decision: '1', edited_instruction: 'a\nb ' },
      },
    });
    expect([plan.accepted, plan.edited, plan.notCollected]).toEqual([['n', 'l'], [], []]);
    const edited = collected(dataset, { anna: { l: { decision: '1', edited_output: '1.5' } } });
    expect(edited.plan.edited).toEqual(['l']);
  });

  test('a task changed after planning stops everything, and nothing is written', async () => {
    const dataset = await temporaryDataset({ generated: tasks(2) });
    const { plan } = collected(dataset, {
      anna: { t0: { decision: 'yes' }, t1: { decision: 'yes', edited_output: 'x' } },
    });
    const other = await Dataset.open(nodeDisk, dataset.folder);
    await apply(other, { ben: { t1: { decision: 'yes', edited_output: 'y' } } });
    const before = await readFile(path.join(dataset.folder, 'generated_tasks.jsonl'), 'utf8');
    await expect(new DatasetWriter(dataset).applyReview(plan.changes)).rejects.toThrow(ContentChanged);
    expect(await readFile(path.join(dataset.folder, 'generated_tasks.jsonl'), 'utf8')).toBe(before);
    expect(await readLines(dataset, 'decisions.jsonl')).toHaveLength(1);
  });
});

describe('taking a collected review back', () => {
  test('gives every task its text and its state again', async () => {
    const dataset = await temporaryDataset({ generated: tasks(4) });
    await apply(dataset, { carla: { t1: { decision: 'no' }, t2: { decision: 'yes' } } });
    const state = () =>
      dataset.snapshot.generated.map(({ task, of, standing }) => [task.instruction, of, standing.state]);
    const before = state();
    const { applied } = await apply(dataset, {
      anna: {
        t0: { decision: 'yes', edited_instruction: 'New' },
        t1: { decision: 'yes' },
        t2: { decision: 'yes' },
        t3: { decision: 'no' },
      },
      ben: { t0: { decision: 'no' } },
    });
    expect(state().map(([, , now]) => now)).toEqual(['disputed', 'disputed', 'accepted', 'rejected']);
    await new DatasetWriter(dataset).takeBackReview(applied, 'Ana');
    expect(state()).toEqual(before);
    const lines = await readLines(dataset, 'decisions.jsonl');
    expect(lines.slice(-4).every(({ undoes }) => typeof undoes === 'number')).toBe(true);
  });

  test('stops where somebody decided or edited since', async () => {
    const dataset = await temporaryDataset({ generated: tasks(2) });
    const { applied } = await apply(dataset, { anna: { t0: { decision: 'yes' }, t1: { decision: 'yes' } } });
    const writer = new DatasetWriter(dataset);
    await writer.decide([{ id: 't1', of: dataset.snapshot.byId.get('t1')?.of ?? '' }], 'reject', 'ben');
    const before = await readLines(dataset, 'decisions.jsonl');
    await expect(writer.takeBackReview(applied, 'Ana')).rejects.toThrow(FollowedSince);
    expect(await readLines(dataset, 'decisions.jsonl')).toEqual(before);
  });
});

describe('a sheet that is none', () => {
  test.each([
    ['id,of\n1,2\n', /no “instance”/u],
    [`${sheetColumns.join(',')},id\n${'x,'.repeat(12)}x\n`, /“id” is there twice/u],
    [`${sheetColumns.join(',')}\n1,"2\n`, /Row 2, column 2.*never closed/u],
  ])('%j', (text, message) => {
    expect(() => readSheet({ name: 'anna.csv', bytes: Buffer.from(text) })).toThrow(message);
    expect(() => readSheet({ name: 'anna.csv', bytes: Buffer.from(text) })).toThrow(/^anna\.csv: /u);
  });

  test('200,000 rows about one task end in a list, soon', async () => {
    const { snapshot } = await temporaryDataset({ generated: tasks(1) });
    const text = `${sheetColumns.join(',')}\n${'t0,,1,,,,a,,,,,b\n'.repeat(200_000)}`;
    const plan = planCollect(readSheet({ name: 'a', bytes: Buffer.from(text) }), snapshot);
    expect(plan.notCollected).toMatchObject([{ problem: 'changed-since', row: 2 }]);
  }, 60_000);

  test('columns may stand in another order, with others between, under another delimiter', () => {
    const headings = [...sheetColumns].reverse();
    const text = `${['notes', ...headings].join(';')}\n${['mine', ...headings.map((column) => `<${column}>`)].join(';')}\n`;
    expect(readSheet({ name: 'a', bytes: Buffer.from(text, 'utf16le').subarray(0) })[0]).toMatchObject({
      id: '<id>',
      decision: '<decision>',
      reviewer: '<reviewer>',
      row: 2,
    });
  });
});
