import type { GeneratedTask, Instance, Message } from '../model/task.ts';

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

/** Renders tasks, one row an instance; text is carried over as it stands. */
export function exportRows(
  tasks: readonly GeneratedTask[],
  format: ExportFormat,
): { readonly text: string; readonly rows: number } {
  const rows = tasks.flatMap((task) => task.instances.map((instance) => row(task.instruction, instance, format)));
  const text =
    format === 'alpaca'
      ? `${JSON.stringify(rows, undefined, 2)}\n`
      : rows.map((value) => `${JSON.stringify(value)}\n`).join('');
  return { text, rows: rows.length };
}

function row(instruction: string, instance: Instance, format: ExportFormat): unknown {
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

/** A conversation is its own; where its instruction is not among the turns, it opens as the system's. */
function messagesOf(instruction: string, { input, output, messages }: Instance): readonly Message[] {
  if (messages)
    return messages[0]?.role === 'system' ? messages : [{ role: 'system', content: instruction }, ...messages];
  return [
    { role: 'user', content: prompt(instruction, input) },
    { role: 'assistant', content: output },
  ];
}

function prompt(instruction: string, input: string): string {
  return input.trim() === '' ? instruction : `${instruction}\n\n${input}`;
}
