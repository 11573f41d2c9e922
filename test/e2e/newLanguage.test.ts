import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyFixture, type Fixture } from '../support/fixture.ts';
import { explainFailures, Workbench } from '../support/workbench.ts';

/** From an empty folder to seed tasks in a language that nothing ships for, by keyboard, without typing JSON. */
let fixture: Fixture;
let workbench: Workbench;

explainFailures(() => workbench);

beforeAll(async () => {
  fixture = await copyFixture();
  // In a browser the editor would save by itself.
  const userSettings = { 'files.autoSave': 'off' };
  workbench = await Workbench.open({ workspace: fixture.folder, userSettings });
});

afterAll(async () => {
  await workbench?.close();
  await fixture.remove();
});

const dataset = (name: string) => join(fixture.folder, 'avañe-ẽ', name);

async function seeds(): Promise<Record<string, unknown>[]> {
  const text = await readFile(dataset('seed_tasks.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const press = (key: string) => workbench.page.keyboard.press(key);
const type = (text: string) => workbench.page.keyboard.insertText(text);
/** The title of the wizard's step on the screen, such as `New Dataset (2/3)`. */
const step = (number: number) => workbench.page.locator('.quick-input-title').getByText(`(${number}/`);
const form = () => workbench.webview();
const instruction = () => form().getByLabel('Instruction', { exact: true });

/** The form takes a while to be drawn, and is drawn anew whenever it comes back into view. */
async function waitForInstruction(text: string): Promise<void> {
  await instruction().waitFor();
  await expect.poll(() => instruction().inputValue(), { timeout: 30_000 }).toBe(text);
}

test('the empty folder leads to the wizard', async () => {
  await workbench.openView('Self-Instruct');
  await workbench.page.locator('.sidebar').getByText('New Dataset').waitFor();
  await workbench.screenshot('wizard-1-welcome');
});

test('dismissed in the middle, the wizard leaves nothing behind', async () => {
  await workbench.runCommand('Self-Instruct: New Dataset…');
  await step(1).waitFor();
  await workbench.screenshot('wizard-2-name');
  await press('Enter');
  await step(2).waitFor();
  await press('Escape');
  await step(2).waitFor({ state: 'hidden' });
  expect(await readdir(fixture.folder)).toEqual([]);
});

test('name, language and purpose, with a step back', async () => {
  await workbench.runCommand('Self-Instruct: New Dataset…');
  await step(1).waitFor();
  await workbench.answer('avañe-ẽ');
  await step(2).waitFor();
  await type('guarani');
  await workbench.quickPick('Avañeʼẽ').waitFor();
  await workbench.screenshot('wizard-3-language');
  await press('Enter');
  await step(3).waitFor();
  await workbench.screenshot('wizard-4-purpose');
  await press('Control+Alt+Minus');
  await step(2).waitFor();
  await type('gn-');
  await type('PY');
  await workbench.quickPick('Use the tag “gn-PY”').waitFor();
  await workbench.quickInput().fill('guarani');
  await workbench.quickPick('Avañeʼẽ').waitFor();
  await press('Enter');
  await step(3).waitFor();
  await press('Enter');
  await instruction().waitFor();
  expect(JSON.parse(await readFile(dataset('self-instruct.json'), 'utf8'))).toMatchObject({
    name: 'avañe-ẽ',
    language: 'gn',
    contactLanguages: ['es', 'en'],
  });
  expect(await seeds()).toEqual([]);
  await workbench.screenshot('wizard-5-form');
});

test('a task without an answer is not saved, and the form says where', async () => {
  const hasFocus = () => instruction().evaluate((field) => field === document.activeElement);
  await expect.poll(hasFocus, { timeout: 30_000 }).toBe(true);
  await type('Ehai mbohapy ysyry réra.');
  await press('Control+Enter');
  await form().getByText('Write the answer.').waitFor();
  await workbench.screenshot('wizard-6-missing');
  expect(await seeds()).toEqual([]);
});

test('two seed tasks, the second with two instances of several lines', async () => {
  await type('Paraguái\nParana\nPilcomayo');
  await press('Control+Enter');
  await expect.poll(seeds, { timeout: 30_000 }).toHaveLength(1);
  await form().getByText('Saved in seed_tasks.jsonl').waitFor();
  await form().getByText('One seed task so far').waitFor();
  await type('Embohasa ko ñe’ẽ karaiñe’ẽme.');
  await press('Tab');
  await press('Tab');
  await type('óga');
  await press('Tab');
  await type('casa');
  await form().getByRole('button', { name: 'Add Instance' }).press('Enter');
  await type('Che róga\nNde róga');
  await press('Tab');
  await type('Mi casa\nTu casa');
  await workbench.screenshot('wizard-7-instances');
  await press('Control+Enter');
  await expect.poll(seeds, { timeout: 30_000 }).toHaveLength(2);
  expect(await seeds()).toMatchObject([
    {
      instruction: 'Ehai mbohapy ysyry réra.',
      instances: [{ input: '', output: 'Paraguái\nParana\nPilcomayo' }],
      is_classification: false,
      author: 'Reviewer',
    },
    {
      instances: [
        { input: 'óga', output: 'casa' },
        { input: 'Che róga\nNde róga', output: 'Mi casa\nTu casa' },
      ],
    },
  ]);
  expect(existsSync(dataset('decisions.jsonl'))).toBe(false);
});

test('a form that is left keeps its draft, and the seeds are in the tree', async () => {
  await form().getByText('2 seed tasks so far').waitFor();
  await waitForInstruction('');
  await type('Emombe’u peteĩ káso');
  await press('Escape');
  await workbench.tab('New seed task').waitFor({ state: 'hidden' });
  await workbench.expand(/Seed tasks/);
  await workbench.treeRow('Ehai mbohapy ysyry réra.').waitFor();
  await workbench.treeRow('Embohasa ko ñe’ẽ karaiñe’ẽme.').waitFor();
  await workbench.screenshot('wizard-8-tree');
  await workbench.runCommand('Self-Instruct: New Seed Task…');
  await waitForInstruction('Emombe’u peteĩ káso');
});

test('while the file has unsaved changes a seed goes into the open document, where it can be undone', async () => {
  await workbench.openFile('seed_tasks.jsonl');
  await press('Control+Home');
  await press('Enter');
  await workbench.page.locator('.tabs-container .tab.dirty').waitFor();
  await workbench.runCommand('Self-Instruct: New Seed Task…');
  await waitForInstruction('Emombe’u peteĩ káso');
  await form().getByLabel('Output', { exact: true }).fill('Ymaiterei…');
  await press('Control+Enter');
  await form().getByText('had unsaved changes: save that file').waitFor();
  expect(await seeds()).toHaveLength(2);
  await workbench.tab('seed_tasks.jsonl').click();
  await workbench.page.locator('.view-line').filter({ hasText: 'Ymaiterei' }).waitFor();
  await workbench.screenshot('wizard-9-unsaved');
  await press('Control+Z');
  await workbench.page.locator('.view-line').filter({ hasText: 'Ymaiterei' }).waitFor({ state: 'detached' });
  await press('Control+Shift+Z');
  await workbench.page.locator('.view-line').filter({ hasText: 'Ymaiterei' }).waitFor();
  await press('Control+S');
  await expect.poll(seeds, { timeout: 30_000 }).toHaveLength(3);
});

test('after a restart the form is there once', async () => {
  await workbench.closeWindow();
  await workbench.reopenWindow();
  await workbench.openView('Self-Instruct');
  // The form is behind another tab: whether its page is loaded is the editor's affair.
  await workbench.page.locator('.tab.active').filter({ hasText: 'seed_tasks.jsonl' }).waitFor();
  await workbench.tab('New seed task').waitFor();
  await workbench.treeRow(/Seed tasks\s*3/).waitFor();
  await workbench.runCommand('Self-Instruct: New Seed Task…');
  await instruction().waitFor();
  expect(await workbench.tab('New seed task').count()).toBe(1);
});
