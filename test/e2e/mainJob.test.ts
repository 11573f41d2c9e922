import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyFixture, type Fixture } from '../support/fixture.ts';
import { explainFailures, Workbench } from '../support/workbench.ts';

/** A person's first day with the sample, from the empty tree to the exported file, in one window and then another. */
let fixture: Fixture;
let workbench: Workbench;

explainFailures(() => workbench);

beforeAll(async () => {
  fixture = await copyFixture('samples/english');
  workbench = await Workbench.open({ workspace: fixture.folder });
});

afterAll(async () => {
  await workbench?.close();
  await fixture.remove();
});

const file = (name: string) => join(fixture.folder, name);

async function lines(name: string): Promise<Record<string, unknown>[]> {
  if (!existsSync(file(name))) return [];
  const text = await readFile(file(name), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** A line above a task; what only states something is no link. */
const lens = (text: RegExp) => workbench.page.locator('.codelens-decoration').filter({ hasText: text }).first();

const verdicts = async () => (await lines('decisions.jsonl')).map(({ decision }) => decision);

test('the sample opens in the tree with its seeds', async () => {
  await workbench.openView('Self-Instruct');
  await workbench.treeRow('English sample').waitFor();
  await workbench.treeRow(/Seed tasks/).waitFor();
  await workbench.screenshot('main-1-opened');
});

test('a click generates a round, and the tree fills', async () => {
  await workbench.viewAction('Generate Round').click();
  await workbench.expand(/^\s*Generated/);
  await workbench.expand(/Pending/);
  await expect.poll(async () => (await lines('rounds.jsonl')).length, { timeout: 60_000 }).toBe(1);
  const admitted = (await lines('generated_tasks.jsonl')).length;
  expect(admitted).toBeGreaterThanOrEqual(20);
  await workbench.treeRow(new RegExp(`Generated\\s*${admitted}`)).waitFor();
  expect(await workbench.treeRow(/practice model: no language model/i).count()).toBe(1);
  await workbench.screenshot('main-2-generated');
  await workbench.collapse(/Pending/);
  await workbench.expand(/Filtered out/);
  await workbench.screenshot('main-2-filtered');
});

test('a CodeLens accepts a task, on disk and on the screen', async () => {
  await workbench.openFile('generated_tasks.jsonl');
  await workbench.codeLens(/Accept$/).click();
  await expect.poll(verdicts).toEqual(['accept']);
  const [task] = await lines('generated_tasks.jsonl');
  expect((await lines('decisions.jsonl'))[0]).toMatchObject({ id: task?.id, seq: 1 });
  await lens(/Accepted by/).waitFor();
  await workbench.codeLens(/nearest 0\.\d\d/i).waitFor();
  await workbench.treeRow(/Accepted\s*1/).waitFor();
  await workbench.screenshot('main-3-accepted');
});

test('a key in the panel rejects the next one, and another takes it back', async () => {
  await workbench.runCommand('Self-Instruct: Open Panel');
  const panel = workbench.webview();
  await panel.getByRole('tab', { name: /Overview/ }).waitFor();
  await panel.getByRole('heading', { name: 'Similarity to the nearest neighbour' }).waitFor();
  await workbench.screenshot('main-4-overview');
  await panel.getByRole('tab', { name: /Review/ }).click();
  await panel.getByText(/of \d+ reviewed/).waitFor();
  await panel.getByText(/Nearest neighbour/).waitFor();
  await workbench.screenshot('main-5-review');
  await workbench.page.keyboard.press('r');
  await expect.poll(verdicts).toEqual(['accept', 'reject']);
  await workbench.treeRow(/Rejected\s*1/).waitFor();
  await workbench.page.keyboard.press('u');
  await expect.poll(verdicts).toEqual(['accept', 'reject', 'reset']);
  expect((await lines('decisions.jsonl'))[2]).toMatchObject({ undoes: 1, seq: 2 });
  await workbench.page.keyboard.press('r');
  await expect.poll(verdicts).toEqual(['accept', 'reject', 'reset', 'reject']);
  await workbench.treeRow(/Rejected\s*1/).waitFor();
  await workbench.screenshot('main-6-rejected');
});

test('the accepted tasks are exported', async () => {
  await workbench.runCommand('Self-Instruct: Export…');
  await workbench.quickPick('Chat messages').click();
  await workbench.quickPick('The accepted tasks only').click();
  await workbench.page.getByRole('button', { name: 'OK' }).waitFor();
  await expect.poll(() => workbench.quickInput().inputValue()).toContain('messages.jsonl');
  await workbench.quickInput().press('Enter');
  const target = file('export/English sample.messages.jsonl');
  await expect.poll(() => existsSync(target)).toBe(true);
  const [task] = await lines('generated_tasks.jsonl');
  const rows = await lines('export/English sample.messages.jsonl');
  const { instances } = task as { instances: unknown[] };
  expect(rows).toHaveLength(instances.length);
  expect(rows[0]).toMatchObject({ messages: [{ role: 'user' }, { role: 'assistant' }] });
});

test('a new window shows every decision again', async () => {
  await workbench.closeWindow();
  await workbench.reopenWindow();
  await workbench.openView('Self-Instruct');
  await workbench.expand(/^\s*Generated/);
  await workbench.collapse(/Pending/);
  await workbench.treeRow(/Accepted\s*1/).waitFor();
  await workbench.treeRow(/Rejected\s*1/).waitFor();
  expect(await verdicts()).toEqual(['accept', 'reject', 'reset', 'reject']);
  await workbench.tab('generated_tasks.jsonl').click();
  await lens(/Accepted by/).waitFor();
  await lens(/Rejected by/).waitFor();
  await workbench.screenshot('main-7-reopened');
});

test('the command line finds nothing wrong with what the editor wrote', async () => {
  const { spawnSync } = await import('node:child_process');
  const { root } = await import('../../scripts/install.mjs');
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'dist/cli.js'), 'check', fixture.folder, '--json'],
    {
      encoding: 'utf8',
    },
  );
  expect(status, stdout).toBe(0);
});
