import { l10n, type QuickPickItem, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { Replay, ReplayedThreshold } from '../../core/ledger/replayThreshold.ts';
import type { OpenDataset } from '../openDataset.ts';
import { writeRecipe } from '../writeRecipe.ts';
import type { LongWork } from './longWork.ts';
import { announceRescue, type RescueCommandServices } from './registerRescue.ts';

/**
 * *Replay Threshold*: what other novelty thresholds would have kept, and what follows from one of them. With a threshold in
 * its argument (`{ folder, threshold }`) it goes straight to what follows from that one.
 */
export function registerReplay(services: RescueCommandServices): void {
  const { commands, active, work } = services;
  commands.register('selfInstruct.replayThreshold', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    try {
      const named = namedThreshold(argument);
      const replay = await replayed(work, dataset, named);
      const chosen = named === undefined ? await chooseThreshold(dataset, replay) : replay.thresholds[0];
      const { applyReplayed } = await import('./applyReplayed.ts');
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

function namedThreshold(argument: unknown): number | undefined {
  const { threshold } = (argument ?? {}) as { threshold?: unknown };
  return typeof threshold === 'number' ? threshold : undefined;
}

/** Replays one threshold, or the usual ones and the recipe's own in ascending order. */
async function replayed(work: LongWork, { snapshot }: OpenDataset, named: number | undefined): Promise<Replay> {
  const { replayThreshold, thresholdsBeside } = await import('../../core/ledger/replayThreshold.ts');
  const thresholds = named === undefined ? thresholdsBeside(snapshot.recipe.filters.similarity) : [named];
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
    isolate(dataset.snapshot.name),
    dataset.snapshot.recipe.filters.similarity,
    threshold,
  );
  if ((await window.showInformationMessage(message, set)) === set)
    await writeRecipe(dataset, { filters: { similarity: threshold } });
}
