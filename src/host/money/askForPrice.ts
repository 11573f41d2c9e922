import { l10n, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { describePrice } from '../../core/llm/describeBudget.ts';
import { daysOld, type ModelPrice, priceOf } from '../../core/llm/prices.ts';
import { readPrice } from '../../core/llm/spending.ts';
import { type PricedModel, savePrice, userPrices } from './prices.ts';

/** Asks what a model costs and notes it in the user's settings, with today's date. `undefined` where dismissed. */
export async function askForPrice({ origin, model }: PricedModel): Promise<ModelPrice | undefined> {
  const before = priceOf(userPrices(), { origin, model });
  const value = await window.showInputBox({
    title: l10n.t('Price of “{0}” at {1}', isolate(model), origin),
    prompt: l10n
      .t(
        'What a million input tokens and a million output tokens cost, as the provider states it, such as 0.15/0.60 USD; 0/0 USD where nothing is charged. {0}',
        before ? whenEntered(before) : '',
      )
      .trim(),
    ...(before ? { value: describePrice(before) } : {}),
    placeHolder: '0.15/0.60 USD',
    ignoreFocusOut: true,
    validateInput: (text) =>
      readPrice(text, new Date())
        ? undefined
        : l10n.t('Give two amounts and a currency, such as 0.15/0.60 USD: input first, then output.'),
  });
  const price = value === undefined ? undefined : readPrice(value, new Date());
  if (!price) return undefined;
  const entered = { origin, model, ...price };
  await savePrice(entered);
  return entered;
}

/** When a price was entered, and whether it should be looked up again. */
export function whenEntered(price: Pick<ModelPrice, 'entered'>): string {
  const days = daysOld(price, new Date());
  return days === undefined
    ? l10n.t('Entered {0}.', price.entered)
    : l10n.t('Entered {0}, {1} days ago: look whether it still holds.', price.entered, days);
}
