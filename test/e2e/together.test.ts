import { spawnSync } from 'node:child_process';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { type LoopbackServer, startLoopbackServer } from '../../src/core/practice/loopbackServer.ts';
import { copyFixture, type Fixture } from '../support/fixture.ts';
import { explainFailures, Workbench } from '../support/workbench.ts';

/** While a round appends, everybody works on the same dataset: a person in two windows, another program, the command line. */
let fixture: Fixture;
let workbench: Workbench;
let other: Workbench;
let server: LoopbackServer;
let latencyMs = 400;

explainFailures(() => workbench);

beforeAll(async () => {
  fixture = await copyFixture('samples/english');
  server = await startLoopbackServer({ latencyMs: () => latencyMs });
  await writeFile(
    join(fixture.folder, 'self-instruct.json'),
    JSON.stringify({ connection: 'mine', model: 'practice-1', round: { requests: 60, concurrency: 2 } }),
  );
  workbench = await Workbench.open({
    workspace: fixture.folder,
    userSettings: {
      'selfInstruct.connections': [{ name: 'mine', baseUrl: server.baseUrl }],
      'files.autoSave': 'off',
    },
  });
  // Before anything is edited: a window that opens later takes over what another one has not saved.
  other = await workbench.openWindow();
  for (const window of [workbench, other]) await window.openView('Self-Instruct');
});

afterAll(async () => {
  await workbench?.close();
  await server?.close();
  await fixture.remove();
});

const file = (name: string) => join(fixture.folder, name);
const text = (name: string) => readFile(file(name), 'utf8').catch(() => '');

interface Line {
  readonly id: string;
  readonly instruction: string;
  readonly decision?: string;
  readonly admitted?: readonly string[];
}

async function lines(name: string): Promise<Line[]> {
  return (await text(name))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** The first part has no number. */
async function parts(): Promise<string[]> {
  const numbered = (await readdir(fixture.folder)).filter((name) => /^generated_tasks\.\d+\.jsonl$/u.test(name));
  return ['generated_tasks.jsonl', ...numbered.sort()];
}

async function tasks(): Promise<Line[]> {
  return (await Promise.all((await parts()).map(lines))).flat();
}

function commandLine(...args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

const dirty = () => workbench.page.locator('.tab.dirty').filter({ hasText: 'generated_tasks.jsonl' });

async function typeSpaceIntoTheFirstLine(): Promise<void> {
  await workbench.page.locator('.monaco-editor .view-line').first().click();
  await workbench.page.keyboard.press('ControlOrMeta+Home');
  await workbench.page.keyboard.press('ArrowRight');
  await workbench.page.keyboard.type(' ');
  await dirty().waitFor();
}

test('what is edited in an open part stays, and the round goes on beside it', async () => {
  await workbench.viewAction('Generate Round').click();
  await expect.poll(async () => (await tasks()).length, { timeout: 60_000 }).toBeGreaterThan(2);
  await workbench.openFile('generated_tasks.jsonl');
  await typeSpaceIntoTheFirstLine();
  const before = await text('generated_tasks.jsonl');
  await expect.poll(async () => (await parts()).length, { timeout: 60_000 }).toBe(2);
  expect(await text('generated_tasks.jsonl')).toBe(before);
  await workbench.page.keyboard.press('ControlOrMeta+s');
  const isNewer = workbench.notification(/content of the file is newer/);
  await isNewer.or(workbench.page.locator('.tab:not(.dirty)').filter({ hasText: 'generated_tasks.jsonl' })).waitFor();
  if (await isNewer.isVisible()) {
    // A line was appended before the keys came, and the editor had not read it yet: nothing is overwritten. What stands on
    // the disk is taken, and as the round goes on in the next part nothing comes in between any more.
    await workbench.runCommand('File: Revert File');
    await dirty().waitFor({ state: 'detached' });
    expect(await text('generated_tasks.jsonl')).toBe(before);
    await typeSpaceIntoTheFirstLine();
    await workbench.page.keyboard.press('ControlOrMeta+s');
  }
  await dirty().waitFor({ state: 'detached' });
  const saved = before.replace('{', '{ ');
  expect(await text('generated_tasks.jsonl')).toBe(saved);
  await workbench.page.keyboard.press('ControlOrMeta+z');
  await dirty().waitFor();
  await workbench.runCommand('File: Revert File');
  await dirty().waitFor({ state: 'detached' });
  expect(await text('generated_tasks.jsonl')).toBe(saved);
});

test('what another program replaces is shown in every window', async () => {
  for (const window of [workbench, other]) {
    await window.expand(/^\s*Generated/);
    await window.expand(/Pending/);
  }
  const [first] = await lines('generated_tasks.jsonl');
  const replaced = (await text('generated_tasks.jsonl')).replace(
    JSON.stringify(first?.instruction),
    JSON.stringify('Written by another program.'),
  );
  await writeFile(file('replacement'), replaced);
  await rename(file('replacement'), file('generated_tasks.jsonl'));
  for (const window of [workbench, other]) await window.treeRow('Written by another program.').waitFor();
});

test('two windows and the command line review, and each sees the others', async () => {
  const [first, , , , , sixth] = await tasks();
  await other.openFile('generated_tasks.jsonl');
  await other.codeLens(/Accept$/).click();
  await expect
    .poll(() => lines('decisions.jsonl'), { timeout: 30_000 })
    .toMatchObject([{ id: first?.id, decision: 'accept' }]);
  // Long lists are drawn only as far as they are seen: what stands below the pending tasks is not.
  await workbench.collapse(/Pending/);
  await workbench.treeRow(/Accepted\s*1/).waitFor();
  // The second one: the first may be of the task that was accepted a moment ago.
  await workbench.codeLens(/Reject$/, 1).click();
  await other.collapse(/Pending/);
  await other.treeRow(/Rejected\s*1/).waitFor();
  commandLine('handout', fixture.folder, '--to', 'ben', '--ids', sixth?.id ?? '');
  const sheet = file('review/review-ben.csv');
  await writeFile(sheet, (await readFile(sheet, 'utf8')).replaceAll(/,,,,,,ben$/gmu, ',yes,,,,,ben'));
  commandLine('collect', fixture.folder, sheet);
  for (const window of [workbench, other]) await window.treeRow(/Accepted\s*2/).waitFor();
  await workbench.screenshot('together-reviewed');
});

test('at the end nothing is lost and nothing stands twice', async () => {
  latencyMs = 0;
  await expect.poll(async () => (await lines('rounds.jsonl')).length, { timeout: 120_000 }).toBe(1);
  const ids = (await tasks()).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const [round] = await lines('rounds.jsonl');
  expect([...(round?.admitted ?? [])].sort()).toEqual([...ids].sort());
  for (const window of [workbench, other]) await window.treeRow(new RegExp(`Generated\\s*${ids.length}`)).waitFor();
  expect((await lines('decisions.jsonl')).map(({ decision }) => decision).sort()).toEqual([
    'accept',
    'accept',
    'reject',
  ]);
  expect((await lines('generated_tasks.jsonl'))[0]?.instruction).toBe('Written by another program.');
  commandLine('check', fixture.folder);
});
