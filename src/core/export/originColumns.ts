import type { Task } from '../model/task.ts';

/** Columns that say where a seed comes from; empty text for what a person did not state and for generated tasks. */
export function originColumns(task: Task): object {
  const { author = '', source = '', licence = '', translatedFrom = '' } = task.kind === 'seed' ? task : {};
  return { author, source, licence, translatedFrom };
}
