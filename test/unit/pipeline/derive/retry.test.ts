import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { retryJob } from '../../../../src/core/pipeline/derive/retryJob.ts';
import { runToEnd, sampleDataset } from '../../support/generating.ts';
import { scriptedEndpoint } from '../../support/scriptedEndpoint.ts';

const recipe = { connection: 'loopback', recipe: 'single-call', round: { requests: 2, concurrency: 1 } };

const instructions = [
  'Describe an old harbour at dawn in two sentences.',
  'List three reasons why people keep bees on city roofs.',
  'Translate the greeting into the language of your grandparents.',
];

function tasks(number: number): string {
  const instruction = instructions[number % instructions.length];
  return JSON.stringify({
    tasks: [{ instruction, is_classification: false, instances: [{ input: '', output: 'It is as it was.' }] }],
  });
}

/** A round in which no reply could be read, and an endpoint that has thought better of it. */
async function unreadRound() {
  let isWell = false;
  let written = 0;
  const endpoint = await scriptedEndpoint(
    () => (isWell ? tasks(written++) : 'I would rather not.'),
    () => (isWell && written > 1 ? 300 : 0),
  );
  const dataset = await sampleDataset(recipe);
  await runToEnd(dataset, { client: endpoint.client });
  expect(dataset.snapshot.filtered.map(({ stage }) => stage)).toEqual(['reply', 'reply']);
  isWell = true;
  return { endpoint, dataset, ids: dataset.snapshot.filtered.map(({ id }) => id), asked: endpoint.bodies.length };
}

test('chosen replies are asked for again, with what was shown then, and what comes of them is marked', async () => {
  const { endpoint, dataset, ids, asked } = await unreadRound();
  const [first = ''] = ids;
  const goal = { derive: await retryJob(dataset, [first]) } as const;
  const { summary } = await runToEnd(dataset, { client: endpoint.client, goal });
  expect(summary).toMatchObject({ admitted: 1, failed: 0, requests: 1, ended: 'target', derived: 'retry' });
  const messages = endpoint.bodies.map((body) => JSON.stringify(body.messages));
  expect(messages[asked]).toBe(messages[0]);
  const [{ task } = {}] = dataset.snapshot.generated;
  expect(task?.provenance).toMatchObject({ retryOf: first, request: 0 });
  expect([...dataset.snapshot.rescuedCandidates]).toEqual([first]);
});

test('a retry that is stopped goes on without asking twice', async () => {
  const { endpoint, dataset, ids, asked } = await unreadRound();
  const derive = await retryJob(dataset, ids);
  const stopped = await runToEnd(dataset, { client: endpoint.client, goal: { derive } }, (event, stop) => {
    if (event.type === 'admitted') stop();
  });
  expect(stopped.summary.ended).toBe('stopped');
  const { summary } = await runToEnd(dataset, { client: endpoint.client, goal: 'resume' });
  expect(summary.ended).toBe('target');
  expect(dataset.snapshot.generated).toHaveLength(2);
  // One may have been under way when it stopped.
  expect(endpoint.bodies.length - asked).toBeLessThanOrEqual(3);
});

test('without the journal of the run, a request is drawn anew; a derived one is explained', async () => {
  const { endpoint, dataset, ids } = await unreadRound();
  await rm(dataset.paths.runs, { recursive: true });
  await dataset.refresh();
  const goal = { derive: await retryJob(dataset, ids) } as const;
  const { summary } = await runToEnd(dataset, { client: endpoint.client, goal });
  expect(summary.admitted).toBe(2);
  await expect(retryJob(dataset, ['nobody'])).rejects.toMatchObject({ code: 'nothing-to-derive' });
});

test('a paraphrase whose reply could not be read is asked for again as it was', async () => {
  let isWell = false;
  const endpoint = await scriptedEndpoint((body) =>
    isWell ? JSON.stringify({ instruction: `Put number ${body.seed} into quite other words, please.` }) : 'no',
  );
  const dataset = await sampleDataset({ connection: 'loopback' });
  const [seed] = dataset.snapshot.seeds;
  const job = { step: 'paraphrase', tasks: [seed?.id ?? ''] } as const;
  await runToEnd(dataset, { client: endpoint.client, goal: { derive: job } });
  expect(dataset.snapshot.filtered).toMatchObject([{ filter: 'unparsable', derived: { step: 'paraphrase' } }]);
  isWell = true;
  const derive = await retryJob(dataset, [dataset.snapshot.filtered[0]?.id ?? '']);
  const { summary } = await runToEnd(dataset, { client: endpoint.client, goal: { derive } });
  expect(summary.admitted).toBe(1);
  expect(dataset.snapshot.generated[0]?.task.provenance).toMatchObject({
    derived: { step: 'paraphrase', from: seed?.id },
    retryOf: dataset.snapshot.filtered[0]?.id,
  });
});
