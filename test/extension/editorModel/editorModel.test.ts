import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { isModelError } from '../../../src/core/llm/modelError.ts';
import type { Usage } from '../../../src/core/model/round.ts';
import { findEditorModels, nameOf, openEditorModel } from '../../../src/host/models/editorModels.ts';
import { eventually, extension, inWorkspace, records } from '../inHost.ts';

/** The other extension in this host offers the models `test-models/…`. */
suite('the editor’s own models', () => {
  const never = new AbortController().signal;
  const request = {
    messages: [{ role: 'user', content: 'Say something.' }],
    sampling: { maxTokens: 50 },
    seed: 1,
  } as const;

  async function setRecipe(recipe: object): Promise<void> {
    await writeFile(inWorkspace('self-instruct.json'), `${JSON.stringify(recipe)}\n`);
    await vscode.commands.executeCommand('selfInstruct.refreshDatasets');
  }

  async function failureOf(model: string, signal = never) {
    const client = await openEditorModel(`test-models/${model}`);
    try {
      await client.send(client.body(request), signal);
    } catch (error) {
      return error;
    }
    return assert.fail('it answered');
  }

  suiteSetup(async () => {
    await extension().activate();
    await eventually('the models of the other extension', async () =>
      (await findEditorModels()).some((chat) => nameOf(chat) === 'test-models/writer') ? true : undefined,
    );
  });

  test('a round is generated through one; the recipe and the provenance name it, without an address', async () => {
    await setRecipe({ connection: 'editor', model: 'test-models/writer', round: { requests: 2 }, randomSeed: 3 });
    await vscode.commands.executeCommand('selfInstruct.generateRound');
    const tasks = await records('generated_tasks.jsonl');
    assert.ok(tasks.length > 2, `${tasks.length} tasks`);
    for (const { provenance } of tasks) {
      const { connection, model, servedModel, practice } = provenance as Record<string, unknown>;
      assert.deepEqual(
        [connection, model, servedModel, practice],
        ['editor', 'test-models/writer', 'writer 1', undefined],
      );
    }
    const [round] = await records('rounds.jsonl');
    const { inputTokens, outputTokens } = (round ?? assert.fail('no round')).usage as Usage;
    assert.ok(inputTokens > 100 && outputTokens > 100, 'tokens are counted by the model’s own tokenizer');
  });

  test('it is asked for headed text from the first request on, for the interface knows no schema', async () => {
    const endpoints = await readFile(inWorkspace('.self-instruct', 'endpoints.json'), 'utf8');
    assert.match(endpoints, /vscode-lm:test-models test-models\/writer/u);
    await vscode.commands.executeCommand('selfInstruct.previewRequest');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /=== /u);
    assert.doesNotMatch(text, /response_format/u);
  });

  test('Test Model shows its reply, and that the interface has nothing else', async () => {
    await vscode.commands.executeCommand('selfInstruct.testModel', {
      connection: 'editor',
      model: 'test-models/writer',
    });
    const document = vscode.window.activeTextEditor?.document;
    assert.match(document?.getText() ?? '', /Reply after [\d.]+ s, from writer 1/u);
    assert.match(document?.getText() ?? '', /batches +no +the editor’s interface/u);
  });

  test('a used-up quota, a block and a missing consent end the run with what to do; nothing is asked again', async () => {
    for (const [model, said] of [
      ['blocked', /is blocked for now.*over the limit of your plan/u],
      ['spent', /quota .* is used up.*premium request allowance/u],
      ['forbidden', /does not let Self-Instruct use.*Manage Language Model Access/u],
    ] as const) {
      const error = await failureOf(model);
      assert.ok(isModelError(error), String(error));
      assert.equal(error.kind, 'refused', error.message);
      assert.match(error.message, said);
    }
    const before = await records('generated_tasks.jsonl');
    await setRecipe({ connection: 'editor', model: 'test-models/blocked', round: { requests: 2 }, randomSeed: 4 });
    await vscode.commands.executeCommand('selfInstruct.generateRound');
    assert.deepEqual(await records('generated_tasks.jsonl'), before);
  });

  test('one that asks for fewer requests is asked again later; one without text gave no reply', async () => {
    const hasty = await failureOf('hasty');
    assert.ok(isModelError(hasty) && hasty.kind === 'rate-limited', String(hasty));
    const silent = await failureOf('silent');
    assert.ok(isModelError(silent) && silent.kind === 'bad-reply', String(silent));
  });

  test('a parameter that it refuses is left out from then on', async () => {
    const before = (await records('generated_tasks.jsonl')).length;
    await setRecipe({ connection: 'editor', model: 'test-models/picky', round: { requests: 2 }, randomSeed: 5 });
    await vscode.commands.executeCommand('selfInstruct.generateRound');
    assert.ok((await records('generated_tasks.jsonl')).length > before);
    const endpoints = JSON.parse(await readFile(inWorkspace('.self-instruct', 'endpoints.json'), 'utf8')) as object;
    assert.deepEqual(Object.entries(endpoints).find(([name]) => name.endsWith('picky'))?.[1], [
      'presence_penalty',
      'response_format',
    ]);
  });

  test('instructions and instances by different models; one that is not there stops the run before anything is sent', async () => {
    const before = (await records('generated_tasks.jsonl')).length;
    const recipe = { connection: 'editor', model: 'test-models/writer', round: { requests: 2 }, randomSeed: 6 };
    await setRecipe({ ...recipe, models: { instances: { connection: 'nowhere', model: 'm' } } });
    await vscode.commands.executeCommand('selfInstruct.generateRound');
    assert.equal((await records('generated_tasks.jsonl')).length, before);
    await setRecipe({ ...recipe, models: { instances: { connection: 'editor', model: 'test-models/picky' } } });
    await vscode.commands.executeCommand('selfInstruct.generateRound');
    const tasks = (await records('generated_tasks.jsonl')).slice(before);
    assert.ok(tasks.length > 0);
    const modelOf = (part: unknown) => (part as { provenance: { model: string } }).provenance.model;
    for (const task of tasks) {
      assert.equal(modelOf(task), 'test-models/writer');
      for (const instance of task.instances as unknown[]) assert.equal(modelOf(instance), 'test-models/picky');
    }
  });

  test('stopped, it stops at once, with the reason', async () => {
    const abort = new AbortController();
    const reason = new Error('stopped by the person');
    const failing = failureOf('slow', abort.signal);
    setImmediate(() => abort.abort(reason));
    assert.equal(await failing, reason);
  });

  test('a model that is not there is said to be unknown', async () => {
    for (const name of ['test-models/nobody', 'nobody/writer', 'writer', '/writer', '']) {
      await assert.rejects(
        openEditorModel(name),
        (error) => isModelError(error) && error.kind === 'unknown-model',
        name,
      );
    }
  });
});
