import {
  type DecorationRenderOptions,
  Disposable,
  OverviewRulerLane,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
  workspace,
} from 'vscode';
import type { Standing } from '../../core/model/decision.ts';
import { decidable } from '../../core/store/whatCounts.ts';
import type { Datasets } from '../datasets.ts';
import { groupBy } from '../groupBy.ts';
import { holdsDecidable, idOfLine } from './taskLine.ts';

type Mark = 'accepted' | 'rejected' | 'disputed' | 'changed';

const gatherMs = 150;

function bar(colour: string, style: string, more: DecorationRenderOptions = {}): DecorationRenderOptions {
  const color = new ThemeColor(colour);
  return {
    isWholeLine: true,
    borderWidth: '0 0 0 3px',
    borderStyle: style,
    borderColor: color,
    overviewRulerColor: color,
    overviewRulerLane: OverviewRulerLane.Left,
    ...more,
  };
}

/** Line style as well as colour tells the marks apart; the lens above each line says the same in words. */
const looks: Readonly<Record<Mark, DecorationRenderOptions>> = {
  accepted: bar('charts.green', 'solid', { backgroundColor: new ThemeColor('diffEditor.insertedLineBackground') }),
  rejected: bar('charts.red', 'double', { backgroundColor: new ThemeColor('diffEditor.removedLineBackground') }),
  disputed: bar('charts.orange', 'dotted'),
  changed: bar('charts.yellow', 'dashed'),
};

/** Marks the lines of generated tasks and machine-written seeds by decision. */
export function registerDecorations(datasets: Datasets): Disposable {
  const marks = Object.keys(looks) as Mark[];
  const types = new Map(
    marks.map((mark): [Mark, TextEditorDecorationType] => [mark, window.createTextEditorDecorationType(looks[mark])]),
  );
  let timer: NodeJS.Timeout | undefined;

  const draw = (editor: TextEditor) => {
    const found = groupBy(linesOf(editor, datasets), ({ mark }) => mark);
    for (const [mark, type] of types)
      editor.setDecorations(
        type,
        (found.get(mark) ?? []).map(({ line }) => new Range(line, 0, line, 0)),
      );
  };
  const drawAll = () => {
    timer = undefined;
    for (const editor of window.visibleTextEditors) if (isReviewed(editor)) draw(editor);
  };
  const soon = () => {
    timer ??= setTimeout(drawAll, gatherMs);
  };
  soon();
  return Disposable.from(
    ...types.values(),
    datasets.onDidChange(soon),
    datasets.onDidList(soon),
    window.onDidChangeVisibleTextEditors(soon),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (holdsDecidable(document.uri.fsPath)) soon();
    }),
    { dispose: () => clearTimeout(timer) },
  );
}

function isReviewed({ document: { uri } }: TextEditor): boolean {
  return uri.scheme === 'file' && holdsDecidable(uri.fsPath);
}

function linesOf({ document }: TextEditor, datasets: Datasets): { readonly mark: Mark; readonly line: number }[] {
  const snapshot = datasets.ofFile(document.uri.fsPath)?.snapshot;
  if (!snapshot) return [];
  const lines: { mark: Mark; line: number }[] = [];
  for (let line = 0; line < document.lineCount; line += 1) {
    const id = idOfLine(document.lineAt(line).text);
    const standing = id === undefined ? undefined : decidable(snapshot, id)?.standing;
    const mark = standing && markOf(standing);
    if (mark) lines.push({ mark, line });
  }
  return lines;
}

function markOf({ state, changedSince }: Standing): Mark | undefined {
  if (changedSince) return 'changed';
  return state === 'pending' ? undefined : state;
}
