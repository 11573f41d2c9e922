import { l10n, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { ImproveCounts } from '../../core/model/improve.ts';
import type { Commands } from '../commands.ts';

/** Says what a run about tasks came to, with the way to go on. */
export function announceImproved(commands: Commands, folder: string, name: string, counts: ImproveCounts): void {
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
