import { describe, expect, it } from 'vitest';
import { chatBody } from '../../../src/core/llm/chatBody.ts';
import type { CompletionRequest, ReplySchema, RequestBody } from '../../../src/core/llm/modelClient.ts';
import type { FilterName } from '../../../src/core/model/candidate.ts';
import { filterInstances } from '../../../src/core/pipeline/filterInstances.ts';
import { createInstructionFilter } from '../../../src/core/pipeline/filterInstruction.ts';
import { createInstanceFilter } from '../../../src/core/pipeline/instanceFilter.ts';
import { english } from '../../../src/core/practice/english/english.ts';
import { hindi } from '../../../src/core/practice/hindi/hindi.ts';
import { practiceReply } from '../../../src/core/practice/practiceReply.ts';
import { parseClassification } from '../../../src/core/prompts/classification.ts';
import { parseConversations } from '../../../src/core/prompts/conversation.ts';
import { parseInstances } from '../../../src/core/prompts/instances.ts';
import { parseInstructions } from '../../../src/core/prompts/instructions.ts';
import { type PromptName, PromptSet } from '../../../src/core/prompts/promptSet.ts';
import { UnreadableReply } from '../../../src/core/prompts/readReply.ts';
import { parseTasks } from '../../../src/core/prompts/tasks.ts';
import { NoveltyIndex } from '../../../src/core/similarity/noveltyIndex.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { defaultRecipe } from '../../../src/core/store/recipeFile.ts';

const seeds = ['Write a letter to the mayor about the broken bench.', 'What are the prime numbers between 50 and 80?'];
const demonstrations = seeds.map((seed, index) => `${index + 1}. ${seed}`).join('\n');

/** A request as the pipeline makes it. */
function bodyOf(
  name: PromptName,
  values: Record<string, string>,
  options: { seed?: number; asSchema?: boolean } = {},
): RequestBody {
  const prompts = new PromptSet(defaultRecipe);
  const filled = { count: '8', demonstrations, ...values };
  return chatBody('practice-1', prompts.request(name, filled, options.seed ?? 1, options.asSchema ?? true));
}

function instructionsFor(
  seed: number,
  values: Record<string, string> = {},
  name: PromptName = 'instructions',
): readonly string[] {
  const { text, finish } = practiceReply(bodyOf(name, values, { seed }));
  try {
    return parseInstructions(text, finish === 'length').items;
  } catch (error) {
    if (error instanceof UnreadableReply) return [];
    throw error;
  }
}

/** The instances over several seeds that the filters let through. */
function soundInstances(name: PromptName, values: Record<string, string>, asSchema = true) {
  return [1, 2, 3, 4, 5, 6].flatMap((seed) => {
    const { text, finish } = practiceReply(bodyOf(name, values, { seed, asSchema }));
    try {
      return filterInstances(parseInstances(text, finish === 'length').items, 5).kept;
    } catch (error) {
      if (error instanceof UnreadableReply) return [];
      throw error;
    }
  });
}

const manySeeds = Array.from({ length: 300 }, (_, index) => index);

describe('a reply of the practice model', () => {
  it('depends on the request alone, its seed included', () => {
    expect(practiceReply(bodyOf('instructions', {}))).toEqual(practiceReply(bodyOf('instructions', {})));
    expect(practiceReply(bodyOf('instructions', {}))).not.toEqual(
      practiceReply(bodyOf('instructions', {}, { seed: 2 })),
    );
  });

  it('brings the number of instructions asked for, most of the time', () => {
    const lengths = manySeeds.map((seed) => instructionsFor(seed, { count: '5' }).length);
    expect(lengths.filter((length) => length === 5).length).toBeGreaterThan(manySeeds.length * 0.9);
    expect(Math.max(...lengths)).toBe(5);
  });

  it('brings classification tasks alone where they are asked for', () => {
    const labelled = english.families
      .filter(({ labels }) => labels)
      .flatMap(({ patterns }) => patterns.map((pattern) => pattern.split('{')[0] ?? ''));
    const written = instructionsFor(3, {}, 'classificationInstructions');
    expect(written.filter((text) => labelled.some((start) => text.startsWith(start))).length).toBeGreaterThanOrEqual(6);
  });

  it.each([true, false])('can be read by each parser (schema: %s)', (asSchema) => {
    const instruction = 'Sort the numbers in the list in rising order.';
    const values = { instruction, demonstrations: 'Task: Name the capital of the country.' };
    const text = (name: PromptName) => practiceReply(bodyOf(name, values, { asSchema })).text;
    expect(parseInstructions(text('instructions')).items.length).toBeGreaterThan(5);
    expect(parseClassification(text('classification'))).toBe(false);
    const instances = soundInstances('inputFirst', values, asSchema);
    expect(instances.length).toBeGreaterThan(6);
    for (const { input, output } of instances) {
      const sorted = input
        .split(', ')
        .map(Number)
        .toSorted((one, other) => one - other);
      expect(output).toBe(sorted.join(', '));
    }
    const tasks = parseTasks(text('tasks')).items;
    expect(tasks.length).toBeGreaterThan(5);
    expect(tasks.every((task) => task.instances.length > 0)).toBe(true);
  });

  it('writes the output before the input where the schema has it so', () => {
    const values = { instruction: 'Tell whether the given whole number is even or odd.' };
    const { text } = practiceReply(bodyOf('outputFirst', values));
    expect(text.indexOf('"output"')).toBeLessThan(text.indexOf('"input"'));
    expect(new Set(soundInstances('outputFirst', values).map(({ output }) => output))).toEqual(
      new Set(['even', 'odd']),
    );
  });

  it('decides what is a classification, for its own tasks and for others', () => {
    const decide = (instruction: string) =>
      parseClassification(practiceReply(bodyOf('classification', { instruction })).text);
    expect(decide('Is it sold as a fruit or as a vegetable?')).toBe(true);
    expect(decide('Name the capital of the country.')).toBe(false);
    expect(decide('Classify this review as fresh or stale.')).toBe(true);
    expect(decide('Write a letter to the mayor.')).toBe(false);
  });

  it('answers the task asked about, not one of the examples', () => {
    const values = {
      instruction: 'Reverse the order of the words in the text.',
      demonstrations: 'Task: Alphabetise the words below.',
    };
    for (const { input, output } of soundInstances('inputFirst', values)) {
      expect(output.split(' ').toReversed().join(' ')).toBe(input);
    }
  });

  it('says what it is where it cannot answer', () => {
    const text = (instruction: string) => practiceReply(bodyOf('inputFirst', { instruction }, { seed: 6 })).text;
    expect(parseInstances(text('Write a letter to the mayor about the broken bench.')).items).toEqual([
      { input: '', output: english.unknownTask },
    ]);
    expect(parseInstances(text('मेयर को टूटी हुई बेंच के बारे में चिट्ठी लिखिए।')).items).toEqual([
      { input: '', output: hindi.unknownTask },
    ]);
  });

  it('writes in the script of the demonstrations', () => {
    const shown = '1. दी गई रकम को चेक पर लिखने लायक़ शब्दों में बदलिए।\n2. पंचायत की इस सूचना का सार दो वाक्यों में लिखिए।';
    const written = instructionsFor(1, { demonstrations: shown });
    expect(written.length).toBeGreaterThan(5);
    expect(written.filter((text) => !/\p{Script=Devanagari}/u.test(text) && text !== '')).toEqual([]);
    // Now and then it slips into English, so that the filters on the language have something to drop.
    const many = manySeeds.flatMap((seed) => instructionsFor(seed, { demonstrations: shown }));
    const slipped = many.filter((text) => !/\p{Script=Devanagari}/u.test(text) && text !== '');
    expect(slipped.length / many.length).toBeGreaterThan(0.005);
    expect(slipped.length / many.length).toBeLessThan(0.05);
    expect(instructionsFor(1).filter((text) => /\p{Script=Devanagari}/u.test(text))).toEqual([]);
  });

  it('stops at the token limit', () => {
    const reply = practiceReply({ ...bodyOf('instructions', {}), max_tokens: 20 });
    expect(reply.finish).toBe('length');
    expect(reply.text.length).toBeLessThanOrEqual(80);
  });

  it('answers a plain chat message', () => {
    const messages: CompletionRequest['messages'] = [
      { role: 'user', content: 'Name the capital of the country.\n\nPeru' },
    ];
    expect(practiceReply(chatBody('practice-1', { messages, sampling: {}, seed: 1 })).finish).toBe('stop');
  });

  it.each([
    [{}],
    [{ messages: 'x' }],
    [{ messages: [null] }],
    [{ messages: [{ content: 7 }], response_format: { json_schema: null } }],
  ])('comes even for a request without sense: %j', (body) => {
    expect(practiceReply(body).text).not.toBe('');
  });

  it('is asked by the schema’s name, whatever the prompt says', () => {
    const schema: ReplySchema = { name: 'instructions', schema: {} };
    const messages: CompletionRequest['messages'] = [
      { role: 'user', content: 'Own words of a dataset: make 3 new ones.' },
    ];
    const { text } = practiceReply(chatBody('practice-1', { messages, sampling: {}, seed: 1, schema }));
    expect(parseInstructions(text).items).toHaveLength(3);
  });
});

describe('over many replies', () => {
  const tokenize = createTokenizer({ language: 'en' });

  it('every filter on instructions and on replies has something to drop, and most is kept', () => {
    const filter = createInstructionFilter(defaultRecipe, tokenize);
    const index = new NoveltyIndex({ threshold: defaultRecipe.filters.similarity, tokenize });
    const seen = new Map<FilterName | 'kept', number>();
    const note = (name: FilterName | 'kept') => seen.set(name, (seen.get(name) ?? 0) + 1);
    for (const seed of manySeeds) {
      const { text, finish } = practiceReply(bodyOf('instructions', {}, { seed }));
      if (finish === 'length') note('cut-off');
      try {
        for (const item of parseInstructions(text, finish === 'length').items) {
          const dropped = filter(item, seeds)?.filter ?? (index.decide(item).similar ? 'similar' : 'kept');
          note(dropped);
          if (dropped === 'kept') index.add(String(index.size), item);
        }
      } catch (error) {
        if (!(error instanceof UnreadableReply)) throw error;
        note('unparsable');
      }
    }
    const expected = [
      'cut-off',
      'echo',
      'empty',
      'kept',
      'repetition',
      'similar',
      'starts-with-punctuation',
      'too-long',
      'too-short',
      'unparsable',
      'unsuitable-words',
    ];
    expect([...seen.keys()].toSorted()).toEqual(expected);
    for (const name of ['echo', 'too-short', 'unsuitable-words'] as const)
      expect(seen.get(name)).toBeLessThan(manySeeds.length * 8 * 0.06);
  });

  it('every filter on conversations has something to drop, and most is kept', () => {
    const seen = new Map<string, number>();
    const note = (name: string) => seen.set(name, (seen.get(name) ?? 0) + 1);
    const filter = createInstanceFilter(defaultRecipe.filters.maxInstances, tokenize);
    for (let seed = 0; seed < 800; seed += 1) {
      const values = { instruction: 'Name the capital of the country.', count: '2' };
      const { text, finish } = practiceReply(bodyOf('conversation', values, { seed, asSchema: seed % 2 === 0 }));
      try {
        const { items, cutOff } = parseConversations(text, finish === 'length');
        if (cutOff !== undefined) note('unfinished');
        if (items.length === 0) note('no-instances');
        const { kept, dropped } = filter(items);
        for (const { filter: name } of dropped) note(name);
        for (const { messages = [] } of kept) note(messages.length > 8 + 1 ? 'too long' : 'kept');
      } catch (error) {
        if (!(error instanceof UnreadableReply)) throw error;
        note('unparsable');
      }
    }
    expect([...seen.keys()].toSorted()).toEqual([
      'duplicate-instance',
      'empty-turn',
      'ends-with-colon',
      'input-equals-output',
      'kept',
      'no-instances',
      'repetition',
      'roles',
      'too-many-instances',
      'unfinished',
      'unparsable',
    ]);
    expect(seen.get('kept')).toBeGreaterThan(800 * 2 * 0.8);
  });

  it.each([
    ['Write a letter to the mayor about the broken bench.', english.unknownTask],
    ['मेयर को टूटी हुई बेंच के बारे में चिट्ठी लिखिए।', hindi.unknownTask],
  ])('a conversation about a task that it did not compose says what it is: %s', (instruction, answer) => {
    const { text } = practiceReply(bodyOf('conversation', { instruction }, { seed: 6 }));
    expect(parseConversations(text).items.map(({ messages }) => messages)).toEqual([
      [
        { role: 'user', content: instruction },
        { role: 'assistant', content: answer },
      ],
    ]);
  });

  it('every filter on instances has something to drop, and most is kept', () => {
    const seen = new Map<string, number>();
    const note = (name: string) => seen.set(name, (seen.get(name) ?? 0) + 1);
    for (let seed = 0; seed < 600; seed += 1) {
      const { text, finish } = practiceReply(
        bodyOf('inputFirst', { instruction: 'Name the capital of the country.', count: '3' }, { seed }),
      );
      try {
        const { items, cutOff } = parseInstances(text, finish === 'length');
        if (cutOff !== undefined) note('unfinished');
        if (items.length === 0) note('no-instances');
        const { kept, dropped } = filterInstances(items, defaultRecipe.filters.maxInstances);
        for (const { filter } of dropped) note(filter);
        for (const _ of kept) note('kept');
      } catch (error) {
        if (!(error instanceof UnreadableReply)) throw error;
        note('unparsable');
      }
    }
    const expected = [
      'duplicate-instance',
      'empty-output',
      'ends-with-colon',
      'input-equals-output',
      'kept',
      'no-instances',
      'same-input-different-outputs',
      'too-many-instances',
      'unfinished',
      'unparsable',
    ];
    expect([...seen.keys()].toSorted()).toEqual(expected);
    expect(seen.get('kept')).toBeGreaterThan(600 * 3 * 0.8);
  });
});
