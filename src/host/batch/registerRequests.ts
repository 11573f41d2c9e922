import path from 'node:path';
import { l10n, Uri, window } from 'vscode';
import type { ImportedReplies } from '../../core/batch/exportRequests.ts';
import { createFileClient, fileOrigin } from '../../core/batch/ownEngine.ts';
import { isolate } from '../../core/isolate.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import { RunJournal } from '../../core/store/runJournal.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { OpenDataset } from '../openDataset.ts';
import type { Runs } from '../run/runs.ts';
import { askBatchGoal } from './askBatchGoal.ts';
import type { BatchJobs } from './batchJobs.ts';

interface RequestServices {
  readonly commands: Commands;
  readonly active: ActiveDataset;
  readonly runs: Runs;
  readonly batches: BatchJobs;
}

const inTree = { location: { viewId: 'selfInstruct.datasets' } };

/** *Export Requests* and *Import Replies*, for an engine of one's own. */
export function registerRequests(services: RequestServices): void {
  const { commands, active } = services;
  commands.register('selfInstruct.exportRequests', async (argument) => {
    const dataset = await active.resolve(argument);
    if (dataset) await exportTo(services, dataset);
  });
  commands.register('selfInstruct.importReplies', async (argument) => {
    const dataset = await active.resolve(argument);
    if (dataset) await importFrom(services, dataset, argument instanceof Uri ? [argument] : undefined);
  });
}

async function exportTo({ commands, runs, batches }: RequestServices, dataset: OpenDataset): Promise<void> {
  const title = l10n.t('Export Requests');
  const { folder, snapshot, paths } = dataset;
  const latest = await RunJournal.latest(nodeDisk, paths);
  const isWaiting = latest?.header.origin === fileOrigin && latest.ended === 'waiting';
  const wanted = await askBatchGoal(dataset, isWaiting, title);
  if (!wanted) return;
  const { goal, ...waves } = wanted;
  const model =
    goal === 'resume'
      ? latest?.header.model
      : await window.showInputBox({
          title,
          prompt: l10n.t('The model, as your engine calls it'),
          value: snapshot.recipe.connection === 'practice' ? '' : (snapshot.recipe.model ?? ''),
          ignoreFocusOut: true,
          validateInput: (text) => (text.trim() === '' ? l10n.t('Give the name of a model.') : undefined),
        });
  if (model === undefined) return;
  const target = await window.showSaveDialog({
    title,
    defaultUri: Uri.file(path.join(folder, 'requests.jsonl')),
    filters: { JSONL: ['jsonl'] },
  });
  if (!target) return;
  const exported = await window.withProgress(inTree, () =>
    runs.work(dataset, createFileClient(model.trim()), async ({ client, ...options }, onEvent) => {
      const { exportRequests } = await import('../../core/batch/exportRequests.ts');
      return exportRequests({ ...options, ...waves, onEvent, model: client.model }, goal, target.fsPath);
    }),
  );
  await batches.read(dataset);
  const requests = exported.files.reduce((sum, file) => sum + file.requests, 0);
  const said =
    requests === 0
      ? l10n.t(
          'There is nothing to ask: {0} tasks were admitted from replies that are there.',
          exported.summary.admitted,
        )
      : l10n.t(
          '{0} requests are in {1}. Let your engine answer them, then import what it wrote.',
          requests,
          target.fsPath,
        );
  void commands.offer(window.showInformationMessage, [said, exported.message ?? ''].join(' ').trim(), [
    { title: l10n.t('Import Replies'), command: 'selfInstruct.importReplies', args: [{ folder }] },
  ]);
}

async function importFrom(
  { commands, runs, batches }: RequestServices,
  dataset: OpenDataset,
  given: readonly Uri[] | undefined,
): Promise<void> {
  const { folder, paths } = dataset;
  const chosen =
    given ??
    (await window.showOpenDialog({
      title: l10n.t('Import Replies'),
      defaultUri: Uri.file(folder),
      canSelectMany: true,
      filters: { JSONL: ['jsonl'] },
    }));
  if (!chosen || chosen.length === 0) return;
  const files: Buffer[] = [];
  for (const { fsPath } of chosen) files.push((await nodeDisk.read(fsPath)) ?? Buffer.alloc(0));
  const model = (await RunJournal.latest(nodeDisk, paths))?.header.model ?? '';
  const imported = await window.withProgress(inTree, () =>
    runs.work(dataset, createFileClient(model), async ({ client: _, ...options }, onEvent) => {
      const { importReplies } = await import('../../core/batch/exportRequests.ts');
      return importReplies({ ...options, onEvent }, files);
    }),
  );
  await batches.read(dataset);
  const show = imported.replies + imported.duplicates > 0 ? window.showInformationMessage : window.showWarningMessage;
  void commands.offer(
    show,
    `“${isolate(dataset.snapshot.name)}”: ${describeImport(imported)}`,
    imported.waiting > 0
      ? [{ title: l10n.t('Export Requests'), command: 'selfInstruct.exportRequests', args: [{ folder }] }]
      : [],
  );
}

function describeImport({ replies, duplicates, unknown, failed, summary, waiting }: ImportedReplies): string {
  return [
    l10n.t('{0} replies taken.', replies),
    ...(duplicates > 0 ? [l10n.t('{0} were there already.', duplicates)] : []),
    ...(failed > 0 ? [l10n.t('{0} failed and are in the next export.', failed)] : []),
    ...(unknown > 0 ? [l10n.t('{0} lines are about no request of this dataset.', unknown)] : []),
    ...(summary ? [l10n.t('{0} tasks were admitted.', summary.admitted)] : []),
    ...(waiting > 0 ? [l10n.t('{0} requests follow: export them.', waiting)] : []),
  ].join(' ');
}
