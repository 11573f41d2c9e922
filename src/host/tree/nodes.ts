import type { BatchJob } from '../../core/batch/batchJob.ts';
import { type FilteredCandidate, type FilterName, filterNames } from '../../core/model/candidate.ts';
import type { Standing, TaskState } from '../../core/model/decision.ts';
import { highestScore } from '../../core/model/judgement.ts';
import type { SeedTask } from '../../core/model/task.ts';
import type { Located, ReviewedTask, Snapshot } from '../../core/store/dataset.ts';
import { groupBy } from '../groupBy.ts';

/** More leaves than this are shown in ranges of so many. */
export const rangeSize = 500;

interface Branch {
  /** Unique in the tree and the same in every snapshot, so that the editor keeps what is open and selected. */
  readonly id: string;
  readonly folder: string;
  readonly snapshot: Snapshot;
}

/** In which order tasks in one state are shown. `lowestScore`: what models think worst of first, what nobody judged last. */
export const taskOrders = ['file', 'lowestScore'] as const;
export type TaskOrder = (typeof taskOrders)[number];

export interface DatasetNode extends Branch {
  readonly kind: 'dataset';
  readonly order: TaskOrder;
}

/** A group of leaves, or of groups. */
export interface GroupNode extends Branch {
  readonly kind: 'seeds' | 'generated' | 'filtered';
  readonly parent: DatasetNode;
  readonly count: number;
}

/** The generated tasks in one state. */
export interface StateNode extends Branch {
  readonly kind: 'state';
  readonly parent: GroupNode;
  readonly state: TaskState;
  readonly count: number;
}

/** The candidates that one filter dropped. */
export interface FilterNode extends Branch {
  readonly kind: 'filter';
  readonly parent: GroupNode;
  readonly filter: FilterName;
  readonly count: number;
}

type Holder = GroupNode | StateNode | FilterNode;

/** Leaves `from` to `to` (from 0, `to` not included) of a large group. */
export interface RangeNode extends Branch {
  readonly kind: 'range';
  readonly parent: Holder;
  readonly from: number;
  readonly to: number;
}

type LeafParent = Holder | RangeNode;

export interface SeedNode extends Branch {
  readonly kind: 'seed';
  readonly parent: LeafParent;
  readonly seed: Located<SeedTask>;
  readonly standing: Standing;
  /** Hash of the seed's content, as decisions name it. */
  readonly of: string;
}

export interface TaskNode extends Branch {
  readonly kind: 'task';
  readonly parent: LeafParent;
  readonly reviewed: ReviewedTask;
}

export interface CandidateNode extends Branch {
  readonly kind: 'candidate';
  readonly parent: LeafParent;
  readonly candidate: Located<FilteredCandidate>;
}

export type Leaf = SeedNode | TaskNode | CandidateNode;
/** The batches and exported requests of a dataset. */
export interface BatchesNode extends Branch {
  readonly kind: 'batches';
  readonly parent: DatasetNode;
  readonly jobs: readonly BatchJob[];
}

export interface BatchNode extends Branch {
  readonly kind: 'batch';
  readonly parent: BatchesNode;
  readonly job: BatchJob;
}

export type TreeNode = DatasetNode | GroupNode | StateNode | FilterNode | RangeNode | BatchesNode | BatchNode | Leaf;

const states: readonly TaskState[] = ['pending', 'accepted', 'rejected', 'disputed'];

/** A dataset as a node: the root of its own tree. */
export function datasetNode(snapshot: Snapshot, order: TaskOrder = 'file'): DatasetNode {
  return { kind: 'dataset', id: snapshot.folder, folder: snapshot.folder, snapshot, order };
}

/** What stands under a node, in the order shown. */
export function childrenOf(node: TreeNode): readonly TreeNode[] {
  switch (node.kind) {
    case 'dataset':
      return groupsOf(node);
    case 'generated':
      return statesOf(node);
    case 'filtered':
      return filtersOf(node);
    case 'seeds':
    case 'state':
    case 'filter':
      return node.count > rangeSize ? rangesOf(node) : leavesOf(node, 0, node.count);
    case 'range':
      return leavesOf(node, node.from, node.to);
    case 'batches':
      return node.jobs.map((job) => batchNode(node, job));
    default:
      return [];
  }
}

/** Collected batches beyond so many are no longer shown. */
const mostCollected = 20;

/** The batches of a dataset, those made last at the front, and of those that are done the last ones; none where it has no batch. */
export function batchesNode(parent: DatasetNode, jobs: readonly BatchJob[]): readonly BatchesNode[] {
  const { folder, snapshot } = parent;
  if (jobs.length === 0) return [];
  const shown = jobs.filter(({ collected }, index) => !collected || index >= jobs.length - mostCollected);
  return [{ kind: 'batches', id: `${folder}/batches`, folder, snapshot, parent, jobs: shown.toReversed() }];
}

function batchNode(parent: BatchesNode, job: BatchJob): BatchNode {
  const { folder, snapshot } = parent;
  return { kind: 'batch', id: `${folder}/batch/${job.id}`, folder, snapshot, parent, job };
}

/** The node of a generated task, with the nodes above it; `undefined` where the task is not there. */
export function taskNode(snapshot: Snapshot, id: string, order: TaskOrder = 'file'): TaskNode | undefined {
  const reviewed = snapshot.byId.get(id);
  if (!reviewed) return undefined;
  const { state } = reviewed.standing;
  const generated = groupsOf(datasetNode(snapshot, order)).find(({ kind }) => kind === 'generated');
  const holder = generated && statesOf(generated).find((node) => node.state === state);
  if (!holder) return undefined;
  const index = tasksIn(snapshot, state, order).indexOf(reviewed);
  const parent = rangeOf(holder, index) ?? holder;
  return { kind: 'task', id: `${parent.folder}/task/${id}`, folder: parent.folder, snapshot, parent, reviewed };
}

/** The node of a seed, with the nodes above it; `undefined` where the seed is not there. */
export function seedNode(snapshot: Snapshot, id: string): SeedNode | undefined {
  const index = snapshot.seeds.findIndex((seed) => seed.id === id);
  const seed = snapshot.seeds[index];
  const holder = groupsOf(datasetNode(snapshot)).find(({ kind }) => kind === 'seeds');
  if (!seed || !holder) return undefined;
  const { folder } = holder;
  const parent = rangeOf(holder, index) ?? holder;
  return { kind: 'seed', id: seedNodeId(folder, seed), folder, snapshot, parent, seed, ...judgedSeed(snapshot, seed) };
}

function seedNodeId(folder: string, { id, location }: Located<SeedTask>): string {
  return `${folder}/seed/${location.line}/${id}`;
}

function judgedSeed({ seedsById }: Snapshot, { id }: SeedTask): Pick<SeedNode, 'standing' | 'of'> {
  const { standing, of } = seedsById.get(id) ?? { standing: { state: 'accepted' as const }, of: '' };
  return { standing, of };
}

/** The range of a large group that a leaf is in. */
function rangeOf(holder: Holder, index: number): RangeNode | undefined {
  if (holder.count <= rangeSize) return undefined;
  return rangesOf(holder).find(({ from, to }) => from <= index && index < to);
}

/** Every state but `disputed`, which is shown only where there is one. */
function statesOf(parent: GroupNode): StateNode[] {
  const { folder, snapshot } = parent;
  return states
    .map((state): StateNode => {
      const count = tasksIn(snapshot, state).length;
      // A group that gets its first task is another node, so that the editor opens it as it opens new ones.
      const id = count === 0 ? `${folder}/${state}/none` : `${folder}/${state}`;
      return { kind: 'state', id, folder, snapshot, parent, state, count };
    })
    .filter(({ state, count }) => state !== 'disputed' || count > 0);
}

function groupsOf(parent: DatasetNode): GroupNode[] {
  const { folder, snapshot } = parent;
  const counts = {
    seeds: snapshot.seeds.length,
    generated: snapshot.generated.length,
    filtered: snapshot.filtered.length,
  };
  return (['seeds', 'generated', 'filtered'] as const).map((kind) => ({
    kind,
    id: `${folder}/${kind}`,
    folder,
    snapshot,
    parent,
    count: counts[kind],
  }));
}

function filtersOf(parent: GroupNode): FilterNode[] {
  const { folder, snapshot } = parent;
  return filterNames
    .map(
      (filter): FilterNode => ({
        kind: 'filter',
        id: `${folder}/filter/${filter}`,
        folder,
        snapshot,
        parent,
        filter,
        count: candidatesOf(snapshot, filter).length,
      }),
    )
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

function rangesOf(parent: Holder): RangeNode[] {
  const { id, folder, snapshot, count } = parent;
  return Array.from({ length: Math.ceil(count / rangeSize) }, (_, index) => {
    const from = index * rangeSize;
    return {
      kind: 'range',
      id: `${id}/${from}`,
      folder,
      snapshot,
      parent,
      from,
      to: Math.min(count, from + rangeSize),
    };
  });
}

function leavesOf(parent: LeafParent, from: number, to: number): Leaf[] {
  const holder = parent.kind === 'range' ? parent.parent : parent;
  const { folder, snapshot } = parent;
  const branch = { folder, snapshot, parent };
  switch (holder.kind) {
    case 'seeds':
      return snapshot.seeds.slice(from, to).map((seed) => ({
        ...branch,
        kind: 'seed',
        id: seedNodeId(folder, seed),
        seed,
        ...judgedSeed(snapshot, seed),
      }));
    case 'state':
      return tasksIn(snapshot, holder.state, holder.parent.parent.order)
        .slice(from, to)
        .map((reviewed) => ({ ...branch, kind: 'task', id: `${folder}/task/${reviewed.task.id}`, reviewed }));
    case 'filter':
      return candidatesOf(snapshot, holder.filter)
        .slice(from, to)
        .map((candidate) => ({
          ...branch,
          kind: 'candidate',
          id: `${folder}/candidate/${candidate.location.line}`,
          candidate,
        }));
    default:
      return [];
  }
}

interface Grouped {
  readonly tasks: ReadonlyMap<TaskState, readonly ReviewedTask[]>;
  readonly candidates: ReadonlyMap<FilterName, readonly Located<FilteredCandidate>[]>;
}

const grouped = new WeakMap<Snapshot, Grouped>();

function groupedOf(snapshot: Snapshot): Grouped {
  let groups = grouped.get(snapshot);
  if (!groups) {
    groups = {
      tasks: groupBy(snapshot.generated, ({ standing }) => standing.state),
      candidates: groupBy(snapshot.filtered, ({ filter }) => filter),
    };
    grouped.set(snapshot, groups);
  }
  return groups;
}

/** Generated tasks in one state, in the order of the files unless another one is asked for. */
export function tasksIn(snapshot: Snapshot, state: TaskState, order: TaskOrder = 'file'): readonly ReviewedTask[] {
  const tasks = groupedOf(snapshot).tasks.get(state) ?? [];
  return order === 'file' ? tasks : byScore(tasks);
}

const sortedByScore = new WeakMap<readonly ReviewedTask[], readonly ReviewedTask[]>();

/** Lowest score first; without a score for the task as it is now last, each in the order of the files. */
function byScore(tasks: readonly ReviewedTask[]): readonly ReviewedTask[] {
  const known = sortedByScore.get(tasks);
  if (known) return known;
  const lowest = ({ scored }: ReviewedTask) => (scored && !scored.stale ? scored.lowest : highestScore + 1);
  const sorted = tasks.toSorted((a, b) => lowest(a) - lowest(b));
  sortedByScore.set(tasks, sorted);
  return sorted;
}

function candidatesOf(snapshot: Snapshot, filter: FilterName): readonly Located<FilteredCandidate>[] {
  return groupedOf(snapshot).candidates.get(filter) ?? [];
}

/** How many candidates under a node were brought back. */
export function rescuedUnder({ snapshot, ...node }: GroupNode | FilterNode): number {
  const { filtered, rescuedCandidates } = snapshot;
  if (rescuedCandidates.size === 0 || (node.kind !== 'filter' && node.kind !== 'filtered')) return 0;
  const candidates = node.kind === 'filter' ? candidatesOf(snapshot, node.filter) : filtered;
  return candidates.filter(({ id }) => rescuedCandidates.has(id)).length;
}

/** Whether there is something of a dropped candidate to bring back that was not brought back yet. */
export function isRescuable({ rescuedCandidates }: Snapshot, { id, stage, instruction }: FilteredCandidate): boolean {
  return stage !== 'reply' && instruction.trim() !== '' && !rescuedCandidates.has(id);
}

/** Whether a dropped candidate is, or lacks, a reply that could not be read, which may be asked for again. */
export function isRetryable({ rescuedCandidates }: Snapshot, { id, filter }: FilteredCandidate): boolean {
  return filter === 'unparsable' && !rescuedCandidates.has(id);
}
