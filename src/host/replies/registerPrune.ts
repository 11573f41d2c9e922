import { l10n, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { nodeDisk } from '../../core/store/disk.ts';
import type { Pruned, PruneOptions } from '../../core/store/pruneReplies.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Confirm } from '../ledger/confirm.ts';
import type { LongWork } from '../ledger/longWork.ts';
import type { OpenDataset } from '../openDataset.ts';
import { UserError } from '../userError.ts';

export interface PruneServices {
  readonly work: LongWork;
  readonly confirm: Confirm;
  readonly runs: { readonly running: readonly string[] };
}

/** *Prune Replies*: says what deleting stored replies frees and gives up, and does it where the person agrees. */
export function registerPrune(
  services: PruneServices & { readonly commands: Commands; readonly active: ActiveDataset },
): void {
  const { commands, active } = services;
  commands.register('selfInstruct.pruneReplies', async (argument) => {
    const dataset = await active.resolve(argument);
    const options = dataset && (await pickOptions(dataset));
    if (!dataset || !options) return;
    const pruned = await pruneDataset(services, dataset, options);
    if (pruned) void window.showInformationMessage(l10n.t('{0} of replies were deleted.', sizeOf(pruned.bytes)));
  });
}

/** Deletes stored replies of a dataset; `undefined` where the person did not want it. */
export async function pruneDataset(
  { work, confirm, runs }: PruneServices,
  dataset: OpenDataset,
  options: PruneOptions,
): Promise<Pruned | undefined> {
  const name = isolate(dataset.snapshot.name);
  if (runs.running.includes(dataset.folder))
    throw new UserError(l10n.t('A run is going on in “{0}”. Wait for it to end, or stop it, then prune again.', name));
  const { planPrune, pruneReplies } = await import('../../core/store/pruneReplies.ts');
  const own = await openOwn(dataset);
  const planned = await planPrune(own, options);
  if (planned.replies === 0) throw new UserError(whyNone(planned));
  if (!(await confirm(question(planned, name)))) return undefined;
  return work.run(l10n.t('Deleting replies'), (signal) => pruneReplies(own, { ...options, signal }));
}

async function openOwn({ folder }: OpenDataset) {
  const { Dataset } = await import('../../core/store/dataset.ts');
  return Dataset.open(nodeDisk, folder);
}

const monthMs = 30 * 24 * 3_600_000;

async function pickOptions(dataset: OpenDataset): Promise<PruneOptions | undefined> {
  const { planPrune } = await import('../../core/store/pruneReplies.ts');
  const own = await openOwn(dataset);
  const choices: readonly (readonly [label: string, options: PruneOptions])[] = [
    [l10n.t('All but those of the last run'), { keepLast: true }],
    [l10n.t('Those older than 30 days'), { before: new Date(Date.now() - monthMs) }],
    [l10n.t('All that no run needs any more'), {}],
    [l10n.t('All, with those of an unfinished run'), { unfinished: true }],
  ];
  const items = [];
  for (const [label, options] of choices) {
    const plan = await planPrune(own, options);
    // The last choice is another one only where there is an unfinished run.
    if (options.unfinished && plan.askedAgain === 0) continue;
    items.push({ label, description: l10n.t('frees {0}', sizeOf(plan.bytes)), options });
  }
  const title = l10n.t('Prune Replies');
  const placeHolder = l10n.t('Which stored replies of “{0}” are to be deleted?', isolate(dataset.snapshot.name));
  return (await window.showQuickPick(items, { title, placeHolder }))?.options;
}

function whyNone({ kept, needed }: Pruned): string {
  if (kept.replies === 0) return l10n.t('No replies are stored in this dataset.');
  return needed.replies > 0
    ? l10n.t(
        'Nothing to delete: {0} replies are kept, {1} of them for a run that is not finished.',
        kept.replies,
        needed.replies,
      )
    : l10n.t(
        'Nothing to delete: the {0} replies that are stored are of the last run, or not old enough.',
        kept.replies,
      );
}

function question({ replies, bytes, runs, askedAgain, kept }: Pruned, name: string) {
  const detail = [
    l10n.t('That frees {0}.', sizeOf(bytes)),
    l10n.t(
      'They are of {0} runs. What was said there can no longer be shown, nor be read again with another filter or parser without asking, and paying, again.',
      runs.length,
    ),
    ...(askedAgain > 0
      ? [l10n.t('{0} of them are of an unfinished run, which has to ask for them again.', askedAgain)]
      : []),
    l10n.t('Tasks, dropped candidates and decisions stay as they are. {0} replies are kept.', kept.replies),
    l10n.t('This cannot be undone.'),
  ];
  return {
    message: l10n.t('Delete {0} stored replies of “{1}”?', replies, name),
    detail: detail.join(' '),
    button: l10n.t('Delete'),
  };
}

function sizeOf(bytes: number): string {
  return bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
