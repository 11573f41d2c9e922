import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyFixture, type Fixture } from '../support/fixture.ts';
import { explainFailures, Workbench } from '../support/workbench.ts';

/** What was dropped: looked at, brought back, compared, and settled as no duplicate, all by clicks and keys. */
let fixture: Fixture;
let workbench: Workbench;

explainFailures(() => workbench);

beforeAll(async () => {
  fixture = await copyFixture('samples/english');
  const recipe = join(fixture.folder, 'self-instruct.json');
  // So that the round drops the same candidates each time.
  await writeFile(recipe, JSON.stringify({ ...JSON.parse(await readFile(recipe, 'utf8')), randomSeed: 8 }));
  workbench = await Workbench.open({ workspace: fixture.folder });
});

afterAll(async () => {
  await workbench?.close();
  await fixture.remove();
});

async function lines(name: string): Promise<Record<string, unknown>[]> {
  const file = join(fixture.folder, name);
  if (!existsSync(file)) return [];
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const dropped = async () => (await lines('filtered_candidates.jsonl')).filter(({ filter }) => filter === 'similar');
const rescued = async () =>
  (await lines('generated_tasks.jsonl')).flatMap(
    ({ provenance }) => (provenance as { rescued?: { candidate: string; by: string } }).rescued ?? [],
  );

test('the panel lists what a round dropped, and says why', async () => {
  await workbench.openView('Self-Instruct');
  await workbench.viewAction('Generate Round').click();
  await expect.poll(async () => (await lines('rounds.jsonl')).length, { timeout: 60_000 }).toBe(1);
  await workbench.runCommand('Self-Instruct: Open Panel');
  const panel = workbench.webview();
  await panel.getByRole('tab', { name: /Ledger/ }).click();
  await panel.locator('.row').first().waitFor();
  const all = (await lines('filtered_candidates.jsonl')).length;
  expect(await panel.locator('.row').count()).toBe(all);
  await workbench.screenshot('ledger-1-opened');
  await panel.getByRole('combobox', { name: /^Filter/ }).selectOption('similar');
  await expect.poll(async () => panel.locator('.row').count()).toBe((await dropped()).length);
  const newest = (await dropped()).at(-1);
  await panel.getByRole('option', { selected: true }).getByText(String(newest?.instruction)).first().waitFor();
  await panel.getByText(/too similar to one that was there before it: ROUGE-L F [01]\.\d\d/).waitFor();
  expect(await panel.locator('.sides mark').count()).toBeGreaterThan(1);
  await workbench.screenshot('ledger-2-candidate');
});

test('a key asks, the modal dialog is answered by a click, and the candidate is a pending task', async () => {
  const panel = workbench.webview();
  const newest = (await dropped()).at(-1);
  await panel.getByRole('listbox').focus();
  await workbench.page.keyboard.press('r');
  await workbench.dialogButton('Rescue').waitFor();
  await workbench.screenshot('ledger-3-asked');
  await workbench.dialogButton('Rescue').click();
  await expect.poll(rescued, { timeout: 30_000 }).toMatchObject([{ candidate: newest?.id, by: 'Reviewer' }]);
  await panel.getByText(/brought back as the task/).waitFor();
  await workbench.screenshot('ledger-4-rescued');
  await panel.getByRole('tab', { name: /Overview/ }).click();
  expect(await panel.locator('.tile.rescued').textContent()).toBe('Rescued1');
  await panel.getByRole('tab', { name: /Ledger/ }).click();
});

test('other thresholds are replayed in the panel', async () => {
  const panel = workbench.webview();
  await panel.getByText('Replay threshold').click();
  await panel.getByRole('button', { name: 'Replay', exact: true }).click();
  await panel.getByRole('row', { name: /0\.7 \(the recipe’s\)/ }).waitFor();
  expect(await panel.getByRole('row').count()).toBe(5);
  await workbench.screenshot('ledger-5-replayed');
});

test('a candidate of the tree is compared with its nearest neighbour from the context menu', async () => {
  await workbench.collapse(/^\s*Generated/);
  await workbench.expand(/Filtered out/);
  await workbench.expand(/Too similar/);
  const [first] = await dropped();
  const text = String(first?.instruction).slice(0, 30);
  await workbench.clickRowMenu(text, 'Compare with Nearest');
  await workbench.tab(`${first?.id}.txt`).waitFor();
  const heading = /Filtered\s+out:\s+Too\s+similar\s+·\s+ROUGE-L/u;
  await workbench.page.locator('.view-line').filter({ hasText: heading }).first().waitFor();
  await workbench.screenshot('ledger-6-compared');
});

test('the rescued task is a near-duplicate, and a quick fix says that it is none', async () => {
  await workbench.openFile('generated_tasks.jsonl');
  await workbench.runCommand('Self-Instruct: Find Near-Duplicates');
  await workbench.notification(/texts of .* are near-duplicates/).waitFor();
  await workbench.runCommand('Notifications: Clear All Notifications');
  await workbench.runCommand('Go to Next Problem in Files (Error, Warning, Info)');
  await workbench.page.locator('.zone-widget .marker-widget').waitFor();
  await workbench.screenshot('ledger-7-near-duplicate');
  await workbench.clickQuickFix(/Not a duplicate of/);
  await expect.poll(async () => (await lines('not_duplicates.jsonl')).length).toBe(1);
  await workbench.page.locator('.squiggly-info').waitFor({ state: 'detached' });
  await workbench.screenshot('ledger-8-settled');
});
