import { type Disposable, EventEmitter, l10n, type TextEditor, window } from 'vscode';
import type { Datasets } from './datasets.ts';
import { folderOf } from './folderOf.ts';
import type { OpenDataset } from './openDataset.ts';
import { UserError } from './userError.ts';

/** The dataset that a command without an argument means: the one touched last in an editor or in the tree, or the only one. */
export class ActiveDataset implements Disposable {
  readonly #datasets: Datasets;
  readonly #changed = new EventEmitter<void>();
  readonly #disposables: Disposable[] = [this.#changed];
  #folder: string | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(datasets: Datasets) {
    this.#datasets = datasets;
    this.#disposables.push(
      window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      datasets.onDidList(() => this.#follow(window.activeTextEditor)),
    );
  }

  /** The active dataset; `undefined` where there is none, or several and none of them was touched. */
  get current(): OpenDataset | undefined {
    const touched = this.#folder === undefined ? undefined : this.#datasets.get(this.#folder);
    const { all } = this.#datasets;
    return touched ?? (all.length === 1 ? all[0] : undefined);
  }

  /** Something of this dataset was selected or opened. */
  touch(folder: string): void {
    if (this.#folder === folder) return;
    this.#folder = folder;
    this.#changed.fire();
  }

  /**
   * The dataset that a command is about: the one its argument names, the active one, or the one that the person picks.
   * `undefined` where the pick was dismissed; throws `UserError` where there is no dataset.
   */
  async resolve(argument: unknown): Promise<OpenDataset | undefined> {
    if (!this.#datasets.found) await this.#datasets.find();
    const named = folderOf(argument);
    if (named !== undefined) return this.#datasets.get(named) ?? (await this.#datasets.add(named));
    return this.current ?? (await this.#pick());
  }

  async #pick(): Promise<OpenDataset | undefined> {
    const { all } = this.#datasets;
    if (all.length === 0) {
      throw new UserError(
        l10n.t(
          'There is no dataset in this workspace: no folder with a seed_tasks.jsonl. Make one, or open a folder that has one.',
        ),
        [{ title: l10n.t('New Dataset'), command: 'selfInstruct.newDataset' }],
      );
    }
    const items = all.map((dataset) => ({ label: dataset.snapshot.name, description: dataset.folder, dataset }));
    const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Which dataset?') });
    if (picked) this.touch(picked.dataset.folder);
    return picked?.dataset;
  }

  #follow(editor: TextEditor | undefined): void {
    const dataset =
      editor?.document.uri.scheme === 'file' ? this.#datasets.ofFile(editor.document.uri.fsPath) : undefined;
    if (dataset) this.touch(dataset.folder);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
