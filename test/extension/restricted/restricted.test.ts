import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import { commandTable } from '../../../src/host/commandTable.ts';
import { Datasets } from '../../../src/host/datasets.ts';
import { extension, inWorkspace } from '../inHost.ts';

suite('in restricted mode', () => {
  suiteSetup(() => extension().activate());

  test('the folder is not trusted', () => assert.equal(vscode.workspace.isTrusted, false));

  test('datasets can be looked at', async () => {
    const log = vscode.window.createOutputChannel('test', { log: true });
    const datasets = new Datasets(log);
    await datasets.find();
    assert.equal(datasets.all[0]?.snapshot.generated.length, 1);
    datasets.dispose();
    log.dispose();
    await vscode.commands.executeCommand('selfInstruct.openTask', { folder: inWorkspace(), id: 't_1' });
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, inWorkspace('generated_tasks.jsonl'));
  });

  test('no lens offers a decision', async () => {
    const file = vscode.Uri.file(inWorkspace('generated_tasks.jsonl'));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file, 10);
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['nearest 0.40: “Name the author of the book.”'],
    );
  });

  test('a setting of the workspace adds no connection', () => {
    assert.deepEqual(vscode.workspace.getConfiguration('selfInstruct').get('connections'), []);
  });

  test('whatever command is called, nothing is written', async () => {
    const before = (await readdir(inWorkspace(), { recursive: true })).sort();
    const acting = Object.entries(commandTable).filter(([, { needsTrust }]) => needsTrust);
    for (const [id] of acting) await vscode.commands.executeCommand(id, { folder: inWorkspace() });
    assert.deepEqual((await readdir(inWorkspace(), { recursive: true })).sort(), before);
  });
});
