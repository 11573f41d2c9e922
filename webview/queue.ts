import type { TaskState, Verdict } from '../src/core/model/decision.ts';
import type { QueueItem } from '../src/protocol/panel.ts';

/** Which tasks the review goes through. */
export const filters = ['all', 'pending', 'accepted', 'rejected', 'disputed', 'flagged'] as const;
export type Filter = (typeof filters)[number];

/** `file`: as they stand in the files. The next two by similarity to the nearest neighbour, the last by what models think. */
export const sorts = ['file', 'mostSimilar', 'leastSimilar', 'lowestScore'] as const;
export type Sort = (typeof sorts)[number];

/** Which scores the tasks shown have: whatever, none, or a lowest one below so much. */
export const scoreFilters = ['any', 'below2', 'below3', 'below4', 'below5', 'none'] as const;
export type ScoreFilter = (typeof scoreFilters)[number];

const below: Readonly<Partial<Record<ScoreFilter, number>>> = { below2: 2, below3: 3, below4: 4, below5: 5 };

/** A decision that was sent and that the extension has not shown as recorded yet. */
export interface Awaited {
  /** The state when it was sent. */
  readonly was: TaskState;
  readonly expected: TaskState;
  /** `dataset` messages it outlives at most, should its state never change. */
  readonly patience: number;
}

/** The queue as the reviewer sees it: sorted, with the decisions that are still on their way. */
export interface Queue {
  readonly items: readonly QueueItem[];
  readonly awaited: ReadonlyMap<string, Awaited>;
  readonly sort: Sort;
  readonly filter: Filter;
  readonly score: ScoreFilter;
}

/** How many tasks are in each state or flagged, and how many are reviewed: accepted or rejected. */
export type Tally = Readonly<Record<Filter | 'reviewed', number>>;

interface Order {
  readonly sorted: readonly QueueItem[];
  readonly position: ReadonlyMap<string, number>;
}

const orders = new WeakMap<readonly QueueItem[], Map<Sort, Order>>();

/** The state that a verdict leads to, unless another reviewer sees it otherwise. */
export function stateAfter(verdict: Verdict): TaskState {
  return ({ accept: 'accepted', reject: 'rejected', reset: 'pending' } as const)[verdict];
}

/** The state of a task, decisions on their way included. */
export function stateOf(queue: Pick<Queue, 'awaited'>, item: QueueItem): TaskState {
  return queue.awaited.get(item.id)?.expected ?? item.state;
}

/** The item with this id, if the queue holds it. */
export function findItem(queue: Queue, id: string | undefined): QueueItem | undefined {
  if (id === undefined) return undefined;
  const { sorted, position } = orderOf(queue);
  const index = position.get(id);
  return index === undefined ? undefined : sorted[index];
}

/** The nearest item after (`step` 1) or before (−1) `id` that fits; from the first or last where `id` is not in the queue. */
export function neighbour(
  queue: Queue,
  id: string | undefined,
  step: 1 | -1,
  fits: (item: QueueItem) => boolean = (item) => matches(queue, item),
): QueueItem | undefined {
  const { sorted, position } = orderOf(queue);
  const from = id === undefined ? undefined : position.get(id);
  let index = from === undefined ? (step === 1 ? 0 : sorted.length - 1) : from + step;
  for (let item = sorted[index]; item; index += step, item = sorted[index]) {
    if (fits(item)) return item;
  }
  return undefined;
}

/**
 * Where to go once `id` is decided: the next task of the filter that is still to be decided, from the start again after
 * the last. Whoever looks through accepted or rejected tasks goes through all of them.
 */
export function afterDecision(queue: Queue, id: string): QueueItem | undefined {
  const decided = queue.filter === 'accepted' || queue.filter === 'rejected';
  const fits = (item: QueueItem) => item.id !== id && matches(queue, item) && (decided || isOpen(queue, item));
  return neighbour(queue, id, 1, fits) ?? neighbour(queue, undefined, 1, fits);
}

/** Where a review starts: the first task of the filter that is still to be decided, else the first of the filter. */
export function firstToReview(queue: Queue): QueueItem | undefined {
  return (
    neighbour(queue, undefined, 1, (item) => matches(queue, item) && isOpen(queue, item)) ??
    neighbour(queue, undefined, 1)
  );
}

/** Whether the filters show this item. */
export function matches(queue: Queue, item: QueueItem): boolean {
  if (!hasScore(item, queue.score)) return false;
  if (queue.filter === 'flagged') return item.flagged === true;
  return queue.filter === 'all' || stateOf(queue, item) === queue.filter;
}

function hasScore({ lowest }: QueueItem, filter: ScoreFilter): boolean {
  if (filter === 'any') return true;
  if (filter === 'none') return lowest === undefined;
  return lowest !== undefined && lowest < (below[filter] ?? 0);
}

/** How many tasks each filter of scores shows, and whether any has a score. */
export function tallyScores(items: readonly QueueItem[]): Readonly<Record<ScoreFilter, number>> {
  const counts = { any: 0, below2: 0, below3: 0, below4: 0, below5: 0, none: 0 };
  for (const item of items) for (const filter of scoreFilters) if (hasScore(item, filter)) counts[filter] += 1;
  return counts;
}

/** Place (from 1) of the item among those that the filter shows, and their number; `place` 0 where it is not among them. */
export function placeOf(queue: Queue, id: string | undefined): { readonly place: number; readonly of: number } {
  let place = 0;
  let of = 0;
  for (const item of orderOf(queue).sorted) {
    if (!matches(queue, item)) continue;
    of += 1;
    if (item.id === id) place = of;
  }
  return { place, of };
}

/** Counts the queue, decisions on their way included. */
export function tally(queue: Pick<Queue, 'items' | 'awaited'>): Tally {
  const counts = { all: queue.items.length, flagged: 0, pending: 0, accepted: 0, rejected: 0, disputed: 0 };
  for (const item of queue.items) {
    counts[stateOf(queue, item)] += 1;
    if (item.flagged) counts.flagged += 1;
  }
  return { ...counts, reviewed: counts.accepted + counts.rejected };
}

function isOpen(queue: Queue, item: QueueItem): boolean {
  const state = stateOf(queue, item);
  return state === 'pending' || state === 'disputed';
}

/** A queue may hold 50,000 items: each order is computed once for one queue. */
function orderOf({ items, sort }: Queue): Order {
  const known = orders.get(items) ?? new Map<Sort, Order>();
  orders.set(items, known);
  const order = known.get(sort) ?? makeOrder(items, sort);
  known.set(sort, order);
  return order;
}

function makeOrder(items: readonly QueueItem[], sort: Sort): Order {
  const sorted = sort === 'file' ? items : items.toSorted(orderBy[sort]);
  return { sorted, position: new Map(sorted.map((item, index) => [item.id, index])) };
}

const orderBy = {
  mostSimilar: by(({ score }) => score, -1),
  leastSimilar: by(({ score }) => score, 1),
  lowestScore: by(({ lowest }) => lowest, 1),
} as const;

/** Tasks without a value come last in either direction; equal ones stay in the order of the file. */
function by(getValue: (item: QueueItem) => number | undefined, direction: 1 | -1) {
  return (one: QueueItem, other: QueueItem): number => {
    const [a, b] = [one, other].map((item) => getValue(item));
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return direction * (a - b);
  };
}
