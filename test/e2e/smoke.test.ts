import { afterAll, beforeAll, test } from 'vitest';
import { copyFixture, type Fixture } from '../support/fixture.ts';
import { explainFailures, Workbench } from '../support/workbench.ts';

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

test('the packed extension shows its view and its commands', async () => {
  await workbench.openView('Self-Instruct');
  await workbench.treeRow(/./).waitFor();
  await workbench.findCommand('Self-Instruct: Generate Round');
  await workbench.page.keyboard.press('Escape');
  await workbench.screenshot('smoke');
});
