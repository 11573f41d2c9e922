import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { commandTable } from '../../../src/host/commandTable.ts';
import { extension, inWorkspace, records, runAnswering } from '../inHost.ts';

/** What may be loaded at the editor's start, in bytes. */
const startLimit = 300_000;

interface Bundles {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly bytes: number;
        readonly inputs: object;
        readonly imports: readonly { readonly path: string; readonly kind: string }[];
      }
    >
  >;
}

/** The bundles that are loaded with the extension itself: those reached without a dynamic import. */
function loadedAtStart({ outputs }: Bundles): string[] {
  const seen = new Set<string>();
  const visit = (output: string) => {
    if (seen.has(output)) return;
    seen.add(output);
    for (const { path: next, kind } of outputs[output]?.imports ?? [])
      if (kind === 'import-statement' && outputs[next]) visit(next);
  };
  visit('dist/extension.js');
  return [...seen];
}

suite('in a folder without a dataset', () => {
  test('the extension waits until it is asked, then activates fast', async () => {
    assert.equal(extension().isActive, false);
    // Printed, not judged: a busy machine doubles even the processor time. What is loaded is judged below.
    const before = process.threadCpuUsage();
    const began = performance.now();
    await extension().activate();
    const wallMs = performance.now() - began;
    const { user, system } = process.threadCpuUsage(before);
    const ownMs = (user + system) / 1000;
    console.log(
      `[test]   activation: ${ownMs.toFixed(0)} ms of processor time, ${wallMs.toFixed(0)} ms until it was done`,
    );
    assert.equal(extension().exports, undefined, 'activation returns nothing for tests alone');
  });

  test('little is loaded with it, and nothing that is heavy', () => {
    const bundles = JSON.parse(
      readFileSync(path.join(extension().extensionPath, 'out', 'bundles.json'), 'utf8'),
    ) as Bundles;
    const atStart = loadedAtStart(bundles);
    const bytes = atStart.reduce((sum, output) => sum + (bundles.outputs[output]?.bytes ?? 0), 0);
    assert.ok(bytes < startLimit, `${bytes} bytes`);
    const loaded = new Set(atStart.flatMap((output) => Object.keys(bundles.outputs[output]?.inputs ?? {})));
    assert.ok(loaded.has('src/host/datasets.ts'), 'the list of loaded files is read rightly');
    const heavy = [...loaded].filter((file) =>
      /node_modules\/(?:openai|eld)|src\/core\/(?:pipeline\/(?!generateError|runProgress)|language|store\/schemas|practice|similarity|stats)|panel\/reviewPanel/u.test(
        file,
      ),
    );
    assert.deepEqual(heavy, []);
  });

  test('its view container can be opened', async () => {
    const containers: { id: string }[] = extension().packageJSON.contributes.viewsContainers.activitybar;
    const [container] = containers;
    assert.ok(container);
    await vscode.commands.executeCommand(`workbench.view.extension.${container.id}`);
  });

  test('every command of the table is registered', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.keys(commandTable).filter((id) => !registered.has(id)),
      [],
    );
  });

  test('New Dataset makes a sample by pressing Enter, and Generate Round works at once', async () => {
    await runAnswering('accept', 'selfInstruct.newDataset');
    assert.ok(existsSync(inWorkspace('dataset', 'seed_tasks.jsonl')));
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, inWorkspace('dataset', 'seed_tasks.jsonl'));
    await vscode.commands.executeCommand('selfInstruct.generateRound');
    const tasks = await records('dataset', 'generated_tasks.jsonl');
    assert.ok(tasks.length >= 20, `${tasks.length} tasks`);
    const [round] = await records('dataset', 'rounds.jsonl');
    assert.ok(round);
    assert.equal(round.ended, 'rounds');
    assert.equal(round.practice, true);
    assert.equal((round.admitted as string[]).length, tasks.length);
  });

  test('New Dataset is dismissed at its first question: nothing is left behind', async () => {
    await runAnswering('dismiss', 'selfInstruct.newDataset');
    assert.equal(existsSync(inWorkspace('dataset-2')), false);
  });

  test('a second sample, asked for by its name, gets a folder of its own without a question', async () => {
    await vscode.commands.executeCommand('selfInstruct.newDataset', { sample: 'english' });
    await vscode.commands.executeCommand('selfInstruct.newDataset', { sample: 'english' });
    assert.ok(existsSync(inWorkspace('english-sample', 'seed_tasks.jsonl')));
    assert.ok(existsSync(inWorkspace('english-sample-2', 'seed_tasks.jsonl')));
    assert.equal(existsSync(inWorkspace('english-sample-2', 'generated_tasks.jsonl')), false);
  });
});
