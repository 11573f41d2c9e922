import { describe, expect, test } from 'vitest';
import { chatBody } from '../../../src/core/llm/chatBody.ts';
import { practiceReply } from '../../../src/core/practice/practiceReply.ts';
import { writeSections } from '../../../src/core/prompts/headedText.ts';
import { promptLanguages } from '../../../src/core/prompts/languages/promptLanguages.ts';
import { builtInPrompt, missingPlaces, PromptSet } from '../../../src/core/prompts/promptSet.ts';
import { parseOutput, regenerateInput } from '../../../src/core/prompts/regenerate.ts';
import { defaultRecipe } from '../../../src/core/store/recipeFile.ts';

const languages = promptLanguages.map((language) => [language.tag, language] as const);

describe.each(languages)('the prompt for another output in %s', (tag, language) => {
  test('has its places, and asks for the heading that is read', () => {
    const { template, format, language: found } = builtInPrompt('regenerate', language);
    expect(found).toBe(language);
    expect(missingPlaces('regenerate', template)).toEqual([]);
    expect(template).toContain('{{languages}}');
    const heading = format.split('\n').at(-1) ?? '';
    expect(parseOutput(`${heading}\nx = y\n\nz`, false)).toBe('x = y\n\nz');
  });

  test.each([true, false])('the practice model knows task and input (schema: %s)', (asSchema) => {
    const prompts = new PromptSet({ ...defaultRecipe, language: tag });
    const ask = (instruction: string, input: string) => {
      const values = { instruction, input: regenerateInput({ input }, language) };
      const outputs = Array.from({ length: 6 }, (_, seed) =>
        practiceReply(chatBody('practice-1', prompts.request('regenerate', values, seed, asSchema))),
      );
      return outputs.flatMap(({ text, finish }) => {
        try {
          return [parseOutput(text, finish === 'length')];
        } catch {
          return [];
        }
      });
    };
    expect(new Set(ask('Solve this riddle of mine.', ''))).toEqual(
      new Set(['The practice model is no language model: it can answer only the tasks that it composed itself.']),
    );
  });
});

describe('an output is read', () => {
  test.each([
    ['JSON', '{"output":"  Po\\n"}', 'Po'],
    ['JSON in a fence', '```json\n{"output":"Po"}\n```', 'Po'],
    ['headed text', '=== OUTPUT ===\nPo', 'Po'],
    ['headings of another language', '=== आउटपुट ===\nगंगा', 'गंगा'],
  ])('%s', (_, reply, output) => expect(parseOutput(reply, false)).toBe(output));

  test.each([
    ['cut off', '{"output":"Po"}', true],
    ['without a heading', 'Po', false],
    ['empty', '{"output":" "}', false],
    ['no text', '{"output":7}', false],
  ])('not where it is %s', (_, reply, cut) => expect(() => parseOutput(reply, cut)).toThrow(/^Expected one output/u));
});

test('the turns of a conversation stand under their headings', () => {
  const turns = [
    { role: 'system', content: 'You sell tea.' },
    { role: 'user', content: 'Which one is mild?' },
  ] as const;
  expect(regenerateInput({ input: '', turns }, { none: '(none)' })).toBe(
    writeSections([
      { heading: 'SYSTEM', text: 'You sell tea.' },
      { heading: 'USER', text: 'Which one is mild?' },
    ]),
  );
});
