import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { rolesInTurn } from '../../../src/core/model/conversation.ts';
import type { Message } from '../../../src/core/model/task.ts';
import { Datasets } from '../../../src/host/datasets.ts';
import { leafTooltip } from '../../../src/host/tree/leafTooltip.ts';
import { childrenOf, datasetNode, type TreeNode } from '../../../src/host/tree/nodes.ts';
import { eventually, extension, inWorkspace, records } from '../inHost.ts';

const dataset = 'hostel';
const generated = () => inWorkspace(dataset, 'generated_tasks.jsonl');

suite('a chat dataset', () => {
  suiteSetup(() => extension().activate());

  test('a seed whose roles are wrong has a warning on its line', async () => {
    const seeds = vscode.Uri.file(inWorkspace(dataset, 'seed_tasks.jsonl'));
    const [problem] = await eventually('the warning', () => {
      const found = vscode.languages.getDiagnostics(seeds);
      return found.length > 0 ? found : undefined;
    });
    assert.equal(problem?.code, 'conversation');
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(problem?.range.start.line, 1);
    assert.match(problem?.message ?? '', /user, user/);
  });

  test('the tree’s tooltip shows the turns, escaped', async () => {
    const log = vscode.window.createOutputChannel('test', { log: true });
    const datasets = new Datasets(log);
    await datasets.find();
    const [found] = datasets.all;
    assert.ok(found);
    const all = (node: TreeNode): readonly TreeNode[] => [node, ...childrenOf(node).flatMap(all)];
    const leaf = all(datasetNode(found.snapshot)).find((node) => node.kind === 'task');
    assert.ok(leaf?.kind === 'task');
    const { value, isTrusted } = leafTooltip(leaf);
    assert.equal(isTrusted, false);
    for (const part of [
      '**Conversation**\n\n**System**  \nYou run a hostel\\. \\*Be brief\\.\\*',
      '**User**  \n\u2068أين الدراجات؟\u2069\n\n**Assistant**  \n\u2068في الفناء\\.\u2069',
      '**User**  \n\u2068\\[هنا\\]\\(command\\:x\\)؟\u2069',
    ])
      assert.ok(value.includes(part), value);
    datasets.dispose();
    log.dispose();
  });

  test('its lines have lenses, and are accepted as others are', async () => {
    const document = await vscode.workspace.openTextDocument(generated());
    const titles = async () =>
      (
        await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100)
      ).map(({ command }) => command?.title ?? '');
    await eventually('the lens', async () => ((await titles()).includes('Accept') ? true : undefined));
    await vscode.commands.executeCommand('selfInstruct.acceptTask', { file: generated(), line: 0, id: 't_1' });
    await eventually('the decision', async () => (await records(dataset, 'decisions.jsonl'))[0]);
    await eventually('the accepted lens', async () =>
      (await titles()).some((title) => title.includes('accepted') || title.includes('Accepted')) ? true : undefined,
    );
  });

  test('a round adds conversations, all of them with their roles in turn', async () => {
    await vscode.commands.executeCommand('selfInstruct.generateRound', { folder: inWorkspace(dataset) });
    const tasks = await eventually('a round', async () =>
      (await records(dataset, 'rounds.jsonl')).length > 0 ? records(dataset, 'generated_tasks.jsonl') : undefined,
    );
    const instances = tasks.slice(1).flatMap((task) => task.instances as { messages: Message[] }[]);
    assert.ok(instances.length > 5, `${instances.length} conversations`);
    for (const { messages } of instances) assert.ok(rolesInTurn(messages), JSON.stringify(messages));
  });
});
