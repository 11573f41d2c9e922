import { Disposable, l10n, type TreeView, Uri, window, workspace } from 'vscode';
import type { BatchOptions } from '../../core/batch/advanceRun.ts';
import { type BatchJob, isOpen, isReady } from '../../core/batch/batchJob.ts';
import { BatchStore } from '../../core/batch/batchStore.ts';
import { describeState } from '../../core/batch/describeJob.ts';
import { isolate } from '../../core/isolate.ts';
import type { ModelClient } from '../../core/llm/modelClient.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Datasets } from '../datasets.ts';
import type { Keys } from '../models/keys.ts';
import type { Terms } from '../models/terms.ts';
import type { OpenDataset } from '../openDataset.ts';
import { clientFor } from '../run/registerRuns.ts';
import type { Runs } from '../run/runs.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { UserError } from '../userError.ts';
import { askBatchGoal } from './askBatchGoal.ts';
import { type BatchJobs, placeOf } from './batchJobs.ts';

export interface BatchServices {
  readonly commands: Commands;
  readonly datasets: Datasets;
  readonly active: ActiveDataset;
  readonly runs: Runs;
  readonly batches: BatchJobs;
  readonly keys: Keys;
  readonly terms: Terms;
  readonly view: TreeView<TreeNode>;
}

const inTree = { location: { viewId: 'selfInstruct.datasets' } };

/** *Submit Batch*, *Check Batch Jobs*, *Collect Batch*, *Cancel Batch*, *Show Error File*, and word of a batch that is done. */
export function registerBatches(services: BatchServices): Disposable {
  const { commands, active, batches, keys, terms, view } = services;

  commands.register('selfInstruct.submitBatch', async (argument) => {
    const dataset = await active.resolve(argument);
    const client = dataset && (await clientFor(dataset, keys, terms));
    if (client) await submit(services, dataset, client);
  });

  commands.register('selfInstruct.checkBatches', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    if (!(await batches.read(dataset)).some(isOpen)) throw noBatch(dataset);
    const client = await clientFor(dataset, keys, terms);
    if (!client) return;
    const open = (await window.withProgress(inTree, () => batches.check(dataset, client))).filter(isOpen);
    if (!open.some(isReady)) void window.showInformationMessage(open.map(describeState).join(' · '));
  });

  commands.register('selfInstruct.collectBatch', async (argument) => {
    const dataset = await active.resolve(argument);
    const client = dataset && (await clientFor(dataset, keys, terms));
    if (client) await collect(services, dataset, client);
  });

  commands.register('selfInstruct.cancelBatch', async (argument) => {
    const dataset = await active.resolve(argument);
    const job = dataset && (await jobOf(dataset, argument, isOpen, l10n.t('Cancel which batch?')));
    const client = job && (await clientFor(dataset, keys, terms));
    if (!client || !(await confirmCancel(job))) return;
    const { cancelBatch } = await import('../../core/batch/collectBatch.ts');
    await cancelBatch({ dataset: placeOf(dataset), client, signal: new AbortController().signal }, job);
    await batches.read(dataset);
  });

  commands.register('selfInstruct.showBatchErrors', async (argument) => {
    const dataset = await active.resolve(argument);
    const hasErrors = ({ collected }: BatchJob) => (collected?.failed ?? 0) > 0;
    const job = dataset && (await jobOf(dataset, argument, hasErrors, l10n.t('The errors of which batch?')));
    if (job) await window.showTextDocument(Uri.file(new BatchStore(placeOf(dataset)).errorFile(job)));
  });

  async function jobOf(
    dataset: OpenDataset,
    argument: unknown,
    fits: (job: BatchJob) => boolean,
    placeHolder: string,
  ): Promise<BatchJob | undefined> {
    const named = (argument as Partial<Record<'job', BatchJob>> | undefined)?.job?.id;
    const jobs = (await batches.read(dataset)).filter(fits);
    if (jobs.length === 0) throw noBatch(dataset);
    const found = jobs.find(({ id }) => id === named);
    if (found || jobs.length === 1) return found ?? jobs[0];
    const items = jobs.map((job) => ({ label: job.batch ?? job.id, description: describeState(job), job }));
    return (await window.showQuickPick(items, { placeHolder }))?.job;
  }

  return Disposable.from(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void batches.checkAll();
    }),
    batches.onDidGetReady((dataset) => offerCollect(services, dataset)),
  );
}

async function submit(
  { commands, runs, batches }: BatchServices,
  dataset: OpenDataset,
  client: ModelClient,
): Promise<void> {
  const { folder, snapshot } = dataset;
  const name = isolate(snapshot.name);
  const { checkTakesBatches, submitBatch } = await import('../../core/batch/submitBatch.ts');
  checkTakesBatches(client);
  const wanted = await askBatchGoal(dataset, await runs.checkInterrupted(dataset));
  if (!wanted) return;
  const { goal, ...waves } = wanted;
  try {
    const sent = await window.withProgress(inTree, () =>
      runs.work(dataset, client, (options, onEvent) =>
        submitBatch({ ...options, ...waves, onEvent, confirm: (planned) => confirmSubmit(name, planned) }, goal),
      ),
    );
    await batches.read(dataset);
    if (!sent) return;
    const { submitted, summary, message } = sent;
    if (message !== undefined) void window.showWarningMessage(message);
    else if (summary.ended === 'error') throw new UserError(summary.message ?? '');
    if (submitted.length === 0) return;
    void commands.offer(
      window.showInformationMessage,
      l10n.t(
        '{0} requests of “{1}” are with {2} now. They are done within a day, also while the editor is closed. “Batches” in the tree shows how they stand.',
        requestsOf(submitted),
        name,
        client.origin,
      ),
      [{ title: l10n.t('Check Batch Jobs'), command: 'selfInstruct.checkBatches', args: [{ folder }] }],
    );
  } finally {
    await batches.read(dataset);
  }
}

async function collect({ runs, batches }: BatchServices, dataset: OpenDataset, client: ModelClient): Promise<void> {
  const name = isolate(dataset.snapshot.name);
  try {
    const result = await window.withProgress(inTree, () =>
      runs.work(dataset, client, async (options, onEvent) => {
        const { collectBatches } = await import('../../core/batch/collectBatch.ts');
        return collectBatches({ ...options, onEvent });
      }),
    );
    const { collected, open, submitted, summary, message } = result;
    if (collected.length === 0 && open.length === 0 && !summary) throw noBatch(dataset);
    const parts = [
      ...collected.map(describeState),
      ...(summary ? [l10n.t('{0} tasks were admitted.', summary.admitted)] : []),
      ...(submitted.length > 0 ? [l10n.t('{0} requests follow in the next batch.', requestsOf(submitted))] : []),
      ...(collected.length === 0 ? open.map(describeState) : []),
      ...(message === undefined ? [] : [message]),
    ];
    const show = message === undefined ? window.showInformationMessage : window.showWarningMessage;
    void show(`“${name}”: ${parts.join(' · ')}`);
    if (summary?.ended === 'error' && message === undefined) throw new UserError(summary.message ?? '');
  } finally {
    await batches.read(dataset);
  }
}

type Confirm = NonNullable<BatchOptions['confirm']>;

async function confirmSubmit(name: string, { requests, files, models }: Parameters<Confirm>[0]): Promise<boolean> {
  const button = l10n.t('Submit');
  const to = models.map(isolate).join(', ');
  const detail = [
    files === 1 ? l10n.t('To {0}, in one file.', to) : l10n.t('To {0}, in {1} files.', to, files),
    l10n.t(
      'Later steps follow as further batches, each time you collect. You pay your provider for them, often half of what the same requests cost one by one.',
    ),
  ].join(' ');
  const question = l10n.t('Submit {0} requests of “{1}” as a batch?', requests, name);
  return (await window.showInformationMessage(question, { modal: true, detail }, button)) === button;
}

async function confirmCancel({ requests, batch }: BatchJob): Promise<boolean> {
  const button = l10n.t('Cancel Batch');
  const detail = l10n.t('What it has done until then can be collected, and is paid for.');
  const question = l10n.t('Cancel the batch {0} with {1} requests?', batch ?? '', requests);
  return (await window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}

/** Said once for each batch and window. */
function offerCollect({ commands, runs }: BatchServices, { folder, snapshot }: OpenDataset): void {
  if (!workspace.isTrusted || runs.running.includes(folder)) return;
  void commands.offer(
    window.showInformationMessage,
    l10n.t('A batch of “{0}” is done: collect its replies.', isolate(snapshot.name)),
    [{ title: l10n.t('Collect Batch'), command: 'selfInstruct.collectBatch', args: [{ folder }] }],
  );
}

function requestsOf(jobs: readonly BatchJob[]): number {
  return jobs.reduce((sum, { requests }) => sum + requests, 0);
}

function noBatch({ folder, snapshot }: OpenDataset): UserError {
  return new UserError(l10n.t('“{0}” has no such batch.', isolate(snapshot.name)), [
    { title: l10n.t('Submit Batch'), command: 'selfInstruct.submitBatch', args: [{ folder }] },
  ]);
}
