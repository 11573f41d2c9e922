import { l10n, window } from 'vscode';
import type { Goal } from '../../core/pipeline/prepareRun.ts';
import type { OpenDataset } from '../openDataset.ts';

export interface BatchGoal {
  readonly goal: Goal;
  readonly waveSize?: number;
}

/** Asks how much is to be asked for together: `interrupted` where a run could be gone on with. */
export async function askBatchGoal(
  { snapshot }: OpenDataset,
  interrupted: boolean,
  title = l10n.t('Submit Batch'),
): Promise<BatchGoal | undefined> {
  const { requests, waveSize } = snapshot.recipe.round;
  if (interrupted) {
    const goOn = { label: l10n.t('Go on with the run'), description: l10n.t('what it still needs') };
    const anew = { label: l10n.t('New rounds') };
    const picked = await window.showQuickPick([goOn, anew], { title, ignoreFocusOut: true });
    if (picked === undefined) return undefined;
    if (picked === goOn) return { goal: 'resume' };
  }
  const typed = await window.showInputBox({
    title,
    prompt: l10n.t('How many rounds of {0} instruction requests? Later steps follow.', requests),
    value: String(Math.max(1, Math.ceil(waveSize / requests))),
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[1-9]\d{0,6}$/u.test(text.trim()) ? undefined : l10n.t('Give a whole number of at least 1.'),
  });
  if (typed === undefined) return undefined;
  const rounds = Number(typed);
  const all = rounds * requests;
  // A file takes two waves of requests: what does not fit waits until the first wave is done, three batches later.
  if (all <= 2 * waveSize) return { goal: { rounds } };
  const items = [waveSize, Math.ceil(all / 4), Math.ceil(all / 2)]
    .filter((size, index) => index === 0 || size > waveSize)
    .map((size) => ({
      label: l10n.t('In waves of {0} requests', size),
      description: l10n.t('about {0} batches', 3 * Math.ceil(all / (2 * size))),
      ...(size === waveSize ? { detail: l10n.t('The recipe’s: new tasks serve as demonstrations soon') } : {}),
      size,
    }));
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('Requests of a wave are planned together: larger waves need fewer batches'),
    ignoreFocusOut: true,
  });
  return picked && { goal: { rounds }, waveSize: picked.size };
}
