import { commands, Disposable, type TextEditor, window } from 'vscode';
import { isSeedFile, partNumber } from '../core/store/paths.ts';
import type { Datasets } from './datasets.ts';
import type { Runs } from './run/runs.ts';

/** The facts that menus, key bindings and the welcome view depend on. Named in the manifest. */
export type ContextKey =
  | 'selfInstruct.found'
  | 'selfInstruct.hasDatasets'
  | 'selfInstruct.running'
  | 'selfInstruct.generatedTasksEditor'
  | 'selfInstruct.seedTasksEditor';

function set(key: ContextKey, value: boolean): void {
  void commands.executeCommand('setContext', key, value);
}

/** Keeps the context keys up to date. */
export function registerContextKeys({ datasets, runs }: { datasets: Datasets; runs: Runs }): Disposable {
  const setDatasets = () => {
    set('selfInstruct.found', datasets.found);
    set('selfInstruct.hasDatasets', datasets.all.length > 0);
  };
  const setEditor = (editor: TextEditor | undefined) => {
    const file = editor?.document.uri.scheme === 'file' ? editor.document.uri.fsPath : undefined;
    const isGenerated = file !== undefined && partNumber(file) !== undefined && datasets.ofFile(file) !== undefined;
    set('selfInstruct.generatedTasksEditor', isGenerated);
    set('selfInstruct.seedTasksEditor', file !== undefined && isSeedFile(file) && datasets.ofFile(file) !== undefined);
  };
  const listed = () => {
    setDatasets();
    setEditor(window.activeTextEditor);
  };
  listed();
  return Disposable.from(
    datasets.onDidList(listed),
    window.onDidChangeActiveTextEditor(setEditor),
    runs.onDidChange(() => set('selfInstruct.running', runs.running.length > 0)),
  );
}
