import type { GeneratedTask } from '../model/task.ts';

/** A person's changes of a task's text. What is absent stays. */
export interface TaskEdit {
  readonly instruction?: string;
  /** By the place of the instance, from 0. Of a conversation only the output, its last turn, can be changed so. */
  readonly instances: ReadonlyMap<number, { readonly input?: string; readonly output?: string }>;
}

/** What the task says after the edit. */
export function editedTask(task: GeneratedTask, { instruction, instances }: TaskEdit): GeneratedTask {
  return {
    ...task,
    instruction: instruction ?? task.instruction,
    instances: task.instances.map((instance, at) => {
      const change = instances.get(at);
      if (!change) return instance;
      const { messages } = instance;
      const last = messages?.at(-1);
      if (!messages || !last) return { ...instance, ...change };
      const output = change.output ?? instance.output;
      return { ...instance, output, messages: [...messages.slice(0, -1), { ...last, content: output }] };
    }),
    rev: task.rev + 1,
  };
}

/**
 * The line of the next revision: the stored record with the new text in it, so that fields which this product does not
 * know are kept. `provenance.original` holds the text that the model wrote, from the first edit on.
 */
export function revisedRecord(
  stored: Readonly<Record<string, unknown>>,
  task: GeneratedTask,
  edit: TaskEdit,
): Record<string, unknown> {
  const edited = editedTask(task, edit);
  const provenance = stored.provenance as Record<string, unknown> | undefined;
  const original = {
    instruction: task.instruction,
    instances: task.instances.map(({ input, output, messages }) => (messages ? { messages } : { input, output })),
  };
  return {
    ...stored,
    instruction: edited.instruction,
    instances: (stored.instances as readonly Record<string, unknown>[]).map((instance, at) => {
      const { input, output, messages } = edited.instances[at] ?? {};
      if (!edit.instances.has(at)) return instance;
      return messages ? { ...instance, messages } : { ...instance, input, output };
    }),
    rev: edited.rev,
    ...(provenance ? { provenance: { ...provenance, original: provenance.original ?? original } } : {}),
  };
}
