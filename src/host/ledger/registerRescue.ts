import { l10n, window } from 'vscode';
import type { RescueSummary } from '../../core/ledger/rescueEvents.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { OpenDataset } from '../openDataset.ts';
import type { NextStep } from '../userError.ts';
import { candidateTargets } from './candidateTargets.ts';
import { type RescueServices, rescueCandidates, rescueText } from './rescueCandidates.ts';

export interface RescueCommandServices extends RescueServices {
  readonly commands: Commands;
  readonly active: ActiveDataset;
}

/** *Rescue*: dropped candidates come back as pending tasks. */
export function registerRescue(services: RescueCommandServices): void {
  const { commands, active } = services;
  commands.register('selfInstruct.rescueCandidate', async (argument, all) => {
    for (const { dataset, ids } of await candidateTargets(active, argument, all)) {
      try {
        const summary = await rescueCandidates(services, dataset, ids);
        if (summary) announceRescue(commands, dataset, ids, summary);
      } catch (error) {
        // The command may have been given without an argument: the buttons still must know the dataset.
        commands.showFailure(error, l10n.t('Rescue'), dataset.folder);
      }
    }
  });
}

/** Says what a rescue came to, with a way to the task, or to go on with what is left. */
export function announceRescue(
  commands: Commands,
  { folder }: OpenDataset,
  ids: readonly string[],
  summary: RescueSummary,
): void {
  const [first] = summary.admitted;
  const open: NextStep[] =
    first === undefined
      ? []
      : [{ title: l10n.t('Open Task'), command: 'selfInstruct.openTask', args: [{ folder, id: first }] }];
  const text = rescueText(summary);
  if (summary.ended === 'done') {
    void commands.offer(window.showInformationMessage, text, open);
    return;
  }
  const again: NextStep = {
    title: l10n.t('Go On'),
    command: 'selfInstruct.rescueCandidate',
    args: [{ folder, candidates: ids }],
  };
  const model: NextStep = { title: l10n.t('Choose Model'), command: 'selfInstruct.chooseModel', args: [{ folder }] };
  const isError = summary.ended === 'error';
  void commands.offer(
    isError ? window.showErrorMessage : window.showInformationMessage,
    text,
    isError ? [again, model] : [again],
  );
}
