import { Disposable, EventEmitter, Range, type TextEditor, ThemeColor, type Uri, window, workspace } from 'vscode';
import type { Comparison } from './markedPage.ts';

/** Read-only documents of one scheme, in which some stretches are underlined. */
export interface MarkedDocuments extends Disposable {
  /** Shows a document as it is now. */
  show(uri: Uri): Promise<void>;
  /** What those that the test names show has changed. */
  touch(isMeant: (uri: Uri) => boolean): void;
}

/** `contentOf` says what an address shows, `gone` what is shown where that is nothing. */
export function markedDocuments(
  scheme: string,
  contentOf: (uri: Uri) => Promise<Comparison | undefined>,
  gone: string,
): MarkedDocuments {
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri) => (await contentOf(uri))?.text ?? gone,
  });
  const mark = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('editor.wordHighlightBackground'),
    textDecoration: 'underline',
  });
  const draw = async (editor: TextEditor) => {
    const { document } = editor;
    if (document.uri.scheme !== scheme) return;
    const content = await contentOf(document.uri);
    // Between a change of what is shown and that of the document the places would be wrong.
    const marks = content?.text === document.getText().replaceAll('\r\n', '\n') ? content.marks : [];
    editor.setDecorations(
      mark,
      marks.map(({ start, end }) => new Range(start.line, start.character, end.line, end.character)),
    );
  };
  const drawAll = () => void Promise.all(window.visibleTextEditors.map(draw));
  const disposable = Disposable.from(
    changed,
    provider,
    mark,
    window.onDidChangeVisibleTextEditors(drawAll),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === scheme) drawAll();
    }),
  );
  return {
    async show(uri) {
      // It may be open already, from before the texts changed.
      changed.fire(uri);
      await draw(await window.showTextDocument(uri, { preview: true }));
    },
    touch(isMeant) {
      for (const { uri } of workspace.textDocuments) if (uri.scheme === scheme && isMeant(uri)) changed.fire(uri);
    },
    dispose: () => disposable.dispose(),
  };
}
