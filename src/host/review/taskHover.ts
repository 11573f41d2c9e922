import { basename } from 'node:path';
import { type Disposable, Hover, l10n, languages, type MarkdownString, type TextDocument } from 'vscode';
import type { Location } from '../../core/model/task.ts';
import type { Snapshot } from '../../core/store/dataset.ts';
import { datasetPaths } from '../../core/store/paths.ts';
import type { Datasets } from '../datasets.ts';
import { leafTooltip, type Shown } from '../tree/leafTooltip.ts';
import { idOfLine } from './taskLine.ts';

/** The files whose lines are tasks or candidates. */
const pattern = '**/{generated_tasks*,seed_tasks,filtered_candidates}.jsonl';

/** Shows over any place of a line the task or the dropped candidate in it, as text to be read. */
export function registerTaskHover(datasets: Datasets): Disposable {
  return languages.registerHoverProvider(
    { scheme: 'file', pattern },
    {
      provideHover(document, { line }, token) {
        const snapshot = datasets.ofFile(document.uri.fsPath)?.snapshot;
        if (!snapshot || token.isCancellationRequested) return undefined;
        // Only the id is read from the line, which may be long or unfinished; what is shown is known already.
        const id = idOfLine(document.lineAt(line).text);
        const shown = id === undefined ? undefined : shownOf(snapshot, document, id);
        if (!shown) return undefined;
        const tooltip = leafTooltip(shown);
        return new Hover(withNotes(tooltip, document, line, locationOf(shown)));
      },
    },
  );
}

function shownOf(snapshot: Snapshot, { uri: { fsPath } }: TextDocument, id: string): Shown | undefined {
  const { filtered, seeds } = datasetPaths(snapshot.folder);
  if (fsPath === filtered) {
    const candidate = snapshot.filtered.find((one) => one.id === id);
    return candidate && { kind: 'candidate', candidate, snapshot };
  }
  if (fsPath === seeds) {
    const reviewed = snapshot.seedsById.get(id);
    return reviewed && { kind: 'seed', seed: reviewed.task, standing: reviewed.standing };
  }
  const reviewed = snapshot.byId.get(id);
  return reviewed && { kind: 'task', reviewed, snapshot };
}

function locationOf(shown: Shown): Location {
  switch (shown.kind) {
    case 'seed':
      return shown.seed.location;
    case 'task':
      return shown.reviewed.task.location;
    case 'candidate':
      return shown.candidate.location;
  }
}

/** Says where what is shown is not what stands in the line. */
function withNotes(tooltip: MarkdownString, document: TextDocument, line: number, location: Location): MarkdownString {
  if (document.isDirty) tooltip.appendMarkdown('\n\n').appendText(l10n.t('As it was when the file was last saved'));
  else if (location.file !== document.uri.fsPath || location.line !== line) {
    const note = l10n.t('Another line counts for this id: {0}, line {1}', basename(location.file), location.line + 1);
    tooltip.appendMarkdown('\n\n').appendText(note);
  }
  return tooltip;
}
