import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NearDuplicatesOptions, nearDuplicates } from '../../../src/core/ledger/nearDuplicates.ts';
import type { SimilarityMeasure } from '../../../src/core/model/recipe.ts';
import { rougeL } from '../../../src/core/similarity/rougeL.ts';
import { diceByTheBook } from '../similarity/diceByTheBook.ts';

type Texts = readonly { readonly id: string; readonly text: string }[];

function find(texts: Texts, options: Partial<NearDuplicatesOptions> = {}) {
  return nearDuplicates(texts, { threshold: 0.7, language: 'en', ...options });
}

function numbered(texts: readonly string[]): Texts {
  return texts.map((text, index) => ({ id: `t${index}`, text }));
}

/** By the book: every pair is compared; what hangs together is a group. */
function bruteForce(
  texts: Texts,
  threshold: number,
  distinct: readonly { ids: readonly [string, string] }[],
  measure: SimilarityMeasure = 'rouge-l',
) {
  const tokens = texts.map(({ text }) => text.split(' ').filter((word) => word !== ''));
  const score = (a: readonly string[], b: readonly string[]) =>
    measure === 'trigrams' ? diceByTheBook(a, b) : rougeL(a, b).f;
  const apart = new Set(distinct.flatMap(({ ids: [a, b] }) => [`${a} ${b}`, `${b} ${a}`]));
  const f = (a: number, b: number) =>
    a === b || apart.has(`${texts[a]?.id} ${texts[b]?.id}`) ? 0 : score(tokens[a] ?? [], tokens[b] ?? []);
  const near = texts.map((_, a) => texts.map((_, b) => b).filter((b) => f(a, b) > threshold));
  const seen = new Set<number>();
  const groups = [];
  for (const first of texts.keys()) {
    if (seen.has(first)) continue;
    const group = new Set([first]);
    for (const member of group) for (const other of near[member] ?? []) group.add(other);
    for (const member of group) seen.add(member);
    if (group.size < 2) continue;
    groups.push(
      [...group]
        .sort((a, b) => a - b)
        .map((at) => {
          const best = (near[at] ?? []).reduce((best, other) => (f(at, other) > f(at, best) ? other : best));
          return { id: texts[at]?.id, nearest: texts[best]?.id, f: f(at, best) };
        }),
    );
  }
  return groups;
}

test('groups, nearest and F are those of a comparison of every pair, judgements respected', async () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 9 })
    .map((words) => words.join(' '));
  const pairs = fc.array(fc.tuple(fc.nat(23), fc.nat(23)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 24 }),
      pairs,
      fc.constantFrom(0, 0.3, 0.5, 2 / 3, 0.7, 0.9, 1),
      fc.constantFrom('rouge-l' as const, 'trigrams' as const),
      async (list, pairs, threshold, measure) => {
        const texts = numbered(list);
        const distinct = pairs.map(([a, b]) => ({ ids: [`t${a}`, `t${b}`] as const }));
        expect(await find(texts, { threshold, distinct, measure })).toEqual(
          bruteForce(texts, threshold, distinct, measure),
        );
      },
    ),
    { numRuns: 300 },
  );
});

describe('groups', () => {
  test('a chain is one group although its ends differ', async () => {
    const texts = numbered(['a b c d e', 'x b c d e', 'x y c d e', 'something else']);
    const [group, ...more] = await find(texts, { threshold: 0.7 });
    expect(more).toEqual([]);
    expect(group?.map(({ id, nearest }) => [id, nearest])).toEqual([
      ['t0', 't1'],
      ['t1', 't0'],
      ['t2', 't1'],
    ]);
  });

  test('a judgement takes an identical pair apart, and only that pair', async () => {
    const texts = numbered(['one two three four', 'one two three four', 'one two three four']);
    expect((await find(texts))[0]).toHaveLength(3);
    const apart = (await find(texts, { distinct: [{ ids: ['t0', 't1'] }] }))[0];
    expect(apart?.map(({ nearest }) => nearest)).toEqual(['t2', 't2', 't0']);
    const two = numbered(['one two three four', 'one two three four']);
    expect(await find(two, { distinct: [{ ids: ['t1', 't0'] }] })).toEqual([]);
  });

  test('texts of other scripts, and texts without a word', async () => {
    const texts = numbered(['请把句子翻译成英语', '请把句子翻译成英语。', '', '…', '비가 어떻게 내리는지']);
    expect(await find(texts, { language: 'zh' })).toEqual([
      [
        { id: 't0', nearest: 't1', f: 1 },
        { id: 't1', nearest: 't0', f: 1 },
      ],
    ]);
  });

  test('long texts', async () => {
    const words = Array.from({ length: 300 }, (_, index) => `w${index}`);
    const texts = numbered([words.join(' '), words.slice(20).join(' '), words.toReversed().join(' ')]);
    expect((await find(texts)).map((group) => group.map(({ id }) => id))).toEqual([['t0', 't1']]);
  });
});

describe('long lists', () => {
  const many = numbered(Array.from({ length: 20_000 }, (_, index) => `Explain item ${index % 17_000} of ${index * 7}`));

  test('others get their turn, and are told how far it is', async () => {
    let turns = 0;
    let done = false;
    const beside = (async () => {
      while (!done) {
        turns += 1;
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    })();
    const shares: number[] = [];
    await find(many, { onProgress: (share) => shares.push(share) });
    done = true;
    await beside;
    expect(turns).toBeGreaterThan(10);
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  test('a stop ends it', async () => {
    const stop = new AbortController();
    const onProgress = () => stop.abort(new DOMException('Enough.', 'AbortError'));
    await expect(find(many, { signal: stop.signal, onProgress })).rejects.toThrow('Enough.');
    await expect(find([], { signal: stop.signal })).rejects.toThrow('Enough.');
  });

  test('many that are all alike are one group, found soon', async () => {
    const alike = numbered(
      Array.from({ length: 3_000 }, (_, index) => `Sort tweet number ${index} as good or bad news`),
    );
    const [group, ...more] = await find(alike);
    expect([group?.length, more]).toEqual([3_000, []]);
  });
});

test('a threshold that is none is refused', async () => {
  await expect(find([], { threshold: 1.5 })).rejects.toThrow(RangeError);
  await expect(find([], { threshold: Number.NaN })).rejects.toThrow(RangeError);
});
