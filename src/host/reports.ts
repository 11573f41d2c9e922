import { type Disposable, EventEmitter, Uri, window, workspace } from 'vscode';

const scheme = 'self-instruct-report';

/** Shows what came of some work as plain text in a read-only document, which closes without a question. */
export class Reports implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: this.#changed.event,
    provideTextDocumentContent: ({ path }) => this.#texts.get(path) ?? '',
  });

  /** `name` is the title of the tab; a report of the same dataset and name takes the place of the one before. */
  async show(folder: string, name: string, text: string): Promise<void> {
    const uri = Uri.from({ scheme, path: `${Uri.file(folder).path}/${name}.txt` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    await window.showTextDocument(uri, { preview: false });
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }
}
