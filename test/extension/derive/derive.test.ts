import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Datasets } from '../../../src/host/datasets.ts';
import { childrenOf, datasetNode, type TreeNode } from '../../../src/host/tree/nodes.ts';
import { extension, inWorkspace, records, runAnswering } from '../inHost.ts';

interface Task {
  readonly id: string;
  readonly instruction: string;
  readonly instances: readonly { readonly input: string; readonly output: string }[];
  readonly provenance: {
    readonly practice?: boolean;
    readonly derived: {
      readonly step: string;
      readonly from?: string;
      readonly source?: { readonly file: string; readonly start: number; readonly end: number; readonly hash: string };
    };
  };
}

const notes = () => vscode.Uri.file(inWorkspace('texts', 'notes.md'));
const folder = () => inWorkspace('tasks');
const run = (command: string, ...args: readonly unknown[]) =>
  vscode.commands.executeCommand(`selfInstruct.${command}`, ...args);

async function made(step: string): Promise<readonly Task[]> {
  const tasks = (await records('tasks', 'generated_tasks.jsonl')) as unknown as readonly Task[];
  return tasks.filter(({ provenance }) => provenance.derived.step === step);
}

const rounds = () => records('tasks', 'rounds.jsonl');

/** Passages that were asked about, whatever became of them. */
async function asked(): Promise<readonly string[]> {
  const lost = (await records('tasks', 'filtered_candidates.jsonl')) as unknown as readonly {
    readonly derived?: Task['provenance']['derived'];
  }[];
  const all = [
    ...(await made('fromText')).map(({ provenance }) => provenance.derived),
    ...lost.map(({ derived }) => derived),
  ];
  return all.flatMap((derived) => derived?.source?.hash ?? []);
}

suite('tasks from tasks and from texts', () => {
  suiteSetup(async () => {
    await extension().activate();
    await run('refreshDatasets');
  });

  test('Grow Instances on seeds selected in the tree: proposes what the recipe allows, and shows the end as a round does', async () => {
    const datasets = new Datasets(vscode.window.createOutputChannel('test', { log: true }));
    await datasets.find();
    const [dataset] = datasets.all;
    assert.ok(dataset);
    const [group] = childrenOf(datasetNode(dataset.snapshot));
    assert.ok(group);
    const seeds: readonly TreeNode[] = childrenOf(group);
    assert.deepEqual(
      seeds.map(({ kind }) => kind),
      ['seed', 'seed'],
    );
    await runAnswering('accept', 'selfInstruct.growInstances', seeds[0], seeds);
    const grown = await made('grow');
    const inputs = grown.flatMap(({ instances }) => instances.map(({ input }) => input));
    assert.ok(inputs.length >= 4, `${inputs.length} instances`);
    assert.equal(new Set(inputs).size, inputs.length);
    for (const { instruction, provenance, instances } of grown) {
      assert.equal(provenance.practice, true);
      const isMood = provenance.derived.from === 'mood';
      assert.match(instruction, isMood ? /glad or sad/u : /opposite/u);
      if (isMood) for (const { output } of instances) assert.ok(['glad', 'sad'].includes(output), output);
    }
    assert.equal((await rounds()).length, 1);
    datasets.dispose();
  });

  test('From Text on a file of the explorer: every passage as it stands, and nothing twice', async () => {
    await runAnswering('accept', 'selfInstruct.fromText', notes(), [notes()]);
    const bytes = await readFile(notes().fsPath);
    const tasks = await made('fromText');
    assert.ok(tasks.length > 0);
    for (const { instances, provenance } of tasks) {
      const { source } = provenance.derived;
      assert.ok(source);
      assert.equal(source.file, '../texts/notes.md');
      assert.equal(instances[0]?.output, bytes.subarray(source.start, source.end).toString());
    }
    const hashes = await asked();
    assert.equal(hashes.length, 4);
    assert.equal(new Set(hashes).size, 4);
    const before = await rounds();
    await runAnswering('accept', 'selfInstruct.fromText', vscode.Uri.file(inWorkspace('texts')), [
      vscode.Uri.file(inWorkspace('texts')),
    ]);
    assert.deepEqual(await asked(), hashes);
    assert.deepEqual(await rounds(), before);
  });

  test('From Text on a selection in the editor; unsaved, it explains itself and writes nothing', async () => {
    const editor = await vscode.window.showTextDocument(notes());
    const at = editor.document.getText().indexOf('twice a day');
    const select = (from: number, length: number) => {
      editor.selection = new vscode.Selection(
        editor.document.positionAt(from),
        editor.document.positionAt(from + length),
      );
    };
    select(at, 'twice a day'.length);
    await runAnswering('accept', 'selfInstruct.fromText', notes());
    assert.equal((await asked()).length, 5);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'New. '));
    select(at + 5, 'twice'.length);
    await runAnswering('dismiss', 'selfInstruct.fromText', notes());
    assert.equal((await asked()).length, 5);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('Paraphrase and Evolve with arguments, as a key binding gives them', async () => {
    const before = (await rounds()).length;
    await run('paraphraseTasks', { folder: folder(), tasks: ['opposite'] });
    await runAnswering('accept', 'selfInstruct.evolveTasks', { folder: folder(), tasks: ['opposite'] });
    const steps = (await rounds()).slice(before).map(({ derived }) => derived);
    assert.deepEqual(steps, ['paraphrase', 'evolve']);
  });
});
