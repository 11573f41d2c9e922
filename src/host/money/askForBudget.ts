import { l10n, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { describeBudget, readBudgets } from '../../core/llm/describeBudget.ts';
import type { OpenDataset } from '../openDataset.ts';
import { writeRecipe } from '../writeRecipe.ts';

/** Asks what a run may use up and notes it in the dataset's recipe. `false` where dismissed. */
export async function askForBudget(dataset: OpenDataset): Promise<boolean> {
  const { name, recipe } = dataset.snapshot;
  const value = await window.showInputBox({
    title: l10n.t('Budget of “{0}”', isolate(name)),
    prompt: l10n.t(
      'What a run may use up each time it is started or gone on with: money, tokens or requests, such as 5 USD or 200000 tokens; 100 requests. It ends before it passes one of them. Empty: no limit.',
    ),
    value: describeBudget(recipe.budget),
    placeHolder: '5 USD',
    ignoreFocusOut: true,
    validateInput: (text) =>
      readBudgets(text)
        ? undefined
        : l10n.t('Give amounts such as 5 USD, 200000 tokens or 100 requests, with “;” between them.'),
  });
  const budget = value === undefined ? undefined : readBudgets(value);
  if (!budget) return false;
  const fields = new Set([...Object.keys(recipe.budget), ...Object.keys(budget)] as (keyof typeof budget)[]);
  await writeRecipe(dataset, { budget: Object.fromEntries([...fields].map((field) => [field, budget[field]])) });
  return true;
}
