import assert from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ModelClient } from '../../../src/core/llm/modelClient.ts';
import type { RunEvent } from '../../../src/core/pipeline/events.ts';
import { generate } from '../../../src/core/pipeline/generate.ts';
import type { Goal } from '../../../src/core/pipeline/prepareRun.ts';
import { createPracticeClient } from '../../../src/core/practice/practiceClient.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { defaultRecipe } from '../../../src/core/store/recipeFile.ts';
import { Commands } from '../../../src/host/commands.ts';
import { Datasets } from '../../../src/host/datasets.ts';
import type { Question } from '../../../src/host/ledger/confirm.ts';
import { LongWork } from '../../../src/host/ledger/longWork.ts';
import type { OpenDataset } from '../../../src/host/openDataset.ts';
import { pruneDataset } from '../../../src/host/replies/registerPrune.ts';
import { type RetryServices, retryReplies } from '../../../src/host/replies/registerRetry.ts';
import { planTerminal } from '../../../src/host/run/terminalCall.ts';
import { childrenOf, datasetNode, type TreeNode } from '../../../src/host/tree/nodes.ts';
import { treeItem } from '../../../src/host/tree/treeItems.ts';
import { eventually, extension, inWorkspace, records } from '../inHost.ts';

const folder = () => inWorkspace('unread');
const run = (command: string, argument: unknown) => vscode.commands.executeCommand(`selfInstruct.${command}`, argument);
const cli = () => path.join(extension().extensionPath, 'dist', 'cli.js');
const key = 'sk-of-the-user';

/** The practice model on a bad day. */
function silent(): ModelClient {
  const practice = createPracticeClient();
  const usage = { inputTokens: 1, outputTokens: 1 };
  const reply = { text: 'I would rather not.', finish: 'stop', servedModel: 'practice-1', usage } as const;
  return { ...practice, send: () => Promise.resolve(reply) };
}

async function drive(client: ModelClient, goal: Goal, stopAt?: RunEvent['type']) {
  const stop = new AbortController();
  const dataset = await Dataset.open(nodeDisk, folder());
  const events = generate({ dataset, client, goal, version: 'test', signal: stop.signal });
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
    if (next.value.type === stopAt) stop.abort(new DOMException('Stopped.', 'AbortError'));
  }
}

async function shownReply(id: string, part: RegExp): Promise<string> {
  await run('showReply', { folder: folder(), id });
  return eventually(`a reply with ${part}`, () => {
    const document = vscode.window.activeTextEditor?.document;
    const text = document?.uri.scheme === 'self-instruct-reply' ? document.getText() : '';
    return part.test(text) ? text : undefined;
  });
}

suite('stored replies', () => {
  const log = vscode.window.createOutputChannel('test', { log: true });
  const commands = new Commands(log);
  const datasets = new Datasets(log);
  const work = new LongWork();
  const asked: Question[] = [];
  let answer = true;
  let dataset: OpenDataset;
  const confirm = async (question: Question) => {
    asked.push(question);
    return answer;
  };

  suiteSetup(async () => {
    await extension().activate();
    await mkdir(folder());
    await cp(inWorkspace('tasks', 'seed_tasks.jsonl'), path.join(folder(), 'seed_tasks.jsonl'));
    const recipe = { connection: 'practice', model: 'practice-1', recipe: 'single-call', round: { requests: 2 } };
    await writeFile(path.join(folder(), 'self-instruct.json'), JSON.stringify(recipe));
    await drive(silent(), { rounds: 1 });
    await datasets.find();
    await vscode.commands.executeCommand('selfInstruct.refreshDatasets');
    dataset = datasets.get(folder()) ?? assert.fail('the dataset was not found');
  });
  suiteTeardown(() => {
    datasets.dispose();
    work.dispose();
    commands.dispose();
    log.dispose();
  });

  const unread = () => dataset.snapshot.filtered.map(({ id }) => id);

  test('Show Reply has the reply, why it could not be read, and what was asked, both times', async () => {
    const [id = ''] = unread();
    const text = await shownReply(id, /Could not be read/u);
    assert.match(text, /^Reply to request 0\/tasks, asked once more\nCould not be read: Expected whole tasks/u);
    assert.match(text, /\nI would rather not\.\n/u);
    assert.match(text, /\[user\]\n[\s\S]*\[assistant\]\nI would rather not\.\n[\s\S]*"seed":/u);
    assert.match(text, /\nReply to request 0\/tasks\n/u);
    assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
  });

  test('over the line of a dropped candidate, and in the tree, is the way to its reply', async () => {
    const file = path.join(folder(), 'filtered_candidates.jsonl');
    await vscode.workspace.openTextDocument(file);
    const hovers = await eventually('the hover', async () => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        vscode.Uri.file(file),
        new vscode.Position(0, 3),
      );
      const texts = found.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value));
      return texts.some((text) => text?.includes('command:selfInstruct.showReply')) ? texts : undefined;
    });
    assert.ok(hovers.length > 0);
    const leaves = (node: TreeNode): TreeNode[] => {
      const children = childrenOf(node);
      return children.length === 0 ? [node] : children.flatMap(leaves);
    };
    const looks = leaves(datasetNode(dataset.snapshot)).flatMap((node) =>
      node.kind === 'candidate' ? [treeItem(node, 'idle').contextValue] : [],
    );
    assert.deepEqual(looks, ['candidate.unreadable', 'candidate.unreadable']);
  });

  test('Retry says what it takes, asks again, and what comes of it leads back to its own reply', async () => {
    const services = {
      ...{ log, commands, work, confirm, version: '0', noveltyWorker: '' },
      clientFor: async () => createPracticeClient(),
      runs: {
        running: [],
        start: (_: unknown, client: ModelClient, goal: Goal) => drive(client, goal),
      },
    } as unknown as RetryServices;
    const [id = ''] = unread();
    answer = false;
    await retryReplies(services, dataset, [id]);
    assert.match(asked.at(-1)?.message ?? '', /^Ask the model again for this reply/u);
    assert.equal((await records('unread', 'generated_tasks.jsonl')).length, 0);
    answer = true;
    await retryReplies(services, dataset, [id]);
    await dataset.refresh();
    const task = dataset.snapshot.generated[0]?.task ?? assert.fail('nothing came of it');
    assert.equal(task.provenance?.retryOf, id);
    assert.ok(dataset.snapshot.rescuedCandidates.has(id));
    await vscode.commands.executeCommand('selfInstruct.refreshDatasets');
    const text = await shownReply(task.id, /^Reply to request 0\/tasks\n/u);
    assert.ok(text.includes(JSON.stringify(task.instruction).slice(1, -1)));
    await assert.rejects(retryReplies(services, dataset, [id]), /nothing to ask again/u);
  });

  test('Prune Replies says what it frees and gives up; then Show Reply says where the reply went', async () => {
    const services = { work, confirm, runs: { running: [] } };
    answer = false;
    assert.equal(await pruneDataset(services, dataset, {}), undefined);
    assert.match(asked.at(-1)?.message ?? '', /^Delete \d+ stored replies of/u);
    assert.match(asked.at(-1)?.detail ?? '', /That frees \d[\d.]* [kM]B\. They are of 2 runs\./u);
    answer = true;
    const pruned = await pruneDataset(services, dataset, {});
    assert.ok(pruned && pruned.replies > 3);
    await shownReply(unread()[0] ?? '', /replies were pruned from this dataset, the last time on \d{4}-/u);
    await assert.rejects(pruneDataset(services, dataset, {}), /No replies are stored/u);
    await assert.rejects(pruneDataset({ ...services, runs: { running: [folder()] } }, dataset, {}), /run is going on/u);
  });

  test('Continue in Terminal goes on with a stopped run in a process of its own', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('continueInTerminal', { folder: folder() });
    assert.equal(vscode.window.terminals.length, 0);
    const stopped = await drive(createPracticeClient({ latencyMs: 20 }), { rounds: 2 }, 'usage');
    assert.equal(stopped.ended, 'stopped');
    await run('continueInTerminal', { folder: folder() });
    const terminal = vscode.window.terminals.find(({ name }) => name.startsWith('Self-Instruct')) ?? assert.fail();
    const options = terminal.creationOptions as vscode.TerminalOptions;
    assert.equal(options.shellPath, process.execPath);
    assert.deepEqual(options.shellArgs, [cli(), 'generate', folder(), '--resume', '--model=practice']);
    assert.equal(options.env?.ELECTRON_RUN_AS_NODE, '1');
    assert.equal(options.env?.OPENAI_API_KEY, undefined);
    await eventually('the end of the run', async () => {
      const rounds = await records('unread', 'rounds.jsonl');
      return rounds.at(-1)?.run === stopped.run && rounds.at(-1)?.ended === 'rounds' ? true : undefined;
    });
  });

  test('a key goes into the process’s environment and nowhere else; what the command line cannot ask is explained', async () => {
    const local = { name: 'local', baseUrl: 'http://127.0.0.1:9/v1' };
    const plan = (more: object, connection: object = local) =>
      planTerminal({
        name: 'd',
        folder: '/d ata; rm',
        cli: '/cli.js',
        recipe: { ...defaultRecipe, connection: 'local', model: 'm', ...more },
        connections: [connection as typeof local],
        keyFor: async (origin) => (origin === 'http://127.0.0.1:9' ? key : undefined),
      });
    const { options, keyOf } = await plan({});
    assert.equal(keyOf, 'http://127.0.0.1:9');
    const call = ['/cli.js', 'generate', '/d ata; rm', '--resume', `--base-url=${local.baseUrl}`, '--model-id=m'];
    assert.deepEqual(options.shellArgs, call);
    assert.equal(options.env?.OPENAI_API_KEY, key);
    assert.equal(options.strictEnv, true);
    assert.equal(JSON.stringify({ ...options, env: {} }).includes(key), false);
    const elsewhere = await plan({}, { name: 'local', baseUrl: 'http://127.0.0.1:10/v1?code=secret' });
    assert.equal(elsewhere.keyOf, undefined);
    assert.equal(elsewhere.options.env?.OPENAI_API_KEY, undefined);
    assert.equal(elsewhere.options.shellArgs.join().includes('secret'), false);
    await assert.rejects(plan({ connection: 'editor', model: 'v/m' }), /only the editor can ask it/u);
    await assert.rejects(plan({}, { ...local, headers: { 'x-team': 'a' } }), /headers of its own/u);
    await assert.rejects(plan({ models: { instances: { connection: 'local', model: 'n' } } }), /asks only one/u);
    await assert.rejects(plan({ connection: 'gone' }), /no model that is in your settings/u);
  });
});
