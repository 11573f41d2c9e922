import { type LogOutputChannel, l10n } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { RescueEstimate } from '../../core/ledger/estimateRescue.ts';
import type { RescueEvent, RescueSummary } from '../../core/ledger/rescueEvents.ts';
import type { ModelClient } from '../../core/llm/modelClient.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import { chargedBy } from '../money/prices.ts';
import { isDirty, type OpenDataset } from '../openDataset.ts';
import { reviewer } from '../reviewer.ts';
import { UserError } from '../userError.ts';
import type { Confirm } from './confirm.ts';
import type { LongWork } from './longWork.ts';

export interface RescueServices {
  readonly log: LogOutputChannel;
  readonly work: LongWork;
  readonly confirm: Confirm;
  /** Folders in which a run goes on: a rescue would be in its way. */
  readonly runs: { readonly running: readonly string[] };
  /** The client of a dataset's model; asks for a model where none was chosen. */
  readonly clientFor: (dataset: OpenDataset) => Promise<ModelClient | undefined>;
  readonly version: string;
  /** The bundled worker that computes novelty. */
  readonly noveltyWorker: string;
}

/** Whether to ask before a rescue that needs no request, too. */
export interface RescueManner {
  readonly alwaysConfirm?: boolean;
}

/**
 * Brings dropped candidates back as pending tasks: says first what that takes, then asks the model for what they lack.
 * Resolves with what it came to, `undefined` where the person did not want it. Rejects as the core's `rescue` does.
 */
export async function rescueCandidates(
  { log, work, confirm, runs, clientFor, version, noveltyWorker }: RescueServices,
  dataset: OpenDataset,
  ids: readonly string[],
  { alwaysConfirm = false }: RescueManner = {},
): Promise<RescueSummary | undefined> {
  const { folder } = dataset;
  if (runs.running.includes(folder)) {
    throw new UserError(
      l10n.t(
        'A run is going on in “{0}”. Wait for it to end, or stop it, then rescue again.',
        isolate(dataset.snapshot.name),
      ),
    );
  }
  const { estimateRescue } = await import('../../core/ledger/estimateRescue.ts');
  const { checkCanRescue, planRescue } = await import('../../core/ledger/planRescue.ts');
  const { Dataset } = await import('../../core/store/dataset.ts');
  const own = await Dataset.open(nodeDisk, folder);
  const withoutModel = await estimateRescue(own, ids);
  const client = withoutModel.requests > 0 ? await clientFor(dataset) : undefined;
  if (withoutModel.requests > 0 && !client) return undefined;
  await own.refresh();
  checkCanRescue(own.snapshot, planRescue(own.snapshot, ids), client);
  const estimate = client ? await estimateRescue(own, ids, client) : withoutModel;
  if (estimate.candidates === 0) throw new UserError(whyNone(estimate));
  if ((alwaysConfirm || estimate.requests > 0) && !(await confirm(question(estimate, client)))) return undefined;

  const by = await reviewer();
  const { rescue } = await import('../../core/ledger/rescue.ts');
  const { openWorkerPool } = await import('../../worker/openWorkerPool.ts');
  try {
    return await work.run(l10n.t('Rescuing {0} candidates', estimate.candidates), async (signal, report) => {
      const events = rescue({
        dataset: own,
        ...(client ? { client, ...chargedBy(client, own.snapshot.recipe) } : {}),
        candidates: ids,
        by,
        version,
        signal,
        isDirty,
        openPool: (options) => openWorkerPool(noveltyWorker, options),
      });
      let done = 0;
      for (;;) {
        const next = await events.next();
        if (next.done) return next.value;
        note(next.value, log);
        if (next.value.type !== 'candidate') continue;
        done += 1;
        report(done / estimate.candidates, l10n.t('{0} of {1}', done, estimate.candidates));
      }
    });
  } finally {
    await dataset.refresh();
  }
}

function note(event: RescueEvent, log: LogOutputChannel): void {
  switch (event.type) {
    case 'started':
      for (const { file, text } of event.setAside) log.warn(`${file}: a torn last line was set aside: ${text}`);
      return;
    case 'admitted':
      log.info(`rescued ${event.task.provenance?.rescued?.candidate ?? ''} as ${event.task.id}`);
      return;
    case 'notice':
      log.warn(event.message);
      return;
    default:
      return;
  }
}

function question({ candidates, requests, fromStore }: RescueEstimate, client: ModelClient | undefined) {
  const message =
    candidates === 1
      ? l10n.t('Bring this candidate back as a pending task?')
      : l10n.t('Bring {0} candidates back as pending tasks?', candidates);
  const who = client?.practice ? l10n.t('the practice model') : `${client?.model ?? ''} (${client?.connection ?? ''})`;
  const asked = [
    ...(requests === 1 ? [l10n.t('What is lacking takes 1 request to {0}.', who)] : []),
    ...(requests > 1 ? [l10n.t('What is lacking takes {0} requests to {1}.', requests, who)] : []),
    ...(fromStore === 1 ? [l10n.t('1 reply is there already and is not asked for again.')] : []),
    ...(fromStore > 1 ? [l10n.t('{0} replies are there already and are not asked for again.', fromStore)] : []),
    ...(requests === 0 ? [l10n.t('No request is needed.')] : []),
  ];
  const undo =
    candidates === 1
      ? l10n.t('It waits for your review; Reject takes it out again.')
      : l10n.t('They wait for your review; Reject takes them out again.');
  return { message, detail: [...asked, undo].join(' '), button: l10n.t('Rescue') };
}

function whyNone({ already, unfit }: RescueEstimate): string {
  const [first] = unfit;
  if (first) return l10n.t('There is nothing to bring back: {0}.', first.reason);
  return already.length === 1
    ? l10n.t('This candidate is a task already.')
    : l10n.t('These candidates are tasks already.');
}

/** What a rescue came to, in words. */
export function rescueText({ admitted, failed, already, unfit, requests, ended, message }: RescueSummary): string {
  const parts = [
    admitted.length === 1
      ? l10n.t('1 candidate is a pending task now.')
      : l10n.t('{0} candidates are pending tasks now.', admitted.length),
    ...(failed.length > 0
      ? [
          l10n.t(
            '{0} could not be completed: no instance passed the filters, or no reply could be read.',
            failed.length,
          ),
        ]
      : []),
    ...(already.length > 0 ? [l10n.t('{0} were tasks already.', already.length)] : []),
    ...(unfit.length > 0 ? [l10n.t('{0} have nothing to bring back.', unfit.length)] : []),
    ...(requests > 0 ? [l10n.t('{0} requests were sent.', requests)] : []),
  ];
  const kept = l10n.t('What was brought back and every reply are kept.');
  switch (ended) {
    case 'done':
      return parts.join(' ');
    case 'stopped':
      return [l10n.t('Stopped.'), ...parts, kept].join(' ');
    case 'budget':
      return [l10n.t('The budget of requests is used up.'), ...parts, kept].join(' ');
    case 'error':
      return [l10n.t('The rescue stopped: {0}', message ?? ''), ...parts, kept].join(' ');
  }
}
