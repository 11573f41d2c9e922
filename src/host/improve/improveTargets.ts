import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { groupBy } from '../../core/groupBy.ts';
import type { TaskState } from '../../core/model/decision.ts';
import { flagCodes } from '../../core/model/task.ts';
import { modelsOf, selectTasks, type TaskSelection } from '../../core/pipeline/improve/selectTasks.ts';
import type { Snapshot } from '../../core/store/dataset.ts';
import { linesSelected, type TargetSources } from '../derive/derivedTargets.ts';
import { folderOf } from '../folderOf.ts';
import { flagNames, stateLabels } from '../labels.ts';
import type { OpenDataset } from '../openDataset.ts';
import { isLineTarget } from '../review/lineTarget.ts';
import { labelText } from '../taskText.ts';
import { clickedNodes } from '../tree/clickedNodes.ts';
import { type TaskNode, type TreeNode, tasksIn } from '../tree/nodes.ts';

export interface ImproveTargets {
  readonly dataset: OpenDataset;
  /** Ids of generated tasks. */
  readonly tasks: readonly string[];
}

/**
 * Which generated tasks are meant: the tree's nodes that a command was called on, all in one state, the line of a CodeLens,
 * an argument with `folder` and `tasks`, the selected lines of a generated-tasks file, else what the person picks. `title`
 * is the command's. `undefined` where the pick was dismissed.
 */
export async function improveTargets(
  { datasets, active, view }: TargetSources,
  argument: unknown,
  all: unknown,
  title: string,
): Promise<ImproveTargets | undefined> {
  if (isLineTarget(argument)) return withDataset(datasets.ofFile(argument.file), [argument.id]);
  const node = argument as TreeNode | undefined;
  if (node?.kind === 'task') {
    const nodes = clickedNodes(node, all, isTask).filter(({ folder }) => folder === node.folder);
    return withDataset(datasets.get(node.folder), nodes.map(idOf));
  }
  if (node?.kind === 'state') {
    const ids = tasksIn(node.snapshot, node.state).map(({ task }) => task.id);
    return withDataset(datasets.get(node.folder), ids);
  }
  const { tasks } = (argument ?? {}) as { tasks?: unknown };
  if (folderOf(argument) !== undefined && Array.isArray(tasks)) {
    const ids = tasks.filter((id) => typeof id === 'string');
    return withDataset(await active.resolve(argument), ids);
  }
  const lines = argument === undefined ? linesSelected() : undefined;
  if (lines) return withDataset(datasets.ofFile(lines.file), lines.ids);
  const dataset = await active.resolve(argument);
  const chosen = argument === undefined ? view.selection.filter(isTask) : [];
  return dataset && pickTasks(dataset, chosen.filter(({ folder }) => folder === dataset.folder).map(idOf), title);
}

function withDataset(dataset: OpenDataset | undefined, tasks: readonly string[]): ImproveTargets | undefined {
  return dataset && { dataset, tasks };
}

function isTask(node: unknown): node is TaskNode {
  return (node as TreeNode | undefined)?.kind === 'task';
}

function idOf({ reviewed }: TaskNode): string {
  return reviewed.task.id;
}

interface Choice extends QuickPickItem {
  readonly ids?: readonly string[];
}

/** Offers what is selected in the tree, and what each state, flag, model and round has, with counts; or tasks one by one. */
async function pickTasks(
  dataset: OpenDataset,
  selected: readonly string[],
  title: string,
): Promise<ImproveTargets | undefined> {
  const { snapshot } = dataset;
  const oneByOne: Choice = { label: l10n.t('Choose tasks one by one …') };
  const items = [
    ...(selected.length > 0 ? [{ label: l10n.t('Selected in the tree'), ids: selected }] : []),
    ...choices(snapshot),
  ].map((choice): Choice => (choice.ids ? { ...choice, description: count(choice.ids.length) } : choice));
  const placeHolder = l10n.t('Which tasks?');
  const picked = await window.showQuickPick<Choice>([...items, separator(''), oneByOne], { title, placeHolder });
  if (picked !== oneByOne) return picked?.ids && { dataset, tasks: picked.ids };
  const listed = selectTasks(snapshot, {}).map(({ task, standing }) => ({
    label: labelText(task.instruction, 100),
    description: stateLabels[standing.state],
    id: task.id,
    picked: selected.includes(task.id),
  }));
  const chosen = await window.showQuickPick(listed, {
    title,
    placeHolder,
    canPickMany: true,
    matchOnDescription: true,
  });
  return chosen && chosen.length > 0 ? { dataset, tasks: chosen.map(({ id }) => id) } : undefined;
}

const states: readonly TaskState[] = ['pending', 'accepted', 'disputed', 'rejected'];
/** Scores that a part may be below. */
const scoresOffered = [2, 3, 4, 5] as const;
/** Rounds offered, the newest ones. */
const mostRounds = 10;

function choices(snapshot: Snapshot): Choice[] {
  const choice = (label: string, selection: TaskSelection): Choice[] => {
    const ids = selectTasks(snapshot, selection).map(({ task }) => task.id);
    return ids.length > 0 ? [{ label, ids }] : [];
  };
  const usual = selectTasks(snapshot, {});
  const byModel = groupBy(
    usual.flatMap(({ task }) => modelsOf(task).map((model) => ({ model, id: task.id }))),
    ({ model }) => model,
  );
  const rounds = [...groupBy(usual, ({ task }) => task.provenance?.round ?? 0)].sort(([a], [b]) => b - a);
  return [
    ...choice(l10n.t('All that are not rejected'), {}),
    separator(l10n.t('By state')),
    ...states.flatMap((state) => choice(stateLabels[state], { states: [state] })),
    separator(l10n.t('By flag')),
    ...flagCodes.flatMap((flag) => choice(flagNames[flag], { flags: [flag] })),
    separator(l10n.t('By score')),
    ...scoresOffered.flatMap((scoreBelow) => choice(l10n.t('A score below {0}', scoreBelow), { scoreBelow })),
    separator(l10n.t('By model')),
    ...[...byModel].map(([model, tasks]) => ({ label: labelText(model, 60), ids: tasks.map(({ id }) => id) })),
    separator(l10n.t('By round')),
    ...rounds.slice(0, mostRounds).map(([round, tasks]) => ({
      label: l10n.t('Round {0}', round),
      ids: tasks.map(({ task }) => task.id),
    })),
  ];
}

function separator(label: string): Choice {
  return { label, kind: QuickPickItemKind.Separator };
}

function count(tasks: number): string {
  return tasks === 1 ? l10n.t('1 task') : l10n.t('{0} tasks', tasks);
}
