import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { Datasets } from '../../../src/host/datasets.ts';
import { leafTooltip } from '../../../src/host/tree/leafTooltip.ts';
import { taskNode, tasksIn } from '../../../src/host/tree/nodes.ts';
import { treeItem } from '../../../src/host/tree/treeItems.ts';
import { extension, inWorkspace, records, runAnswering } from '../inHost.ts';

const folder = () => inWorkspace('scores');

const provenance = {
  connection: 'practice',
  model: 'practice-1',
  servedModel: 'practice-1',
  practice: true,
  run: 'r1',
  round: 1,
  request: 0,
};
/** The practice model knows the answers to the first two. */
const tasks = [
  ['Name the capital of the country.', 'Japan', 'Tokyo'],
  ['Name the capital of the country.', 'Kenya', 'Mombasa'],
  ['Write something of your own.', '', 'Something.'],
].map(([instruction, input, output], at) => ({
  id: `s_t${at}`,
  instruction,
  instances: [{ input, output }],
  is_classification: false,
  rev: 1,
  provenance,
}));

/** With a random seed of its own: now and then the practice model answers badly. */
const recipe = { language: 'en', connection: 'practice', model: 'practice-1', randomSeed: 7 };

suite('scores of tasks', () => {
  let datasets: Datasets;

  suiteSetup(async () => {
    await mkdir(folder(), { recursive: true });
    const write = (file: string, text: string) => writeFile(path.join(folder(), file), text);
    await write('self-instruct.json', JSON.stringify(recipe));
    await write('generated_tasks.jsonl', tasks.map((task) => `${JSON.stringify(task)}\n`).join(''));
    await extension().activate();
    await vscode.commands.executeCommand('selfInstruct.refreshDatasets');
    datasets = new Datasets(vscode.window.createOutputChannel('test', { log: true }));
  });

  suiteTeardown(() => datasets.dispose());

  async function opened() {
    await datasets.find();
    return (await datasets.add(folder())) ?? assert.fail();
  }

  test('Judge Tasks on a selection of the tree asks for a model, and scores with reasons', async () => {
    const { snapshot } = await opened();
    const nodes = tasksIn(snapshot, 'pending').map(({ task }) => taskNode(snapshot, task.id));
    assert.equal(nodes.length, 3);
    await runAnswering('accept', 'selfInstruct.judgeTasks', nodes[0], nodes.slice(0, 2));
    const lines = await records('scores', 'scores.jsonl');
    assert.deepEqual(
      lines.map(({ task, scores }) => [task, (scores as { output: number }).output]),
      [
        ['s_t0', 5],
        ['s_t1', 1],
      ],
    );
    assert.ok(lines.every(({ practice, reason }) => practice === true && /computes/u.test(String(reason))));
  });

  test('what was judged is not judged again unless it is said; the whole dataset goes by what is left', async () => {
    const tasksOf = { folder: folder(), tasks: tasks.map(({ id }) => id) };
    await vscode.commands.executeCommand('selfInstruct.judgeTasks', { ...tasksOf, again: false });
    assert.equal((await records('scores', 'scores.jsonl')).length, 3);
    await vscode.commands.executeCommand('selfInstruct.judgeTasks', { ...tasksOf, again: true });
    assert.equal((await records('scores', 'scores.jsonl')).length, 6);
  });

  test('the tree says the lowest score, its tooltip the reason, and sorts by it', async () => {
    const { snapshot } = await opened();
    const [worst] = tasksIn(snapshot, 'pending', 'lowestScore');
    assert.equal(worst?.task.id, 's_t1');
    const node = taskNode(snapshot, 's_t1', 'lowestScore') ?? assert.fail();
    assert.match(String(treeItem(node, 'idle').description), /lowest score 1/u);
    assert.match(leafTooltip(node).value, /no language model/u);
    assert.match(leafTooltip(node).value, /Nairobi/u);
    await vscode.commands.executeCommand('selfInstruct.sortTasks', { order: 'lowestScore' });
    await vscode.commands.executeCommand('selfInstruct.sortTasks', { order: 'file' });
  });

  test('a lens over the line says it too', async () => {
    const document = await vscode.workspace.openTextDocument(path.join(folder(), 'generated_tasks.jsonl'));
    await vscode.window.showTextDocument(document);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      100,
    );
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assert.ok(titles.includes('lowest score 1'), titles.join());
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
