import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { Snapshot } from '../../core/store/dataset.ts';
import { exportableTasks } from '../../core/store/whatCounts.ts';

/** What an export asks of scores. */
export interface WantedScores {
  /** The score that every part of a task must have at least; absent for every accepted task. */
  readonly least?: number;
  readonly asColumns: boolean;
}

type Item = QuickPickItem & { readonly wanted?: WantedScores };

/** Asks which scores are required, where an accepted task has some; `undefined` where the question was dismissed. */
export async function askScores(snapshot: Snapshot): Promise<WantedScores | undefined> {
  const hasScores = snapshot.generated.some(
    ({ standing, scored }) => standing.state === 'accepted' && scored && !scored.stale,
  );
  if (!hasScores) return { asColumns: false };
  const items = [false, true].flatMap((asColumns): Item[] => [
    {
      label: asColumns ? l10n.t('With scores as columns') : l10n.t('Without scores'),
      kind: QuickPickItemKind.Separator,
    },
    ...[undefined, 3, 4, 5].map((least) => itemOf(snapshot, least, asColumns)),
  ]);
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Export'),
    placeHolder: l10n.t('Which accepted tasks? A score counts where the task is as it was judged.'),
  });
  return picked?.wanted;
}

function itemOf(snapshot: Snapshot, least: number | undefined, asColumns: boolean): Item {
  const count = l10n.t('{0} tasks', exportableTasks(snapshot, least).length);
  return least === undefined
    ? { label: l10n.t('All accepted'), description: count, wanted: { asColumns } }
    : { label: l10n.t('Every part {0} or more', least), description: count, wanted: { asColumns, least } };
}
