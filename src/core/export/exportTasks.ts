import { rolesInTurn, spokenTurns } from '../model/conversation.ts';
import type { Instance, Message, Task } from '../model/task.ts';

/**
 * Forms that trainers read. `messages`: one conversation a line (OpenAI, TRL, Axolotl's chat template). `completion`:
 * `prompt` and `completion` a line (TRL). `alpaca`: one JSON array of `instruction`, `input`, `output` (LLaMA-Factory, Axolotl).
 */
export const exportFormats = ['messages', 'completion', 'alpaca'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** Usual ending of a file in this form. */
export function exportExtension(format: ExportFormat): string {
  return format === 'alpaca' ? 'alpaca.json' : `${format}.jsonl`;
}

export interface Exported {
  readonly text: string;
  readonly rows: number;
  /** Conversations that no trainer could read: their roles are out of turn. */
  readonly leftOut: number;
}

/** Further columns of a task's rows. */
export type ColumnsOf = (task: Task) => object;

/** All of them side by side. */
export function columnsTogether(columns: readonly ColumnsOf[]): ColumnsOf {
  return (task) => Object.assign({}, ...columns.map((of) => of(task)));
}

/**
 * Renders tasks, one row an instance; text is carried over as it stands. The instruction of a conversation says what it
 * is about and is not said by anybody in it, so it is no part of the row. In a file with a conversation all rows of
 * `completion` and `alpaca` have the columns that conversations need, since a table has one type a column. `columnsOf` adds
 * columns to the rows of a task.
 */
export function exportRows(tasks: readonly Task[], format: ExportFormat, columnsOf: ColumnsOf = () => ({})): Exported {
  const all = tasks.flatMap((task) => task.instances.map((instance) => ({ task, instance })));
  const fit = all.filter(({ instance: { messages } }) => !messages || rolesInTurn(messages));
  const withTurns = fit.some(({ instance }) => instance.messages);
  const rows = fit.map(({ task, instance }) => {
    const { instruction } = task;
    const own = withTurns
      ? chatRow(messagesOf(instruction, instance), instruction, instance, format)
      : row(instruction, instance, format);
    return { ...own, ...columnsOf(task) };
  });
  const text =
    format === 'alpaca'
      ? `${JSON.stringify(rows, undefined, 2)}\n`
      : rows.map((value) => `${JSON.stringify(value)}\n`).join('');
  return { text, rows: rows.length, leftOut: all.length - fit.length };
}

function row(instruction: string, instance: Instance, format: ExportFormat): object {
  const { input, output } = instance;
  switch (format) {
    case 'messages':
      return { messages: messagesOf(instruction, instance) };
    case 'completion':
      return { prompt: prompt(instruction, input), completion: output };
    case 'alpaca':
      return { instruction, input, output };
  }
}

/**
 * `completion` as TRL reads conversations: the last answer is to be learnt, the turns before it are given. `alpaca` as
 * LLaMA-Factory reads them: the last question and answer, with the `system` turn and the pairs before in `history`.
 */
function chatRow(messages: readonly Message[], instruction: string, instance: Instance, format: ExportFormat): object {
  switch (format) {
    case 'messages':
      return { messages };
    case 'completion':
      return { prompt: messages.slice(0, -1), completion: messages.slice(-1) };
    case 'alpaca': {
      if (!instance.messages) return { ...row(instruction, instance, format), system: '', history: [] };
      const said = spokenTurns(messages).map(({ content }) => content);
      const system = messages[0]?.role === 'system' ? messages[0].content : '';
      const history = Array.from({ length: said.length / 2 - 1 }, (_, pair) => said.slice(2 * pair, 2 * pair + 2));
      return { instruction: said.at(-2) ?? '', input: '', output: said.at(-1) ?? '', system, history };
    }
  }
}

function messagesOf(instruction: string, { input, output, messages }: Instance): readonly Message[] {
  if (messages) return messages.map(({ role, content }) => ({ role, content }));
  return [
    { role: 'user', content: prompt(instruction, input) },
    { role: 'assistant', content: output },
  ];
}

function prompt(instruction: string, input: string): string {
  return input.trim() === '' ? instruction : `${instruction}\n\n${input}`;
}
