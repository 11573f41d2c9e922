import { l10n, window } from 'vscode';
import type { SeedTask } from '../../core/model/task.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import { idOfLine } from '../review/taskLine.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { UserError } from '../userError.ts';
import { newSeedId } from './seedOfDraft.ts';

const shownMs = 4_000;

/** *Promote to Seed*: an accepted generated task becomes a seed too; from then on it counts as that seed. */
export function registerPromoteToSeed({ commands, active }: { commands: Commands; active: ActiveDataset }): void {
  commands.register('selfInstruct.promoteToSeed', async (argument) => {
    const dataset = await active.resolve(argument);
    const id = idOf(argument);
    const reviewed = dataset && id !== undefined ? dataset.snapshot.byId.get(id) : undefined;
    if (!dataset || !reviewed)
      throw new UserError(l10n.t('No generated task is selected. Select an accepted one in the tree or in its file.'));
    const { task, standing } = reviewed;
    if (standing.state !== 'accepted')
      throw new UserError(l10n.t('Only an accepted task becomes a seed. Accept this one first.'));
    if (dataset.snapshot.seeds.some(({ promotedFrom }) => promotedFrom === task.id))
      throw new UserError(l10n.t('This task is a seed already.'));
    const { instances } = standing;
    const seed: SeedTask = {
      kind: 'seed',
      id: newSeedId(),
      ...(task.name === undefined ? {} : { name: task.name }),
      instruction: task.instruction,
      instances: instances ? task.instances.filter((_, index) => instances.includes(index)) : task.instances,
      isClassification: task.isClassification,
      promotedFrom: task.id,
    };
    const { appendSeed } = await import('./appendSeed.ts');
    const place = await appendSeed(dataset, seed);
    const saved = place === 'file' ? l10n.t('The task is a seed now') : l10n.t('Added to the open seed file: save it');
    window.setStatusBarMessage(saved, shownMs);
  });
}

function idOf(argument: unknown): string | undefined {
  const node = argument as TreeNode | undefined;
  if (node?.kind === 'task') return node.reviewed.task.id;
  const editor = window.activeTextEditor;
  return editor && idOfLine(editor.document.lineAt(editor.selection.active.line).text);
}
