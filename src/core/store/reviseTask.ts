import type { GeneratedTask, Instance, Provenance } from '../model/task.ts';

/** A change of one instance. Of a conversation only the output, its last turn, can be changed so. */
export interface InstanceEdit {
  readonly input?: string;
  readonly output?: string;
  /** How the new output came to be, where a model wrote it; `null` where that is not known. */
  readonly provenance?: Provenance | null;
}

/** A person's changes of a task's text. What is absent stays. */
export interface TaskEdit {
  readonly instruction?: string;
  /** By the place of the instance, from 0. */
  readonly instances: ReadonlyMap<number, InstanceEdit>;
}

/** What the task says after the edit. */
export function editedTask(task: GeneratedTask, { instruction, instances }: TaskEdit): GeneratedTask {
  return {
    ...task,
    instruction: instruction ?? task.instruction,
    instances: task.instances.map((instance, at) => {
      const change = instances.get(at);
      return change ? editedInstance(instance, change) : instance;
    }),
    rev: task.rev + 1,
  };
}

function editedInstance(instance: Instance, { provenance, ...change }: InstanceEdit): Instance {
  const { provenance: before, ...rest } = instance;
  const by = provenance === null ? undefined : (provenance ?? before);
  const kept = { ...rest, ...(by ? { provenance: by } : {}) };
  const { messages } = instance;
  const last = messages?.at(-1);
  if (!messages || !last) return { ...kept, ...change };
  const output = change.output ?? instance.output;
  return { ...kept, output, messages: [...messages.slice(0, -1), { ...last, content: output }] };
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
      const { input, output, messages, provenance: by } = edited.instances[at] ?? {};
      if (!edit.instances.has(at)) return instance;
      const { provenance: _, ...rest } = instance;
      return { ...rest, ...(messages ? { messages } : { input, output }), ...(by ? { provenance: by } : {}) };
    }),
    rev: edited.rev,
    ...(provenance ? { provenance: { ...provenance, original: provenance.original ?? original } } : {}),
  };
}
