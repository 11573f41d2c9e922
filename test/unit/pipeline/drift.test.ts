import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rescue } from '../../../src/core/ledger/rescue.ts';
import { chatBody } from '../../../src/core/llm/chatBody.ts';
import type { ModelClient } from '../../../src/core/llm/modelClient.ts';
import { computeOverview } from '../../../src/core/stats/computeOverview.ts';
import { runToEnd } from '../support/generating.ts';
import { sentencesIn } from '../support/languageFixtures.ts';
import { readLines, seed, temporaryDataset } from '../support/temporaryDataset.ts';

interface Written {
  readonly instruction: string;
  readonly output: string;
}

/** A model that writes these tasks, one a request, the last one again and again. */
function writing(tasks: readonly Written[]): ModelClient {
  let requests = 0;
  return {
    connection: 'mine',
    origin: 'test:',
    model: 'm',
    practice: false,
    body: (request) => chatBody('m', request),
    send: async () => {
      const { instruction, output } = tasks[Math.min(requests, tasks.length - 1)] as Written;
      requests += 1;
      const task = { instruction, is_classification: false, instances: [{ input: '', output }] };
      return {
        text: JSON.stringify({ tasks: [task] }),
        finish: 'stop',
        servedModel: 'm',
        usage: { inputTokens: 1, outputTokens: 1 },
      };
    },
  };
}

async function datasetIn(language: string, seeds: number) {
  const all = await sentencesIn(language);
  const tasks = all
    .slice(0, seeds)
    .map((text, at) => seed(`s${at}`, text, { instances: [{ input: '', output: all[at + 1] }] }));
  const recipe = {
    language,
    recipe: 'single-call',
    round: { requests: 4, concurrency: 1 },
    demonstrations: { newPerRequest: 1 },
  };
  return { all, dataset: await temporaryDataset({ seeds: tasks, recipe }) };
}

test('what is in another script or language is dropped with its reason; rescue brings it back', async () => {
  const { all, dataset } = await datasetIn('hi', 12);
  const english = await sentencesIn('en');
  const [good = '', other = '', third = ''] = all.slice(15);
  const client = writing([
    { instruction: english[0] ?? '', output: 'ठीक है, यह रहा उत्तर।' },
    { instruction: good, output: english[1] ?? '' },
    { instruction: other, output: third },
  ]);
  const { summary } = await runToEnd(dataset, { client });
  expect(summary.filtered).toMatchObject({ 'other-script': 2, 'no-instances': 1 });
  expect(summary.admitted).toBe(1);
  const ledger = await readLines(dataset, 'filtered_candidates.jsonl');
  expect(ledger.slice(0, 2)).toMatchObject([
    {
      stage: 'instruction',
      filter: 'other-script',
      detail: 'instruction: 100 % of the letters are Latin',
      instruction: english[0],
    },
    { stage: 'instance', filter: 'other-script', detail: 'output: 100 % of the letters are Latin', instruction: good },
  ]);

  const running = rescue({
    dataset,
    candidates: ledger.slice(0, 2).map(({ id }) => String(id)),
    by: 'ana',
    version: 'test',
    signal: new AbortController().signal,
  });
  let next = await running.next();
  while (!next.done) next = await running.next();
  expect(next.value).toMatchObject({ requests: 0, failed: [], filtered: {} });
  expect(dataset.snapshot.generated.map(({ task }) => task.provenance?.rescued?.filter)).toEqual([
    undefined,
    'other-script',
    'other-script',
  ]);
});

test('in Quechua English is admitted with a flag on its line, and the round counts it', async () => {
  const { all, dataset } = await datasetIn('qu', 15);
  const english = await sentencesIn('en');
  const client = writing([
    { instruction: all[16] ?? '', output: english[1] ?? '' },
    { instruction: all[18] ?? '', output: all[20] ?? '' },
  ]);
  await runToEnd(dataset, { client });
  const lines = await readLines(dataset, 'generated_tasks.jsonl');
  expect(lines.map(({ flags }) => flags)).toEqual([
    [{ code: 'other-language', field: 'output', detail: 'reads like English' }],
    undefined,
  ]);
  const { snapshot } = dataset;
  const { rounds } = computeOverview({
    ...snapshot,
    generated: snapshot.generated.map(({ task, standing }) => ({ task, state: standing.state })),
    tokenize: (text) => [text],
  });
  expect(rounds.map(({ drift }) => drift)).toEqual([{ otherScript: 0, otherLanguage: 0, flagged: 1 }]);
});

test('the practice model slips into English in the Hindi sample, and the filter drops it', async () => {
  const sample = path.resolve(import.meta.dirname, '../../../samples/hindi');
  const read = (file: string) => readFile(path.join(sample, file), 'utf8');
  const dataset = await temporaryDataset({
    'seed_tasks.jsonl': await read('seed_tasks.jsonl'),
    recipe: { ...JSON.parse(await read('self-instruct.json')), round: { requests: 24 } },
  });
  const { summary } = await runToEnd(dataset, { randomSeed: 3 });
  expect(summary.filtered['other-script']).toBeGreaterThan(0);
  const admitted = dataset.snapshot.generated.map(({ task }) => task.instruction);
  expect(admitted.filter((text) => !/\p{Script=Devanagari}/u.test(text))).toEqual([]);
  const wrong = dataset.snapshot.filtered.filter(({ filter }) => filter === 'other-script');
  expect(wrong.filter(({ instruction }) => /\p{Script=Devanagari}/u.test(instruction))).toEqual([]);
});
