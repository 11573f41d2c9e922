import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rolesInTurn } from '../../../src/core/model/conversation.ts';
import type { Instance, Message } from '../../../src/core/model/task.ts';
import { filterConversations } from '../../../src/core/pipeline/filterConversations.ts';
import { createInstanceFilter } from '../../../src/core/pipeline/instanceFilter.ts';
import { createTokenizer } from '../../../src/core/similarity/tokenize.ts';
import { conversation } from '../support/chatDataset.ts';

const tokenize = createTokenizer({ language: 'en' });
const filter = (...instances: readonly Instance[]) => filterConversations(instances, 5, tokenize);
const verdict = (instance: Instance) => filter(instance).dropped[0]?.filter;

describe('roles', () => {
  const of = (...roles: readonly Message['role'][]) =>
    verdict(conversation(...roles.map((role, index) => [role, `turn ${index}`] as const)));

  test.each([
    [['user', 'assistant']],
    [['user', 'assistant', 'user', 'assistant']],
    [['system', 'user', 'assistant']],
  ] as const)('%j are in turn', (roles) => {
    expect(of(...roles)).toBeUndefined();
  });

  test.each([
    [[]],
    [['system']],
    [['user']],
    [['assistant']],
    [['assistant', 'user']],
    [['user', 'user', 'assistant']],
    [['user', 'assistant', 'assistant']],
    [['user', 'assistant', 'user']],
    [['system', 'assistant', 'user', 'assistant']],
    [['system', 'system', 'user', 'assistant']],
    [['user', 'system', 'assistant']],
    [['user', 'assistant', 'system']],
  ] as const)('%j are not', (roles) => {
    expect(of(...roles)).toBe('roles');
  });

  test('whatever the roles, those that pass alternate from user to assistant', () => {
    const role = fc.constantFrom<Message['role']>('system', 'user', 'assistant');
    fc.assert(
      fc.property(fc.array(role, { maxLength: 9 }), (roles) => {
        const pattern = /^(?:s)?(?:ua)+$/u.test(roles.map((name) => name[0]).join(''));
        expect(rolesInTurn(roles.map((name) => ({ role: name, content: 'x' })))).toBe(pattern);
      }),
    );
  });

  test('an instance that is no conversation says so', () => {
    expect(filter({ input: '', output: '{"messages":5}', messages: [] }).dropped).toMatchObject([
      { filter: 'roles', detail: 'no turns' },
    ]);
    expect(filter(conversation(['user', 'a'], ['user', 'b'])).dropped).toMatchObject([{ detail: 'user, user' }]);
  });
});

describe('turns', () => {
  const pair = (...turns: readonly string[]) =>
    conversation(...turns.map((text, index) => [index % 2 === 0 ? 'user' : 'assistant', text] as const));

  test.each([
    ['empty-turn', pair('Hello', ' \n\u3000')],
    ['empty-turn', pair('', 'Hello')],
    ['empty-turn', conversation(['system', ' '], ['user', 'a'], ['assistant', 'b'])],
    ['input-equals-output', pair('Say it.', 'Say it. ')],
    ['ends-with-colon', pair('Which rivers?', 'These are the rivers:')],
    ['repetition', pair('Go on', 'and so on '.repeat(9))],
    ['repetition', pair('Why?', 'So.', 'And then?', 'Then this.', 'Why?', 'So.')],
  ])('%s', (expected, instance) => {
    expect(verdict(instance)).toBe(expected);
  });

  test.each([
    ['the same answer to another question', pair('Is it an animal?', 'No.', 'Is it a plant?', 'No.')],
    ['thanks said twice', pair('One?', '1', 'Thanks', 'Gladly', 'Two?', '2', 'Thanks', 'Any time')],
    ['a laugh', pair('Listen: ha ha ha ha!', 'I do.')],
    ['a colon in the middle', pair('Rivers:', 'Nile, Lena')],
    ['other scripts', pair('ཡོད་དམ།', 'ཡོད།', 'متى؟', '22:30')],
  ])('%s is fine', (_, instance) => {
    expect(verdict(instance)).toBeUndefined();
  });

  test('the same conversation twice, and more than are wanted', () => {
    const [a, b, c] = [pair('a', '1'), pair('b', '2'), pair('c', '3')];
    const { kept, dropped } = filterConversations([a, a, b, c], 2, tokenize);
    expect(kept).toEqual([a, b]);
    expect(dropped.map(({ filter: name }) => name)).toEqual(['duplicate-instance', 'too-many-instances']);
  });

  test('one question with two answers is no contradiction', () => {
    expect(filter(pair('Why?', 'Because.'), pair('Why?', 'So that it lasts.')).kept).toHaveLength(2);
  });
});

test('conversations have their own filters, inputs and outputs theirs', () => {
  const either = createInstanceFilter(5, tokenize);
  const said = conversation(['user', 'a'], ['assistant', 'b']);
  expect(either([said]).kept).toEqual([said]);
  const plain = [
    { input: 'a', output: '1' },
    { input: 'a', output: '2' },
  ];
  expect(either(plain).dropped.map(({ filter: name }) => name)).toEqual(Array(2).fill('same-input-different-outputs'));
  // Among conversations what has no turns is none.
  expect(either([said, { input: 'a', output: '1' }]).dropped).toMatchObject([{ filter: 'roles' }]);
});
