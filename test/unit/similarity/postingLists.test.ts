import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import './fixedSeed.ts';
import { PostingLists } from '../../../src/core/similarity/postingLists.ts';
import { randomFrom } from './randomTexts.ts';

function read(lists: PostingLists, list: number, width: 1 | 2): string[] {
  const records: string[] = [];
  for (let chunk = lists.head(list); chunk !== 0; chunk = lists.next(chunk)) {
    const page = lists.page(chunk);
    for (let at = lists.start(chunk); at < lists.end(chunk); at += width) {
      records.push(page.slice(at, at + width).join());
    }
  }
  return records.sort();
}

describe.each([1, 2] as const)('records %d wide', (width) => {
  const record = (first: number) => (width === 1 ? `${first}` : `${first},${-first}`);

  test('hold what a plain set holds, whatever is added and removed', () => {
    const operation = fc.record({ list: fc.integer({ min: 0, max: 4 }), first: fc.integer({ min: -20, max: 20 }) });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 400, size: 'max' }), (operations) => {
        const lists = new PostingLists(width);
        const expected = Array.from({ length: 5 }, () => new Set<number>());
        for (const { list, first } of operations) {
          const set = expected[list] as Set<number>;
          if (set.delete(first)) {
            lists.remove(list, first);
          } else {
            lists.append(list, first, -first);
            set.add(first);
          }
        }
        for (const [list, set] of expected.entries()) {
          expect(read(lists, list, width)).toEqual([...set].map(record).sort());
        }
      }),
    );
  });

  test('lists of many pages, emptied and filled again in other sizes', () => {
    const lists = new PostingLists(width);
    const random = randomFrom(3);
    for (const size of [50_000, 7, 20_000]) {
      for (let first = 0; first < size; first++) lists.append(3000, first, -first);
      expect(read(lists, 3000, width)).toHaveLength(size);
      const order = Array.from({ length: size }, (_, first) => first).sort(() => random() - 0.5);
      for (const first of size > 100 ? Array.from({ length: size }, (_, i) => size - 1 - i) : order) {
        lists.remove(3000, first);
      }
      expect(lists.head(3000)).toBe(0);
    }
  });

  test('an unknown list is empty, and a record that is not there is an error', () => {
    const lists = new PostingLists(width);
    expect(lists.head(1_000_000)).toBe(0);
    lists.append(1, 5);
    expect(() => lists.remove(1, 6)).toThrow('Posting 6 is not in list 1.');
  });
});
