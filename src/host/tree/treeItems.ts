import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { firstLine } from '../../core/firstLine.ts';
import { isolate, startsRightToLeft } from '../../core/isolate.ts';
import type { TaskState } from '../../core/model/decision.ts';
import { scoreName } from '../../core/model/similarity.ts';
import { countOpenOutputs } from '../../core/store/outputOptions.ts';
import { hasPracticeTasks, unreviewedSeeds } from '../../core/store/whatCounts.ts';
import { badgeAddress } from '../improve/outputBadge.ts';
import { waitingLabel } from '../improve/waitingOutputs.ts';
import {
  filterLabels,
  flagLabel,
  lowestLabel,
  machineWrittenLabel,
  practiceLabel,
  scoreLabel,
  standingLabel,
  stateLabels,
} from '../labels.ts';
import { labelText } from '../taskText.ts';
import { batchItem } from './batchItem.ts';
import {
  type CandidateNode,
  type DatasetNode,
  type GroupNode,
  isRescuable,
  isRetryable,
  type Leaf,
  rescuedUnder,
  type SeedNode,
  type TaskNode,
  type TreeNode,
} from './nodes.ts';

const groupLabels = { seeds: 'Seed tasks', generated: 'Generated', filtered: 'Filtered out' } as const;
const groupIcons = { seeds: 'lightbulb', generated: 'sparkle', filtered: 'filter' } as const;

const stateIcons: Readonly<Record<TaskState, ThemeIcon>> = {
  pending: new ThemeIcon('circle-outline'),
  accepted: new ThemeIcon('pass-filled', new ThemeColor('charts.green')),
  rejected: new ThemeIcon('circle-slash', new ThemeColor('charts.red')),
  disputed: new ThemeIcon('question', new ThemeColor('charts.orange')),
};
const droppedIcon = new ThemeIcon('circle-slash', new ThemeColor('descriptionForeground'));
const rescuedIcon = new ThemeIcon('debug-step-back', new ThemeColor('descriptionForeground'));
const changedIcon = new ThemeIcon('warning', new ThemeColor('charts.yellow'));

/** How a dataset's run stands, as its node shows it. */
export type DatasetActivity = 'idle' | 'running' | 'interrupted' | 'waiting';

/** The item that shows a node. Tooltips of leaves are made when they are asked for, by `leafTooltip`. */
export function treeItem(node: TreeNode, activity: DatasetActivity): TreeItem {
  switch (node.kind) {
    case 'dataset':
      return datasetItem(node, activity);
    case 'seeds':
    case 'generated':
    case 'filtered':
      return groupItem(node);
    case 'batches':
    case 'batch':
      return batchItem(node);
    case 'state': {
      const item = branch(node.id, stateLabels[node.state], node.count, stateIcons[node.state]);
      if (node.state === 'pending' && node.count > 0) item.collapsibleState = TreeItemCollapsibleState.Expanded;
      item.contextValue = `state.${node.state}`;
      return item;
    }
    case 'filter':
      return branch(node.id, filterLabels[node.filter], node.count, new ThemeIcon('filter'), rescuedUnder(node));
    case 'range': {
      const item = branch(node.id, `${node.from + 1}–${node.to}`, node.to - node.from, undefined);
      delete item.description;
      return item;
    }
    default:
      return leafItem(node);
  }
}

const activityNotes: Readonly<Record<DatasetActivity, readonly string[]>> = {
  idle: [],
  running: ['generating …'],
  interrupted: ['run interrupted'],
  waiting: ['waiting for a batch'],
};

function datasetItem({ id, snapshot }: DatasetNode, activity: DatasetActivity): TreeItem {
  const item = new TreeItem(isolate(snapshot.name), TreeItemCollapsibleState.Expanded);
  item.id = id;
  const { connection, model } = snapshot.recipe;
  const isPractice = connection === 'practice' || hasPracticeTasks(snapshot);
  const notes = [...activityNotes[activity], ...(isPractice ? [practiceLabel] : model === undefined ? [] : [model])];
  item.description = notes.join(' · ');
  item.iconPath = new ThemeIcon('database');
  item.contextValue = `dataset.${activity}`;
  return item;
}

/** What a dataset is, and which language checks are in force in it. */
export async function datasetTooltip({ snapshot }: DatasetNode): Promise<string> {
  const { connection, model, language, filters } = snapshot.recipe;
  const isPractice = connection === 'practice' || hasPracticeTasks(snapshot);
  const { languageCheckOf } = await import('../../core/language/languageCheck.ts');
  const { fields } = await languageCheckOf(snapshot);
  return [
    isolate(snapshot.folder),
    `Language: ${language}`,
    `Model: ${isPractice ? practiceLabel : (model ?? 'not chosen yet')}`,
    `Similarity: ${scoreName(filters.measure)}, dropped above ${filters.similarity}`,
    ...fields.map((check) => `Language check of the ${check.field} (${check.language}): ${check.words}`),
  ].join('\n');
}

function groupItem(node: GroupNode): TreeItem {
  const { id, kind, count } = node;
  const item = branch(id, groupLabels[kind], count, new ThemeIcon(groupIcons[kind]), rescuedUnder(node));
  const unreviewed = kind === 'seeds' ? unreviewedSeeds(node.snapshot).length : 0;
  if (unreviewed > 0) {
    const note = `${unreviewed} not yet accepted by a speaker`;
    item.description = `${count} · ${note}`;
    item.accessibilityInformation = { label: `${groupLabels[kind]}, ${count}, ${note}` };
  }
  if (kind === 'generated') item.collapsibleState = TreeItemCollapsibleState.Expanded;
  item.contextValue = kind;
  return item;
}

/** A branch with so many leaves; what was rescued of them is counted apart. */
function branch(id: string, label: string, count: number, icon: ThemeIcon | undefined, rescued = 0): TreeItem {
  const item = new TreeItem(label, count > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None);
  item.id = id;
  item.description = rescued === 0 ? String(count) : `${count - rescued} · ${rescued} rescued`;
  if (icon) item.iconPath = icon;
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  return item;
}

interface LeafLook {
  readonly instruction: string;
  readonly description: string;
  readonly icon: ThemeIcon;
  readonly contextValue: string;
  /** What a screen reader hears after the label. */
  readonly spoken: string;
}

function leafItem(leaf: Leaf): TreeItem {
  const look = lookOf(leaf);
  const item = new TreeItem(treeLabel(look.instruction) || '(empty)', TreeItemCollapsibleState.None);
  item.id = leaf.id;
  item.description = look.description;
  item.iconPath = look.icon;
  item.contextValue = look.contextValue;
  item.accessibilityInformation = { label: `${firstLine(look.instruction)}, ${look.spoken}` };
  if (leaf.kind === 'task') {
    const { task } = leaf.reviewed;
    const waiting = countOpenOutputs(leaf.snapshot.outputs, task);
    if (waiting > 0) item.resourceUri = badgeAddress(task.id, waiting);
  }
  item.command = { command: 'selfInstruct.openTask', title: 'Open Task', arguments: [leaf] };
  return item;
}

/**
 * The editor cuts every label at its right end, where a text that runs from right to left begins: so such a text is cut
 * before, at what a side bar of the usual width holds beside the buttons of a row, and its beginning is seen.
 */
function treeLabel(instruction: string): string {
  return labelText(instruction, startsRightToLeft(instruction) ? 22 : undefined);
}

function lookOf(leaf: Leaf): LeafLook {
  switch (leaf.kind) {
    case 'seed':
      return seedLook(leaf);
    case 'task':
      return taskLook(leaf);
    case 'candidate':
      return candidateLook(leaf);
  }
}

function seedLook({ seed: { instruction, isClassification, split, machineWritten }, standing }: SeedNode): LeafLook {
  const { state, changedSince } = standing;
  const notes = [
    ...(machineWritten ? [machineWrittenLabel(standing)] : []),
    ...(isClassification ? ['classification'] : []),
    ...(split === 'test' ? ['held out'] : []),
  ];
  return {
    instruction,
    description: notes.join(' · '),
    icon: machineWritten ? (changedSince ? changedIcon : stateIcons[state]) : new ThemeIcon('circle-small'),
    contextValue: machineWritten ? `seed.${state}` : 'seed',
    spoken: ['seed task', ...notes].join(', '),
  };
}

function candidateLook({ candidate, snapshot }: CandidateNode): LeafLook {
  const { id, instruction, detail, filter, score, nearest } = candidate;
  const isRescued = snapshot.rescuedCandidates.has(id);
  const reason = detail === undefined ? (score === undefined ? '' : scoreLabel(score)) : isolate(detail);
  const description = [...(reason === '' ? [] : [reason]), ...(isRescued ? ['rescued'] : [])].join(' · ');
  const contextValue = [
    'candidate',
    ...(nearest === undefined ? [] : ['compared']),
    ...(isRetryable(snapshot, candidate) ? ['unreadable'] : []),
    ...(isRescued ? ['rescued'] : isRescuable(snapshot, candidate) ? ['rescuable'] : []),
  ].join('.');
  return {
    instruction,
    description,
    icon: isRescued ? rescuedIcon : droppedIcon,
    contextValue,
    spoken: `filtered out: ${filterLabels[filter]}, ${description}`,
  };
}

function taskLook({ reviewed: { task, standing, scored }, snapshot }: TaskNode): LeafLook {
  const { instruction, isClassification, novelty, flags = [] } = task;
  const { state, changedSince } = standing;
  const score = novelty?.nearest === undefined ? [] : [scoreLabel(novelty.max)];
  const waiting = waitingLabel(snapshot, task);
  const outputs = waiting === undefined ? [] : [waiting];
  const judged = scored ? [lowestLabel(scored)] : [];
  const rest = [
    ...judged,
    ...outputs,
    ...flags.map(flagLabel),
    ...(isClassification ? ['classification'] : []),
    ...(changedSince ? [`changed since ${changedSince}`] : []),
  ];
  return {
    instruction,
    description: [...score, ...rest].join(' · '),
    icon: changedSince ? changedIcon : stateIcons[state],
    contextValue: `task.${state}${changedSince ? '.changed' : ''}${outputs.length > 0 ? '.outputs' : ''}`,
    spoken: [
      standingLabel(standing),
      ...score.map((value) => `similarity ${value} to its nearest neighbour`),
      ...judged,
      ...outputs,
      ...flags.map(flagLabel),
      ...(isClassification ? ['classification'] : []),
    ].join(', '),
  };
}
