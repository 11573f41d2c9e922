import { createHash } from 'node:crypto';
import type { Instance, Message, Task } from '../model/task.ts';

/**
 * Hash of what a reviewer judges: instruction, instances and classification, nothing else. SHA-256, first 16
 * hexadecimal digits. Two contents that read the same to a person hash the same, whatever the order of their keys.
 */
export function contentHash(task: Pick<Task, 'instruction' | 'instances' | 'isClassification'>): string {
  const instances = task.instances.map(({ input, output, messages }) =>
    messages ? turnsOf(messages) : [input, output],
  );
  return digest([task.instruction, instances, task.isClassification]);
}

/** Hash of what an output answers: the instruction with the input, or with the turns of a conversation before its last. */
export function questionHash(instruction: string, { input, messages }: Pick<Instance, 'input' | 'messages'>): string {
  return digest([instruction, messages ? turnsOf(messages.slice(0, -1)) : input]);
}

function turnsOf(messages: readonly Message[]) {
  return messages.map(({ role, content }) => [role, content]);
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
