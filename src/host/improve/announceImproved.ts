import { l10n, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { ImproveCounts } from '../../core/model/improve.ts';
import type { Commands } from '../commands.ts';

/** Says what a run about tasks came to, with the way to go on. */
export function announceImproved(commands: Commands, folder: string, name: string, counts: ImproveCounts): void {
  if (counts.step === 'judge') {
    announceJudged(commands, folder, name, counts);
    return;
  }
  const { new: fresh = 0, same = 0, 'no-majority': torn = 0, unreadable = 0 } = counts.outcomes;
  const parts = [
    l10n.t('{0} inputs got another output', fresh),
    ...(same > 0 ? [l10n.t('{0} the same again', same)] : []),
    ...(torn > 0 ? [l10n.t('{0} had no majority', torn)] : []),
    ...(unreadable > 0 ? [l10n.t('{0} replies could not be read', unreadable)] : []),
  ];
  const message = l10n.t('“{0}”: {1}. The old outputs stand until you choose.', isolate(name), parts.join(', '));
  const compare = {
    title: l10n.t('Compare Outputs'),
    command: 'selfInstruct.compareOutputs',
    args: [{ folder }],
  } as const;
  void commands.offer(window.showInformationMessage, message, fresh + torn > 0 ? [compare] : []);
}

function announceJudged(commands: Commands, folder: string, name: string, { outcomes }: ImproveCounts): void {
  const { judged = 0, unreadable = 0 } = outcomes;
  const told =
    judged + unreadable === 0
      ? l10n.t('“{0}”: there was nothing left to judge.', isolate(name))
      : l10n.t('“{0}”: {1} judgements. The panel sorts and filters by score.', isolate(name), judged);
  const note = l10n.t('{0} replies could not be read; judge again to ask for them.', unreadable);
  const panel = { title: l10n.t('Open Panel'), command: 'selfInstruct.openPanel', args: [{ folder }] } as const;
  void commands.offer(window.showInformationMessage, unreadable > 0 ? `${told} ${note}` : told, [panel]);
}
