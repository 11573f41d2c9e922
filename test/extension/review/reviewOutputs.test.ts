import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { Datasets } from '../../../src/host/datasets.ts';
import { taskNode, tasksIn } from '../../../src/host/tree/nodes.ts';
import { treeItem } from '../../../src/host/tree/treeItems.ts';
import { eventually, extension, inWorkspace, records, runAnswering } from '../inHost.ts';

const folder = () => inWorkspace('outputs');
const run = (command: string, ...args: readonly unknown[]) =>
  vscode.commands.executeCommand(`selfInstruct.${command}`, ...args);

const provenance = {
  connection: 'practice',
  model: 'practice-1',
  servedModel: 'practice-1',
  practice: true,
  run: 'r1',
  round: 1,
  request: 0,
};
const tasks = ['Name a river of Asia.', 'इस शब्द का बहुवचन लिखो।'].map((instruction, at) => ({
  id: `o_t${at}`,
  instruction,
  instances: [{ input: '', output: `old ${at}` }],
  is_classification: false,
  rev: 1,
  provenance,
}));

type Stored = { readonly id: string; readonly rev: number; readonly instances: readonly { readonly output: string }[] };

/** The task as it stands now. */
async function standing(id: string): Promise<Stored> {
  const lines = (await records('outputs', 'generated_tasks.jsonl')) as unknown as readonly Stored[];
  return (
    lines
      .filter((line) => line.id === id)
      .toSorted((a, b) => a.rev - b.rev)
      .at(-1) ?? assert.fail(id)
  );
}

/** Ids of the tasks that are compared in front, and the text on either side. */
async function compared() {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  assert.ok(input instanceof vscode.TabInputTextDiff);
  const read = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();
  return { old: await read(input.original), now: await read(input.modified) };
}

suite('other outputs of tasks that are there', () => {
  let datasets: Datasets;

  suiteSetup(async () => {
    await mkdir(folder(), { recursive: true });
    const write = (file: string, text: string) => writeFile(path.join(folder(), file), text);
    await write('self-instruct.json', JSON.stringify({ language: 'en', connection: 'practice', model: 'practice-1' }));
    await write('generated_tasks.jsonl', tasks.map((task) => `${JSON.stringify(task)}\n`).join(''));
    await write(
      'seed_tasks.jsonl',
      `${JSON.stringify({ id: 's', instruction: 'Name a hill.', instances: [{ input: '', output: 'Uluru' }], is_classification: false })}\n`,
    );
    await extension().activate();
    await run('refreshDatasets');
    datasets = new Datasets(vscode.window.createOutputChannel('test', { log: true }));
  });

  suiteTeardown(() => datasets.dispose());

  /** What the tree says of a task. */
  async function described(id: string): Promise<string> {
    await datasets.find();
    const snapshot = (await datasets.add(folder()))?.snapshot;
    const node = snapshot && taskNode(snapshot, id);
    assert.ok(node);
    return String(treeItem(node, 'idle').description);
  }

  test('Regenerate Outputs asks about the chosen tasks and leaves them as they are', async () => {
    await datasets.find();
    const dataset = await datasets.add(folder());
    assert.ok(dataset);
    const nodes = tasksIn(dataset.snapshot, 'pending').map(({ task }) => taskNode(dataset.snapshot, task.id));
    assert.equal(nodes.length, 2);
    await runAnswering('accept', 'selfInstruct.regenerateOutputs', nodes[0], nodes);
    const outputs = await records('outputs', 'outputs.jsonl');
    assert.deepEqual(
      outputs.map(({ task }) => task),
      ['o_t0', 'o_t1'],
    );
    for (const { provenance } of outputs) assert.equal((provenance as { practice?: boolean }).practice, true);
    assert.equal((await standing('o_t0')).rev, 1);
    assert.match(await described('o_t0'), /1 output to choose from/u);
  });

  test('Compare Outputs shows old and new; choosing is an edit, and is taken back', async () => {
    await run('compareOutputs', { folder: folder(), id: 'o_t0' });
    const { old, now } = await compared();
    assert.match(old, /^Instruction\n\nName a river of Asia\.[\s\S]*old 0\n$/u);
    assert.match(now, /^Instruction\n\nName a river of Asia\.[\s\S]*practice model is no language model/u);

    await run('chooseNewOutput');
    const chosen = await standing('o_t0');
    assert.equal(chosen.rev, 2);
    assert.match(chosen.instances[0]?.output ?? '', /practice model/u);
    // The next task that waits is in front at once.
    assert.match((await compared()).old, /इस शब्द/u);
    assert.doesNotMatch(await described('o_t0'), /choose/u);

    await run('undoOutputChoice', { folder: folder() });
    assert.equal((await standing('o_t0')).instances[0]?.output, 'old 0');
    await eventually('the task that was undone in front', async () =>
      (await compared()).old.includes('Name a river') ? true : undefined,
    );
    assert.match(await described('o_t0'), /1 output to choose from/u);
  });

  test('keeping the old outputs settles all, and the comparison closes', async () => {
    await run('keepOldOutput');
    assert.match((await compared()).old, /इस शब्द/u);
    void run('keepOldOutput');
    await eventually('the comparison closes', () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff ? undefined : true,
    );
    assert.equal((await standing('o_t1')).rev, 1);
    const choices = (await records('outputs', 'outputs.jsonl')).filter(({ chosen }) => chosen === 'kept');
    assert.equal(choices.length, 3);
    assert.equal((await described('o_t1')).includes('choose'), false);
  });
});
