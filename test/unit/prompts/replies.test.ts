import { describe, expect, test } from 'vitest';
import { parseClassification } from '../../../src/core/prompts/classification.ts';
import { parseInstances } from '../../../src/core/prompts/instances.ts';
import { parseInstructions } from '../../../src/core/prompts/instructions.ts';
import { missingPlaces, PromptSet, promptNames } from '../../../src/core/prompts/promptSet.ts';
import { mostItems, UnreadableReply } from '../../../src/core/prompts/readReply.ts';
import { parseTasks } from '../../../src/core/prompts/tasks.ts';
import { fillTemplate } from '../../../src/core/prompts/template.ts';
import { defaultRecipe } from '../../../src/core/store/recipeFile.ts';

describe('instructions', () => {
  test.each([
    ['JSON', '{"instructions":["One","Two"]}'],
    ['JSON in a fence', '```json\n{"instructions":["One","Two"]}\n```'],
    ['JSON after reasoning', '<think>hm {"instructions":["no"]}</think>\n{"instructions":["One","Two"]}'],
    ['headed text', '=== INSTRUCTION ===\nOne\n\n=== INSTRUCTION ===\nTwo\n'],
    ['headed text after a greeting, in another case', 'Sure!\n==== Instruction ====\nOne\n===instruction===\nTwo'],
  ])('%s', (_, reply) => {
    expect(parseInstructions(reply).items).toEqual(['One', 'Two']);
  });

  test('a cut-off reply loses the unfinished item only', () => {
    expect(parseInstructions('{"instructions":["One","Two","Thr', true)).toEqual({
      items: ['One', 'Two'],
      cutOff: '"Thr',
    });
    expect(parseInstructions('=== INSTRUCTION ===\nOne\n=== INSTRUCTION ===\nTw', true)).toEqual({
      items: ['One'],
      cutOff: 'Tw',
    });
  });

  test('words of the format inside a text break nothing', () => {
    const text = 'Explain what "Output:", ### and Example 2 mean\nOutput: like this 20.';
    expect(parseInstructions(JSON.stringify({ instructions: [text] })).items).toEqual([text]);
    expect(parseInstructions(`=== INSTRUCTION ===\n${text}`).items).toEqual([text]);
  });

  test.each(['', 'I cannot help with that.', '[]', '{"instructions":"One"}'])('%j cannot be read', (reply) => {
    expect(() => parseInstructions(reply)).toThrow(UnreadableReply);
  });
});

describe('classification', () => {
  test.each([
    ['{"is_classification":true}', true],
    ['Yes.', true],
    ['=== CLASSIFICATION ===\nno', false],
    ['NO!', false],
    ['**Yes**', true],
  ])('%j', (reply, expected) => {
    expect(parseClassification(reply)).toBe(expected);
  });

  test.each(['', 'perhaps', '{"is_classification":"yes, rather"}'])('%j is no answer', (reply) => {
    expect(() => parseClassification(reply)).toThrow(UnreadableReply);
  });
});

describe('instances', () => {
  test('in either order, as JSON and as headed text', () => {
    const expected = [
      { input: 'a', output: '1' },
      { input: 'b', output: '2' },
    ];
    expect(parseInstances(JSON.stringify({ instances: expected })).items).toEqual(expected);
    expect(parseInstances('=== INPUT ===\na\n=== OUTPUT ===\n1\n=== INPUT ===\nb\n=== OUTPUT ===\n2').items).toEqual(
      expected,
    );
    expect(parseInstances('=== OUTPUT ===\n1\n=== INPUT ===\na\n=== OUTPUT ===\n2\n=== INPUT ===\nb').items).toEqual(
      expected,
    );
  });

  test('an output alone has no input; a value of another shape is left out', () => {
    expect(parseInstances('=== OUTPUT ===\n1').items).toEqual([{ input: '', output: '1' }]);
    expect(parseInstances('{"instances":[{"input":1,"output":"x"},null,{"input":"","output":"y"}]}').items).toEqual([
      { input: '', output: 'y' },
    ]);
  });

  test('cut off in the middle of an output', () => {
    expect(parseInstances('{"instances":[{"input":"a","output":"1"},{"input":"b","outp', true)).toMatchObject({
      items: [{ input: 'a', output: '1' }],
      cutOff: expect.stringContaining('"b"'),
    });
  });
});

test('whole tasks, as JSON and as headed text with and without the opening heading', () => {
  const task = { instruction: 'Greet', isClassification: true, instances: [{ input: '', output: 'नमस्ते' }] };
  const json = { tasks: [{ instruction: 'Greet', is_classification: true, instances: task.instances }] };
  const headed = '=== INSTRUCTION ===\nGreet\n=== CLASSIFICATION ===\nyes\n=== INPUT ===\n\n=== OUTPUT ===\nनमस्ते';
  expect(parseTasks(JSON.stringify(json)).items).toEqual([task]);
  expect(parseTasks(`${headed}\n${headed}`).items).toEqual([task, task]);
  expect(parseTasks(`=== TASK ===\n${headed}`).items).toEqual([task]);
});

describe('prompts', () => {
  test('a place inside a user’s text is not filled', () => {
    expect(fillTemplate('{{a}} {{b}} {{c}}', { a: '{{b}}', b: 'x' })).toBe('{{b}} x {{c}}');
  });

  test('every built-in prompt has the places that its step needs, and names the language', () => {
    const prompts = new PromptSet({ ...defaultRecipe, language: 'ta' });
    for (const name of promptNames) {
      expect(missingPlaces(name, prompts.template(name))).toEqual([]);
      const values = {
        instruction: 'I',
        demonstrations: 'D',
        count: '3',
        examples: 'E',
        label: 'L',
        text: 'T',
        change: 'C',
        input: 'N',
        instance: 'X',
      };
      const [asSchema, asText] = [true, false].map((schema) => prompts.request(name, values, 1, schema));
      expect(asSchema?.messages[0]?.content).not.toMatch(/\{\{/u);
      expect(asSchema?.schema).toBeDefined();
      expect(asText?.schema).toBeUndefined();
      expect(asText?.messages[0]?.content).toContain('=== ');
      if (name !== 'classification') expect(asSchema?.messages[0]?.content).toContain('Tamil (தமிழ்)');
    }
  });

  test('an own template wins and changes the hash', () => {
    const own = new PromptSet(defaultRecipe, new Map([['tasks', 'Mine: {{demonstrations}}']]));
    expect(own.template('tasks')).toBe('Mine: {{demonstrations}}');
    expect(own.hashOfRun()).not.toBe(new PromptSet(defaultRecipe).hashOfRun());
    expect(missingPlaces('inputFirst', 'no place')).toEqual(['instruction']);
  });
});

describe('replies that ran away', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  test('brackets without end are unreadable, whatever stands in them', () => {
    const levels = 200_000;
    expect(() => parseInstructions(`{"instructions":${'['.repeat(levels)}`)).toThrow(UnreadableReply);
    expect(() => parseInstructions(`{"x":${nested(levels)},"instructions":["One"]}`)).toThrow(UnreadableReply);
    expect(() => parseInstances(`{"instances":[{"input":"","output":"o","x":${nested(levels)}}]}`)).toThrow(
      UnreadableReply,
    );
    expect(() => parseTasks(`{"tasks":${nested(levels)}}`)).toThrow(UnreadableReply);
  });

  test.each([
    ['JSON', (count: number) => JSON.stringify({ instructions: Array(count).fill('One') })],
    ['headed text', (count: number) => '=== INSTRUCTION ===\nOne\n'.repeat(count)],
  ])('so are more items than anyone asks for: %s', (_, reply) => {
    expect(parseInstructions(reply(mostItems)).items).toHaveLength(mostItems);
    expect(() => parseInstructions(reply(mostItems + 1))).toThrow(`at most ${mostItems} items`);
  });
});

test('a place that only looks like a value stays as it stands', () => {
  expect(fillTemplate('{{constructor}} {{__proto__}} {{count}}', { count: '8' })).toBe(
    '{{constructor}} {{__proto__}} 8',
  );
});
