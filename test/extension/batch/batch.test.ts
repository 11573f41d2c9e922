import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { BatchStore } from '../../../src/core/batch/batchStore.ts';
import { exportRequests } from '../../../src/core/batch/exportRequests.ts';
import { submitBatch } from '../../../src/core/batch/submitBatch.ts';
import { createOpenAiClient } from '../../../src/core/llm/openaiClient.ts';
import { type LoopbackServer, startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import { practiceReply } from '../../../src/core/practice/practiceReply.ts';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { eventually, extension, inWorkspace, records } from '../inHost.ts';

const open = () => Dataset.open(nodeDisk, inWorkspace());
const run = (name: string, ...args: unknown[]) => vscode.commands.executeCommand(`selfInstruct.${name}`, ...args);
const jobs = async () => new BatchStore(await open()).list();

suite('batches', () => {
  let server: LoopbackServer;
  const { signal } = new AbortController();
  const connect = (connections: unknown) =>
    vscode.workspace
      .getConfiguration('selfInstruct')
      .update('connections', connections, vscode.ConfigurationTarget.Global);

  suiteSetup(async () => {
    await extension().activate();
    server = await startLoopbackServer({ batchFaults: { refuses: (request) => (request === 0 ? 500 : undefined) } });
    await connect([{ name: 'local', baseUrl: server.baseUrl }]);
    await run('refreshDatasets');
  });
  suiteTeardown(async () => {
    await connect(undefined);
    await server.close();
  });

  test('a batch that the command line submitted is asked after and collected; what failed follows', async () => {
    const client = createOpenAiClient({ name: 'local', baseUrl: server.baseUrl }, 'practice-1');
    await submitBatch({ dataset: await open(), client, version: 'test', signal }, { rounds: 1 });
    await eventually('the batch is done', async () => {
      await run('checkBatches');
      return (await jobs()).find(({ state }) => state === 'completed');
    });
    await run('generateRound');
    const before = await records('generated_tasks.jsonl');
    await run('collectBatch');
    const [first, second] = await jobs();
    assert.deepEqual([first?.collected?.failed, second?.requests], [1, 1]);
    await eventually('the second batch is done', async () => {
      await run('checkBatches');
      return (await jobs()).find(({ state, collected }) => state === 'completed' && !collected);
    });
    await run('collectBatch');
    const after = await records('generated_tasks.jsonl');
    assert.ok(after.length > before.length);
    assert.equal((await records('rounds.jsonl')).at(-1)?.ended, 'rounds');
    // One request found out what the endpoint takes; Generate Round sent none while the batch was open.
    assert.equal(server.requests.filter(({ path }) => path.endsWith('/chat/completions')).length, 1);
  });

  test('the error file is shown', async () => {
    await run('showBatchErrors');
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /Refused to order/u);
  });

  test('replies of an engine of one’s own are imported from the file in the explorer', async () => {
    const file = inWorkspace('requests.jsonl');
    await exportRequests({ dataset: await open(), version: 'test', signal, model: 'local' }, { rounds: 1 }, file);
    const requests = (await records('requests.jsonl')) as unknown as { custom_id: string; body: object }[];
    const lines = requests.map(({ custom_id, body }) => {
      const { text, finish } = practiceReply(body as Parameters<typeof practiceReply>[0]);
      const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finish }];
      return JSON.stringify({ custom_id, response: { status_code: 200, body: { choices } } });
    });
    await writeFile(inWorkspace('output.jsonl'), lines.join('\n'));
    const before = (await records('generated_tasks.jsonl')).length;
    await run('importReplies', vscode.Uri.file(inWorkspace('output.jsonl')));
    assert.ok((await records('generated_tasks.jsonl')).length > before);
  });
});
