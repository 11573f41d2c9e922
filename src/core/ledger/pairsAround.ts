import type { SimilarityMeasure } from '../model/recipe.ts';
import { createUnits, measures } from '../similarity/measure.ts';
import { NoveltyIndex } from '../similarity/noveltyIndex.ts';
import type { Snapshot } from '../store/dataset.ts';
import { noveltyPool } from '../store/whatCounts.ts';
import { Turns } from '../turns.ts';

/** A text of a pair. */
export interface PairedText {
  /** Of a task or a dropped candidate. */
  readonly id: string;
  readonly text: string;
}

/** Two texts of a dataset and how alike they are, by both measures. */
export interface ScoredPair {
  readonly a: PairedText;
  readonly b: PairedText;
  readonly scores: Readonly<Record<SimilarityMeasure, number>>;
}

export interface PairsAroundOptions {
  /** The recipe's by default. */
  readonly measure?: SimilarityMeasure;
  /** The recipe's by default. */
  readonly threshold?: number;
  /** How many pairs; 20 by default. */
  readonly count?: number;
  readonly signal?: AbortSignal;
  /** Share done, from 0 to 1; called often. */
  readonly onProgress?: (share: number) => void;
}

/** Pairs farther from the threshold than this are taken only where there are too few nearer ones. */
const reach = 0.15;

/** Texts whose nearest is sought; in a larger dataset they are spread evenly over it. */
const mostAsked = 3_000;

/**
 * Real pairs of instructions around a threshold, for a person to judge where the line is: half of them at or below it, half
 * above, spread over the range next to it, nearest pair first. Each pair is a text of the dataset (seed, generated, deleted
 * or dropped as a whole) and the one nearest to it by the measure. Fewer where the dataset has fewer. Gives way to others
 * every few milliseconds; rejects with the signal's reason when aborted, with a RangeError for a threshold that is none.
 */
export async function pairsAround(
  snapshot: Snapshot,
  {
    measure = snapshot.recipe.filters.measure,
    threshold = snapshot.recipe.filters.similarity,
    count = 20,
    signal,
    onProgress = () => undefined,
  }: PairsAroundOptions = {},
): Promise<ScoredPair[]> {
  const turns = new Turns(signal);
  const { language } = snapshot.recipe;
  const texts = differentTexts(snapshot);
  const index = new NoveltyIndex({ threshold, measure, tokenize: createUnits({ language, measure }) });
  const asked = spread([...texts.values()], mostAsked);
  const total = texts.size + asked.length;
  let done = 0;
  for (const { id, text } of texts.values()) {
    index.replace(id, text);
    await step();
  }
  const found = new Map<string, Found>();
  for (const { id, text } of asked) {
    const near = index.scores(text, 2).nearest.find((neighbour) => neighbour.id !== id);
    if (near && near.f > 0) found.set([id, near.id].sort().join('\n'), { a: id, b: near.id, score: near.f });
    await step();
  }
  onProgress(1);
  const pairs = chosenAround([...found.values()], threshold, count);
  const other = measure === 'rouge-l' ? 'trigrams' : 'rouge-l';
  const units = createUnits({ language, measure: other });
  return pairs
    .toSorted((x, y) => y.score - x.score)
    .map(({ a, b, score }) => {
      const [first, second] = [texts.get(a) as PairedText, texts.get(b) as PairedText];
      const otherScore = measures[other].compare(units(first.text), units(second.text));
      return { a: first, b: second, scores: { [measure]: score, [other]: otherScore } as ScoredPair['scores'] };
    });

  async function step(): Promise<void> {
    done++;
    if (!turns.due) return;
    onProgress(done / total);
    await turns.take();
  }
}

interface Found {
  readonly a: string;
  readonly b: string;
  readonly score: number;
}

/** Every instruction as it reads now, by id; of equal ones the first. */
function differentTexts(snapshot: Snapshot): Map<string, PairedText> {
  const dropped = snapshot.filtered.filter(({ stage }) => stage === 'instruction');
  const tasks = noveltyPool(snapshot).filter(({ id }) => !id.endsWith('#original'));
  const all = [...tasks, ...dropped.map(({ id, instruction }) => ({ id, text: instruction }))];
  const seen = new Set<string>();
  const texts = new Map<string, PairedText>();
  for (const { id, text } of all) {
    const same = text.trim();
    if (seen.has(same)) continue;
    seen.add(same);
    texts.set(id, { id, text });
  }
  return texts;
}

/** At most `most` of a list, evenly spread over it. */
function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, at) => items[Math.floor((at * items.length) / most)] as T);
}

/** Half of them on either side of the threshold; where one side has too few, more of the other. */
function chosenAround(pairs: readonly Found[], threshold: number, count: number): Found[] {
  const above = pairs.filter(({ score }) => score > threshold);
  const below = pairs.filter(({ score }) => score <= threshold);
  const half = Math.floor(count / 2);
  const fromAbove = Math.min(above.length, Math.max(half, count - below.length));
  return [...chosen(above, threshold, fromAbove), ...chosen(below, threshold, count - fromAbove)];
}

/** Of pairs on one side of the threshold: evenly spread ones within reach, or where those are too few the nearest to it. */
function chosen(pairs: readonly Found[], threshold: number, count: number): Found[] {
  const distance = ({ score }: Found) => Math.abs(score - threshold);
  const sorted = pairs.toSorted((x, y) => distance(x) - distance(y) || (x.a < y.a ? -1 : 1));
  const within = sorted.filter((pair) => distance(pair) <= reach);
  return within.length > count ? spread(within, count) : sorted.slice(0, count);
}
