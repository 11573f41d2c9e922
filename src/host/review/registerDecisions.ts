import { l10n, type TreeView, window } from 'vscode';
import { isolate } from '../../core/isolate.ts';
import type { Verdict } from '../../core/model/decision.ts';
import type { Snapshot } from '../../core/store/dataset.ts';
import { decidable, unreviewedSeeds } from '../../core/store/whatCounts.ts';
import type { ActiveDataset } from '../activeDataset.ts';
import type { Commands } from '../commands.ts';
import type { Datasets } from '../datasets.ts';
import {
  type SeedNode,
  seedNode,
  type TaskNode,
  type TaskOrder,
  type TreeNode,
  taskNode,
  tasksIn,
} from '../tree/nodes.ts';
import type { ChosenOrder } from '../tree/taskOrder.ts';
import { UserError } from '../userError.ts';
import { decide, undoLast } from './decide.ts';

export interface DecisionServices {
  readonly commands: Commands;
  readonly datasets: Datasets;
  readonly active: ActiveDataset;
  readonly view: TreeView<TreeNode>;
  readonly order: Pick<ChosenOrder, 'current'>;
}

const shownMs = 4_000;

/** *Accept*, *Reject*, *Reset* and *Undo Decision*, from the tree, the lines of the file and the palette. */
export function registerDecisions({ commands, datasets, active, view, order }: DecisionServices): void {
  const record = async (verdict: Verdict, argument: unknown, all: unknown) => {
    const { decisionTargets } = await import('./decisionTargets.ts');
    const { from, targets } = await decisionTargets({ datasets, view }, argument, all);
    const next =
      from === 'tree'
        ? nextPending(
            datasets,
            targets.map(({ id }) => id),
            targets[0]?.folder,
            order.current,
          )
        : undefined;
    const recorded = await decide(datasets, targets, verdict);
    window.setStatusBarMessage(recordedText(verdict, recorded), shownMs);
    if (next && view.visible) await reveal(view, datasets, next, order.current);
  };
  commands.register('selfInstruct.acceptTask', (argument, all) => record('accept', argument, all));
  commands.register('selfInstruct.rejectTask', (argument, all) => record('reject', argument, all));
  commands.register('selfInstruct.resetTask', (argument, all) => record('reset', argument, all));

  commands.register('selfInstruct.undoDecision', async (argument) => {
    const dataset = await active.resolve(argument);
    if (!dataset) return;
    const undone = await undoLast(dataset);
    const [first] = undone;
    if (first === undefined)
      throw new UserError(l10n.t('You have no decision in “{0}” to undo.', isolate(dataset.snapshot.name)));
    const state = decidable(dataset.snapshot, first)?.standing.state ?? 'pending';
    window.setStatusBarMessage(
      undone.length === 1
        ? l10n.t('Undone: the task is {0} again', state)
        : l10n.t('Undone for {0} tasks', undone.length),
      shownMs,
    );
  });
}

function recordedText(verdict: Verdict, count: number): string {
  if (count === 0) return l10n.t('Nothing to record: it was decided so already');
  const words = { accept: l10n.t('Accepted'), reject: l10n.t('Rejected'), reset: l10n.t('Reset') };
  return count === 1 ? words[verdict] : l10n.t('{0} {1} tasks', words[verdict], count);
}

/** The pending task after those decided about, so that the next key press goes on with it. */
function nextPending(
  datasets: Datasets,
  decided: readonly string[],
  folder: string | undefined,
  order: TaskOrder,
): TaskNode | SeedNode | undefined {
  const snapshot = folder === undefined ? undefined : datasets.get(folder)?.snapshot;
  if (!snapshot) return undefined;
  const isAboutSeeds = decided.every((id) => !snapshot.byId.has(id));
  const pending = isAboutSeeds ? unreviewedSeeds(snapshot) : tasksIn(snapshot, 'pending', order);
  const last = pending.findLastIndex(({ task }) => decided.includes(task.id));
  const next = last === -1 ? undefined : (pending[last + 1] ?? pending.find(({ task }) => !decided.includes(task.id)));
  return next && nodeOf(snapshot, next.task.id, order);
}

function nodeOf(snapshot: Snapshot, id: string, order: TaskOrder): TaskNode | SeedNode | undefined {
  return taskNode(snapshot, id, order) ?? seedNode(snapshot, id);
}

async function reveal(
  view: TreeView<TreeNode>,
  datasets: Datasets,
  next: TaskNode | SeedNode,
  order: TaskOrder,
): Promise<void> {
  const snapshot = datasets.get(next.folder)?.snapshot;
  const node = snapshot && nodeOf(snapshot, next.kind === 'task' ? next.reviewed.task.id : next.seed.id, order);
  if (node) await view.reveal(node, { select: true, focus: true });
}
