import { l10n } from 'vscode';
import type { ReplayedThreshold } from '../../core/ledger/replayThreshold.ts';
import type { RescueSummary } from '../../core/ledger/rescueEvents.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import { isDirty, type OpenDataset } from '../openDataset.ts';
import { reviewer } from '../reviewer.ts';
import type { Question } from './confirm.ts';
import { type RescueServices, rescueCandidates } from './rescueCandidates.ts';

/** What came of another threshold. */
export type Applied =
  | { readonly kind: 'rescued'; readonly candidates: readonly string[]; readonly summary: RescueSummary }
  /** Tasks were marked for review, or nothing had to be done: in words. */
  | { readonly kind: 'told'; readonly text: string };

/**
 * Does what follows from a threshold that a person chose: a looser one than the recipe's rescues candidates, a stricter
 * one takes accepted tasks back to review. Asks first; `undefined` where the person did not want it. The recipe stays.
 */
export async function applyReplayed(
  services: RescueServices,
  dataset: OpenDataset,
  replayed: ReplayedThreshold,
): Promise<Applied | undefined> {
  const { threshold, dropped } = replayed;
  const from = dataset.snapshot.recipe.filters.similarity;
  if (threshold === from) return told(l10n.t('{0} is the recipe’s threshold already. Nothing was changed.', threshold));
  if (threshold < from) {
    const { byId } = dataset.snapshot;
    const accepted = dropped.filter(({ id }) => byId.get(id)?.standing.state === 'accepted').length;
    if (accepted > 0 && !(await services.confirm(markQuestion(replayed, accepted)))) return undefined;
  }
  const { applyThreshold } = await import('../../core/ledger/applyThreshold.ts');
  const { Dataset } = await import('../../core/store/dataset.ts');
  const own = await Dataset.open(nodeDisk, dataset.folder);
  try {
    const { rescue, marked, pending } = await applyThreshold({
      dataset: own,
      replayed,
      from,
      reviewer: await reviewer(),
      isDirty,
    });
    if (rescue.length > 0) {
      const summary = await rescueCandidates(services, dataset, rescue, { alwaysConfirm: true });
      return summary && { kind: 'rescued', candidates: rescue, summary };
    }
    if (threshold > from) return told(l10n.t('{0} would bring nothing back. Nothing was changed.', threshold));
    return told(markedText(marked.length, pending.length));
  } finally {
    await dataset.refresh();
  }
}

function told(text: string): Applied {
  return { kind: 'told', text };
}

function markQuestion({ threshold }: ReplayedThreshold, accepted: number): Question {
  return {
    message:
      accepted === 1
        ? l10n.t('Mark 1 accepted task for review?')
        : l10n.t('Mark {0} accepted tasks for review?', accepted),
    detail: l10n.t(
      'At {0} the novelty filter would have dropped them. They become pending again, with that as the reason, until you decide anew. Nothing is rejected or deleted, and Undo Decision takes it back.',
      threshold,
    ),
    button: l10n.t('Mark for Review'),
  };
}

function markedText(marked: number, pending: number): string {
  const parts = [
    marked === 0 ? l10n.t('No accepted task would be dropped. Nothing was changed.') : '',
    marked === 1 ? l10n.t('1 task is pending again. Undo Decision takes it back.') : '',
    marked > 1 ? l10n.t('{0} tasks are pending again. Undo Decision takes it back.', marked) : '',
    pending > 0 ? l10n.t('{0} that would be dropped wait for review as it is.', pending) : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
