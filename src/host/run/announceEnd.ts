import { l10n, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { describeMoney } from '../../core/llm/spending.ts';
import { eachOf } from '../../core/model/money.ts';
import type { RunSummary } from '../../core/pipeline/events.ts';
import type { Commands } from '../commands.ts';
import { announceImproved } from '../improve/announceImproved.ts';
import { filterLabels } from '../labels.ts';
import type { OpenDataset } from '../openDataset.ts';
import type { NextStep } from '../userError.ts';

/** Says how a run ended where the person must do something; otherwise the status bar and the tree have said it. */
export function announceEnd(commands: Commands, { folder, snapshot }: OpenDataset, summary: RunSummary): void {
  const { ended, admitted, message, improved } = summary;
  const args = [{ folder }];
  const resume: NextStep = { title: l10n.t('Resume'), command: 'selfInstruct.resumeRun', args };
  const model: NextStep = { title: l10n.t('Choose Model'), command: 'selfInstruct.chooseModel', args };
  const again: NextStep = { title: l10n.t('Generate Round'), command: 'selfInstruct.generateRound', args };
  const budget: NextStep = { title: l10n.t('Set Budget…'), command: 'selfInstruct.setBudget', args };
  const panel: NextStep = { title: l10n.t('Open Panel'), command: 'selfInstruct.openPanel', args };
  const log: NextStep = { title: l10n.t('Show Log'), command: 'selfInstruct.showLog' };
  const kept = improved
    ? l10n.t('{0} lines were written and are kept.', improved.written)
    : l10n.t('{0} tasks were admitted and are kept.', admitted);
  switch (ended) {
    case 'error':
      void commands.offer(
        window.showErrorMessage,
        l10n.t('The run in “{0}” stopped: {1} {2}', isolate(snapshot.name), message ?? '', kept),
        [resume, model, log],
      );
      return;
    case 'budget':
      void commands.offer(
        window.showInformationMessage,
        l10n.t(
          'The run in “{0}” ended before its budget was passed. {1} {2}',
          isolate(snapshot.name),
          message ?? '',
          kept,
        ),
        [resume, budget, panel],
      );
      return;
    case 'target':
      if (improved) announceImproved(commands, folder, snapshot.name, improved);
      else if (summary.derived && admitted === 0) announceNothing(commands, snapshot.name, summary, panel);
      else tellCost(commands, snapshot, summary, panel);
      return;
    case 'saturated':
      if (summary.derived) {
        void commands.offer(
          window.showInformationMessage,
          l10n.t(
            'The model had nothing new to add under some instructions of “{0}”, so they were left alone. {1} “Filtered out” in the tree shows what it repeated.',
            isolate(snapshot.name),
            kept,
          ),
          [panel],
        );
        return;
      }
      void commands.offer(
        window.showInformationMessage,
        l10n.t(
          'Hardly any new task came in the last waves, so the run in “{0}” ended. {1} More and different seed tasks give the model more to start from.',
          isolate(snapshot.name),
          kept,
        ),
        [panel],
      );
      return;
    case 'rounds':
      if (admitted > 0) {
        tellCost(commands, snapshot, summary, panel);
        return;
      }
      void commands.offer(
        window.showWarningMessage,
        l10n.t('The round in “{0}” admitted nothing. {1}', isolate(snapshot.name), whyNothing(summary)),
        [again, model],
      );
      return;
    default:
      return;
  }
}

/** What a run cost that was charged for, and what was left of a budget of money. */
function tellCost(
  commands: Commands,
  { name, recipe }: OpenDataset['snapshot'],
  { admitted, cost }: RunSummary,
  panel: NextStep,
): void {
  if (!cost || cost.amount === 0) return;
  const { maxCost } = recipe.budget;
  const [all, each] = [cost, eachOf(cost, Math.max(1, admitted))].map(describeMoney);
  const message = maxCost
    ? l10n.t(
        'The run in “{0}” cost {1} of its {2}: {3} tasks admitted, {4} each.',
        isolate(name),
        String(all),
        describeMoney(maxCost),
        admitted,
        String(each),
      )
    : l10n.t(
        'The run in “{0}” cost {1}: {2} tasks admitted, {3} each.',
        isolate(name),
        String(all),
        admitted,
        String(each),
      );
  void commands.offer(window.showInformationMessage, message, [panel]);
}

/** A derived run that came to nothing: because there was nothing left to ask about, or because all was filtered out. */
function announceNothing(commands: Commands, name: string, summary: RunSummary, panel: NextStep): void {
  const { requests, fromStore } = summary;
  const message =
    requests + fromStore === 0
      ? l10n.t('There was nothing left to ask about in “{0}”: it was all done before.', isolate(name))
      : l10n.t('Nothing new was admitted in “{0}”. {1}', isolate(name), whyNothing(summary));
  void commands.offer(window.showInformationMessage, message, [panel]);
}

function whyNothing({ candidates, filtered, failed }: RunSummary): string {
  const [most] = Object.entries(filtered).sort(([, a], [, b]) => b - a);
  if (!most || candidates === 0)
    return l10n.t(
      '{0} replies could not be read, the second time either; “Filtered out” in the tree shows them. Try again, or another model.',
      failed,
    );
  const [filter, count] = most;
  const label = (filterLabels as Readonly<Record<string, string>>)[filter] ?? filter;
  return l10n.t(
    'Of {0} candidates all were filtered out, most as “{1}” ({2}). “Filtered out” in the tree shows each with its reason.',
    candidates,
    label,
    count,
  );
}
