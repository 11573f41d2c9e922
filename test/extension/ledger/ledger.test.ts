import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { replayThreshold } from '../../../src/core/ledger/replayThreshold.ts';
import { createPracticeClient } from '../../../src/core/practice/practiceClient.ts';
import { Datasets } from '../../../src/host/datasets.ts';
import { applyReplayed } from '../../../src/host/ledger/applyReplayed.ts';
import { comparisonOf } from '../../../src/host/ledger/comparison.ts';
import type { Question } from '../../../src/host/ledger/confirm.ts';
import { LongWork } from '../../../src/host/ledger/longWork.ts';
import { rescueCandidates, rescueText } from '../../../src/host/ledger/rescueCandidates.ts';
import type { OpenDataset } from '../../../src/host/openDataset.ts';
import { childrenOf, datasetNode, type TreeNode } from '../../../src/host/tree/nodes.ts';
import { treeItem } from '../../../src/host/tree/treeItems.ts';
import { eventually, extension, inWorkspace, records, runAnswering } from '../inHost.ts';

const folder = () => inWorkspace('tasks');
const generated = () => records('tasks', 'generated_tasks.jsonl');
const decisions = () => records('tasks', 'decisions.jsonl');
const run = (command: string, argument: unknown) => vscode.commands.executeCommand(`selfInstruct.${command}`, argument);

async function candidateRescued(candidate: string): Promise<Record<string, unknown> | undefined> {
  return (await generated()).find(
    ({ provenance }) =>
      (provenance as { rescued?: { candidate?: string } } | undefined)?.rescued?.candidate === candidate,
  );
}

function problemsOf(file: string): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(vscode.Uri.file(file))
    .filter(({ code }) => code === 'near-duplicate')
    .sort((a, b) => a.range.start.line - b.range.start.line);
}

async function problemLines(file: string, expected: readonly number[]): Promise<vscode.Diagnostic[]> {
  return eventually(`problems on the lines ${expected.join(', ')}`, () => {
    const problems = problemsOf(file);
    const lines = problems.map(({ range }) => range.start.line);
    return lines.join() === expected.join() ? problems : undefined;
  });
}

async function fix(file: string, problem: vscode.Diagnostic, title: string): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.file(file));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    vscode.Uri.file(file),
    problem.range,
  );
  const action = actions.find((action) => action.title === title);
  assert.ok(action, `“${title}” is not among ${actions.map((action) => action.title).join(' | ')}`);
  if (action.edit) await vscode.workspace.applyEdit(action.edit);
  if (action.command) await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}

suite('the ledger of dropped candidates', () => {
  const log = vscode.window.createOutputChannel('test', { log: true });
  const datasets = new Datasets(log);
  const work = new LongWork();
  const asked: Question[] = [];
  let answer = true;
  let dataset: OpenDataset;
  const services = () => ({
    log,
    work,
    confirm: async (question: Question) => {
      asked.push(question);
      return answer;
    },
    runs: { running: [] },
    clientFor: async () => createPracticeClient(),
    version: '0.1.0',
    noveltyWorker: path.join(extension().extensionPath, 'dist', 'noveltyWorker.js'),
  });

  suiteSetup(async () => {
    await extension().activate();
    await datasets.find();
    const [found] = datasets.all;
    assert.ok(found);
    dataset = found;
  });
  suiteTeardown(() => {
    datasets.dispose();
    work.dispose();
    log.dispose();
  });

  test('a candidate that lacks nothing comes back at once, as a pending task, and the tree says so', async () => {
    const look = () => {
      const leaves = (node: TreeNode): TreeNode[] => {
        const children = childrenOf(node);
        return children.length === 0 ? [node] : children.flatMap(leaves);
      };
      return leaves(datasetNode(dataset.snapshot)).flatMap((node) =>
        node.kind === 'candidate' ? [treeItem(node, 'idle').contextValue] : [],
      );
    };
    assert.deepEqual(look(), [
      'candidate.compared.rescuable',
      'candidate.compared.rescuable',
      'candidate.compared.rescuable',
      'candidate.unreadable',
    ]);
    await run('rescueCandidate', { folder: folder(), candidates: ['c_1'] });
    const task = await candidateRescued('c_1');
    assert.ok(task);
    assert.deepEqual(
      (task.instances as Record<string, unknown>[]).map(({ input, output }) => [input, output]),
      [['Peru', 'Lima']],
    );
    await dataset.refresh();
    assert.equal(dataset.snapshot.byId.get(String(task.id))?.standing.state, 'pending');
    assert.equal(look()[0], 'candidate.compared.rescued');
  });

  test('what a rescue takes is said first; refused, nothing is asked and nothing written', async () => {
    answer = false;
    assert.equal(await rescueCandidates(services(), dataset, ['c_3']), undefined);
    assert.match(asked.at(-1)?.detail ?? '', /2 requests to the practice model/u);
    assert.equal(await candidateRescued('c_3'), undefined);
    answer = true;
    const summary = await rescueCandidates(services(), dataset, ['c_3', 'c_1', 'c_4']);
    assert.ok(summary);
    assert.deepEqual([summary.ended, summary.requests, summary.already, summary.unfit.length], ['done', 2, ['c_1'], 1]);
    assert.match(rescueText(summary), /1 were tasks already/u);
    assert.equal((await candidateRescued('c_3')) !== undefined, summary.admitted.length === 1);
  });

  test('dismissed, the list of candidates writes nothing', async () => {
    const before = (await generated()).length;
    await runAnswering('dismiss', 'selfInstruct.rescueCandidate', { folder: folder() });
    assert.equal((await generated()).length, before);
  });

  test('a candidate stands beside its nearest neighbour, with what both share marked in any script', async () => {
    await run('compareWithNearest', { folder: folder(), id: 'c_2' });
    const document = await eventually('the comparison', () => {
      const open = vscode.window.activeTextEditor?.document;
      return open?.uri.scheme === 'self-instruct-compare' ? open : undefined;
    });
    const comparison = comparisonOf(dataset.snapshot, 'c_2');
    assert.ok(comparison);
    assert.equal(document.getText(), comparison.text);
    const marked = comparison.marks.map(({ start, end }) =>
      document.getText(new vscode.Range(start.line, start.character, end.line, end.character)),
    );
    assert.deepEqual(marked, ['இந்த வாக்கியத்தை எளிய தமிழில்', 'எழுது', 'இந்த வாக்கியத்தை எளிய தமிழில்', 'எழுது']);
    assert.match(document.getText(), /Too similar · ROUGE-L F 0\.91/u);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  test('near-duplicates are problems that lead to each other, and what is no duplicate is remembered', async () => {
    const file = inWorkspace('tasks', 'generated_tasks.jsonl');
    await run('findNearDuplicates', { folder: folder() });
    const problems = await eventually('problems', () => {
      const found = problemsOf(file).filter(({ range }) => [1, 2].includes(range.start.line));
      return found.length === 2 ? found : undefined;
    });
    assert.equal(problems[0]?.severity, vscode.DiagnosticSeverity.Information);
    assert.equal(problems[0]?.relatedInformation?.[0]?.location.range.start.line, 2);
    await fix(file, problems[0] ?? assert.fail(), 'Not a duplicate of t_3');
    const [pair] = await eventually('the judgement', async () => {
      const pairs = await records('tasks', 'not_duplicates.jsonl');
      return pairs.length > 0 ? pairs : undefined;
    });
    assert.deepEqual([pair?.ids, pair?.reviewer], [['t_2', 't_3'], 'Ana']);
    await eventually('no problem there', () =>
      problemsOf(file).some(({ range }) => [1, 2].includes(range.start.line)) ? undefined : true,
    );
    await vscode.commands.executeCommand('selfInstruct.clearNearDuplicates');
    assert.deepEqual(problemsOf(file), []);
  });

  test('in any other file of tasks or strings the longest can be kept', async () => {
    const file = inWorkspace('any.jsonl');
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    await run('findNearDuplicates', document.uri);
    const [first] = await problemLines(file, [0, 2]);
    await fix(file, first ?? assert.fail(), 'Keep the longest (delete 1)');
    assert.equal(
      document.getText(),
      '{"instruction": "Count the vowels in the word."}\n"Write a short poem about the sea."\n',
    );
    await problemLines(file, []);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('a stricter threshold takes accepted tasks back to review once it is confirmed, and can be undone', async () => {
    await dataset.refresh();
    const of = dataset.snapshot.byId.get('t_3')?.of ?? '';
    await dataset.write((writer) => writer.decide([{ id: 't_3', of }], 'accept', 'Ana'));
    const { thresholds } = await replayThreshold(dataset.snapshot, { thresholds: [0.5] });
    const [strict] = thresholds;
    assert.ok(strict);
    answer = false;
    assert.equal(await applyReplayed(services(), dataset, strict), undefined);
    answer = true;
    const before = (await decisions()).length;
    const applied = await applyReplayed(services(), dataset, strict);
    assert.match(asked.at(-1)?.message ?? '', /Mark 1 accepted task/u);
    assert.equal(applied?.kind, 'told');
    const made = (await decisions()).slice(before);
    assert.deepEqual(
      made.map(({ id, decision, reason }) => [id, decision, reason]),
      [['t_3', 'reset', 'F 0.95 to t_2 is above 0.5']],
    );
    await run('undoDecision', { folder: folder() });
    await dataset.refresh();
    assert.equal(dataset.snapshot.byId.get('t_3')?.standing.state, 'accepted');
  });

  test('a looser threshold rescues what it would have kept, and the recipe stays as it is', async () => {
    const recipe = await readFile(inWorkspace('tasks', 'self-instruct.json'), 'utf8');
    const { thresholds } = await replayThreshold(dataset.snapshot, { thresholds: [0.95] });
    const [loose] = thresholds;
    assert.ok(loose);
    assert.deepEqual(loose.broughtBack, ['c_2']);
    const applied = await applyReplayed(services(), dataset, loose);
    assert.equal(applied?.kind, 'rescued');
    assert.match(asked.at(-1)?.message ?? '', /Bring this candidate back/u);
    assert.equal(await readFile(inWorkspace('tasks', 'self-instruct.json'), 'utf8'), recipe);
  });

  test('Replay Threshold, dismissed, changes nothing', async () => {
    const before = [await generated(), await decisions()].map(({ length }) => length);
    await runAnswering('dismiss', 'selfInstruct.replayThreshold', { folder: folder() });
    assert.deepEqual(
      [await generated(), await decisions()].map(({ length }) => length),
      before,
    );
  });

  test('Choose Similarity Threshold shows the pairs, writes the cut and measure to the recipe, and Undo takes it back', async () => {
    const file = inWorkspace('tasks', 'self-instruct.json');
    const before = await readFile(file, 'utf8');
    await runAnswering('dismiss', 'selfInstruct.chooseThreshold', { folder: folder() });
    assert.equal(await readFile(file, 'utf8'), before);

    // Accepted with the first of each list: the recipe's measure, the most alike pair as worth keeping, and the recipe.
    await runAnswering('accept', 'selfInstruct.chooseThreshold', { folder: folder() });
    const pairs = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'self-instruct-pairs');
    assert.match(pairs?.getText() ?? '', /^1\. {2}ROUGE-L F (0\.\d\d|1\.00) · Trigram Dice/mu);
    const highest = Number(/ROUGE-L F (\d\.\d\d)/u.exec(pairs?.getText() ?? '')?.[1]);
    const { filters, ...rest } = JSON.parse(await readFile(file, 'utf8')) as { filters: { similarity: number } };
    assert.ok(filters.similarity >= highest - 0.005 && filters.similarity < highest + 0.02, String(filters.similarity));
    assert.deepEqual([rest, Object.keys(filters)], [JSON.parse(before), ['similarity']]);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);

    await vscode.commands.executeCommand('undo');
    await vscode.window.activeTextEditor?.document.save();
    assert.equal(await readFile(file, 'utf8'), before);
  });
});
