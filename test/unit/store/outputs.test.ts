import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentHash, questionHash } from '../../../src/core/store/contentHash.ts';
import type { Dataset } from '../../../src/core/store/dataset.ts';
import { DatasetWriter } from '../../../src/core/store/datasetWriter.ts';
import { countOpenOutputs, outputOptions } from '../../../src/core/store/outputOptions.ts';
import { generatedTask, readLines, temporaryDataset } from '../support/temporaryDataset.ts';

const model = { connection: 'mine', model: 'better', servedModel: 'better-1', run: 'r2', round: 2, request: 0 };
const task = generatedTask('t', 'Name a river.', {
  mine: { note: 'a field of my own' },
  instances: [
    { input: 'in Italy', output: 'Rhine', provenance: { ...model, model: 'small' }, own: 1 },
    { input: 'in Peru', output: 'Amazon' },
  ],
});

function alternative(id: string, output: string, input = 'in Italy', more: object = {}) {
  const of = questionHash('Name a river.', { input });
  return { id, task: 't', instance: 0, of, output, provenance: model, ...more };
}

function lines(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

async function open(outputs: readonly object[], decisions: object[] = []): Promise<Dataset> {
  return temporaryDataset({ generated: [task], decisions, 'outputs.jsonl': lines(outputs) });
}

function reviewed(dataset: Dataset) {
  const found = dataset.snapshot.byId.get('t');
  const own = dataset.snapshot.outputs.byTask.get('t');
  if (!found || !own) throw new Error('There is no such task.');
  return {
    ...found,
    options: outputOptions(found.task, own),
    open: countOpenOutputs(dataset.snapshot.outputs, found.task),
  };
}

const outputOf = (dataset: Dataset) => reviewed(dataset).task.instances[0]?.output;

/** A writer whose clock goes on by a second with each write. */
function writerOf(dataset: Dataset): DatasetWriter {
  let seconds = 0;
  return new DatasetWriter(dataset, { now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, ++seconds)) });
}

function choose(dataset: Dataset, writer: DatasetWriter, chosen: string, reviewer = 'Ana') {
  return writer.chooseOutputs([{ id: 't', of: reviewed(dataset).of, instance: 0, chosen }], reviewer);
}

describe('the outputs of an instance', () => {
  test('the one that stands first; each text once; the same text again waits for nothing', async () => {
    const dataset = await open([
      alternative('o_1', 'Po'),
      alternative('o_2', 'Rhine'),
      alternative('o_3', 'Po'),
      alternative('o_4', 'Tiber', 'in Italy', { agreement: { agree: 2, of: 3 } }),
    ]);
    const { options, open: waiting } = reviewed(dataset);
    expect(options).toHaveLength(1);
    expect(options[0]?.options).toMatchObject([
      { id: 'kept', output: 'Rhine', provenance: { model: 'small' } },
      { id: 'o_1', output: 'Po' },
      { id: 'o_4', output: 'Tiber', agreement: { agree: 2, of: 3 } },
    ]);
    expect(waiting).toBe(3);
  });

  test('what answers another question is no output of it; an instance that moved keeps its own', async () => {
    const dataset = await open([alternative('o_1', 'Ebro', 'in Spain'), alternative('o_2', 'Ucayali', 'in Peru')]);
    expect(reviewed(dataset).options).toMatchObject([{ instance: 1, open: [{ id: 'o_2' }] }]);
  });

  test('lines that do not fit are problems, and a merge that doubles lines changes nothing', async () => {
    const ours = alternative('o_1', 'Po');
    const dataset = await open([ours, ours, { ...ours, output: 7 }, { id: 'c', task: 't', chosen: 'o_1' }]);
    expect(reviewed(dataset).open).toBe(1);
    expect(dataset.snapshot.problems.filter(({ file }) => file.endsWith('outputs.jsonl'))).toMatchObject([
      { code: 'not-a-record', line: 3 },
      { code: 'not-a-record', line: 4 },
    ]);
  });
});

describe('choosing', () => {
  test('is an edit: the next revision, with the model’s first text and unknown fields kept', async () => {
    const dataset = await open([alternative('o_1', 'Po'), alternative('o_2', 'Tiber')]);
    const [choice] = await choose(dataset, writerOf(dataset), 'o_2');
    expect(choice).toMatchObject({
      chosen: 'o_2',
      seen: ['o_1', 'o_2'],
      reviewer: 'Ana',
      seq: 1,
      replaced: { output: 'Rhine' },
    });
    const stored = await readLines(dataset, 'generated_tasks.jsonl');
    expect(stored).toHaveLength(2);
    expect(stored[1]).toMatchObject({
      id: 't',
      rev: 2,
      mine: { note: 'a field of my own' },
      instances: [
        { input: 'in Italy', output: 'Tiber', own: 1, provenance: { model: 'better' } },
        { input: 'in Peru', output: 'Amazon' },
      ],
      provenance: { original: { instances: [{ output: 'Rhine' }, { output: 'Amazon' }] } },
    });
    expect(reviewed(dataset)).toMatchObject({ open: 0, options: [{ choice: { chosen: 'o_2', reviewer: 'Ana' } }] });
  });

  test('an accepted task is pending again, and accepted as before when the choice is taken back', async () => {
    const of = contentHash({ ...task, isClassification: false });
    const accepted = { id: 't', decision: 'accept', reviewer: 'Ana', at: '2026-01-01T00:00:00Z', of, seq: 1 };
    const dataset = await open([alternative('o_1', 'Po')], [accepted]);
    const writer = writerOf(dataset);
    await choose(dataset, writer, 'o_1');
    expect(reviewed(dataset).standing).toMatchObject({ state: 'pending', changedSince: 'accepted' });
    await writer.takeBackChoices('Ana');
    expect(reviewed(dataset)).toMatchObject({ standing: { state: 'accepted' }, task: { rev: 3 }, open: 1 });
    expect(outputOf(dataset)).toBe('Rhine');
    expect(reviewed(dataset).task.instances[0]?.provenance?.model).toBe('small');
    expect(await writer.takeBackChoices('Ana')).toEqual([]);
  });

  test('keeping the old one settles the others and changes no task', async () => {
    const dataset = await open([alternative('o_1', 'Po')]);
    await choose(dataset, writerOf(dataset), 'kept');
    expect(reviewed(dataset)).toMatchObject({ open: 0, task: { rev: 1 } });
    expect(await readLines(dataset, 'generated_tasks.jsonl')).toHaveLength(1);
    await appendFile(path.join(dataset.folder, 'outputs.jsonl'), lines([alternative('o_9', 'Adda')]));
    await dataset.refresh();
    expect(reviewed(dataset).open).toBe(1);
  });

  test('the old output can be chosen again, byte for byte', async () => {
    const dataset = await open([alternative('o_1', 'Po')]);
    const writer = writerOf(dataset);
    await choose(dataset, writer, 'o_1');
    const earlier = reviewed(dataset).options[0]?.options.find(({ output }) => output === 'Rhine');
    expect(earlier).toMatchObject({ provenance: { model: 'small' } });
    await choose(dataset, writer, earlier?.id ?? '');
    expect(outputOf(dataset)).toBe('Rhine');
    // Taken back one after the other: the last first.
    await writer.takeBackChoices('Ana');
    expect(outputOf(dataset)).toBe('Po');
    await writer.takeBackChoices('Ana');
    expect(outputOf(dataset)).toBe('Rhine');
  });

  test('a task that changed since it was shown is left alone, and so are all the others', async () => {
    const dataset = await open([alternative('o_1', 'Po')]);
    const before = await readFile(path.join(dataset.folder, 'outputs.jsonl'), 'utf8');
    const wanted = { id: 't', of: 'another', instance: 0, chosen: 'o_1' };
    await expect(writerOf(dataset).chooseOutputs([wanted], 'Ana')).rejects.toThrow(/changed since/u);
    expect(await readFile(path.join(dataset.folder, 'outputs.jsonl'), 'utf8')).toBe(before);
  });

  test('is not taken back where somebody chose or edited since', async () => {
    const dataset = await open([alternative('o_1', 'Po'), alternative('o_2', 'Tiber')]);
    const writer = writerOf(dataset);
    await choose(dataset, writer, 'o_1');
    await choose(dataset, writer, 'o_2', 'Ben');
    await expect(writer.takeBackChoices('Ana')).rejects.toThrow(/nothing was taken back/u);
    const last = (await readLines(dataset, 'generated_tasks.jsonl')).at(-1) as { rev: number };
    const edited = { ...last, rev: last.rev + 1, instances: [{ input: 'in Italy', output: 'Arno' }] };
    await appendFile(path.join(dataset.folder, 'generated_tasks.jsonl'), lines([edited]));
    await expect(writer.takeBackChoices('Ben')).rejects.toThrow(/nothing was taken back/u);
    expect(outputOf(dataset)).toBe('Arno');
  });

  test('of many tasks is one write each, and is taken back together', async () => {
    const tasks = ['a', 'b', 'c'].map((id) => generatedTask(id, `Say ${id}.`));
    const outputs = tasks.map(({ id, instruction }) => ({
      ...alternative(`o_${id}`, `new ${id}`),
      task: id,
      of: questionHash(instruction, { input: 'in' }),
    }));
    const dataset = await temporaryDataset({ generated: tasks, 'outputs.jsonl': lines(outputs) });
    const writer = writerOf(dataset);
    const wanted = dataset.snapshot.generated.map(({ task: { id }, of }) => ({
      id,
      of,
      instance: 0,
      chosen: `o_${id}`,
    }));
    await writer.chooseOutputs(wanted, 'Ana');
    const texts = () => dataset.snapshot.generated.map((each) => each.task.instances[0]?.output);
    expect(texts()).toEqual(['new a', 'new b', 'new c']);
    expect(await writer.takeBackChoices('Ana')).toHaveLength(3);
    expect(texts()).toEqual(['Output of a', 'Output of b', 'Output of c']);
  });
});
