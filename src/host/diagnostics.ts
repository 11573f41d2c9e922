import { Diagnostic, DiagnosticSeverity, Disposable, languages, Range, Uri } from 'vscode';
import type { Problem } from '../core/store/problem.ts';
import type { Datasets } from './datasets.ts';
import { groupBy } from './groupBy.ts';
import type { OpenDataset } from './openDataset.ts';

const severities: Readonly<Record<Problem['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};
/** The editor shows no more of one file. */
const mostPerFile = 1_000;

/** Shows what is wrong with a dataset's files in the Problems view. */
export function registerDiagnostics(datasets: Datasets): Disposable {
  const collection = languages.createDiagnosticCollection('self-instruct');
  const shown = new Map<string, readonly string[]>();

  const update = ({ folder, snapshot }: OpenDataset) => {
    const byFile = groupBy(snapshot.problems, ({ file }) => file);
    for (const file of shown.get(folder) ?? []) if (!byFile.has(file)) collection.delete(Uri.file(file));
    for (const [file, problems] of byFile)
      collection.set(Uri.file(file), problems.slice(0, mostPerFile).map(diagnostic));
    shown.set(folder, [...byFile.keys()]);
  };
  const list = () => {
    for (const [folder, files] of shown) {
      if (datasets.get(folder)) continue;
      for (const file of files) collection.delete(Uri.file(file));
      shown.delete(folder);
    }
  };
  return Disposable.from(collection, datasets.onDidChange(update), datasets.onDidList(list));
}

function diagnostic({ line, column, severity, code, message }: Problem): Diagnostic {
  const wholeLine = new Range(line - 1, column - 1, line - 1, Number.MAX_SAFE_INTEGER);
  const shown = new Diagnostic(wholeLine, message, severities[severity]);
  shown.source = 'Self-Instruct';
  shown.code = code;
  return shown;
}
