import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { handOut, writeSheets } from '../../../src/core/review/handOut.ts';
import { type SheetColumn, sheetColumns } from '../../../src/core/review/sheet.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { parseTable } from '../../../src/core/table/parseTable.ts';
import { readTable } from '../../../src/core/table/readTable.ts';
import { tableFile } from '../../../src/core/table/writeTable.ts';
import { collectSheets, undoCollect } from '../../../src/host/dataset/collectReview.ts';
import { importInto, undoImport } from '../../../src/host/dataset/importTable.ts';
import { Datasets } from '../../../src/host/datasets.ts';
import type { Question } from '../../../src/host/ledger/confirm.ts';
import type { OpenDataset } from '../../../src/host/openDataset.ts';
import { extension, inWorkspace, records, runAnswering } from '../inHost.ts';

const folder = () => inWorkspace('tasks');
const seedFile = () => inWorkspace('tasks', 'seed_tasks.jsonl');
const seeds = () => records('tasks', 'seed_tasks.jsonl');

/** Fills the decisions of a sheet in, in the order of its rows. */
async function fill(file: string, answers: readonly Partial<Record<SheetColumn, string>>[]): Promise<vscode.Uri> {
  const [headings = [], ...rows] = parseTable(await readFile(file, 'utf8'), ',').map(({ cells }) => cells);
  const filled = rows.map((cells, row) =>
    cells.map((cell, at) => answers[row]?.[sheetColumns[at] as SheetColumn] ?? cell),
  );
  await writeFile(file, tableFile([headings, ...filled]));
  return vscode.Uri.file(file);
}

suite('tables in and out', () => {
  const log = vscode.window.createOutputChannel('test', { log: true });
  const datasets = new Datasets(log);
  const asked: Question[] = [];
  let answer = true;
  const confirm = async (question: Question) => {
    asked.push(question);
    return answer;
  };
  let dataset: OpenDataset;

  suiteSetup(async () => {
    await extension().activate();
    await datasets.find();
    const [found] = datasets.all;
    assert.ok(found);
    dataset = found;
  });
  suiteTeardown(() => {
    datasets.dispose();
    log.dispose();
  });

  test('dismissed, an import writes nothing', async () => {
    const before = await readFile(seedFile(), 'utf8');
    await runAnswering('dismiss', 'selfInstruct.importTable', { folder: folder(), files: [inWorkspace('seeds.csv')] });
    assert.equal(await readFile(seedFile(), 'utf8'), before);
  });

  test('a table with headings is imported by pressing Enter; what is there already is left out', async () => {
    await runAnswering('accept', 'selfInstruct.importTable', { folder: folder(), files: [inWorkspace('seeds.csv')] });
    const [, ...added] = await seeds();
    assert.deepEqual(
      added.map(({ instruction, instances }) => [instruction, instances]),
      [
        ['Say "hello" in Quechua.', [{ input: '', output: 'Napaykullayki' }]],
        ['ترجم الجملة\nإلى العربية.', [{ input: '=1+1', output: 'مرحبا 👩‍👩‍👧' }]],
      ],
    );
  });

  test('a broken file changes nothing', async () => {
    const before = await readFile(seedFile());
    await vscode.commands.executeCommand('selfInstruct.importTable', {
      folder: folder(),
      files: [inWorkspace('broken.csv')],
    });
    assert.deepEqual(await readFile(seedFile()), before);
  });

  test('pairs become one seed task, and are taken back while they are the last line and unchanged', async () => {
    const before = await readFile(seedFile(), 'utf8');
    const table = readTable(await readFile(inWorkspace('pairs.csv')));
    const mapping = {
      headings: false,
      roles: ['input', 'output'] as const,
      pairs: { instruction: 'Translate into English.' },
    };
    const { appended } = await importInto(dataset, table, mapping);
    const added = (await seeds()).at(-1) ?? {};
    assert.deepEqual([added.instruction, (added.instances as unknown[]).length], ['Translate into English.', 3]);
    await undoImport(dataset, appended);
    assert.equal(await readFile(seedFile(), 'utf8'), before);

    const again = await importInto(dataset, table, mapping);
    const imported = await readFile(seedFile(), 'utf8');
    await writeFile(seedFile(), imported.replace('"yaku"', '"yakuu"'));
    await assert.rejects(undoImport(dataset, again.appended), /changed since/u);
    assert.match(await readFile(seedFile(), 'utf8'), /yakuu/u);
    await writeFile(seedFile(), before);
  });

  test('an open seed file with unsaved changes is not written to', async () => {
    const document = await vscode.workspace.openTextDocument(seedFile());
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '\n');
    await vscode.workspace.applyEdit(edit);
    const before = await readFile(seedFile(), 'utf8');
    const table = readTable(await readFile(inWorkspace('pairs.csv')));
    const mapping = { headings: false, roles: ['input', 'output'] as const, pairs: { instruction: 'Translate.' } };
    await assert.rejects(importInto(dataset, table, mapping), /unsaved changes/u);
    await vscode.commands.executeCommand('selfInstruct.importTable', {
      folder: folder(),
      files: [inWorkspace('seeds.csv')],
    });
    assert.equal(await readFile(seedFile(), 'utf8'), before);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('sheets go out, come back filled in, are recorded once confirmed, and can be taken back', async () => {
    await dataset.refresh();
    const { sheets } = handOut(dataset.snapshot, { reviewers: ['anna', 'ben'], overlap: 2 });
    const [anna = '', ben = ''] = await writeSheets(nodeDisk, path.join(folder(), 'review'), sheets);
    const files = [
      await fill(anna, [
        { decision: '✓' },
        { decision: 'no', reason: 'dull' },
        { decision: 'yes', edited_output: 'Better' },
        { decision: 'maybe' },
      ]),
      await fill(ben, [{ decision: 'ja' }, { decision: '1' }]),
    ];
    const before = await readFile(inWorkspace('tasks', 'generated_tasks.jsonl'), 'utf8');

    answer = false;
    assert.equal(await collectSheets({ confirm }, dataset, files), undefined);
    assert.match(
      asked.at(-1)?.detail ?? '',
      /^2 accepted, 0 rejected, 1 edited\nConflicts.*: 1\nUnreadable rows: 1 \(review-anna\.csv 5\)$/u,
    );
    assert.deepEqual(await records('tasks', 'decisions.jsonl'), []);

    answer = true;
    const collected = await collectSheets({ confirm }, dataset, files);
    assert.ok(collected?.applied);
    const states = () => dataset.snapshot.generated.map(({ standing }) => standing.state);
    assert.deepEqual(states(), ['accepted', 'disputed', 'accepted', 'pending']);
    assert.equal(dataset.snapshot.byId.get('t_3')?.task.instances[0]?.output, 'Better');
    assert.ok((await readFile(inWorkspace('tasks', 'generated_tasks.jsonl'), 'utf8')).startsWith(before));

    await undoCollect(dataset, collected.applied);
    assert.deepEqual(states(), ['pending', 'pending', 'pending', 'pending']);
    assert.equal(dataset.snapshot.byId.get('t_3')?.task.instances[0]?.output, 'Output 3');
  });

  test('a broken sheet records nothing of any sheet', async () => {
    const before = await records('tasks', 'decisions.jsonl');
    const broken = vscode.Uri.file(inWorkspace('broken.csv'));
    const anna = vscode.Uri.file(path.join(folder(), 'review', 'review-anna.csv'));
    await assert.rejects(
      collectSheets({ confirm }, dataset, [anna, broken]),
      /broken\.csv: Row 3, column 2:.*Nothing was changed/u,
    );
    assert.deepEqual(await records('tasks', 'decisions.jsonl'), before);
  });
});
