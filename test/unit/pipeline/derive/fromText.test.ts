import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Passage } from '../../../../src/core/model/derive.ts';
import { readPassages } from '../../../../src/core/pipeline/derive/readPassages.ts';
import { startLoopbackServer } from '../../../../src/core/practice/loopbackServer.ts';
import type { Dataset } from '../../../../src/core/store/dataset.ts';
import { clientOf, runToEnd, timelessFiles } from '../../support/generating.ts';
import { scriptedEndpoint } from '../../support/scriptedEndpoint.ts';
import { readLines, seed, temporaryDataset, temporaryFolder } from '../../support/temporaryDataset.ts';
import { markdown, passages } from '../../support/thirtyPassages.ts';

async function withNotes(): Promise<{ dataset: Dataset; file: string; read: () => Promise<Passage[]> }> {
  const dataset = await temporaryDataset({ recipe: { language: 'en' } });
  const file = path.join(dataset.folder, 'notes.md');
  await writeFile(file, markdown);
  return { dataset, file, read: () => readPassages(dataset.folder, [file]) };
}

async function job({ read }: { read: () => Promise<Passage[]> }, as: 'output' | 'input' = 'output') {
  return { derive: { step: 'fromText', as, passages: await read() } } as const;
}

async function practiceServer() {
  const server = await startLoopbackServer();
  onTestFinished(() => server.close());
  return { server, client: clientOf(server.baseUrl) };
}

test('every passage of a file in two scripts becomes an output, byte for byte, once; a second run asks nothing', async () => {
  const notes = await withNotes();
  const { server, client } = await practiceServer();
  const { summary } = await runToEnd(notes.dataset, { goal: await job(notes), client });
  expect(summary.ended).toBe('target');
  const bytes = await readFile(notes.file);
  const { generated, filtered } = notes.dataset.snapshot;
  const made = generated.map(({ task }) => {
    const [instance, ...more] = task.instances;
    const derived = task.provenance?.derived;
    if (!instance || more.length > 0 || derived?.step !== 'fromText') throw new Error('not made from a passage');
    const { file, start, end } = derived.source;
    expect([file, instance.input]).toEqual(['notes.md', '']);
    expect(bytes.subarray(start, end).toString()).toBe(instance.output);
    return instance.output;
  });
  const lost = filtered.flatMap(({ derived, instances = [] }) =>
    derived?.step === 'fromText'
      ? [instances[0]?.output ?? bytes.subarray(derived.source.start, derived.source.end).toString()]
      : [],
  );
  expect(made.length).toBeGreaterThanOrEqual(20);
  // There is no seed, and for texts there need not be one.
  expect(notes.dataset.snapshot.problems).toMatchObject([{ code: 'no-seeds', severity: 'information' }]);
  expect([...made, ...lost].toSorted()).toEqual(passages.toSorted());

  const [files, asked] = [await timelessFiles(notes.dataset), server.requests.length];
  const again = await runToEnd(notes.dataset, { goal: await job(notes), client, randomSeed: 12 });
  expect(again.summary).toMatchObject({ requests: 0, fromStore: 0, admitted: 0 });
  expect(server.requests).toHaveLength(asked);
  expect(await timelessFiles(notes.dataset)).toEqual(files);
});

test('what came to nothing is asked again only on request, and an own paragraph twice is one passage', async () => {
  const notes = await withNotes();
  await writeFile(notes.file, `${passages[0]}\n\n${passages[1]}\n\n${passages[0]}\n`);
  let refuse = true;
  const endpoint = await scriptedEndpoint((body) => {
    const text = JSON.stringify(body.messages);
    if (refuse && text.includes('barley')) return 'I would rather not.';
    return JSON.stringify({
      instruction: text.includes('barley') ? 'Describe a tide mill on a river.' : 'Tell of a deep stepwell.',
    });
  });
  const first = await runToEnd(notes.dataset, { goal: await job(notes), client: endpoint.client });
  expect([first.summary.admitted, first.summary.failed, endpoint.bodies.length]).toEqual([1, 1, 3]);
  refuse = false;
  await runToEnd(notes.dataset, { goal: await job(notes), client: endpoint.client });
  expect(endpoint.bodies).toHaveLength(3);
  const goal = { derive: { step: 'fromText', as: 'output', passages: await notes.read(), again: true } } as const;
  const { summary } = await runToEnd(notes.dataset, { goal, client: endpoint.client });
  expect([summary.admitted, endpoint.bodies.length]).toEqual([1, 4]);
});

test('as inputs: instruction and output are the model’s, the passage stays; an empty output is dropped', async () => {
  const notes = await withNotes();
  const text = `${'Ends with a colon, as texts that people write may do now and then'}:`;
  await writeFile(notes.file, `${text}\n\n${passages[2]}\n`);
  const endpoint = await scriptedEndpoint((body) =>
    JSON.stringify(body.messages).includes('colon')
      ? JSON.stringify({ instruction: 'Which sign closes the sentence?', output: 'A colon.' })
      : JSON.stringify({ instruction: 'Name the insects of the valley.', output: ' ' }),
  );
  await runToEnd(notes.dataset, { goal: await job(notes, 'input'), client: endpoint.client });
  const [made, ...more] = notes.dataset.snapshot.generated;
  expect(more).toEqual([]);
  expect(made?.task.instances).toMatchObject([{ input: text, output: 'A colon.' }]);
  expect(notes.dataset.snapshot.filtered).toMatchObject([{ filter: 'empty-output', stage: 'task' }]);
});

test('instructions pass the usual filters and the novelty pool', async () => {
  const notes = await withNotes();
  await writeFile(
    path.join(notes.dataset.folder, 'seed_tasks.jsonl'),
    `${JSON.stringify(seed('s', 'Describe the old tide mill by the river'))}\n`,
  );
  await writeFile(notes.file, `${passages[0]}\n\n${passages[2]}\n`);
  const endpoint = await scriptedEndpoint((body) =>
    JSON.stringify({
      instruction: JSON.stringify(body.messages).includes('barley') ? 'Describe the old tide mill by the sea' : 'Hi',
    }),
  );
  await runToEnd(notes.dataset, { goal: await job(notes), client: endpoint.client });
  expect(notes.dataset.snapshot.filtered.map(({ filter, nearest }) => [filter, nearest])).toEqual([
    ['similar', 's'],
    ['too-short', undefined],
  ]);
});

test('stopped and resumed, although the file is gone by then, it equals an undisturbed run', async () => {
  const [one, other] = [await withNotes(), await withNotes()];
  const { client } = await practiceServer();
  await runToEnd(one.dataset, { goal: await job(one), client });
  let seen = 0;
  const stopped = await runToEnd(other.dataset, { goal: await job(other), client }, ({ type }, stop) => {
    if (type === 'admitted' && ++seen === 5) stop();
  });
  expect(stopped.summary.ended).toBe('stopped');
  await writeFile(other.file, 'Something else.');
  const { summary } = await runToEnd(other.dataset, { goal: 'resume', client });
  expect(summary.ended).toBe('target');
  const [expected, found] = [await timelessFiles(one.dataset), await timelessFiles(other.dataset)];
  expect(found['generated_tasks.jsonl']).toBe(expected['generated_tasks.jsonl']);
  expect(found['filtered_candidates.jsonl']).toBe(expected['filtered_candidates.jsonl']);
});

test('folders are read with all that is text in them; hidden ones and links are not', async () => {
  const folder = await temporaryFolder();
  const dataset = path.join(folder, 'data');
  const texts = path.join(folder, 'texts');
  for (const name of ['data', 'texts', 'texts/deep', 'texts/.hidden']) await mkdir(path.join(folder, name));
  await writeFile(path.join(texts, 'b.txt'), `# not a heading here ${passages[0]}`);
  await writeFile(path.join(texts, 'deep/a.MD'), `${passages[1]}`);
  await writeFile(path.join(texts, 'code.ts'), `${passages[2]}`);
  await writeFile(path.join(texts, '.hidden/c.md'), `${passages[3]}`);
  await symlink(path.join(texts, '.hidden'), path.join(texts, 'link'));
  const read = await readPassages(dataset, [texts]);
  expect(read.map(({ source, text }) => [source.file, text])).toEqual([
    ['../texts/b.txt', `# not a heading here ${passages[0]}`],
    ['../texts/deep/a.MD', passages[1]],
  ]);
  await writeFile(path.join(texts, 'broken.txt'), Buffer.from([0xff, 0xfe, 0x41, 0x00]));
  await expect(readPassages(dataset, [texts])).rejects.toMatchObject({ code: 'no-text' });
  await expect(readPassages(dataset, [path.join(folder, 'nowhere')])).rejects.toMatchObject({ code: 'no-text' });
  await expect(
    readPassages(dataset, [path.join(texts, '.hidden', '..', 'deep', '..', 'code.ts')]),
  ).resolves.toHaveLength(1);
});

test('the ledger keeps what a passage came to', async () => {
  const notes = await withNotes();
  await writeFile(notes.file, `${passages[0]}\n`);
  const endpoint = await scriptedEndpoint(() => 'no');
  await runToEnd(notes.dataset, { goal: await job(notes), client: endpoint.client });
  const [line] = await readLines(notes.dataset, 'filtered_candidates.jsonl');
  expect(line).toMatchObject({
    stage: 'reply',
    filter: 'unparsable',
    derived: { step: 'fromText', as: 'output', source: { file: 'notes.md', start: 0 } },
  });
});
