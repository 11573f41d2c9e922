import { Disposable, languages } from 'vscode';
import type { Datasets } from '../datasets.ts';
import { registerDecorations } from './decorations.ts';
import { TaskLenses } from './taskLenses.ts';

/** What is drawn into the generated-tasks files: lenses above the lines, and marks by decision. */
export function registerReview(datasets: Datasets): Disposable {
  const lenses = new TaskLenses(datasets);
  const files = { scheme: 'file', pattern: '**/generated_tasks*.jsonl' };
  return Disposable.from(lenses, languages.registerCodeLensProvider(files, lenses), registerDecorations(datasets));
}
