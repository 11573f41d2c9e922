import { existsSync } from 'node:fs';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { type LoopbackServer, startLoopbackServer } from '../../src/core/practice/loopbackServer.ts';
import { nodeDisk } from '../../src/core/store/disk.ts';
import { takeRunLock } from '../../src/core/store/lock.ts';
import { datasetPaths } from '../../src/core/store/paths.ts';
import { copyFixture, type Fixture } from '../support/fixture.ts';
import { explainFailures, Workbench } from '../support/workbench.ts';

/** A folder of somebody's own: seeds without a recipe, an endpoint that the user's settings name, and what can go wrong. */
let fixture: Fixture;
let workbench: Workbench;
let server: LoopbackServer;
let locked: LoopbackServer;
let nobody: LoopbackServer;

explainFailures(() => workbench);

const reference = join(root, '../shared/refdata/self-instruct/seed_tasks.jsonl');

beforeAll(async () => {
  fixture = await copyFixture('samples/english');
  await rm(join(fixture.folder, 'self-instruct.json'));
  if (existsSync(reference)) await copyFile(reference, join(fixture.folder, 'seed_tasks.jsonl'));
  else console.log('the reference seeds are not beside this checkout: the sample’s are used');
  server = await startLoopbackServer();
  locked = await startLoopbackServer({ apiKey: 'right' });
  nobody = await startLoopbackServer();
  await nobody.close();
  workbench = await Workbench.open({
    workspace: fixture.folder,
    userSettings: {
      'selfInstruct.connections': [
        { name: 'mine', baseUrl: server.baseUrl },
        { name: 'locked', baseUrl: locked.baseUrl, models: ['practice-1'] },
        { name: 'nobody', baseUrl: nobody.baseUrl, models: ['practice-1'] },
      ],
    },
  });
});

afterAll(async () => {
  await workbench?.close();
  await server?.close();
  await locked?.close();
  await fixture.remove();
});

async function tasks(): Promise<{ provenance: { connection: string; practice?: true } }[]> {
  const text = await readFile(join(fixture.folder, 'generated_tasks.jsonl'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Another recipe on disk, as a person or git would write it. */
const writeRecipe = (recipe: object) => writeFile(join(fixture.folder, 'self-instruct.json'), JSON.stringify(recipe));

/** Generates and waits for what the editor says. */
async function generateAndRead(text: RegExp): Promise<void> {
  await workbench.runCommand('Self-Instruct: Generate Round');
  await workbench.page.locator('.notifications-toasts, .notifications-center').getByText(text).first().waitFor();
  await workbench.runCommand('Notifications: Clear All Notifications');
}

test('Generate asks for a model first; nothing is sent before', async () => {
  await workbench.openView('Self-Instruct');
  await workbench.treeRow(/Seed tasks/).waitFor();
  await workbench.viewAction('Generate Round').click();
  await workbench.quickPick('Practice model').waitFor();
  await workbench.quickPick('mine').waitFor();
  await workbench.screenshot('own-1-choose-model');
  expect(server.requests).toEqual([]);
  await workbench.quickPick('mine').click();
  await workbench.quickPick('practice-1').click();
  await expect.poll(async () => (await tasks()).length, { timeout: 60_000 }).toBeGreaterThan(5);
  await expect.poll(() => existsSync(join(fixture.folder, 'rounds.jsonl')), { timeout: 60_000 }).toBe(true);
  expect((await tasks()).every(({ provenance }) => provenance.connection === 'mine' && !provenance.practice)).toBe(
    true,
  );
  expect(JSON.parse(await readFile(join(fixture.folder, 'self-instruct.json'), 'utf8'))).toEqual({
    connection: 'mine',
    model: 'practice-1',
  });
  await workbench.screenshot('own-2-generated');
});

test('with a price, Generate says first what it will come to; the status bar says what it cost', async () => {
  await workbench.runCommand('Self-Instruct: Set Price…');
  await workbench.page.getByText(/Price of .practice-1/).waitFor();
  await workbench.answerLast('10/40 USD');
  await workbench.runCommand('Self-Instruct: Set Budget…');
  await workbench.page.getByText(/Budget of .english/).waitFor();
  await workbench.answerLast('5 USD');
  const sent = server.requests.length;
  await workbench.viewAction('Generate Round').click();
  await workbench.page
    .locator('.quick-input-list')
    .getByText(/about [\d.]+ USD/)
    .waitFor();
  await workbench.screenshot('own-3-estimate');
  expect(server.requests).toHaveLength(sent);
  await workbench.quickPick('Start').click();
  await workbench.notification(/cost [\d.]+ USD of its 5 USD/).waitFor();
  await workbench.statusBarItem(/admitted, [\d.]+ USD/).waitFor();
  await workbench.screenshot('own-4-cost');
  await workbench.runCommand('Notifications: Clear All Notifications');
  await workbench.setUserSettings({ 'selfInstruct.prices': [] });
});

test('no practice task enters a dataset that has another model’s', async () => {
  const before = (await tasks()).length;
  await writeRecipe({ connection: 'practice' });
  await generateAndRead(/no language model, and its tasks never mix/);
  expect(await tasks()).toHaveLength(before);
});

test.each([
  ['a wrong key', { connection: 'locked', model: 'practice-1' }, /key/],
  ['an unknown model', { connection: 'mine', model: 'nobody-knows' }, /nobody-knows/],
  ['an unreachable address', { connection: 'nobody', model: 'practice-1' }, /127\.0\.0\.1/],
])('%s ends in a message that says what to do', { timeout: 120_000 }, async (_, recipe, message) => {
  const before = (await tasks()).length;
  await writeRecipe(recipe);
  await generateAndRead(message);
  expect(await tasks()).toHaveLength(before);
});

test('a second run on the same dataset is refused, and says who runs', async () => {
  await writeRecipe({ connection: 'mine', model: 'practice-1' });
  const lock = await takeRunLock(nodeDisk, datasetPaths(fixture.folder));
  await generateAndRead(/already going on in this dataset/);
  await lock.release();
});

test('a broken line is a problem on its line and stops nobody; without seeds nothing is sent', async () => {
  const seeds = join(fixture.folder, 'seed_tasks.jsonl');
  const text = await readFile(seeds, 'utf8');
  await writeFile(seeds, `{"id": broken\n${text}`);
  await workbench.openFile('seed_tasks.jsonl');
  await workbench.page.locator('.squiggly-error').first().waitFor();
  await workbench.screenshot('own-5-broken-line');
  await writeFile(seeds, '');
  const sent = server.requests.length;
  await generateAndRead(/no seed task to start from/);
  expect(server.requests).toHaveLength(sent);
});
