import { l10n, window } from 'vscode';
import { isRecord } from '../../core/isRecord.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Keys } from '../models/keys.ts';
import { openClient } from '../models/modelClients.ts';
import type { OpenDataset } from '../openDataset.ts';
import { UserError } from '../userError.ts';
import { askForBudget } from './askForBudget.ts';
import { askForPrice } from './askForPrice.ts';
import type { PricedModel } from './prices.ts';

/** *Set Price* and *Set Budget*. */
export function registerMoney({
  commands,
  active,
  keys,
}: {
  commands: Commands;
  active: ActiveDataset;
  keys: Keys;
}): void {
  commands.register('selfInstruct.setPrice', async (argument) => {
    if (isPricedModel(argument)) return askForPrice(argument);
    const dataset = await active.resolve(argument);
    const model = dataset && (await modelOf(dataset, keys));
    return model && askForPrice(model);
  });

  commands.register('selfInstruct.setBudget', async (argument) => {
    const dataset = await active.resolve(argument);
    if (dataset) await askForBudget(dataset);
  });
}

/** The list of models names one by itself. */
function isPricedModel(argument: unknown): argument is PricedModel {
  return isRecord(argument) && typeof argument.origin === 'string' && typeof argument.model === 'string';
}

/** The model that a dataset's recipe names, or the one of two that the person chooses. */
async function modelOf(dataset: OpenDataset, keys: Keys): Promise<PricedModel | undefined> {
  const client = await openClient(dataset.snapshot.recipe, keys);
  const models = [client, client?.instances].filter((one) => one !== undefined && !one.practice);
  const [only] = models;
  if (!only) {
    throw new UserError(
      client
        ? l10n.t('The practice model costs nothing, so it has no price.')
        : l10n.t('A price belongs to a model, and the recipe names none that is there. Choose one first.'),
      [{ title: l10n.t('Choose Model'), command: 'selfInstruct.chooseModel' }],
    );
  }
  if (models.length === 1) return only;
  const items = models.flatMap((one) => (one ? [{ label: one.model, description: one.origin, one }] : []));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('The price of which model?') }))?.one;
}
