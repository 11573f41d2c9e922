import { Disposable, languages, workspace } from 'vscode';
import type { Datasets } from '../datasets.ts';
import { registerDecorations } from './decorations.ts';
import { TaskLenses } from './taskLenses.ts';

/** What is drawn into the generated-tasks files: lenses above the lines, and marks by decision. */
export function registerReview(datasets: Datasets): Disposable {
  const lenses = new TaskLenses(datasets);
  return Disposable.from(
    languages.registerCodeLensProvider({ scheme: 'file', pattern: '**/generated_tasks*.jsonl' }, lenses),
    datasets.onDidChange(() => lenses.refresh()),
    datasets.onDidList(() => lenses.refresh()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('selfInstruct.codeLens')) lenses.refresh();
    }),
    registerDecorations(datasets),
  );
}
