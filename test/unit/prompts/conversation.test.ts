import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConversations } from '../../../src/core/prompts/conversation.ts';
import { headingOf, writeSections } from '../../../src/core/prompts/headedText.ts';
import { parseInstances } from '../../../src/core/prompts/instances.ts';
import { mostItems, UnreadableReply } from '../../../src/core/prompts/readReply.ts';
import { conversation } from '../support/chatDataset.ts';

const one = conversation(
  ['system', 'Be brief.'],
  ['user', 'متى؟'],
  ['assistant', 'الساعة\n22:30'],
  ['user', '然后呢?'],
  ['assistant', 'ཡོད།'],
);
const other = conversation(['user', 'Why?'], ['assistant', 'Because {"messages": []} === USER === is text.']);
const asJson = (...conversations: readonly { messages: unknown }[]) =>
  JSON.stringify({ conversations: conversations.map(({ messages }) => ({ messages })) });
const asText = (...conversations: readonly (typeof one)[]) =>
  writeSections(
    conversations.flatMap(({ messages }) => [
      { heading: 'CONVERSATION', text: '' },
      ...messages.map(({ role, content }) => ({
        heading: role.toUpperCase() as 'SYSTEM' | 'USER' | 'ASSISTANT',
        text: content,
      })),
    ]),
  );

describe('conversations', () => {
  test.each([
    ['JSON', asJson(one, other)],
    ['JSON in a fence', `\`\`\`json\n${asJson(one, other)}\n\`\`\``],
    ['headed text', asText(one, other)],
    [
      'headed text after a greeting, the first heading forgotten',
      `Sure!\n${asText(one, other).replace(headingOf('CONVERSATION'), '')}`,
    ],
  ])('%s', (_, reply) => {
    expect(parseConversations(reply).items).toEqual([one, other]);
  });

  test('roles are read in any case, and their text is left as it is', () => {
    const reply = asJson({
      messages: [
        { role: ' User', content: '  a\n' },
        { role: 'ASSISTANT', content: 'b' },
      ],
    });
    expect(parseConversations(reply).items).toEqual([conversation(['user', '  a\n'], ['assistant', 'b'])]);
  });

  test('a cut-off reply loses the unfinished conversation only', () => {
    const json = asJson(one, other);
    const cut = parseConversations(json.slice(0, json.indexOf('Because') + 4), true);
    expect(cut.items).toEqual([one]);
    expect(cut.cutOff).toContain('Why?');
    expect(parseConversations(asText(one, other), true)).toMatchObject({
      items: [one],
      cutOff: expect.stringContaining('Why?'),
    });
  });

  test('headings of other replies are text in a conversation, and its own are text in others', () => {
    const written = '=== USER ===\nMark this up:\n=== INPUT ===\nx\n=== ASSISTANT ===\nDone.';
    expect(parseConversations(written).items).toEqual([
      conversation(['user', 'Mark this up:\n=== INPUT ===\nx'], ['assistant', 'Done.']),
    ]);
    expect(parseInstances(`=== INPUT ===\nA talk\n=== OUTPUT ===\n${written.slice(0, 27)}`).items).toEqual([
      { input: 'A talk', output: '=== USER ===\nMark this up:' },
    ]);
  });

  test('an empty turn is kept: a filter drops it', () => {
    const [read] = parseConversations('=== USER ===\n\n=== ASSISTANT ===\nHello').items;
    expect(read).toEqual(conversation(['user', ''], ['assistant', 'Hello']));
  });
});

describe('hostile replies', () => {
  test.each([
    ['no role', { messages: [{ content: 'a' }] }],
    ['a role that nobody has', { messages: [{ role: 'narrator', content: 'a' }] }],
    ['a role of Object', { messages: [{ role: 'constructor', content: 'a' }] }],
    ['a number for a text', { messages: [{ role: 'user', content: 5 }] }],
    ['null for a turn', { messages: [null] }],
    ['a list for a role', { messages: [{ role: ['user'], content: 'a' }] }],
    ['parts for a text', { messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }] }],
    ['a text for the turns', { messages: 'user: a' }],
    ['an object for the turns', { messages: { role: 'user', content: 'a', length: 1 } }],
    ['no turns', { messages: [] }],
    ['null', null],
    ['a number', 7],
    ['a nested list', [[[]]]],
    [
      'conversations in a conversation',
      { messages: [{ role: 'user', content: 'a', messages: [{ conversations: [] }] }, 1] },
    ],
  ])('%s is kept as text, without turns, and the one beside it is read', (_, value) => {
    const reply = JSON.stringify({ conversations: [value, { messages: other.messages }] });
    expect(parseConversations(reply).items).toEqual([
      { input: '', output: JSON.stringify(value), messages: [] },
      other,
    ]);
  });

  test.each([
    '',
    'I cannot help with that.',
    '[]',
    '{"conversations":"one"}',
    '{"conversations":{}}',
    '=== CONVERSATION ===',
    '=== INPUT ===\nx',
  ])('%j cannot be read', (reply) => {
    expect(() => parseConversations(reply)).toThrow(UnreadableReply);
  });

  const turns = (count: number) => Array(count).fill({ role: 'user', content: 'x' });
  test.each([
    ['JSON', (count: number) => asJson({ messages: turns(count) })],
    ['headed text', (count: number) => '=== USER ===\nx\n'.repeat(count)],
  ])('10,000 turns are a reply that ran away: %s', (_, reply) => {
    expect(() => parseConversations(reply(10_000))).toThrow(`at most ${mostItems} turns, not 10000`);
    expect(parseConversations(reply(mostItems)).items[0]?.messages).toHaveLength(mostItems);
  });

  test('so are 10,000 conversations', () => {
    expect(() => parseConversations(asJson(...Array(10_000).fill(other)))).toThrow(UnreadableReply);
    expect(() => parseConversations(asText(...Array(10_000).fill(other)))).toThrow(UnreadableReply);
  });

  test('brackets without end are unreadable or kept, never a crash', () => {
    for (const levels of [500, 5_000, 200_000]) {
      const nested = `{"conversations":[${'['.repeat(levels)}${']'.repeat(levels)}]}`;
      const read = () => parseConversations(nested).items;
      try {
        expect(read()).toMatchObject([{ messages: [] }]);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableReply);
      }
    }
  });

  test('any text is read or unreadable', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '=== USER ===\n',
        '\n=== ASSISTANT ===\n',
        '=== SYSTEM ===',
        '{"conversations":[',
        '{"messages":[',
        ']',
        '}',
        '"',
        ',',
      ),
      fc.json(),
    );
    fc.assert(
      fc.property(fc.array(part), fc.boolean(), (parts, cut) => {
        try {
          for (const { input, output } of parseConversations(parts.join(''), cut).items) {
            expect(typeof input).toBe('string');
            expect(typeof output).toBe('string');
          }
        } catch (error) {
          if (!(error instanceof UnreadableReply)) throw error;
        }
      }),
    );
  });
});
