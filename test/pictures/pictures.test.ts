import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { copyFixture, type Fixture } from '../support/fixture.ts';
import { explainFailures, Workbench } from '../support/workbench.ts';

/** What a person sees in a light, a dark and a high-contrast theme, in another script than Latin: pictures to be looked at. */
let fixture: Fixture;
let workbench: Workbench | undefined;

explainFailures(() => workbench);

beforeAll(async () => {
  fixture = await copyFixture('samples/hindi');
  execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'generate', fixture.folder, '--random-seed', '3'], {
    stdio: 'ignore',
  });
});

afterAll(() => fixture.remove());

test.each([
  ['light', 'Light Modern', '.vs'],
  ['dark', 'Dark Modern', '.vs-dark'],
  ['high-contrast', 'Default High Contrast', '.hc-black'],
])('%s', async (name, theme, mark) => {
  workbench = await Workbench.open({ workspace: fixture.folder, userSettings: { 'workbench.colorTheme': theme } });
  try {
    await workbench.page.locator(`.monaco-workbench${mark}`).waitFor();
    await workbench.openView('Self-Instruct');
    await workbench.treeRow('हिन्दी नमूना').waitFor();
    await workbench.openFile('generated_tasks.jsonl');
    await workbench.codeLens(/Accept$/).waitFor();
    await workbench.runCommand('Self-Instruct: Open Panel');
    await workbench
      .webview()
      .getByRole('tab', { name: /Overview/ })
      .waitFor();
    await workbench.webview().getByRole('heading', { name: 'Similarity to the nearest neighbour' }).waitFor();
    await workbench.screenshot(`picture-${name}-overview`);
    await workbench
      .webview()
      .getByRole('tab', { name: /Review/ })
      .click();
    await workbench
      .webview()
      .getByText(/Nearest neighbour/)
      .first()
      .waitFor();
    await workbench.runCommand('View: Move Editor into Right Group');
    // A panel that is moved is drawn anew.
    await workbench
      .webview()
      .getByText(/Nearest neighbour/)
      .first()
      .waitFor();
    await workbench.codeLens(/Accept$/).waitFor();
    await workbench.screenshot(`picture-${name}`);
  } finally {
    await workbench.close();
    workbench = undefined;
  }
});

test('the picture of the README', async () => {
  const english = await copyFixture('samples/english');
  execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'generate', english.folder, '--random-seed', '8'], {
    stdio: 'ignore',
  });
  workbench = await Workbench.open({
    workspace: english.folder,
    userSettings: { 'workbench.colorTheme': 'Dark Modern', 'selfInstruct.reviewer': 'Amara' },
    size: { width: 1600, height: 900 },
  });
  try {
    await workbench.openView('Self-Instruct');
    await workbench.treeRow('English sample').waitFor();
    await workbench.openFile('generated_tasks.jsonl');
    await workbench.codeLens(/Accept$/).click();
    await workbench.codeLens(/Reject$/, 2).click();
    await workbench.codeLens(/Accept$/, 3).click();
    await workbench.collapse(/Pending/);
    await workbench.expand(/Accepted\s*2/);
    await workbench.expand(/Filtered out/);
    await workbench.runCommand('Self-Instruct: Open Panel');
    await workbench
      .webview()
      .getByRole('tab', { name: /Review/ })
      .click();
    await workbench
      .webview()
      .getByText(/Nearest neighbour/)
      .first()
      .waitFor();
    await workbench.runCommand('View: Move Editor into Right Group');
    await workbench
      .webview()
      .getByText(/Nearest neighbour/)
      .first()
      .waitFor();
    await workbench.codeLens(/Accept$/).waitFor();
    await workbench.screenshot('workbench');
  } finally {
    await workbench.close();
    workbench = undefined;
    await english.remove();
  }
});
