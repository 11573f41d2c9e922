import { l10n, type QuickPickItem, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { NamedModel } from '../../core/model/recipe.ts';
import { chooseModel } from '../models/chooseModel.ts';
import type { Keys } from '../models/keys.ts';
import type { Terms } from '../models/terms.ts';
import type { OpenDataset } from '../openDataset.ts';

/**
 * Asks which model does a part of the work: the one that the recipe has for it, or another one, which is then noted in the
 * recipe. `false` where dismissed.
 */
export async function askRoleModel(
  role: 'regenerate' | 'judge',
  dataset: OpenDataset,
  { keys, terms }: { readonly keys: Keys; readonly terms: Terms },
  title: string,
): Promise<boolean> {
  const { connection, model, models } = dataset.snapshot.recipe;
  const named: Partial<NamedModel> = models?.[role] ?? {
    ...(connection ? { connection } : {}),
    ...(model ? { model } : {}),
  };
  if (named.connection === undefined) return chooseModel(dataset, keys, terms, role);
  const own: QuickPickItem = {
    label: isolate(named.model ?? named.connection),
    description: isolate(named.connection),
    detail: models?.[role] ? l10n.t('The recipe’s for this work') : l10n.t('The recipe’s'),
  };
  const other: QuickPickItem = {
    label: l10n.t('Another model …'),
    detail: l10n.t('Is noted in the recipe for this work.'),
  };
  const picked = await window.showQuickPick([own, other], { title, placeHolder: l10n.t('Which model?') });
  if (picked === other) return chooseModel(dataset, keys, terms, role);
  return picked !== undefined;
}
