import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DatasetWriter } from '../../../src/core/store/datasetWriter.ts';
import { generatedTask, readLines, seed, temporaryDataset } from '../support/temporaryDataset.ts';

test('lines that do not parse or do not fit are problems with a line number, and nothing else is lost', async () => {
  const { snapshot } = await temporaryDataset({
    'seed_tasks.jsonl': `\uFEFF${JSON.stringify(seed('a', 'One'))}\r\n\n{"id": broken\n{"id":"b"}\n${JSON.stringify(seed('c', 'Three\u2028lines'))}`,
  });
  expect(snapshot.seeds.map(({ id, location }) => [id, location.line])).toEqual([
    ['a', 0],
    ['c', 4],
  ]);
  expect(snapshot.problems.map(({ code, line }) => [code, line])).toEqual([
    ['not-json', 3],
    ['not-a-record', 4],
  ]);
  expect(snapshot.problems[1]?.message).toContain('instruction');
});

test('only the tail of a grown file is read, and a replaced file is read whole', async () => {
  const dataset = await temporaryDataset({ seeds: [seed('a', 'One')] });
  const file = dataset.paths.seeds;
  await appendFile(file, `${JSON.stringify(seed('b', 'Two'))}\n{"id":"c","instr`);
  expect(await dataset.refresh()).toBe(true);
  expect(dataset.snapshot.problems.map(({ code }) => code)).toEqual(['torn-line']);
  await appendFile(file, 'uction":"Three","instances":[]}\n');
  await dataset.refresh();
  expect(dataset.snapshot.seeds.map(({ id, location }) => [id, location.line])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
  ]);
  expect(dataset.snapshot.problems).toEqual([]);
  await writeFile(`${file}.new`, `${JSON.stringify(seed('z', 'Else'))}\n`);
  await rename(`${file}.new`, file);
  await dataset.refresh();
  expect(dataset.snapshot.seeds.map(({ id }) => id)).toEqual(['z']);
  expect(await dataset.refresh()).toBe(false);
});

test('of equal ids the highest rev counts; equal revs with different text are a problem', async () => {
  const { snapshot } = await temporaryDataset({
    seeds: [seed('s', 'Seed')],
    generated: [
      generatedTask('t', 'Old'),
      generatedTask('t', 'New', { rev: 2 }),
      generatedTask('u', 'One of two'),
      generatedTask('u', 'Two of two'),
    ],
  });
  expect(snapshot.generated.map(({ task }) => task.instruction)).toEqual(['New', 'One of two']);
  expect(snapshot.problems.map(({ code, line }) => [code, line])).toEqual([['duplicate-id', 4]]);
});

test('parts roll over, and a dirty part is not appended to', async () => {
  const dataset = await temporaryDataset({ seeds: [seed('s', 'Seed')], generated: [generatedTask('t1', 'One')] });
  const dirty = new Set([path.join(dataset.folder, 'generated_tasks.jsonl')]);
  const writer = new DatasetWriter(dataset, { isDirty: (file) => dirty.has(file) });
  const task = { ...dataset.snapshot.generated[0]?.task, id: 't2' } as never;
  await writer.appendResults([], [task]);
  await dataset.refresh();
  expect(await readLines(dataset, 'generated_tasks.jsonl')).toHaveLength(1);
  expect((await readLines(dataset, 'generated_tasks.0002.jsonl')).map(({ id }) => id)).toEqual(['t2']);
  expect(dataset.snapshot.generated.map(({ task }) => task.id)).toEqual(['t1', 't2']);
});

test('a writer goes on where it left off, unless somebody else was there meanwhile', async () => {
  const dataset = await temporaryDataset({ generated: [generatedTask('t1', 'One')] });
  const writer = new DatasetWriter(dataset);
  const [first] = dataset.snapshot.generated;
  const task = (id: string) => ({ ...first?.task, id }) as never;
  await writer.appendResults([], [task('t2')]);
  await writer.appendResults([], [task('t3')]);
  expect(await dataset.refresh()).toBe(true);
  expect(dataset.snapshot.generated.map(({ task }) => task.id)).toEqual(['t1', 't2', 't3']);
  // What the writer read of the parts alone is in the next snapshot too.
  await dataset.refreshParts();
  expect(await dataset.refresh()).toBe(false);
  const next = path.join(dataset.folder, 'generated_tasks.0002.jsonl');
  await writeFile(next, `${JSON.stringify(generatedTask('t4', 'Four'))}\n`);
  await writer.appendResults([], [task('t5')]);
  expect((await readLines(dataset, 'generated_tasks.0002.jsonl')).map(({ id }) => id)).toEqual(['t4', 't5']);
  expect(await dataset.refresh()).toBe(true);
  await writeFile(next, '');
  await writer.appendResults([], [task('t6')]);
  expect((await readLines(dataset, 'generated_tasks.0002.jsonl')).map(({ id }) => id)).toEqual(['t6']);
});

test('a torn last line is set aside whole, a last line without line end is completed', async () => {
  const dataset = await temporaryDataset({
    seeds: [seed('s', 'Seed')],
    'generated_tasks.jsonl': `${JSON.stringify(generatedTask('t1', 'One'))}\n{"id":"t2","instruction":"torn`,
    'decisions.jsonl': '{"id":"t1","decision":"accept","reviewer":"ana","at":"2026","of":"x","seq":1}',
  });
  const writer = new DatasetWriter(dataset);
  const moved = await writer.repair();
  expect(moved.map(({ text }) => text)).toEqual(['{"id":"t2","instruction":"torn']);
  expect(await readLines(dataset, '.self-instruct/set_aside.jsonl')).toMatchObject([
    { text: '{"id":"t2","instruction":"torn' },
  ]);
  const [task] = dataset.snapshot.generated;
  await writer.decide([{ id: 't1', of: task?.of ?? '' }], 'reject', 'ana');
  expect((await readLines(dataset, 'decisions.jsonl')).map(({ seq }) => seq)).toEqual([1, 2]);
});

test('a decision about a text that changed meanwhile is refused and nothing is recorded', async () => {
  const dataset = await temporaryDataset({ generated: [generatedTask('t', 'One'), generatedTask('u', 'Two')] });
  const seen = dataset.snapshot.generated.map(({ task, of }) => ({ id: task.id, of }));
  await writeFile(
    path.join(dataset.folder, 'generated_tasks.jsonl'),
    `${JSON.stringify(generatedTask('t', 'Other'))}\n${JSON.stringify(generatedTask('u', 'Two'))}\n`,
  );
  await expect(new DatasetWriter(dataset).decide(seen, 'accept', 'ana')).rejects.toThrow(/changed since it was shown/u);
  expect(await readLines(dataset, 'decisions.jsonl')).toEqual([]);
});

test('two writers at once never give out one seq twice and never tear a line', async () => {
  const first = await temporaryDataset({ generated: [generatedTask('t', 'One')] });
  const { Dataset } = await import('../../../src/core/store/dataset.ts');
  const second = await Dataset.open(first.disk, first.folder);
  const of = first.snapshot.generated[0]?.of ?? '';
  const writers = [first, second].map((dataset) => new DatasetWriter(dataset));
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      writers[index % 2]?.decide([{ id: 't', of }], index % 3 ? 'accept' : 'reject', `r${index}`),
    ),
  );
  const seqs = (await readLines(first, 'decisions.jsonl')).map(({ seq }) => seq);
  expect(seqs).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test('an invalid recipe is a problem that says what is wrong; a URL is no connection', async () => {
  const { snapshot } = await temporaryDataset({ recipe: { connection: 'https://evil.example/v1', language: 'hi' } });
  expect(snapshot.problems[0]).toMatchObject({ code: 'recipe', severity: 'error' });
  expect(snapshot.problems[0]?.message).toMatch(/never an address/u);
  expect(snapshot.recipe.connection).toBeUndefined();
});

test('own folder ignores itself', async () => {
  const dataset = await temporaryDataset({ generated: [generatedTask('t', 'One')] });
  await new DatasetWriter(dataset).decide([{ id: 't', of: dataset.snapshot.generated[0]?.of ?? '' }], 'accept', 'ana');
  expect(await readFile(path.join(dataset.folder, '.self-instruct/.gitignore'), 'utf8')).toBe('*\n');
});
