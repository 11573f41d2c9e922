import { l10n, type QuickPickItem, window } from 'vscode';
import type { Replay, ReplayedThreshold } from '../../core/ledger/replayThreshold.ts';
import type { OpenDataset } from '../openDataset.ts';
import { writeRecipe } from '../writeRecipe.ts';
import { applyReplayed } from './applyReplayed.ts';
import type { LongWork } from './longWork.ts';
import { announceRescue, type RescueCommandServices } from './registerRescue.ts';

/** *Replay Threshold*: what other novelty thresholds would have kept, and what follows from one of them. */
export function registerReplay(services: RescueCommandServices): void {
  const { commands, active, work } = services;
  commands.register('selfInstruct.replayThreshold', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    try {
      const replay = await replayUsual(work, dataset);
      const chosen = await chooseThreshold(dataset, replay);
      const applied = chosen && (await applyReplayed(services, dataset, chosen));
      if (!applied) return;
      if (applied.kind === 'rescued') announceRescue(commands, dataset, applied.candidates, applied.summary);
      else void window.showInformationMessage(applied.text);
      void offerRecipe(dataset, chosen.threshold).catch((error: unknown) =>
        commands.showFailure(error, l10n.t('Replay Threshold'), dataset.folder),
      );
    } catch (error) {
      // The command may have been given without an argument: the buttons still must know the dataset.
      commands.showFailure(error, l10n.t('Replay Threshold'), dataset.folder);
    }
  });
}

/** Replays the usual thresholds and the recipe's own, in ascending order. */
async function replayUsual(work: LongWork, { snapshot }: OpenDataset): Promise<Replay> {
  const { replayThreshold, usualThresholds } = await import('../../core/ledger/replayThreshold.ts');
  const own = snapshot.recipe.filters.similarity;
  const thresholds = [...new Set([...usualThresholds, own])].sort((a, b) => a - b);
  return work.run(l10n.t('Replaying the novelty filter'), (signal, report) =>
    replayThreshold(snapshot, { thresholds, signal, onProgress: report }),
  );
}

async function chooseThreshold(
  { snapshot }: OpenDataset,
  { tasks, similar, thresholds }: Replay,
): Promise<ReplayedThreshold | undefined> {
  const own = snapshot.recipe.filters.similarity;
  const items = thresholds.map((replayed): QuickPickItem & { readonly replayed: ReplayedThreshold } => ({
    label: String(replayed.threshold),
    description: [replayText(replayed), ...(replayed.threshold === own ? [l10n.t('the recipe’s')] : [])].join(' · '),
    replayed,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Replay Threshold: {0} tasks, {1} candidates dropped as similar', tasks, similar),
    placeHolder: l10n.t('Which threshold? Nothing happens before you confirm it.'),
  });
  return picked?.replayed;
}

/** What a threshold would have done, in words. */
export function replayText({ kept, broughtBack, dropped }: ReplayedThreshold): string {
  return l10n.t('keeps {0}, brings back {1}, would drop {2}', kept, broughtBack.length, dropped.length);
}

async function offerRecipe(dataset: OpenDataset, threshold: number): Promise<void> {
  if (dataset.snapshot.recipe.filters.similarity === threshold) return;
  const set = l10n.t('Set in Recipe');
  const message = l10n.t(
    'New rounds of “{0}” still drop above {1}. Let them drop above {2}?',
    dataset.snapshot.name,
    dataset.snapshot.recipe.filters.similarity,
    threshold,
  );
  if ((await window.showInformationMessage(message, set)) === set)
    await writeRecipe(dataset, { filters: { similarity: threshold } });
}
