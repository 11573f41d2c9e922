import { describe, expect, test } from 'vitest';
import { createPromptWords } from '../../../../src/core/pipeline/derive/promptWords.ts';
import { english } from '../../../../src/core/prompts/languages/english.ts';
import { PromptSet } from '../../../../src/core/prompts/promptSet.ts';
import { createTokenizer } from '../../../../src/core/similarity/tokenize.ts';
import { defaultRecipe } from '../../../../src/core/store/recipeFile.ts';
import { runToEnd, sampleDataset, timelessFiles } from '../../support/generating.ts';
import { scriptedEndpoint } from '../../support/scriptedEndpoint.ts';
import { readLines, seed, temporaryDataset } from '../../support/temporaryDataset.ts';

const sort = seed('s', 'Sort the given words by their length, the longest first.', {
  instances: [{ input: 'a bbb cc', output: 'bbb cc a' }],
});
const other = seed('o', 'Put these words in order of length, beginning with the longest.');

async function paraphrased(instruction: string, seeds: object[] = [sort]) {
  const dataset = await temporaryDataset({ seeds });
  const endpoint = await scriptedEndpoint(() => JSON.stringify({ instruction }));
  const goal = { derive: { step: 'paraphrase', tasks: ['s'] } } as const;
  await runToEnd(dataset, { goal, client: endpoint.client });
  return dataset.snapshot;
}

describe('Paraphrase', () => {
  test('may be near to its origin, and keeps its instances', async () => {
    const { generated, filtered } = await paraphrased('Sort the given words by length, the longest one first.');
    expect(filtered).toEqual([]);
    expect(generated.map(({ task }) => task)).toMatchObject([
      {
        instruction: 'Sort the given words by length, the longest one first.',
        instances: [{ input: 'a bbb cc', output: 'bbb cc a' }],
        provenance: { derived: { step: 'paraphrase', from: 's' } },
      },
    ]);
  });

  test.each([
    ['unchanged', 'sort the given words, by their length: the longest first!', [sort]],
    ['similar', 'Put these words in the order of length, beginning with the longest.', [sort, other]],
    ['prompt-words', 'The instruction in its old wording: order the words by how long they are.', [sort]],
    ['too-short', 'Sort.', [sort]],
  ])('%s', async (filter, instruction, seeds) => {
    const { generated, filtered } = await paraphrased(instruction, seeds);
    expect(generated).toEqual([]);
    expect(filtered).toMatchObject([{ filter, instruction, derived: { step: 'paraphrase', from: 's' } }]);
    expect(filtered[0]?.nearest).toBe(filter === 'similar' ? 'o' : undefined);
  });

  test('near to another task is dropped although its origin is nearer still', async () => {
    const near = seed('n', 'Sort the given words by their weight, the longest first.');
    const { filtered } = await paraphrased('Sort the given words by their length, longest first of all.', [sort, near]);
    expect(filtered).toMatchObject([{ filter: 'similar', nearest: 'n' }]);
  });
});

describe('Evolve', () => {
  test('says what to change, gets instances of its own, and must be new beside its origin', async () => {
    const dataset = await temporaryDataset({ seeds: [sort, other] });
    const endpoint = await scriptedEndpoint((body) => {
      const text = JSON.stringify(body.messages);
      const name = (body.response_format as { json_schema: { name: string } }).json_schema.name;
      if (name === 'classification') return JSON.stringify({ is_classification: false });
      if (name === 'instances') return JSON.stringify({ instances: [{ input: 'x', output: 'y' }] });
      return JSON.stringify({
        instruction: text.includes('Sort the given')
          ? 'Order the planets by distance from the sun and justify each place in a line.'
          : 'Put these words in order of length, beginning with the longest word.',
      });
    });
    const goal = { derive: { step: 'evolve', kinds: ['deepen'] } } as const;
    await runToEnd(dataset, { goal, client: endpoint.client });
    expect(JSON.stringify(endpoint.bodies[0]?.messages)).toContain(english.changes.deepen);
    expect(dataset.snapshot.generated.map(({ task }) => task)).toMatchObject([
      {
        instances: [{ input: 'x', output: 'y', provenance: { model: 'scripted' } }],
        provenance: { derived: { step: 'evolve', from: 's', kind: 'deepen' } },
        novelty: { max: expect.any(Number) },
      },
    ]);
    expect(dataset.snapshot.filtered).toMatchObject([{ filter: 'unchanged', derived: { from: 'o', kind: 'deepen' } }]);
  });
});

describe('the prompt’s own words', () => {
  const tokenize = createTokenizer();
  const find = createPromptWords(
    'Rewrite it.\n\n#Given Prompt#:\n{{instruction}}\n\n**नया निर्देश**\nनीचे दिए गए काम को फिर से लिखिए:',
    tokenize,
  );

  test.each([
    ['Here is the rewritten one of the given prompt', 'given prompt'],
    ['नया निर्देश यह है', 'नया निर्देश'],
    ['नीचे दिए गए काम को फिर से लिखिए: सूची', 'नीचे दिए गए काम को फिर से लिखिए'],
  ])('of an own template, in any language: %s', (instruction, detail) => {
    expect(find(instruction, 'Name a river')).toEqual({ filter: 'prompt-words', detail });
  });

  test('are no sign where the origin says them too, and short common words never are', () => {
    expect(find('Improve the given prompt', 'Shorten the given prompt')).toBeUndefined();
    expect(find('Rewrite it in verse', 'Name a river')).toBeUndefined();
    const builtIn = createPromptWords(new PromptSet(defaultRecipe).words('evolve'), tokenize);
    expect(builtIn('Write an instruction for a new kettle', 'Name a river')).toBeUndefined();
    expect(builtIn('The instruction to start out from: name a lake', 'Name a river')?.filter).toBe('prompt-words');
  });
});

describe.each(['paraphrase', 'evolve'] as const)('%s with the practice model', (step) => {
  test('stopped and resumed it equals an undisturbed run', async () => {
    const [one, resumed] = [await sampleDataset(), await sampleDataset()];
    const whole = await runToEnd(one, { goal: { derive: { step } } });
    expect(whole.summary.ended).toBe('target');
    expect(whole.summary.admitted).toBeGreaterThanOrEqual(10);
    let seen = 0;
    const stopped = await runToEnd(resumed, { goal: { derive: { step } } }, ({ type }, stop) => {
      if (type === 'admitted' && ++seen === 4) stop();
    });
    expect(stopped.summary.ended).toBe('stopped');
    await runToEnd(resumed, { goal: 'resume' });
    const [expected, found] = [await timelessFiles(one), await timelessFiles(resumed)];
    expect(found['generated_tasks.jsonl']).toBe(expected['generated_tasks.jsonl']);
    expect(found['filtered_candidates.jsonl']).toBe(expected['filtered_candidates.jsonl']);
    const rounds = await readLines(resumed, 'rounds.jsonl');
    expect(new Set(rounds.map(({ round }) => round))).toEqual(new Set([1]));
    // A round of new instructions is a run of its own, and does not go on with this one.
    const { summary } = await runToEnd(resumed);
    expect(summary.run).not.toBe(whole.summary.run);
    expect((await readLines(resumed, 'rounds.jsonl')).at(-1)).toMatchObject({
      round: 2,
      candidates: expect.any(Number),
    });
  });
});
