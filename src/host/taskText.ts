import type { Instance, Message } from '../core/model/task.ts';
import { roleLabels } from './labels.ts';

/** The first line of a text that is not blank, cut at `most` characters, for a label. */
export function firstLine(text: string, most = 120): string {
  const line =
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? '';
  const characters = Array.from(line.slice(0, 4 * most));
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line;
}

/**
 * A text as Markdown that shows exactly the text: every sign that Markdown could read as its own is escaped, so nothing
 * in a dataset becomes a link, a command, HTML or an image.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[!-/:-@[-`{-~]/gu, '\\$&')
    .replace(/^[\t ]+/gmu, (indent) => '\u00a0'.repeat(indent.length))
    .replace(/\r?\n/gu, '  \n');
}

/** What stands in a tooltip about a task. */
export interface TaskDetails {
  readonly heading: string;
  readonly instruction: string;
  readonly instances: readonly Pick<Instance, 'input' | 'output' | 'messages'>[];
  /** Lines below the task, such as its nearest neighbour. */
  readonly notes: readonly string[];
}

const mostInstances = 5;
const mostCharacters = 2_000;

/** A whole task as Markdown, all of its text escaped. Very long texts are cut. */
export function taskMarkdown({ heading, instruction, instances, notes }: TaskDetails): string {
  const text = (value: string) =>
    escapeMarkdown(value.length > mostCharacters ? `${value.slice(0, mostCharacters)}…` : value);
  const shown = instances.slice(0, mostInstances).map(({ input, output, messages }, index) => {
    const number = instances.length > 1 ? ` ${index + 1}` : '';
    if (messages) return conversationMarkdown(messages, number, text);
    const given = input === '' ? [] : [`**Input${number}**  \n${text(input)}`];
    return [...given, `**Output${number}**  \n${text(output)}`].join('\n\n');
  });
  const more = instances.length > mostInstances ? [`… and ${instances.length - mostInstances} more instances`] : [];
  return [`**${escapeMarkdown(heading)}**`, text(instruction), ...shown, ...more, ...notes.map(text)].join('\n\n');
}

const mostTurns = 12;

/** The turns of a conversation, each under its speaker. */
function conversationMarkdown(messages: readonly Message[], number: string, text: (value: string) => string): string {
  const turns = messages.slice(0, mostTurns).map(({ role, content }) => `**${roleLabels[role]}**  \n${text(content)}`);
  const more = messages.length > mostTurns ? [`… and ${messages.length - mostTurns} more turns`] : [];
  return [`**Conversation${number}**`, ...turns, ...more].join('\n\n');
}
