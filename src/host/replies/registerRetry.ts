import { l10n } from 'vscode';
import type { FilteredCandidate } from '../../core/model/candidate.ts';
import type { Snapshot } from '../../core/store/dataset.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import { type CandidatePick, candidateTargets } from '../ledger/candidateTargets.ts';
import { announceRescue } from '../ledger/registerRescue.ts';
import { type RescueServices, rescueCandidates } from '../ledger/rescueCandidates.ts';
import type { OpenDataset } from '../openDataset.ts';
import { startRun } from '../run/registerRuns.ts';
import type { StartServices } from '../run/runServices.ts';
import { isRetryable } from '../tree/nodes.ts';
import { UserError } from '../userError.ts';

export interface RetryServices extends Omit<RescueServices, 'runs'>, StartServices {
  readonly active: ActiveDataset;
}

const toRetry: CandidatePick = {
  title: l10n.t('Retry'),
  placeHolder: l10n.t('Which replies that could not be read are to be asked for again?'),
  isOffered: isRetryable,
  none: (name) => l10n.t('Every reply in “{0}” could be read.', name),
};

/** *Retry*: what could not be read is asked for again. A reply about one instruction completes it; a whole one is a small run. */
export function registerRetry(services: RetryServices): void {
  const { commands, active } = services;
  commands.register('selfInstruct.retryReply', async (argument, all) => {
    for (const { dataset, ids } of await candidateTargets(active, argument, all, toRetry)) {
      await retryReplies(services, dataset, ids);
    }
  });
}

/** Asks again for what dropped candidates of a dataset lack, after the person agreed to the requests. */
export async function retryReplies(
  services: RetryServices,
  dataset: OpenDataset,
  ids: readonly string[],
): Promise<void> {
  const { commands, confirm } = services;
  const { isWholeReply, retryJob } = await import('../../core/pipeline/derive/retryJob.ts');
  const { snapshot, paths, folder } = dataset;
  const byId = new Map(snapshot.filtered.map((candidate) => [candidate.id, candidate]));
  const chosen = ids.flatMap((id) => byId.get(id) ?? []).filter((candidate) => isRetryable(snapshot, candidate));
  if (chosen.length === 0)
    throw new UserError(l10n.t('There is nothing to ask again: the replies could be read, or came to tasks since.'));
  const whole = chosen.filter(isWholeReply);
  const parts = chosen.filter((candidate) => !isWholeReply(candidate)).map((part) => lastTry(snapshot, part));
  try {
    if (parts.length > 0) {
      const wanted = parts.map(({ id }) => id);
      const summary = await rescueCandidates(services, dataset, wanted);
      if (summary) announceRescue(commands, dataset, wanted, summary);
    }
    if (whole.length === 0) return;
    const job = await retryJob(
      { disk: nodeDisk, paths, snapshot },
      whole.map(({ id }) => id),
    );
    const goalOf = async () => ((await confirm(question(job.plans.length))) ? { derive: job } : undefined);
    await startRun(services, dataset, goalOf, l10n.t('Retry'));
  } catch (error) {
    commands.showFailure(error, l10n.t('Retry'), folder);
  }
}

/** What was brought back once and could not be read again stands in a line of its own: that is the one to ask about. */
function lastTry(snapshot: Snapshot, candidate: FilteredCandidate): FilteredCandidate {
  const next = snapshot.filtered.findLast(
    ({ rescueOf, filter }) => rescueOf === candidate.id && filter === 'unparsable',
  );
  return next ? lastTry(snapshot, next) : candidate;
}

function question(count: number) {
  return {
    message:
      count === 1
        ? l10n.t('Ask the model again for this reply?')
        : l10n.t('Ask the model again for {0} replies?', count),
    detail: l10n.t(
      'That takes at least one request each, and more for what they bring. What comes of it passes the filters and waits for your review. The replies that could not be read are kept.',
    ),
    button: l10n.t('Retry'),
  };
}
