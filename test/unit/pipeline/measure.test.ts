import { expect, test } from 'vitest';
import { scoreOf } from '../../../src/core/similarity/measure.ts';
import { runToEnd, sampleDataset } from '../support/generating.ts';
import { readLines } from '../support/temporaryDataset.ts';

test.each(['rouge-l', 'trigrams'] as const)(
  'a run measures as its recipe says, and its records say so: %s',
  async (measure) => {
    const dataset = await sampleDataset({ connection: 'practice', filters: { measure, similarity: 0.45 } });
    await runToEnd(dataset, {});
    const { seeds, generated, filtered } = dataset.snapshot;
    const texts = new Map(
      [...seeds, ...generated.map(({ task }) => task)].map(({ id, instruction }) => [id, instruction]),
    );
    const said = measure === 'rouge-l' ? undefined : measure;
    const stored = await readLines(dataset, 'generated_tasks.jsonl');
    expect(stored.map(({ novelty }) => (novelty as { measure?: string }).measure)).toEqual(stored.map(() => said));
    let compared = 0;
    for (const { task } of generated) {
      const { max = -1, nearest = '', measure: recorded } = task.novelty ?? {};
      expect(recorded).toBe(said);
      expect(max).toBeLessThanOrEqual(0.45);
      const other = texts.get(nearest);
      if (other === undefined) continue; // an instruction that came to no task
      expect(max).toBe(scoreOf(task.instruction, other, { measure, language: 'en' }));
      compared++;
    }
    expect(compared).toBeGreaterThan(10);
    const similar = filtered.filter(({ filter }) => filter === 'similar');
    expect(similar.length).toBeGreaterThan(0);
    for (const { score = 0, measure: recorded } of similar) {
      expect(score).toBeGreaterThan(0.45);
      expect(recorded).toBe(said);
    }
  },
);
