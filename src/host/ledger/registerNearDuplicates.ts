import { Disposable, l10n, languages, Uri, window, workspace } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { scoreName } from '../../core/model/similarity.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Datasets } from '../datasets.ts';
import { decide } from '../review/decide.ts';
import { reviewer } from '../reviewer.ts';
import { type DistinctArgument, DuplicateFixes, type KeepLongestArgument } from './duplicateFixes.ts';
import { DuplicateProblems } from './duplicateProblems.ts';
import { type DuplicateSource, datasetSource, fileSource } from './duplicateSources.ts';
import type { LongWork } from './longWork.ts';

const shownMs = 4_000;

/** *Find Near-Duplicates* and what can be done about them. */
export function registerNearDuplicates({
  commands,
  datasets,
  active,
  work,
}: {
  readonly commands: Commands;
  readonly datasets: Datasets;
  readonly active: ActiveDataset;
  readonly work: LongWork;
}): Disposable {
  const problems = new DuplicateProblems();
  /** By file: what was said of files that are no dataset's. It is remembered as long as the window is open. */
  const distinctTexts = new Map<string, (readonly [string, string])[]>();

  const sourceOf = async (argument: unknown): Promise<DuplicateSource | undefined> => {
    const uri = otherFile(datasets, argument);
    if (!uri) {
      const dataset = await active.resolve(argument instanceof Uri ? undefined : argument);
      return dataset && datasetSource(dataset);
    }
    const pairs = distinctTexts.get(uri.fsPath) ?? [];
    distinctTexts.set(uri.fsPath, pairs);
    return fileSource(uri, pairs);
  };

  commands.register('selfInstruct.findNearDuplicates', async (argument) => {
    const source = await sourceOf(argument);
    if (!source) return;
    const { groups, texts } = await work.run(
      l10n.t('Looking for near-duplicates in “{0}”', isolate(source.name)),
      (signal, report) => problems.find(source, { signal, onProgress: report }),
    );
    const text =
      groups === 0
        ? l10n.t(
            'No near-duplicates in “{0}”: no two texts have a {1} above {2}.',
            isolate(source.name),
            scoreName(source.measure),
            source.threshold,
          )
        : l10n.t('{0} texts of “{1}” in {2} groups are near-duplicates.', texts, isolate(source.name), groups);
    void commands.offer(
      window.showInformationMessage,
      text,
      groups === 0 ? [] : [{ title: l10n.t('Clear'), command: 'selfInstruct.clearNearDuplicates' }],
    );
  });

  commands.register('selfInstruct.clearNearDuplicates', () => problems.clear());

  commands.register('selfInstruct.keepLongest', async (argument) => {
    const { targets } = argument as KeepLongestArgument;
    const recorded = await decide(datasets, targets, 'reject');
    window.setStatusBarMessage(l10n.t('Rejected {0} tasks; Undo Decision takes it back', recorded), shownMs);
  });

  commands.register('selfInstruct.notDuplicate', async (argument) => {
    const { folder, key, pair } = argument as DistinctArgument;
    const [a, b] = pair;
    if (folder === undefined) {
      distinctTexts.get(key)?.push([a.text, b.text]);
    } else {
      const name = await reviewer();
      const of = [a.of ?? '', b.of ?? ''] as const;
      await datasets.get(folder)?.write((writer) => writer.rememberDistinct([{ ids: [a.id, b.id], of }], name));
    }
    problems.touch(key);
  });

  const files = { scheme: 'file', pattern: '**/*.jsonl' };
  return Disposable.from(
    problems,
    languages.registerCodeActionsProvider(files, new DuplicateFixes(problems)),
    datasets.onDidChange(({ folder }) => problems.touch(folder)),
    datasets.onDidList(() => {
      for (const key of problems.keys) if (!distinctTexts.has(key) && !datasets.get(key)) problems.clear(key);
    }),
    workspace.onDidChangeTextDocument(({ document }) => problems.touch(document.uri.fsPath)),
  );
}

/** The JSONL file that is meant where it is no dataset's: the argument, or without one what is open in front. */
function otherFile(datasets: Datasets, argument: unknown): Uri | undefined {
  const uri = argument === undefined ? window.activeTextEditor?.document.uri : argument;
  if (!(uri instanceof Uri) || uri.scheme !== 'file' || !uri.fsPath.endsWith('.jsonl')) return undefined;
  return datasets.ofFile(uri.fsPath) ? undefined : uri;
}
