import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { questionHash } from '../../src/core/store/contentHash.ts';
import { copyFixture, type Fixture } from '../support/fixture.ts';
import { explainFailures, Workbench } from '../support/workbench.ts';
import { scriptTexts } from './scriptTexts.ts';

/** Old and new outputs side by side, in several scripts and themes: pictures to be looked at. */
let fixture: Fixture;
let workbench: Workbench | undefined;

explainFailures(() => workbench);

const small = { connection: 'local', model: 'small-1', servedModel: 'small-1', run: 'r1', round: 1, request: 0 };

beforeAll(async () => {
  fixture = await copyFixture();
  const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const tasks = scriptTexts.map(({ language, instruction, input, question }) => ({
    id: `t_${language}`,
    instruction,
    instances: [{ input, output: question }],
    is_classification: false,
    rev: 1,
    provenance: small,
  }));
  const outputs = scriptTexts.map(({ language, instruction, input, output, answer }) => ({
    id: `o_${language}`,
    task: `t_${language}`,
    instance: 0,
    of: questionHash(instruction, { input }),
    output: `${output}\n\n${answer} ${output} ${answer}`,
    provenance: { ...small, model: 'large-2', servedModel: 'large-2' },
    agreement: { agree: 3, of: 5 },
  }));
  await writeFile(join(fixture.folder, 'seed_tasks.jsonl'), lines([{ ...tasks[0], id: 'seed_1' }]));
  await writeFile(join(fixture.folder, 'generated_tasks.jsonl'), lines(tasks));
  await writeFile(join(fixture.folder, 'outputs.jsonl'), lines(outputs));
  await writeFile(join(fixture.folder, 'self-instruct.json'), '{ "name": "Outputs", "language": "ar" }\n');
});

afterAll(() => fixture.remove());

test.each(['light', 'dark', 'high contrast'] as const)('%s', async (theme) => {
  workbench = await Workbench.open({ workspace: fixture.folder });
  try {
    await workbench.setTheme(theme);
    await workbench.openView('Self-Instruct');
    await workbench.treeRow('to choose from').waitFor();
    await workbench.runCommand('Self-Instruct: Compare Outputs');
    await workbench.quickPick('to choose from').waitFor();
    await workbench.screenshot(`outputs-pick-${theme.replace(' ', '-')}`);
    await workbench.quickPick('to choose from').click();
    await workbench.page.locator('.diff-editor, .monaco-diff-editor').first().waitFor();
    await workbench.page.locator('.monaco-diff-editor .view-line').filter({ hasText: 'Nordwind' }).first().waitFor();
    await workbench.screenshot(`outputs-${theme.replace(' ', '-')}`);
    await workbench.page.keyboard.press('ControlOrMeta+Alt+N');
    await workbench.tab('हिन्दी').or(workbench.tab('नीचे')).first().waitFor();
    await workbench.page.locator('.monaco-diff-editor .view-line').filter({ hasText: 'बर्लिन' }).first().waitFor();
    await workbench.screenshot(`outputs-next-${theme.replace(' ', '-')}`);
  } finally {
    await workbench.close();
    workbench = undefined;
  }
});
