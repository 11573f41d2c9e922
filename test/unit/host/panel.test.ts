import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Dataset } from '../../../src/core/store/dataset.ts';
import { DatasetWriter } from '../../../src/core/store/datasetWriter.ts';
import { nodeDisk } from '../../../src/core/store/disk.ts';
import { panelHtml } from '../../../src/host/panel/panelHtml.ts';
import { cardOf, PanelMessages } from '../../../src/host/panel/panelMessages.ts';
import { isFromPanel } from '../../../src/protocol/panel.ts';
import { initialState } from '../../../webview/persisted.ts';
import { reduce } from '../../../webview/reduce.ts';

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

test('flags reach the queue and the card, and what is no flag of ours does not', async () => {
  const flag = { code: 'other-language', field: 'output', detail: 'reads like English' };
  const flags = [flag, { code: 'shiny', field: 'output' }, { code: 'code-mixing', field: 'nose' }, null, 'old'];
  const { snapshot } = await open({ ...generated, flags }, { ...generated, id: 't2', flags: 'mine' });
  const message = new PanelMessages().dataset(snapshot, true);
  expect(message.type === 'dataset' && message.queue).toMatchObject([{ id: 't1', flagged: true }, { id: 't2' }]);
  expect(cardOf(snapshot, 't1')?.flags).toEqual([flag]);
  expect(cardOf(snapshot, 't2')).not.toHaveProperty('flags');
  expect(cardOf(snapshot, 't1')).not.toHaveProperty('edited');
  const original = { instruction: 'Name two berries.', instances: [] };
  const edited = await open({ ...generated, flags, provenance: { original } });
  expect(cardOf(edited.snapshot, 't1')).toMatchObject({ flags: [flag], edited: true });
  expect(snapshot.problems).toEqual([]);
});

test('counting texts once gives the same overview as counting them again', async () => {
  const dataset = await open(generated);
  const messages = new PanelMessages();
  const first = messages.dataset(dataset.snapshot, false);
  messages.forget();
  expect(messages.dataset(dataset.snapshot, false)).toEqual({ ...first, number: 2 });
  await writeFile(path.join(folder, 'self-instruct.json'), '{"language":"th"}');
  await dataset.refresh();
  const third = { ...new PanelMessages().dataset(dataset.snapshot, false), number: 3 };
  expect(messages.dataset(dataset.snapshot, false)).toEqual(third);
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

test('after the first message only what changed is sent, and with it the page has the whole', async () => {
  const many = Array.from({ length: 500 }, (_, index) => ({
    ...generated,
    id: `t${index}`,
    instruction: `Do ${index}.`,
  }));
  const dataset = await open(...many);
  const messages = new PanelMessages();
  const whole = messages.dataset(dataset.snapshot, false);
  const { of = '' } = dataset.snapshot.byId.get('t7') ?? {};
  await new DatasetWriter(dataset).decide([{ id: 't7', of }], 'accept', 'ana');
  await dataset.refresh();
  const patch = messages.dataset(dataset.snapshot, true);
  expect(patch).toMatchObject({
    type: 'patch',
    after: whole.type === 'dataset' && whole.number,
    items: [{ id: 't7', state: 'accepted' }],
    overview: { accepted: 1 },
    canUndo: true,
  });
  expect(JSON.stringify(patch).length).toBeLessThan(JSON.stringify(whole).length / 5);
  // A new task behind the others, and a score that a person wrote anew: those two are sent, nothing else.
  const changed = { ...generated, id: 't9', novelty: { max: 0.31, nearest: 's1' } };
  const lines = [...many, { ...generated, id: 'new' }].map((task) => (task.id === 't9' ? changed : task));
  await writeFile(
    path.join(folder, 'generated_tasks.jsonl'),
    lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  );
  await dataset.refresh();
  const next = messages.dataset(dataset.snapshot, true);
  expect(next.type === 'patch' && next.items.map(({ id }) => id)).toEqual(['t9', 'new']);
  const page = [whole, patch, next].reduce(
    (state, message) => reduce(state, { type: 'message', message }).state,
    initialState(),
  );
  const fresh = new PanelMessages().dataset(dataset.snapshot, true);
  expect(page.dataset?.queue).toEqual(fresh.type === 'dataset' && fresh.queue);
  expect(page.dataset?.overview).toEqual(fresh.type === 'dataset' && fresh.overview);
});

test('the whole dataset is sent again where tasks went, where the name is another, and to a page that lost track', async () => {
  const dataset = await open(generated, { ...generated, id: 't2' });
  const messages = new PanelMessages();
  const kindNow = () => messages.dataset(dataset.snapshot, false).type;
  expect([kindNow(), kindNow()]).toEqual(['dataset', 'patch']);
  messages.forget();
  expect(kindNow()).toBe('dataset');
  await writeFile(path.join(folder, 'generated_tasks.jsonl'), `${JSON.stringify({ ...generated, id: 't2' })}\n`);
  await dataset.refresh();
  expect([kindNow(), kindNow()]).toEqual(['dataset', 'patch']);
  await writeFile(path.join(folder, 'self-instruct.json'), '{"name": "another"}');
  await dataset.refresh();
  expect(kindNow()).toBe('dataset');
});

test.each([
  [{ type: 'getLedger', filter: 'similar', text: 'a', from: 50 }, true],
  [{ type: 'getLedger', filter: 'rescued', text: '', from: 0 }, true],
  [{ type: 'getLedger', filter: 'toString', text: '', from: 0 }, false],
  [{ type: 'getLedger', filter: 'all', text: '', from: -1 }, false],
  [{ type: 'getLedger', filter: 'all', text: '', from: 1.5 }, false],
  [{ type: 'getLedger', filter: 'all', text: 'a'.repeat(1_001), from: 0 }, false],
  [{ type: 'getCandidate', id: 'c' }, true],
  [{ type: 'rescue', id: 7 }, false],
  [{ type: 'rescue', id: 'c' }, true],
  [{ type: 'replay' }, true],
  [{ type: 'cancelReplay' }, true],
  [{ type: 'applyThreshold', threshold: 0.8 }, true],
  [{ type: 'applyThreshold', threshold: Number.NaN }, false],
  [{ type: 'applyThreshold', threshold: '0.8' }, false],
])('of the ledger’s messages %j is taken: %s', (message, isTaken) => {
  expect(isFromPanel(message)).toBe(isTaken);
});
