import { expect, test } from 'vitest';
import type { TaskState } from '../../../src/core/model/decision.ts';
import type { QueueItem } from '../../../src/protocol/panel.ts';
import {
  afterDecision,
  firstToReview,
  neighbour,
  placeOf,
  type Queue,
  scoreFilters,
  tally,
  tallyScores,
} from '../../../webview/queue.ts';

function queue(states: Readonly<Record<string, TaskState>>, fields: Partial<Queue> = {}): Queue {
  const items = Object.entries(states).map(([id, state]) => ({ id, state }));
  return { items, awaited: new Map(), sort: 'file', filter: 'all', score: 'any', ...fields };
}

const mixed = queue({ a: 'accepted', b: 'pending', c: 'rejected', d: 'disputed', e: 'pending' });

function walk(of: Queue): readonly string[] {
  const ids: string[] = [];
  for (let item = neighbour(of, undefined, 1); item; item = neighbour(of, item.id, 1)) ids.push(item.id);
  return ids;
}

test('a filter shows its state only, in both directions', () => {
  expect(walk(mixed)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(walk({ ...mixed, filter: 'pending' })).toEqual(['b', 'e']);
  expect(neighbour({ ...mixed, filter: 'pending' }, 'e', -1)?.id).toBe('b');
  // From a task that the filter does not show, by its place.
  expect(neighbour({ ...mixed, filter: 'pending' }, 'c', 1)?.id).toBe('e');
  expect(neighbour({ ...mixed, filter: 'pending' }, 'c', -1)?.id).toBe('b');
  expect(neighbour(mixed, 'e', 1)).toBeUndefined();
  expect(neighbour(mixed, 'a', -1)).toBeUndefined();
});

test('sorting by similarity leaves tasks without a score at the end', () => {
  const items: readonly QueueItem[] = [
    { id: 'none', state: 'pending' },
    { id: 'low', state: 'pending', score: 0.1 },
    { id: 'high', state: 'pending', score: 0.6 },
    { id: 'zero', state: 'pending', score: 0 },
  ];
  expect(walk(queue({}, { items, sort: 'mostSimilar' }))).toEqual(['high', 'low', 'zero', 'none']);
  expect(walk(queue({}, { items, sort: 'leastSimilar' }))).toEqual(['zero', 'low', 'high', 'none']);
});

test('after a decision comes the next undecided task, from the start again after the last', () => {
  expect(afterDecision(mixed, 'b')?.id).toBe('d');
  expect(afterDecision(mixed, 'e')?.id).toBe('b');
  expect(afterDecision({ ...mixed, filter: 'pending' }, 'b')?.id).toBe('e');
  expect(afterDecision({ ...mixed, filter: 'rejected' }, 'a')?.id).toBe('c');
  expect(afterDecision(queue({ a: 'accepted', b: 'rejected' }), 'a')).toBeUndefined();
});

test('a decision on its way counts as made', () => {
  const awaited = new Map([['b', { was: 'pending', expected: 'accepted', patience: 1 } as const]]);
  expect(afterDecision({ ...mixed, awaited }, 'e')?.id).toBe('d');
  expect(tally({ ...mixed, awaited })).toEqual({
    all: 5,
    flagged: 0,
    reviewed: 3,
    pending: 1,
    accepted: 2,
    rejected: 1,
    disputed: 1,
  });
});

test('a review starts at the first undecided task, or at the first', () => {
  expect(firstToReview(mixed)?.id).toBe('b');
  expect(firstToReview(queue({ x: 'accepted', y: 'rejected' }))?.id).toBe('x');
  expect(firstToReview({ ...mixed, filter: 'rejected' })?.id).toBe('c');
  expect(firstToReview(queue({}))).toBeUndefined();
});

test('the place is counted among those that the filter shows', () => {
  expect(placeOf({ ...mixed, filter: 'pending' }, 'e')).toEqual({ place: 2, of: 2 });
  expect(placeOf({ ...mixed, filter: 'pending' }, 'a')).toEqual({ place: 0, of: 2 });
  expect(placeOf(mixed, 'd')).toEqual({ place: 4, of: 5 });
});

test('the tasks that are flagged for their language can be gone through alone', () => {
  const items: readonly QueueItem[] = [
    { id: 'a', state: 'accepted', flagged: true },
    { id: 'b', state: 'pending' },
    { id: 'c', state: 'pending', flagged: true },
  ];
  const flagged = queue({}, { items, filter: 'flagged' });
  expect(walk(flagged)).toEqual(['a', 'c']);
  expect(firstToReview(flagged)?.id).toBe('c');
  expect(tally(flagged).flagged).toBe(2);
});

test('scores sort and filter, together with the state; what has none is at the end', () => {
  const items: readonly QueueItem[] = [
    { id: 'none', state: 'pending' },
    { id: 'fair', state: 'pending', lowest: 3.5 },
    { id: 'best', state: 'pending', lowest: 5 },
    { id: 'bad', state: 'accepted', lowest: 1 },
    { id: 'two', state: 'pending', lowest: 2 },
  ];
  const judged = queue({}, { items, sort: 'lowestScore' });
  expect(walk(judged)).toEqual(['bad', 'two', 'fair', 'best', 'none']);
  expect(walk({ ...judged, score: 'below2' })).toEqual(['bad']);
  expect(walk({ ...judged, score: 'below4' })).toEqual(['bad', 'two', 'fair']);
  expect(walk({ ...judged, score: 'below4', filter: 'pending' })).toEqual(['two', 'fair']);
  expect(walk({ ...judged, score: 'none' })).toEqual(['none']);
  expect(placeOf({ ...judged, score: 'below3' }, 'two')).toEqual({ place: 2, of: 2 });
  const counts = tallyScores(items);
  for (const score of scoreFilters) expect(counts[score], score).toBe(walk({ ...judged, score }).length);
});
