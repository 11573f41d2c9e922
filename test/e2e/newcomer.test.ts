import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyFixture, type Fixture } from '../support/fixture.ts';
import { guaraniTable, guaraniTasks } from '../support/guarani.ts';
import { type ScriptedModel, startScriptedModel } from '../support/scriptedModel.ts';
import { explainFailures, Workbench } from '../support/workbench.ts';

/**
 * A newcomer's way from an empty folder to ten accepted tasks in Guarani, for which nothing ships, without typing JSON:
 * the wizard, the form, a table from a spreadsheet, a connection of their own, a round, the review.
 */
let fixture: Fixture;
let workbench: Workbench;
let model: ScriptedModel;

explainFailures(() => workbench);

beforeAll(async () => {
  fixture = await copyFixture();
  await writeFile(join(fixture.folder, 'ñe’ẽ.csv'), guaraniTable);
  model = await startScriptedModel('che-1', guaraniTasks);
  workbench = await Workbench.open({ workspace: fixture.folder });
});

afterAll(async () => {
  await workbench?.close();
  await model?.close();
  await fixture.remove();
});

interface Line {
  readonly id: string;
  readonly instruction: string;
  readonly decision: string;
  readonly instances: readonly unknown[];
  readonly provenance: { readonly connection: string; readonly practice?: true };
}

async function lines(name: string): Promise<Line[]> {
  const text = await readFile(join(fixture.folder, 'avañe’ẽ', name), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

const press = (key: string) => workbench.page.keyboard.press(key);
const count = async (name: string) => (await lines(name)).length;

test('a dataset in Guarani, by the wizard', async () => {
  await workbench.openView('Self-Instruct');
  await workbench.page.locator('.sidebar').getByText('New Dataset').click();
  const step = (number: number) => workbench.page.locator('.quick-input-title').getByText(`(${number}/`);
  await step(1).waitFor();
  await workbench.answer('avañe’ẽ');
  await step(2).waitFor();
  await workbench.quickInput().fill('guarani');
  await workbench.quickPick('Avañeʼẽ').click();
  await step(3).waitFor();
  await press('Enter');
  await workbench.webview().getByLabel('Instruction', { exact: true }).waitFor();
  await workbench.screenshot('newcomer-1-dataset');
});

test('a seed task by the form', async () => {
  const form = workbench.webview();
  const field = (label: string) => form.getByLabel(label, { exact: true });
  await field('Instruction').fill('Ehai mbohapy ysyry réra.');
  await field('Output').fill('Paraguái\nParana\nPilcomayo');
  await workbench.screenshot('newcomer-2-form');
  await field('Output').press('Control+Enter');
  await form.getByText('Saved in seed_tasks.jsonl').waitFor();
  expect(await count('seed_tasks.jsonl')).toBe(1);
});

test('more seed tasks from a spreadsheet', async () => {
  await workbench.clickRowMenu(/Seed tasks/, 'Import Seeds from CSV');
  // The dialog opens in the dataset's folder; the table lies beside it.
  await workbench.page.getByRole('button', { name: 'Import Seeds' }).waitFor();
  await workbench.screenshot('newcomer-3-dialog');
  await workbench.quickPick('..').click();
  await workbench.quickPick('ñe’ẽ.csv').click();
  await workbench.quickPick('Import 6 rows as 6 seed tasks').waitFor();
  await workbench.screenshot('newcomer-4-import');
  await workbench.quickPick('Import 6 rows as 6 seed tasks').click();
  await workbench.notification(/6 seed tasks with 6 instances were added/).waitFor();
  await workbench.expand(/Seed tasks/);
  await workbench.treeRow('Ehai mokõi guyra réra.').waitFor();
  await workbench.screenshot('newcomer-5-seeds');
  await workbench.runCommand('Notifications: Clear All Notifications');
  expect(await count('seed_tasks.jsonl')).toBe(7);
  expect((await lines('seed_tasks.jsonl'))[1]?.instances).toEqual([{ input: '', output: 'Tukã\nMainumby' }]);
});

test('a connection of their own and a round', async () => {
  const title = (text: string) => workbench.page.locator('.quick-input-title').getByText(text).waitFor();
  await workbench.collapse(/Seed tasks/);
  await workbench.viewAction('Generate Round').click();
  await workbench.quickPick('Another address').click();
  await title('Add Connection');
  await workbench.answer('che mba’e');
  await expect.poll(() => workbench.quickInput().inputValue()).toBe('https://');
  await workbench.quickInput().fill(model.baseUrl);
  await workbench.screenshot('newcomer-6-connection');
  await press('Enter');
  await title('API Key for');
  await press('Enter');
  await workbench.quickPick('che-1').click();
  await expect.poll(() => count('rounds.jsonl'), { timeout: 60_000 }).toBe(1);
  const tasks = await lines('generated_tasks.jsonl');
  expect(tasks.length).toBeGreaterThanOrEqual(10);
  expect(tasks.every(({ provenance }) => provenance.connection === 'che mba’e' && !provenance.practice)).toBe(true);
  await workbench.treeRow(new RegExp(`Pending\\s*${tasks.length}`)).waitFor();
  await workbench.screenshot('newcomer-7-generated');
});

test('ten tasks are accepted, in the tree, by the button and by key', async () => {
  const accepted = (number: number) => expect.poll(() => count('decisions.jsonl')).toBe(number);
  const [first] = await lines('generated_tasks.jsonl');
  await workbench.clickRowAction(first?.instruction ?? '', 'Accept');
  await accepted(1);
  await workbench.treeRow(/Accepted\s*1/).waitFor();
  await workbench.viewAction('Open Panel').click();
  const panel = workbench.webview();
  await panel.getByRole('tab', { name: /Review/ }).click();
  await panel.getByText(/^1 of \d+ reviewed$/).waitFor();
  await workbench.screenshot('newcomer-8-review');
  await panel.getByRole('button', { name: /^Accept/ }).click();
  await accepted(2);
  for (let number = 3; number <= 10; number += 1) {
    await panel.getByText(new RegExp(`^${number - 1} of \\d+ reviewed$`)).waitFor();
    await press('a');
    await accepted(number);
  }
  await workbench.treeRow(/Accepted\s*10/).waitFor();
  await workbench.collapse(/Pending/);
  await workbench.expand(/Accepted/);
  await workbench.screenshot('newcomer-9-accepted');
  const decisions = await lines('decisions.jsonl');
  expect(new Set(decisions.map(({ id }) => id)).size).toBe(10);
  expect(decisions.every(({ decision }) => decision === 'accept')).toBe(true);
});
