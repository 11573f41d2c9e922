import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { copyFixture, type Fixture } from '../support/fixture.ts';
import { explainFailures, Workbench } from '../support/workbench.ts';
import { type ScriptTexts, scriptTexts } from './scriptTexts.ts';

/** Tree, tooltip, review card, conversation, ledger and the hover over a line in six scripts: pictures to be looked at. */
let fixture: Fixture;
let workbench: Workbench;

explainFailures(() => workbench);

const folderOf = (language: string) => join(fixture.folder, language);

beforeAll(async () => {
  fixture = await copyFixture();
  for (const texts of scriptTexts) await writeDataset(texts);
  workbench = await Workbench.open({ workspace: folderOf('ar') });
});

afterAll(async () => {
  await workbench?.close();
  await fixture.remove();
});

async function writeDataset(texts: ScriptTexts): Promise<void> {
  const { language, name, seed, instruction, input, output, question, answer, dropped } = texts;
  const folder = folderOf(language);
  const write = (file: string, ...values: object[]) =>
    writeFile(join(folder, file), values.map((value) => `${JSON.stringify(value)}\n`).join(''));
  const messages = [
    { role: 'user', content: `${instruction}\n\n${input}` },
    { role: 'assistant', content: output },
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ];
  const made = { run: 'r1', round: 1, request: 0, at: '2026-01-02T03:04:05.000Z' };
  const provenance = { connection: 'own', model: 'm-1', servedModel: 'm-1', ...made };
  await mkdir(folder);
  await write('self-instruct.json', { name, language, connection: 'own', model: 'm-1' });
  await write('seed_tasks.jsonl', {
    id: 's1',
    instruction: seed,
    instances: [{ input: '', output }],
    is_classification: false,
    author: name,
  });
  await write(
    'generated_tasks.jsonl',
    {
      id: 't_1',
      instruction,
      instances: [{ input, output }],
      is_classification: false,
      provenance,
      novelty: { max: 0.31, nearest: 's1' },
    },
    { id: 't_2', instruction: question, instances: [{ messages }], is_classification: false, provenance },
  );
  await write('filtered_candidates.jsonl', {
    id: 'f_1',
    ...made,
    stage: 'instruction',
    filter: 'similar',
    instruction: dropped,
    score: 0.82,
    nearest: 't_1',
  });
}

test.each(scriptTexts)('$language', async ({ language, name, seed, instruction, question, dropped }) => {
  if (language !== 'ar') {
    await workbench.closeWindow();
    await workbench.reopenWindow(folderOf(language));
  }
  const panel = () => workbench.webview();
  await workbench.openView('Self-Instruct');
  await workbench.treeRow(name).waitFor();
  await workbench.expand(/Filtered out/);
  await workbench.expand(/Too similar/);
  await workbench.expand(/Seed tasks/);
  await workbench.treeRow(dropped.slice(0, 12)).waitFor();
  await workbench.treeRow(seed.slice(0, 12)).waitFor();
  await workbench.runCommand('Self-Instruct: Open Panel');
  await panel()
    .getByRole('tab', { name: /Review/ })
    .click();
  await panel().getByText(instruction).first().waitFor();
  await workbench.treeRow(instruction.slice(0, 12)).hover();
  await workbench.page.locator('.monaco-hover:visible').getByText('Nearest neighbour').waitFor();
  await workbench.screenshot(`script-${language}-1-review`);
  await workbench.page.mouse.move(800, 600);
  await workbench.page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' });
  await panel().getByRole('button', { name: /^Next/ }).click();
  await panel().getByText(question).first().waitFor();
  await workbench.screenshot(`script-${language}-2-chat`);
  await panel()
    .getByRole('tab', { name: /Ledger/ })
    .click();
  await panel().getByText(dropped).last().waitFor();
  await panel().getByText('What both share').waitFor();
  await workbench.screenshot(`script-${language}-3-ledger`);
  await workbench.openFile('generated_tasks.jsonl');
  await workbench.codeLens(/nearest 0\.31/).waitFor();
  await workbench.page.locator('.view-line').first().hover();
  await workbench.page.locator('.monaco-hover:visible').getByText('Nearest neighbour').waitFor();
  await workbench.screenshot(`script-${language}-4-file`);
});
