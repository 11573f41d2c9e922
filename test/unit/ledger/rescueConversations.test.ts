import { expect, onTestFinished, test } from 'vitest';
import { estimateRescue } from '../../../src/core/ledger/estimateRescue.ts';
import { rescue } from '../../../src/core/ledger/rescue.ts';
import type { RescueSummary } from '../../../src/core/ledger/rescueEvents.ts';
import type { ModelClient } from '../../../src/core/llm/modelClient.ts';
import { rolesInTurn } from '../../../src/core/model/conversation.ts';
import { startLoopbackServer } from '../../../src/core/practice/loopbackServer.ts';
import type { Dataset } from '../../../src/core/store/dataset.ts';
import { chatDataset, conversation } from '../support/chatDataset.ts';
import { clientOf, runToEnd } from '../support/generating.ts';

async function loopback() {
  const server = await startLoopbackServer({});
  onTestFinished(() => server.close());
  return server;
}

async function rescueAll(
  dataset: Dataset,
  candidates: readonly string[],
  client?: ModelClient,
): Promise<RescueSummary> {
  const signal = new AbortController().signal;
  const running = rescue({ dataset, candidates, by: 'ana', version: 'test', signal, ...(client ? { client } : {}) });
  for (;;) {
    const next = await running.next();
    if (next.done) return next.value;
  }
}

function candidate(id: string, more: object) {
  const place = { run: 'r1_x', round: 1, request: 0, index: 0, at: '2026-01-01T00:00:00.000Z' };
  return { id, ...place, stage: 'instance', filter: 'repetition', is_classification: false, ...more };
}

const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
const good = conversation(['user', 'Name a lake.'], ['assistant', 'Baikal.']);
const instruction = 'Name the capital of the country.';

test('a dropped conversation comes back with its turns, and nothing is asked', async () => {
  const { messages } = good;
  const dropped = candidate('f1', { instruction: 'Somebody asks for a lake.', instances: [{ messages }] });
  const dataset = await chatDataset({}, { 'filtered_candidates.jsonl': lines([dropped]) });
  expect(dataset.snapshot.problems).toEqual([]);
  expect(dataset.snapshot.filtered[0]?.instances).toEqual([good]);
  expect(await rescueAll(dataset, ['f1'])).toMatchObject({ requests: 0, ended: 'done', instances: 1 });
  expect(dataset.snapshot.generated[0]?.task.instances).toMatchObject([good]);
});

test('what nobody can learn from is asked for again: one request, for conversations', async () => {
  const server = await loopback();
  const client = clientOf(server.baseUrl);
  const turnless = { input: '', output: '{"messages":5}', messages: [] };
  const dataset = await chatDataset(
    { connection: 'loopback' },
    {
      'filtered_candidates.jsonl': lines([
        candidate('roles', {
          filter: 'roles',
          instruction,
          instances: [{ messages: [{ role: 'user', content: 'a' }] }],
        }),
        candidate('none', { filter: 'roles', instruction, instances: [turnless] }),
        candidate('empty', {
          filter: 'empty-turn',
          instruction,
          instances: [conversation(['user', 'a'], ['assistant', ' '])],
        }),
        candidate('similar', { stage: 'instruction', filter: 'similar', instruction, is_classification: undefined }),
      ]),
    },
  );
  const ids = ['roles', 'none', 'empty', 'similar'];
  expect(await estimateRescue(dataset, ids, client)).toMatchObject({ candidates: 4, requests: 4, fromStore: 0 });
  const summary = await rescueAll(dataset, ids, client);
  expect(summary).toMatchObject({ requests: 4, ended: 'done' });
  expect(summary.admitted.length + summary.failed.length).toBe(4);
  expect(summary.admitted.length).toBeGreaterThan(1);
  const conversations = dataset.snapshot.generated.flatMap(({ task }) => task.instances);
  expect(conversations.length).toBeGreaterThan(1);
  expect(conversations.filter(({ messages }) => !rolesInTurn(messages ?? []))).toEqual([]);
  const asked = server.requests.map(({ body }) => JSON.stringify(body));
  expect(asked.every((body) => body.includes('Number of conversations'))).toBe(true);
  expect(await rescueAll(dataset, summary.admitted.length > 0 ? ['roles'] : [], client)).toMatchObject({ requests: 0 });
});

test('what a run dropped can be brought back, conversations and all', async () => {
  const server = await loopback();
  const client = clientOf(server.baseUrl);
  const dataset = await chatDataset({ connection: 'loopback' });
  await runToEnd(dataset, { client, goal: { rounds: 2 } });
  const before = dataset.snapshot.generated.length;
  const lost = dataset.snapshot.filtered.filter(({ stage, instruction: text }) => stage !== 'reply' && text !== '');
  const summary = await rescueAll(
    dataset,
    lost.map(({ id }) => id),
    client,
  );
  expect(summary.ended).toBe('done');
  expect(summary.admitted.length + summary.failed.length).toBe(lost.length);
  expect(dataset.snapshot.generated.length).toBe(before + summary.admitted.length);
  const wrong = dataset.snapshot.generated
    .flatMap(({ task }) => task.instances)
    .filter(({ messages = [] }) => !rolesInTurn(messages));
  expect(wrong).toEqual([]);
  expect(dataset.snapshot.problems).toEqual([]);
});
