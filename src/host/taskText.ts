import { firstLine } from '../core/firstLine.ts';
import { isolate } from '../core/isolate.ts';
import type { Instance, Message } from '../core/model/task.ts';
import { roleLabels } from './labels.ts';

/** The first line of somebody's text for a label, which other text may stand beside. */
export function labelText(text: string, most?: number): string {
  return isolate(firstLine(text, most));
}

/**
 * A text as Markdown that shows exactly the text: every sign that Markdown could read as its own is escaped, so nothing
 * in a dataset becomes a link, a command, HTML or an image.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[!-/:-@[-`{-~]/gu, '\\$&')
    .replace(/^(\u2068?)([\t ]+)/gmu, (_, mark: string, indent: string) => mark + '\u00a0'.repeat(indent.length))
    .replace(/\r?\n/gu, '  \n');
}

/** What stands in a tooltip about a task. */
export interface TaskDetails {
  readonly heading: string;
  readonly instruction: string;
  readonly instances: readonly Pick<Instance, 'input' | 'output' | 'messages'>[];
  /** Lines below the task, such as its nearest neighbour; what others wrote in them is isolated already. */
  readonly notes: readonly string[];
}

const mostInstances = 5;
const mostCharacters = 2_000;

/** A whole task as Markdown, all of its text escaped. Very long texts are cut. */
export function taskMarkdown({ heading, instruction, instances, notes }: TaskDetails): string {
  const cut = (value: string) => (value.length > mostCharacters ? `${firstCharacters(value)}…` : value);
  const text = (value: string) => escapeMarkdown(isolate(cut(value)));
  const shown = instances.slice(0, mostInstances).map(({ input, output, messages }, index) => {
    const number = instances.length > 1 ? ` ${index + 1}` : '';
    if (messages) return conversationMarkdown(messages, number, text);
    const given = input === '' ? [] : [`**Input${number}**  \n${text(input)}`];
    return [...given, `**Output${number}**  \n${text(output)}`].join('\n\n');
  });
  const more = instances.length > mostInstances ? [`… and ${instances.length - mostInstances} more instances`] : [];
  return [
    `**${escapeMarkdown(heading)}**`,
    text(instruction),
    ...shown,
    ...more,
    ...notes.map((note) => escapeMarkdown(cut(note))),
  ].join('\n\n');
}

/** The first of a long text, without half a character at its end. */
function firstCharacters(text: string): string {
  return text.slice(0, mostCharacters).replace(/[\uD800-\uDBFF]$/u, '');
}

const mostTurns = 12;

/** The turns of a conversation, each under its speaker. */
function conversationMarkdown(messages: readonly Message[], number: string, text: (value: string) => string): string {
  const turns = messages.slice(0, mostTurns).map(({ role, content }) => `**${roleLabels[role]}**  \n${text(content)}`);
  const more = messages.length > mostTurns ? [`… and ${messages.length - mostTurns} more turns`] : [];
  return [`**Conversation${number}**`, ...turns, ...more].join('\n\n');
}
