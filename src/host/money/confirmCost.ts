import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { describeBudget, describePrice } from '../../core/llm/describeBudget.ts';
import type { ModelClient } from '../../core/llm/modelClient.ts';
import { isFree, type ModelPrice, priceOf } from '../../core/llm/prices.ts';
import { isOwnMachine } from '../../core/llm/providerTerms.ts';
import { readPrice } from '../../core/llm/spending.ts';
import type { Estimate } from '../../core/pipeline/estimate/estimateRun.ts';
import type { Goal } from '../../core/pipeline/prepareRun.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import { pick } from '../models/pick.ts';
import type { OpenDataset } from '../openDataset.ts';
import { askForBudget } from './askForBudget.ts';
import { askForPrice, whenEntered } from './askForPrice.ts';
import { aboutTokens, aboutWork, basisText, costText } from './estimateText.ts';
import { savePrice, userPrices } from './prices.ts';

interface Item extends QuickPickItem {
  readonly choice: 'start' | 'price' | 'budget' | 'free';
}

/**
 * Says what a run will come to and asks whether it is to begin, where it may cost something: a price is known, or the
 * endpoint is another machine and nobody said that it is free. `false` where the person dismissed it; then nothing is sent.
 * A run that is gone on with was asked about when it began.
 */
export async function confirmCost(dataset: OpenDataset, client: ModelClient, goal: Goal): Promise<boolean> {
  if (goal === 'resume') return true;
  for (;;) {
    const models = [client, ...(client.instances ? [client.instances] : [])].filter(mayCost);
    const [asked] = models;
    if (!asked) return true;
    const price = models.length === 1 ? priceOf(userPrices(), asked) : undefined;
    const { estimateRun } = await import('../../core/pipeline/estimate/estimateRun.ts');
    const { paths, snapshot } = dataset;
    const estimate = await estimateRun({ disk: nodeDisk, paths, snapshot }, client, goal, price);
    const picked = await pick<Item>({
      title: l10n.t('Generate with {0}', isolate(models.map(({ model }) => model).join(', '))),
      placeHolder: placeHolder(estimate),
      items: itemsFor(dataset, estimate, price, client.instances === undefined),
    });
    if (!picked) return false;
    switch (picked.item.choice) {
      case 'start': {
        const { maxCost } = snapshot.recipe.budget;
        // A budget of money cannot be held without a price: it is asked for, and then all is shown again.
        if (client.instances || !maxCost || price) return true;
        await askForPrice(asked);
        break;
      }
      case 'price':
        await askForPrice(asked);
        break;
      case 'budget':
        await askForBudget(dataset);
        break;
      case 'free':
        await rememberFree(asked);
        return true;
    }
  }
}

/** A model that somebody may be charged for. */
function mayCost(client: ModelClient): boolean {
  if (client.practice) return false;
  const price = priceOf(userPrices(), client);
  return price ? !isFree(price) : !isOwnMachine(client.origin);
}

async function rememberFree({ origin, model }: ModelClient): Promise<void> {
  const price = readPrice('0/0 USD', new Date());
  if (price) await savePrice({ origin, model, ...price });
}

function placeHolder(estimate: Estimate | undefined): string {
  const nothing = l10n.t('Nothing is sent before you choose Start.');
  return estimate ? `${basisText(estimate.basis)} ${nothing}` : nothing;
}

function itemsFor(
  { snapshot }: OpenDataset,
  estimate: Estimate | undefined,
  price: ModelPrice | undefined,
  isOneModel: boolean,
): Item[] {
  const budget = describeBudget(snapshot.recipe.budget);
  return [
    {
      choice: 'start',
      label: l10n.t('Start'),
      iconPath: new ThemeIcon('play'),
      description: estimate ? costText(estimate) : l10n.t('What this run will come to is not known before.'),
      ...(estimate ? { detail: `${aboutWork(estimate)} · ${aboutTokens(estimate)}` } : {}),
    },
    ...(isOneModel
      ? [
          {
            choice: 'price' as const,
            label: l10n.t('Set Price…'),
            iconPath: new ThemeIcon('tag'),
            description: price
              ? l10n.t('{0} for a million tokens in/out. {1}', describePrice(price), whenEntered(price))
              : l10n.t('none entered'),
          },
        ]
      : []),
    {
      choice: 'budget',
      label: l10n.t('Set Budget…'),
      iconPath: new ThemeIcon('shield'),
      description:
        budget === ''
          ? l10n.t('none: only you or its goal end the run')
          : l10n.t('{0}: the run ends before it is passed', budget),
    },
    ...(isOneModel && !price
      ? [
          {
            choice: 'free' as const,
            label: l10n.t('Start: This Model Is Free'),
            iconPath: new ThemeIcon('circle-slash'),
            description: l10n.t('remembered; you are not asked again'),
          },
        ]
      : []),
  ];
}
