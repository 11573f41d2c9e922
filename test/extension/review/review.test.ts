import assert from 'node:assert/strict';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { Datasets } from '../../../src/host/datasets.ts';
import { childrenOf, datasetNode, type TreeNode } from '../../../src/host/tree/nodes.ts';
import { treeItem } from '../../../src/host/tree/treeItems.ts';
import { eventually, extension, inWorkspace, records } from '../inHost.ts';

const file = () => inWorkspace('tasks', 'generated_tasks.jsonl');
const decisions = () => records('tasks', 'decisions.jsonl');
const lens = (line: number) => ({ file: file(), line, id: `t_${line + 1}` });
const decide = (verb: 'accept' | 'reject' | 'reset', argument?: unknown) =>
  vscode.commands.executeCommand(`selfInstruct.${verb}Task`, argument);

/** Titles of the lenses above a line (from 0), as they stand when the editor asks for them now. */
async function lensesAt(line: number): Promise<readonly string[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    vscode.Uri.file(file()),
    1_000,
  );
  return all.filter(({ range }) => range.start.line === line).map(({ command }) => command?.title ?? '');
}

async function lensesUntil(line: number, expected: readonly string[]): Promise<void> {
  let last: readonly string[] = [];
  await eventually(`lenses ${expected.join(' | ')}`, async () => {
    last = await lensesAt(line);
    return last.join('|') === expected.join('|') ? true : undefined;
  }).catch(() => assert.deepEqual(last, expected));
}

async function edit(
  change: (document: vscode.TextDocument, edit: vscode.WorkspaceEdit) => void,
): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file());
  const all = new vscode.WorkspaceEdit();
  change(document, all);
  await vscode.workspace.applyEdit(all);
  return document;
}

function replaceIn(line: number, from: string, to: string) {
  return edit((document, all) => {
    const { text, range } = document.lineAt(line);
    all.replace(document.uri, range, text.replace(from, to));
  });
}

/** What hovers over a place, as Markdown. */
async function hoverAt(uri: vscode.Uri, line: number, character: number): Promise<string> {
  const at = new vscode.Position(line, character);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
  return hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value)).join('\n');
}

suite('reviewing a dataset', () => {
  suiteSetup(() => extension().activate());

  test('over a line stands its task, and over a dropped candidate why it was dropped', async () => {
    const task = await eventually('a hover', async () => (await hoverAt(vscode.Uri.file(file()), 3, 120)) || undefined);
    assert.match(task, /^\*\*Pending\*\*/u);
    assert.match(task, /इस शब्द का बहुवचन लिखो/u);
    assert.match(task, /\*\*Input\*\* {2}\nकिताब/u);
    assert.match(task, /Nearest neighbour \\\(ROUGE\\-L F 0\\\.12\\\)/u);
    const ledger = vscode.Uri.file(inWorkspace('tasks', 'filtered_candidates.jsonl'));
    const dropped = await hoverAt(ledger, 0, 2);
    assert.match(dropped, /\*\*Filtered out\\: Too similar\*\*/u);
    assert.match(dropped, /From round 1\\, request 0/u);
    // A line that is no task yet has nothing to say.
    assert.equal(await hoverAt(vscode.Uri.file(file()), 4, 3), '');
  });

  test('the tree shows seeds, states and dropped candidates', async () => {
    const log = vscode.window.createOutputChannel('test', { log: true });
    const datasets = new Datasets(log);
    await datasets.find();
    const [dataset] = datasets.all;
    assert.ok(dataset);
    const draw = (node: TreeNode): unknown => {
      const { label, description, collapsibleState } = treeItem(node, 'idle');
      const line = [label, description].filter(Boolean).join(' · ');
      return collapsibleState === vscode.TreeItemCollapsibleState.None ? line : { [line]: childrenOf(node).map(draw) };
    };
    assert.deepEqual(draw(datasetNode(dataset.snapshot)), {
      tasks: [
        {
          'Seed tasks · 2': [
            'Name the capital of the country.',
            'क्या यह वाक्य सकारात्मक है या नकारात्मक? · classification',
          ],
        },
        {
          'Generated · 4': [
            {
              'Pending · 4': [
                'Name the largest lake of the country. · 0.71',
                'Translate the greeting into Swahili. · 0.20',
                'Count the vowels in the word. · 0.31',
                'इस शब्द का बहुवचन लिखो। · 0.12',
              ],
            },
            'Accepted · 0',
            'Rejected · 0',
          ],
        },
        { 'Filtered out · 1': [{ 'Too similar · 1': ['Name the capital of this country. · 0.92'] }] },
      ],
    });
    datasets.dispose();
    log.dispose();
  });

  test('each line has its lenses, and the nearest neighbour can be opened', async () => {
    await vscode.commands.executeCommand('selfInstruct.openTask', { folder: inWorkspace('tasks'), id: 't_4' });
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 3);
    await lensesUntil(0, ['Accept', 'Reject', 'nearest 0.71: “Name the capital of the country.”']);
    assert.deepEqual(await lensesAt(4), [], 'a torn line has none');
    await vscode.commands.executeCommand('selfInstruct.openNearest', { folder: inWorkspace('tasks'), id: 't_3' });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, file());
    assert.equal(editor?.selection.active.line, 1);
  });

  test('a torn line is a problem at its place', async () => {
    const [problem] = await eventually('a problem', () => {
      const found = vscode.languages.getDiagnostics(vscode.Uri.file(file()));
      return found.length > 0 ? found : undefined;
    });
    assert.equal(problem?.code, 'torn-line');
    assert.equal(problem?.range.start.line, 4);
  });

  test('accept, reject, reset and undo end on disk with their numbers', async () => {
    await decide('accept', lens(0));
    await decide('reject', lens(1));
    await decide('reset', lens(1));
    await decide('accept', lens(2));
    await vscode.commands.executeCommand('selfInstruct.undoDecision', { folder: inWorkspace('tasks') });
    const written = (await decisions()).map(({ id, decision, reviewer, seq, undoes }) => [
      id,
      decision,
      reviewer,
      seq,
      undoes,
    ]);
    assert.deepEqual(written, [
      ['t_1', 'accept', 'Ana', 1, undefined],
      ['t_2', 'reject', 'Ana', 1, undefined],
      ['t_2', 'reset', 'Ana', 2, undefined],
      ['t_3', 'accept', 'Ana', 1, undefined],
      ['t_3', 'reset', 'Ana', 2, 1],
    ]);
    for (const { of } of await decisions()) assert.match(String(of), /^[0-9a-f]{16}$/u);
    await lensesUntil(0, [
      'Accepted by Ana',
      'Reset',
      'Grow Instances',
      'nearest 0.71: “Name the capital of the country.”',
    ]);
    await lensesUntil(2, ['Accept', 'Reject', 'nearest 0.31: “Translate the greeting into Swahili.”']);
  });

  test('the lines of the selections are decided about together, and undone together', async () => {
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(file()));
    editor.selections = [new vscode.Selection(1, 0, 2, 3), new vscode.Selection(3, 0, 3, 0)];
    const before = (await decisions()).length;
    await decide('reject', 'editor');
    const made = (await decisions()).slice(before);
    assert.deepEqual(
      made.map(({ id, decision }) => [id, decision]),
      [
        ['t_2', 'reject'],
        ['t_3', 'reject'],
        ['t_4', 'reject'],
      ],
    );
    await vscode.commands.executeCommand('selfInstruct.undoDecision');
    const undone = (await decisions()).slice(before + 3);
    assert.deepEqual(new Set(undone.map(({ id }) => id)), new Set(['t_2', 't_3', 't_4']));
  });

  test('a decision that stands already is not written again', async () => {
    const before = (await decisions()).length;
    await decide('accept', lens(0));
    await decide('reset', lens(1));
    assert.equal((await decisions()).length, before);
  });

  test('unsaved text is not judged, and text changed since is pending again', async () => {
    const before = (await decisions()).length;
    const document = await replaceIn(0, 'largest lake', 'deepest lake');
    await decide('reject', lens(0));
    assert.equal((await decisions()).length, before, 'nothing is recorded about what is not saved');
    await document.save();
    await lensesUntil(0, [
      'Changed since accepted by Ana',
      'Accept',
      'Reject',
      'nearest 0.71: “Name the capital of the country.”',
    ]);
    await decide('accept', lens(0));
    const [first, last] = [(await decisions())[0], (await decisions()).at(-1)];
    assert.equal(last?.seq, 2);
    assert.notEqual(last?.of, first?.of);
  });

  test('in a document with unsaved lines each lens stays with its task', async () => {
    const document = await edit((document, all) => all.insert(document.uri, new vscode.Position(0, 0), '\n\n'));
    await lensesUntil(2, [
      'Accepted by Ana',
      'Reset',
      'Grow Instances',
      'nearest 0.71: “Name the capital of the country.”',
    ]);
    // A lens drawn before the lines moved still means its task.
    await decide('reset', lens(0));
    assert.equal((await decisions()).at(-1)?.id, 't_1');
    assert.equal((await decisions()).at(-1)?.decision, 'reset');
    // The command means the active editor, and on a busy machine that may not be this one yet.
    await eventually('the document reverted', async () => {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      return document.isDirty ? undefined : true;
    });
  });

  test('what another program appends shows without being asked for', async () => {
    const of = String((await decisions()).at(-1)?.of);
    const seq = Number((await decisions()).filter(({ id }) => id === 't_1').at(-1)?.seq) + 1;
    const line = { id: 't_1', decision: 'reject', reviewer: 'Bo', at: new Date().toISOString(), of, seq };
    await appendFile(inWorkspace('tasks', 'decisions.jsonl'), `${JSON.stringify(line)}\n`);
    await lensesUntil(0, ['Rejected by Bo', 'Reset', 'nearest 0.71: “Name the capital of the country.”']);
  });

  test('lenses can be turned off', async () => {
    const settings = vscode.workspace.getConfiguration('selfInstruct');
    await settings.update('codeLens.enabled', false, vscode.ConfigurationTarget.Global);
    await lensesUntil(0, []);
    await settings.update('codeLens.enabled', undefined, vscode.ConfigurationTarget.Global);
  });

  test('a long file has lenses where it is looked at', async () => {
    const folder = inWorkspace('long');
    const task = (index: number) => ({ id: `l_${index}`, instruction: `Name ${index}.`, instances: [], rev: 1 });
    const lines = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => `${JSON.stringify(task(from + index))}\n`).join('');
    await mkdir(folder);
    await writeFile(path.join(folder, 'generated_tasks.jsonl'), lines(0, 3_000));
    await writeFile(path.join(folder, 'seed_tasks.jsonl'), lines(5_000, 5_001));
    await vscode.commands.executeCommand('selfInstruct.openTask', { folder, id: 'l_1500' });
    const long = vscode.Uri.file(path.join(folder, 'generated_tasks.jsonl'));
    const found = await eventually('lenses in view', async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', long);
      const withLens = new Set(all.map(({ range }) => range.start.line));
      return withLens.has(1_500) ? withLens : undefined;
    });
    assert.equal(found.has(2_900), false);
    assert.equal(found.has(700), false);
  });
});
