import type { ReplySchema } from '../llm/modelClient.ts';
import { readAsPair, roles } from '../model/conversation.ts';
import type { Instance, Message } from '../model/task.ts';
import { conversationHeadings, headingOf, readSections, type Section } from './headedText.ts';
import { finishedItems, mostItems, type ParsedReply, readArray, UnreadableReply, unwrap } from './readReply.ts';

/** Step 3 of a chat dataset: whole conversations for one instruction. Words are our own. */
export const conversationTemplate = `Write conversations between a user and an assistant. The task below says what the user wants, or the situation they are in.
Number of conversations: {{count}}. Where there are several, let another kind of user speak in each, with other details. {{languages}} If the task asks for another language, do as it says.

Each conversation must
- have two to eight turns: the user begins, user and assistant take turns, the assistant has the last word;
- be concrete: if a text, a list or figures are needed, the user gives them, without placeholders;
- go on in each user turn from what was said before, as people do: a question about the answer, a correction, a further wish;
- have answers that are correct, complete, and no longer than they need to be.

If the assistant has a part to play, begin with a system turn that says in one or two sentences who it is. Otherwise leave the system turn out.

Examples:

{{demonstrations}}

The task to write about:

{{instruction}}`;

export const conversationFormat = `Answer with the conversations only. Start each conversation with the first of these lines, and put each turn under a line of its own, as here:
${headingOf('CONVERSATION')}
${headingOf('SYSTEM')}
(who the assistant is; leave this turn out where it is nobody in particular)
${headingOf('USER')}
(what the user says)
${headingOf('ASSISTANT')}
(what the assistant answers)`;

const turn = {
  type: 'object',
  properties: { role: { enum: roles }, content: { type: 'string' } },
  required: ['role', 'content'],
  additionalProperties: false,
};
const conversation = {
  type: 'object',
  properties: { messages: { type: 'array', items: turn } },
  required: ['messages'],
  additionalProperties: false,
};

export const conversationSchema: ReplySchema = {
  name: 'conversations',
  schema: {
    type: 'object',
    properties: { conversations: { type: 'array', items: conversation } },
    required: ['conversations'],
    additionalProperties: false,
  },
};

/**
 * Reads a reply with conversations; `cut` after a length stop. What stands in the place of a conversation and is none
 * (a role that nobody has, a turn without text) becomes an instance without turns, its text in `output`, so that the
 * filter on roles drops it and it is kept for a person to see. Throws `UnreadableReply`.
 */
export function parseConversations(reply: string, cut = false): ParsedReply<Instance> {
  const answer = unwrap(reply);
  const json = readArray(answer, 'conversations');
  if (json) return { ...json, items: json.items.map((value) => instanceOf(readMessages(value, answer), value)) };
  const items = splitConversations(readSections(answer, conversationHeadings), answer);
  if (items.length === 0) throw new UnreadableReply('conversations in turns', answer);
  return finishedItems(items, cut, ({ messages = [] }) => messages.map(({ content }) => content).join('\n'));
}

function instanceOf(messages: readonly Message[] | undefined, value: unknown): Instance {
  if (messages && messages.length > 0) return { ...readAsPair(messages), messages };
  return { input: '', output: textOf(value), messages: [] };
}

/** `undefined` where the value is no conversation. Throws `UnreadableReply` for one that never ends. */
function readMessages(value: unknown, reply: string): Message[] | undefined {
  const turns = (value as { messages?: unknown } | null | undefined)?.messages;
  if (!Array.isArray(turns)) return undefined;
  checkTurns(turns.length, reply);
  const messages = turns.flatMap((one) => readTurn(one) ?? []);
  return messages.length === turns.length ? messages : undefined;
}

function readTurn(value: unknown): Message | undefined {
  const { role, content } = (value ?? {}) as Record<string, unknown>;
  if (typeof role !== 'string' || typeof content !== 'string') return undefined;
  const name = role.trim().toLowerCase();
  const known = roles.find((one) => one === name);
  return known && { role: known, content };
}

/** What a model wrote instead of a conversation. Nested too deep, it cannot be written down. */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}

/** A conversation begins at CONVERSATION; the first one may begin without it. */
function splitConversations(sections: readonly Section[], reply: string): Instance[] {
  const conversations: Message[][] = [];
  for (const { heading, text } of sections) {
    if (heading === 'CONVERSATION') {
      conversations.push([]);
      continue;
    }
    const role = roles.find((one) => one.toUpperCase() === heading);
    if (!role) continue;
    if (conversations.length === 0) conversations.push([]);
    conversations.at(-1)?.push({ role, content: text });
  }
  const begun = conversations.filter(({ length }) => length > 0);
  for (const { length } of begun) checkTurns(length, reply);
  return begun.map((messages) => instanceOf(messages, messages));
}

function checkTurns(count: number, reply: string): void {
  if (count > mostItems) throw new UnreadableReply(`at most ${mostItems} turns, not ${count}`, reply);
}
