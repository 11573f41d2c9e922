import { createHash } from 'node:crypto';
import type { Task } from '../model/task.ts';

/**
 * Hash of what a reviewer judges: instruction, instances and classification, nothing else. SHA-256, first 16
 * hexadecimal digits. Two contents that read the same to a person hash the same, whatever the order of their keys.
 */
export function contentHash(task: Pick<Task, 'instruction' | 'instances' | 'isClassification'>): string {
  const instances = task.instances.map(({ input, output, messages }) =>
    messages ? messages.map(({ role, content }) => [role, content]) : [input, output],
  );
  return createHash('sha256')
    .update(JSON.stringify([task.instruction, instances, task.isClassification]))
    .digest('hex')
    .slice(0, 16);
}
