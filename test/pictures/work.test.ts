import { execFile } from 'node:child_process';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { type LoopbackServer, startLoopbackServer } from '../../src/core/practice/loopbackServer.ts';
import { copyFixture, type Fixture } from '../support/fixture.ts';
import { explainFailures, Workbench } from '../support/workbench.ts';

/** A run with its cost while it goes on, tasks with scores, a batch under way, and the form of a seed task, in three themes: pictures to be looked at. */
let fixture: Fixture;
let workbench: Workbench | undefined;
let quick: LoopbackServer;
let slow: LoopbackServer;

explainFailures(() => workbench);

const run = promisify(execFile);

beforeAll(async () => {
  quick = await startLoopbackServer();
  slow = await startLoopbackServer({ latencyMs: () => 1_500 });
  fixture = await copyFixture();
  const { folder } = fixture;
  for (const name of ['judged', 'running']) {
    await cp(join(root, 'samples/english'), join(folder, name), { recursive: true });
    const recipe = { name, connection: name, model: 'practice-1', round: { requests: 12, concurrency: 3 } };
    await writeFile(join(folder, name, 'self-instruct.json'), `${JSON.stringify(recipe, undefined, 2)}\n`);
  }
  const cli = (command: readonly string[], server: LoopbackServer) =>
    run(process.execPath, [
      join(root, 'dist/cli.js'),
      ...command,
      ...['--base-url', server.baseUrl, '--model-id', 'practice-1'],
    ]);
  const judged = join(folder, 'judged');
  await cli(['generate', judged, '--rounds', '1'], quick);
  await cli(['judge', judged], quick);
  await cli(['batch', 'submit', judged, '--rounds', '1'], quick);
});

afterAll(async () => {
  await quick?.close();
  await slow?.close();
  await fixture.remove();
});

test.each(['light', 'dark', 'high contrast'] as const)('%s', async (theme) => {
  const price = { model: 'practice-1', input: 10, output: 40, currency: 'USD', entered: '2026-11-01' };
  // The run that the theme before stopped is forgotten.
  await rm(join(fixture.folder, 'running/.self-instruct'), { recursive: true, force: true });
  workbench = await Workbench.open({
    workspace: fixture.folder,
    userSettings: {
      'selfInstruct.connections': [
        { name: 'judged', baseUrl: quick.baseUrl },
        { name: 'running', baseUrl: slow.baseUrl },
      ],
      'selfInstruct.prices': [{ ...price, origin: new URL(slow.baseUrl).origin }],
    },
  });
  try {
    await workbench.setTheme(theme);
    const name = theme.replaceAll(' ', '-');
    await workbench.openView('Self-Instruct');
    await workbench.expand('judged');
    await workbench.expand('Batches');
    await workbench.openFile('generated_tasks.jsonl');
    await workbench.codeLens(/Accept/).waitFor();
    await workbench.screenshot(`work-judged-${name}`);
    await workbench.clickRowMenu('judged', 'Open Panel');
    await workbench
      .webview()
      .getByRole('tab', { name: /Review/ })
      .click();
    await workbench.webview().locator('.card').first().waitFor();
    await workbench.screenshot(`work-judged-panel-${name}`);
    await workbench
      .webview()
      .getByRole('tab', { name: /Overview/ })
      .click();
    await workbench.screenshot(`work-judged-overview-${name}`);
    await workbench.collapse('judged');
    await workbench.expand('running');
    await workbench.clickRowAction('running', 'Generate Round');
    await workbench.quickPick('Start').click();
    await workbench.clickRowMenu('running', 'Open Panel');
    await workbench.webview().getByText(/USD/).first().waitFor();
    await workbench.statusBarItem(/[1-9]\d* admitted/).waitFor();
    await workbench.screenshot(`work-running-${name}`);
    await workbench.runCommand('Self-Instruct: Stop');
    await workbench.viewAction('Generate Round').waitFor();
    await workbench.screenshot(`work-stopped-${name}`);
    await workbench.clickRowAction(/Seed tasks/, 'New Seed Task');
    await workbench.webview().getByLabel('Instruction', { exact: true }).waitFor();
    await workbench.page.keyboard.press('Control+Enter');
    await workbench.webview().getByText('Write what is to be done.').waitFor();
    await workbench.screenshot(`work-form-${name}`);
  } finally {
    await workbench.close();
    workbench = undefined;
  }
});
