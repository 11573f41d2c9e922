import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LoopbackServer, startLoopbackServer } from '../../src/core/practice/loopbackServer.ts';
import { copyFixture, type Fixture } from '../support/fixture.ts';
import { explainFailures, Workbench } from '../support/workbench.ts';

/** A round through the Batch API, with the window closed between submitting and collecting. */
let fixture: Fixture;
let workbench: Workbench;
let server: LoopbackServer;

explainFailures(() => workbench);

beforeAll(async () => {
  fixture = await copyFixture('samples/english');
  server = await startLoopbackServer({ apiKey: 'right' });
  const recipe = {
    connection: 'mine',
    model: 'practice-1',
    recipe: 'single-call',
    // A reply that cannot be read would be asked for again, by a second batch.
    round: { requests: 4, retryUnreadable: false },
    randomSeed: 11,
  };
  await writeFile(join(fixture.folder, 'self-instruct.json'), JSON.stringify(recipe));
  workbench = await Workbench.open({
    workspace: fixture.folder,
    userSettings: {
      'selfInstruct.connections': [
        { name: 'mine', baseUrl: server.baseUrl, headers: { authorization: 'Bearer right' } },
      ],
    },
  });
});

afterAll(async () => {
  await workbench?.close();
  await server?.close();
  await fixture.remove();
});

async function tasks(): Promise<readonly { provenance: { connection: string } }[]> {
  const text = await readFile(join(fixture.folder, 'generated_tasks.jsonl'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const sentTo = (path: string) =>
  server.requests.filter((request) => request.method === 'POST' && request.path === path);

test('Submit Batch says how many requests, and sends them when it is told to', async () => {
  await workbench.openView('Self-Instruct');
  await workbench.treeRow(/Seed tasks/).waitFor();
  await workbench.runCommand('Self-Instruct: Submit Batch');
  await workbench.answer('2');
  await workbench.dialogButton('Submit').waitFor();
  expect(await workbench.page.locator('.monaco-dialog-box').innerText()).toMatch(/Submit 7 requests/u);
  expect(sentTo('/v1/files')).toEqual([]);
  await workbench.screenshot('batch-1-submit');
  await workbench.dialogButton('Submit').click();
  await workbench.treeRow(/being checked, 7 requests/).waitFor();
  await workbench.notification(/are with http/).waitFor();
  expect([sentTo('/v1/files').length, sentTo('/v1/batches').length]).toEqual([1, 1]);
  await workbench.screenshot('batch-2-submitted');
});

test('Generate Round sends nothing meanwhile, and says why', async () => {
  await workbench.runCommand('Notifications: Clear All Notifications');
  const asked = sentTo('/v1/chat/completions').length;
  await workbench.runCommand('Self-Instruct: Generate Round');
  await workbench.notification(/are with a batch at/).waitFor();
  expect(sentTo('/v1/chat/completions')).toHaveLength(asked);
});

test('after a restart the batch is there, and its replies become tasks', { timeout: 240_000 }, async () => {
  await workbench.closeWindow();
  const before = (await tasks()).length;
  await workbench.reopenWindow();
  await workbench.openView('Self-Instruct');
  await workbench.treeRow(/waiting for a batch/).waitFor();
  const done = workbench.notification(/is done: collect its replies/);
  for (let times = 0; times < 12 && !(await done.isVisible()); times += 1) {
    await workbench.runCommand('Notifications: Clear All Notifications');
    const asked = server.requests.length;
    await workbench.runCommand('Self-Instruct: Check Batch Jobs');
    await expect.poll(() => server.requests.length, { timeout: 30_000 }).toBeGreaterThan(asked);
    await workbench.notification(/of 7 answered|7 requests|is done/).waitFor();
  }
  await done.waitFor();
  await workbench.screenshot('batch-3-done');
  await workbench.answerNotification(/is done: collect its replies/, 'Collect Batch');
  await workbench.notification(/7 of 7 replies collected/).waitFor();
  await workbench.expand('Batches');
  await workbench.treeRow(/done, 7 of 7 replies collected/).waitFor();
  await expect.poll(async () => (await tasks()).length, { timeout: 30_000 }).toBeGreaterThan(before + 5);
  expect((await tasks()).every(({ provenance }) => provenance.connection === 'mine')).toBe(true);
  expect([sentTo('/v1/files').length, sentTo('/v1/chat/completions').length]).toEqual([1, 1]);
  await workbench.screenshot('batch-4-collected');
});
