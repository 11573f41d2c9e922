import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision } from '../../../src/core/model/decision.ts';
import {
  DecidedSince,
  lastDecisionOf,
  nextDecision,
  resolveDecisions,
  undoDecision,
} from '../../../src/core/store/decisions.ts';
import { NotARecord, readDecision } from '../../../src/core/store/records.ts';

const at = '2026-01-01T00:00:00.000Z';

function line(decision: Decision['decision'], seq: number, reviewer = 'ana', more: Partial<Decision> = {}): Decision {
  return { id: 't', decision, seq, reviewer, at, of: 'h', ...more };
}

test('the highest seq wins, whatever the order of the lines', () => {
  const lines = [line('accept', 1), line('reject', 2), line('accept', 3)];
  for (const order of [lines, lines.toReversed()]) expect(resolveDecisions(order, 'h').state).toBe('accepted');
});

test('merging two histories in either direction comes to the same', () => {
  const decisions = fc.array(
    fc.record({
      decision: fc.constantFrom('accept' as const, 'reject' as const, 'reset' as const),
      seq: fc.integer({ min: 1, max: 4 }),
      reviewer: fc.constantFrom('ana', 'ben', 'chi'),
      at: fc.constantFrom(at, '2026-01-02T00:00:00.000Z'),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(decisions, (made) => {
      const lines = made.map((part) => line(part.decision, part.seq, part.reviewer, { at: part.at }));
      expect(resolveDecisions(lines.toReversed(), 'h').state).toBe(resolveDecisions(lines, 'h').state);
    }),
  );
});

test('reviewers who differ at the top make a task disputed, until one adjudicates', () => {
  const both = [line('accept', 2, 'ana'), line('reject', 2, 'ben')];
  expect(resolveDecisions(both, 'h').state).toBe('disputed');
  expect(resolveDecisions([...both, line('reject', 2, 'chi', { kind: 'adjudicate' })], 'h').state).toBe('rejected');
  expect(resolveDecisions([...both, line('accept', 3, 'ben')], 'h').state).toBe('accepted');
});

test('a decision about another content leaves the task pending, changed since', () => {
  expect(resolveDecisions([line('accept', 1)], 'other')).toMatchObject({ state: 'pending', changedSince: 'accepted' });
});

test('undo appends the state before, again and again, and ends at pending', () => {
  const history = [line('accept', 1), line('reject', 2)];
  const first = undoDecision(history, history[1] as Decision, 'ana', at);
  expect(first).toMatchObject({ decision: 'accept', seq: 3, undoes: 2 });
  const then = [...history, first];
  expect(lastDecisionOf(then, 'ana')?.seq).toBe(1);
  const second = undoDecision(then, history[0] as Decision, 'ana', at);
  expect(second).toMatchObject({ decision: 'reset', seq: 4, undoes: 1 });
  expect(resolveDecisions([...then, second], 'h').state).toBe('pending');
  expect(lastDecisionOf([...then, second], 'ana')).toBeUndefined();
});

test('undo stops where somebody decided since, and says who', () => {
  const history = [line('accept', 1, 'ana'), line('reject', 2, 'ben')];
  expect(() => undoDecision(history, history[0] as Decision, 'ana', at)).toThrow(DecidedSince);
  expect(() => undoDecision(history, history[0] as Decision, 'ana', at)).toThrow(/ben decided/u);
});

test('the next decision is one above the highest', () => {
  expect(nextDecision([line('accept', 4)], { id: 't', decision: 'reject', reviewer: 'ana', of: 'h', at }).seq).toBe(5);
});

test('more lines about a task than a call takes arguments', () => {
  const lines = Array.from({ length: 200_000 }, (_, index) => line('accept', 1 + (index % 7)));
  lines.push(line('reject', 9));
  expect(resolveDecisions(lines, 'h').state).toBe('rejected');
  expect(resolveDecisions([], 'h')).toEqual({ state: 'pending' });
});

test('a decision that could not stand above the others is refused, and a seq that nothing can follow is no record', () => {
  const next = (seq: number) =>
    nextDecision([line('reject', seq, 'eva')], { id: 't', decision: 'accept', reviewer: 'ana', of: 'h', at });
  expect(readDecision(next(999_999_999)).seq).toBe(1_000_000_000);
  expect(() => next(1_000_000_000)).toThrow(/lower number/u);
  for (const seq of [1_000_000_001, 2 ** 53, 1e308])
    expect(() => readDecision(line('reject', seq, 'eva'))).toThrow(NotARecord);
});
