import { describe, expect, test } from 'vitest';
import { readSeed, storedSeed } from '../../../src/core/store/records.ts';
import { emptyDraft, isBlankDraft, seedOfDraft } from '../../../src/host/seedForm/seedOfDraft.ts';
import { draftProblems, isFromSeedForm, messagesOf, type SeedDraft } from '../../../src/protocol/seedForm.ts';

const origin = { author: 'Ana', source: '', licence: 'CC0-1.0', translatedFrom: '' };
const blank = { input: '', output: '', turns: ['', ''] };
const draft = (more: Partial<SeedDraft>): SeedDraft => ({ ...emptyDraft(origin, false), ...more });

const whole = draft({
  instruction: '  اكتب ثلاثة أسماء \n',
  instances: [{ input: 'a\n\nb ', output: '\tc\u2028d', turns: [] }, blank],
});

test('texts are stored exactly as they were typed, blank instances and empty origins not at all', () => {
  const seed = seedOfDraft(whole, false);
  expect(storedSeed(seed)).toEqual({
    id: seed.id,
    instruction: '  اكتب ثلاثة أسماء \n',
    instances: [{ input: 'a\n\nb ', output: '\tc\u2028d' }],
    is_classification: false,
    author: 'Ana',
    licence: 'CC0-1.0',
  });
  expect(readSeed(JSON.parse(JSON.stringify(storedSeed(seed))))).toEqual(seed);
});

test('every seed has an id of its own', () => {
  const ids = Array.from({ length: 100 }, () => seedOfDraft(whole, false).id);
  expect(new Set(ids).size).toBe(100);
});

test('a conversation is stored as its turns', () => {
  const chat = draft({ instruction: 'Be kind.', instances: [{ ...blank, turns: ['Hi', 'Hello', '', ''] }] });
  expect(draftProblems(chat, true)).toEqual([]);
  const messages = [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Hello' },
  ];
  expect(storedSeed(seedOfDraft(chat, true)).instances).toEqual([{ messages }]);
  expect(messagesOf(['', ''])).toEqual([]);
});

describe('what a draft lacks', () => {
  test.each([
    ['nothing', whole, false, []],
    ['everything', draft({}), false, [{ field: 'instruction' }, { field: 'output', instance: 0 }]],
    [
      'the answer of the second instance',
      draft({ instruction: 'x', instances: [blank, { ...blank, input: 'y' }] }),
      false,
      [{ field: 'output', instance: 1 }],
    ],
    [
      'the last word of the assistant',
      draft({ instruction: 'x', instances: [{ ...blank, turns: ['Hi', 'Hello', 'And?', ''] }] }),
      true,
      [{ field: 'output', instance: 0 }],
    ],
    [
      'a turn in the middle',
      draft({ instruction: 'x', instances: [{ ...blank, turns: ['Hi', '', 'And?', 'So'] }] }),
      true,
      [{ field: 'output', instance: 0 }],
    ],
    ['a tag', { ...whole, translatedFrom: 'castellano antiguo' }, false, [{ field: 'translatedFrom' }]],
  ])('%s', (_, read, conversation, problems) => expect(draftProblems(read, conversation)).toEqual(problems));
});

test('a draft is blank until something is written into the task', () => {
  expect(isBlankDraft(draft({}))).toBe(true);
  expect(isBlankDraft(draft({ instances: [{ ...blank, turns: ['', 'x'] }] }))).toBe(false);
});

test('what comes from the page is checked', () => {
  expect(isFromSeedForm({ type: 'save', draft: whole })).toBe(true);
  for (const bad of [
    undefined,
    'save',
    { type: 'run' },
    { type: 'save' },
    { type: 'save', draft: { ...whole, instruction: 1 } },
    { type: 'save', draft: { ...whole, instances: [{}] } },
    { type: 'draft', draft: { ...whole, instances: Array.from({ length: 101 }, () => blank) } },
  ])
    expect(isFromSeedForm(bad), JSON.stringify(bad)).toBe(false);
});
