import { l10n, type Memento, type TreeView, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import { unreviewedSeeds } from '../../core/store/whatCounts.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { OpenDataset } from '../openDataset.ts';
import { seedNode, type TreeNode } from '../tree/nodes.ts';
import { UserError } from '../userError.ts';

/** Datasets whose unreviewed seeds were mentioned already. */
const toldName = 'selfInstruct.toldOfSeeds';

/** *Review Seeds*: opens the first seed that a machine wrote and no speaker has accepted, in the file and in the tree. */
export function registerReviewSeeds(services: {
  readonly commands: Commands;
  readonly active: ActiveDataset;
  readonly view: TreeView<TreeNode>;
}): void {
  const { commands, active, view } = services;
  commands.register('selfInstruct.reviewSeeds', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const { snapshot, folder } = dataset;
    const [first] = unreviewedSeeds(snapshot);
    if (!first)
      throw new UserError(
        l10n.t('No seed task of “{0}” waits for a speaker: there is nothing to review.', isolate(snapshot.name)),
      );
    await commands.run('selfInstruct.openTask', { folder, id: first.task.id });
    const node = seedNode(snapshot, first.task.id);
    if (node) await view.reveal(node, { select: true, focus: false });
  });
}

/** Says, once for each dataset and without waiting, how many seeds no speaker has accepted. */
export async function tellOfUnreviewedSeeds(
  { folder, snapshot }: OpenDataset,
  commands: Commands,
  memory: Memento,
): Promise<void> {
  const count = unreviewedSeeds(snapshot).length;
  const told = memory.get<readonly string[]>(toldName, []);
  if (count === 0 || told.includes(folder)) return;
  await memory.update(toldName, [...told, folder]);
  const message = l10n.t(
    'A machine wrote {0} seed tasks of “{1}”, and no speaker has accepted them yet. The model is shown them all the same: what is wrong in them comes back in what it writes.',
    count,
    isolate(snapshot.name),
  );
  void commands.offer(window.showInformationMessage, message, [
    { title: l10n.t('Review Seeds'), command: 'selfInstruct.reviewSeeds', args: [{ folder }] },
  ]);
}
