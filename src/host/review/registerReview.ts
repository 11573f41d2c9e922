import { Disposable, languages } from 'vscode';
import type { Datasets } from '../datasets.ts';
import { registerDecorations } from './decorations.ts';
import { registerTaskHover } from './taskHover.ts';
import { TaskLenses } from './taskLenses.ts';

/** What is drawn into the files of generated tasks and of seeds: lenses above the lines, marks by decision, and the task over its line. */
export function registerReview(datasets: Datasets): Disposable {
  const lenses = new TaskLenses(datasets);
  const files = { scheme: 'file', pattern: '**/{generated_tasks*,seed_tasks}.jsonl' };
  return Disposable.from(
    lenses,
    languages.registerCodeLensProvider(files, lenses),
    registerDecorations(datasets),
    registerTaskHover(datasets),
  );
}
