import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { panelHtml } from '../../../src/host/panel/panelHtml.ts';
import { cardOf, PanelMessages } from '../../../src/host/panel/panelMessages.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'self-instruct-panel-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const seed = {
  id: 's1',
  instruction: 'Name a fruit.',
  instances: [{ input: '', output: 'fig' }],
  is_classification: false,
};
const generated = {
  id: 't1',
  instruction: 'Name two fruits.',
  instances: [{ input: 'red ones', output: 'apple and cherry' }],
  is_classification: true,
  rev: 1,
  novelty: { max: 0.57, nearest: 's1' },
};

async function open(...tasks: readonly object[]): Promise<Dataset> {
  const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  await writeFile(path.join(folder, 'seed_tasks.jsonl'), lines([seed]));
  await writeFile(path.join(folder, 'generated_tasks.jsonl'), lines(tasks));
  return Dataset.open(nodeDisk, folder);
}

test('the page runs nothing but its own script and loads nothing from elsewhere', () => {
  const html = panelHtml({
    script: 'https://w/panel.js',
    style: 'https://w/panel.css',
    cspSource: 'https://w',
    nonce: 'n0nce',
  });
  expect(html).toContain(
    `content="default-src 'none'; script-src 'nonce-n0nce'; style-src https://w 'nonce-n0nce'; font-src https://w"`,
  );
  expect(html.match(/<script/gu)).toHaveLength(1);
  expect(html).toContain('<script nonce="n0nce" src="https://w/panel.js"></script>');
});

test('a dataset becomes overview and queue', async () => {
  const { snapshot } = await open(generated, { ...generated, id: 't2', novelty: { max: 0 } });
  const message = new PanelMessages().dataset(snapshot, true);
  expect(message).toMatchObject({
    type: 'dataset',
    language: 'en',
    practice: false,
    canUndo: true,
    overview: { seeds: 1, generated: 2, pending: 2 },
  });
  expect(message.type === 'dataset' && message.queue).toEqual([
    { id: 't1', state: 'pending', score: 0.57 },
    { id: 't2', state: 'pending' },
  ]);
});

test('counting texts once gives the same overview as counting them again', async () => {
  const dataset = await open(generated);
  const messages = new PanelMessages();
  const first = messages.dataset(dataset.snapshot, false);
  expect(messages.dataset(dataset.snapshot, false)).toEqual(first);
  await writeFile(path.join(folder, 'self-instruct.json'), '{"language":"th"}');
  await dataset.refresh();
  expect(messages.dataset(dataset.snapshot, false)).toEqual(new PanelMessages().dataset(dataset.snapshot, false));
});

test('a card shows the whole task with its nearest neighbour and the hash of what is judged', async () => {
  const { snapshot } = await open(generated);
  expect(cardOf(snapshot, 't1')).toEqual({
    id: 't1',
    instruction: 'Name two fruits.',
    instances: [{ input: 'red ones', output: 'apple and cherry' }],
    isClassification: true,
    state: 'pending',
    of: snapshot.byId.get('t1')?.of,
    nearest: { id: 's1', instruction: 'Name a fruit.', score: 0.57 },
  });
  expect(cardOf(snapshot, 'nobody')).toBeUndefined();
});
