import { describe, expect, test } from 'vitest';
import { pairsAround } from '../../../src/core/ledger/pairsAround.ts';
import { scoreOf } from '../../../src/core/similarity/measure.ts';
import { runToEnd, sampleDataset } from '../support/generating.ts';
import { generatedTask, seed, temporaryDataset } from '../support/temporaryDataset.ts';

const measures = ['rouge-l', 'trigrams'] as const;

describe.each(measures)('by %s', (measure) => {
  test('20 real pairs, half above the threshold and half not, with both scores as the texts give them', async () => {
    const dataset = await sampleDataset({ connection: 'practice', filters: { similarity: 0.4 } });
    await runToEnd(dataset, { goal: { rounds: 2 } });
    const { snapshot } = dataset;
    const texts = new Map(
      [...snapshot.seeds, ...snapshot.generated.map(({ task }) => task), ...snapshot.filtered].map((record) => [
        record.id,
        record.instruction,
      ]),
    );
    const before = JSON.stringify(snapshot.recipe);
    const pairs = await pairsAround(snapshot, { measure, threshold: 0.4 });
    expect(pairs).toHaveLength(20);
    expect(pairs.filter(({ scores }) => scores[measure] > 0.4)).toHaveLength(10);
    expect(pairs).toEqual(pairs.toSorted((x, y) => y.scores[measure] - x.scores[measure]));
    for (const { a, b, scores } of pairs) {
      expect([texts.get(a.id), texts.get(b.id)]).toEqual([a.text, b.text]);
      expect(a.text).not.toBe(b.text);
      for (const by of measures) expect(scores[by]).toBe(scoreOf(a.text, b.text, { measure: by, language: 'en' }));
      expect(Math.abs(scores[measure] - 0.4)).toBeLessThan(0.5);
    }
    expect(new Set(pairs.map(({ a, b }) => [a.id, b.id].sort().join())).size).toBe(20);
    expect(JSON.stringify(snapshot.recipe)).toBe(before);
  });
});

test('the recipe’s measure and threshold where none is given; fewer pairs where there are few texts; dropped ones count', async () => {
  const { snapshot } = await temporaryDataset({
    recipe: { language: 'tr', filters: { measure: 'trigrams', similarity: 0.5 } },
    seeds: [seed('s1', 'Kitapları oku.'), seed('s2', 'Hava nasıl?')],
    generated: [generatedTask('t1', 'Kitabı okuyun.'), generatedTask('t2', 'Kitapları oku.')],
    'filtered_candidates.jsonl': `${JSON.stringify({ id: 'f1', run: 'r', round: 1, request: 0, stage: 'instruction', filter: 'similar', instruction: 'Kitapları okuyun.', at: '2026-01-01T00:00:00.000Z' })}\n`,
  });
  const pairs = await pairsAround(snapshot);
  const ids = pairs.map(({ a, b }) => [a.id, b.id].sort().join(' '));
  expect(ids[0]).toBe('f1 s1');
  expect(ids).toContain('f1 t1');
  expect(ids.join(' ')).not.toContain('t2'); // says what s1 says
  expect(await pairsAround((await temporaryDataset({ seeds: [seed('s1', 'Alone.')] })).snapshot)).toEqual([]);
});

test('where one side has too few, there are more of the other', async () => {
  const seeds = Array.from({ length: 30 }, (_, at) =>
    seed(`s${at}`, `Say the word w${at} and the word v${at * 7} now`),
  );
  const { snapshot } = await temporaryDataset({ seeds });
  const pairs = await pairsAround(snapshot, { measure: 'rouge-l', threshold: 0.9 });
  expect(pairs).toHaveLength(20);
  expect(pairs.every(({ scores }) => scores['rouge-l'] <= 0.9)).toBe(true);
});

test('stops when told to, gives way, and says how far it is', async () => {
  const seeds = Array.from({ length: 3_000 }, (_, at) =>
    seed(`s${at}`, `Write ${at} lines about ${at % 91} and ${at % 17}`),
  );
  const { snapshot } = await temporaryDataset({ seeds });
  const stop = new AbortController();
  const shares: number[] = [];
  const pairs = pairsAround(snapshot, {
    measure: 'trigrams',
    signal: stop.signal,
    onProgress: (share) => {
      shares.push(share);
      if (share > 0.5) stop.abort(new Error('Enough.'));
    },
  });
  await expect(pairs).rejects.toThrow('Enough.');
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  await expect(pairsAround(snapshot, { threshold: 7 })).rejects.toThrow(RangeError);
});
