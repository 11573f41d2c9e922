import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Datasets } from '../../../src/host/datasets.ts';
import { childrenOf, datasetNode } from '../../../src/host/tree/nodes.ts';
import { treeItem } from '../../../src/host/tree/treeItems.ts';
import { eventually, extension, inWorkspace, records } from '../inHost.ts';

const file = () => inWorkspace('tasks', 'seed_tasks.jsonl');
const decisions = () => records('tasks', 'decisions.jsonl');
const run = (command: string, argument?: unknown) =>
  vscode.commands.executeCommand(`selfInstruct.${command}`, argument);

async function lensesAt(line: number): Promise<readonly string[]> {
  const uri = vscode.Uri.file(file());
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 1_000);
  return all.filter(({ range }) => range.start.line === line).map(({ command }) => command?.title ?? '');
}

function lensesUntil(line: number, expected: readonly string[]): Promise<true> {
  return eventually(`lenses ${expected.join(' | ')}`, async () =>
    (await lensesAt(line)).join('|') === expected.join('|') ? true : undefined,
  );
}

/** Labels of the seeds with their descriptions, as the tree draws them from the files. */
async function seedRows(): Promise<readonly string[]> {
  const log = vscode.window.createOutputChannel('test', { log: true });
  const datasets = new Datasets(log);
  await datasets.find();
  const [dataset] = datasets.all;
  assert.ok(dataset);
  const [group] = childrenOf(datasetNode(dataset.snapshot));
  assert.ok(group);
  const rows = [group, ...childrenOf(group)].map((node) => {
    const { label, description } = treeItem(node, 'idle');
    return [label, description].filter(Boolean).join(' · ');
  });
  datasets.dispose();
  log.dispose();
  return rows;
}

suite('seeds that a machine wrote', () => {
  suiteSetup(() => extension().activate());

  test('the tree marks them', async () => {
    assert.deepEqual(await seedRows(), [
      'Seed tasks · 3 · 2 not yet accepted by a speaker',
      'Taja mito mitatu. · machine-written, not yet accepted by a speaker',
      'Andika salamu ya asubuhi.',
      'Tafsiri neno hili. · machine-written, not yet accepted by a speaker',
    ]);
  });

  test('Review Seeds opens the first; its lenses decide, and seeds of people have none', async () => {
    await run('reviewSeeds', { folder: inWorkspace('tasks') });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, file());
    assert.equal(editor?.selection.active.line, 0);
    await lensesUntil(0, ['Machine-written, not yet accepted by a speaker', 'Accept', 'Reject']);
    assert.deepEqual(await lensesAt(1), []);
    await run('acceptTask', { file: file(), line: 0, id: 's_1' });
    await lensesUntil(0, ['Accepted by Ana', 'Reset']);
    const [decision] = await decisions();
    assert.equal(decision?.id, 's_1');
    assert.equal(decision?.decision, 'accept');
  });

  test('the keys of any task decide about the line of the cursor', async () => {
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(file()));
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    await run('rejectTask', 'editor');
    await lensesUntil(2, ['Rejected by Ana', 'Reset']);
    assert.deepEqual(await seedRows(), [
      'Seed tasks · 3',
      'Taja mito mitatu. · machine-written, accepted by a speaker',
      'Andika salamu ya asubuhi.',
      'Tafsiri neno hili. · machine-written, rejected',
    ]);
    await run('undoDecision', { folder: inWorkspace('tasks') });
    await lensesUntil(2, ['Machine-written, not yet accepted by a speaker', 'Accept', 'Reject']);
  });

  test('a seed says where it comes from', async () => {
    const at = new vscode.Position(1, 5);
    const uri = vscode.Uri.file(file());
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
    const text = hovers.flatMap(({ contents }) => contents.map((content) => (content as vscode.MarkdownString).value));
    assert.match(text.join('\n'), /Author\\: Amina/u);
    assert.match(text.join('\n'), /Licence\\: CC0\\-1\\\.0/u);
  });

  test('an accepted task is promoted once; with unsaved changes into the open document', async () => {
    const before = await readFile(file(), 'utf8');
    const generated = inWorkspace('tasks', 'generated_tasks.jsonl');
    await run('acceptTask', { file: generated, line: 0, id: 't_1' });
    const document = await vscode.workspace.openTextDocument(file());
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '\n');
    await vscode.workspace.applyEdit(edit);
    await vscode.window.showTextDocument(vscode.Uri.file(generated));
    await run('promoteToSeed', { folder: inWorkspace('tasks') });
    assert.equal(await readFile(file(), 'utf8'), before, 'nothing is written behind unsaved changes');
    const promoted = document.getText().split('\n').filter(Boolean).at(-1) ?? '';
    assert.equal(JSON.parse(promoted).promotedFrom, 't_1');
    assert.ok(document.isDirty);
    await document.save();
    await eventually('the seed on disk', async () =>
      (await records('tasks', 'seed_tasks.jsonl')).length === 4 ? true : undefined,
    );
    await run('refreshDatasets');
    await run('promoteToSeed', { folder: inWorkspace('tasks') });
    assert.equal((await records('tasks', 'seed_tasks.jsonl')).length, 4);
  });
});
