import { describe, expect, test } from 'vitest';
import { parseJudgement } from '../../../src/core/prompts/judge.ts';
import { PromptSet } from '../../../src/core/prompts/promptSet.ts';
import { UnreadableReply } from '../../../src/core/prompts/readReply.ts';
import { defaultRecipe } from '../../../src/core/store/recipeFile.ts';

const json = (more: object = {}) =>
  JSON.stringify({ reason: 'The sum is wrong.', instruction: 5, input: 4, output: 2, ...more });

const headed = (instruction: string, input: string, output: string) =>
  `=== REASON ===\nThe sum is wrong.\n=== INSTRUCTION ===\n${instruction}\n=== INPUT ===\n${input}\n=== OUTPUT ===\n${output}`;

const wanted = { scores: { instruction: 5, input: 4, output: 2 }, reason: 'The sum is wrong.' };

describe('a judge’s reply', () => {
  test('is read as JSON, as headed text, fenced, and after a reasoning block', () => {
    expect(parseJudgement(json(), false, true)).toEqual(wanted);
    expect(parseJudgement(headed('5', '4', '2'), false, true)).toEqual(wanted);
    expect(parseJudgement(`\`\`\`json\n${json()}\n\`\`\``, false, true)).toEqual(wanted);
    expect(parseJudgement(`<think>5? 4?</think>\n${headed('5', '4', '2')}`, false, true)).toEqual(wanted);
  });

  test('is read in the digits of any script, and under the headings of any prompt language', () => {
    expect(parseJudgement(headed('٥', '४', '２'), false, true)).toEqual(wanted);
    const spanish = headed('5', '4', '2').replace('INSTRUCTION', 'INSTRUCCIÓN').replace('OUTPUT', 'SALIDA');
    expect(parseJudgement(spanish, false, true)).toEqual(wanted);
  });

  test('has no score for an input that is not there, whatever it says', () => {
    for (const input of [null, 3, 'none', undefined]) {
      expect(parseJudgement(json({ input }), false, false).scores.input).toBeNull();
    }
    expect(parseJudgement(headed('5', '', '2'), false, false).scores.input).toBeNull();
    expect(() => parseJudgement(json({ input: null }), false, true)).toThrow(UnreadableReply);
  });

  test.each([0, 6, -1, 2.5, '5/5', '', 'five', 'NaN', null, true, [5], { score: 5 }, 1e300, '55'])(
    'with %j in place of a score is not read',
    (value) => {
      for (const part of ['instruction', 'input', 'output']) {
        expect(() => parseJudgement(json({ [part]: value }), false, true), part).toThrow(UnreadableReply);
      }
      expect(() => parseJudgement(headed('5', '4', JSON.stringify(value)), false, true)).toThrow(UnreadableReply);
    },
  );

  test('without a reason, cut off, or with NaN as JavaScript writes it is not read', () => {
    expect(() => parseJudgement(json({ reason: 7 }), false, true)).toThrow(UnreadableReply);
    expect(() => parseJudgement(headed('5', '4', '2').slice(32), false, true)).toThrow(UnreadableReply);
    expect(() => parseJudgement(headed('5', '4', '2'), true, true)).toThrow(UnreadableReply);
    expect(() => parseJudgement('{"reason":"x","instruction":NaN,"input":5,"output":5}', false, true)).toThrow(
      UnreadableReply,
    );
    expect(() => parseJudgement('null', false, true)).toThrow(UnreadableReply);
    expect(() => parseJudgement('[1,2,3]', false, false)).toThrow('whole numbers from 1 to 5');
  });

  test('keeps a reason that can be written down: no half characters, and not without end', () => {
    const { reason } = parseJudgement(json({ reason: `${'long '.repeat(2_000)}\ud83d` }), false, true);
    expect(reason.length).toBeLessThanOrEqual(2_000);
    expect(parseJudgement(json({ reason: 'a\ud83d' }), false, true).reason).toBe('a');
  });
});

test('the prompt has its fixed words first, and says in which languages the parts are to be', () => {
  const prompts = new PromptSet({ ...defaultRecipe, language: 'qu', languages: { output: 'es' } });
  const values = { instruction: 'Add {{instance}}.', instance: 'Input: 2' };
  const { messages, schema } = prompts.request('judge', values, 1, false);
  const text = messages[0]?.content ?? '';
  expect(schema).toBeUndefined();
  expect(text).toMatch(/\(the instruction: Quechua[^;]*; the input: Quechua[^;]*; the output: Spanish[^;]*\), unless/u);
  expect(text).toContain('Write in Quechua');
  expect(text).not.toContain('{{language');
  // What is put in is never taken for a place.
  expect(text).toContain('Add {{instance}}.');
  const other = prompts.request('judge', { ...values, instruction: 'Other' }, 1, false).messages[0]?.content ?? '';
  expect(text.slice(0, 1_000)).toBe(other.slice(0, 1_000));
  expect(prompts.request('judge', values, 1, true).schema?.name).toBe('judge');
});
