import type { SimilarityMeasure } from '../model/recipe.ts';
import { createUnits } from '../similarity/measure.ts';
import { SimilarPool } from '../similarity/similarPool.ts';
import type { Tokenizer } from '../similarity/tokenize.ts';
import type { Snapshot } from '../store/dataset.ts';
import { Turns } from '../turns.ts';
import { type ReplayEntry, replayOrder } from './replayOrder.ts';

/** Thresholds that are worth a look, beside the recipe's own. */
export const usualThresholds: readonly number[] = [0.5, 0.6, 0.7, 0.8];

/** The usual thresholds and the recipe's own, in ascending order. */
export function thresholdsBeside(own: number): number[] {
  return [...new Set([...usualThresholds, own])].sort((a, b) => a - b);
}

/** What the novelty filter would have done at one threshold. */
export interface ReplayedThreshold {
  readonly threshold: number;
  /** Generated tasks that there would be: those kept, and those brought back. */
  readonly kept: number;
  /** Ids of candidates that were dropped as similar and would not be. */
  readonly broughtBack: readonly string[];
  /** Tasks of the dataset that would be dropped, with the nearest text before them and their score to it. */
  readonly dropped: readonly { readonly id: string; readonly nearest: string; readonly f: number }[];
}

export interface Replay {
  /** Generated tasks that there are. */
  readonly tasks: number;
  /** Candidates that were dropped as similar and not brought back since. */
  readonly similar: number;
  /** In the order of the thresholds asked for. */
  readonly thresholds: readonly ReplayedThreshold[];
}

export interface ReplayOptions {
  readonly thresholds?: readonly number[];
  /** The recipe's by default. */
  readonly measure?: SimilarityMeasure;
  readonly signal?: AbortSignal;
  /** Share done, from 0 to 1; called often. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Runs the novelty filter again at several thresholds, over the instructions at hand and in the order in which they were
 * decided; nothing is asked of a model. The pool starts from the seeds as they are now. At the threshold that the rounds
 * had it comes to the tasks that were admitted. What a person wrote or brought back is never judged. Gives way to others
 * every few milliseconds; rejects with the signal's reason when aborted, with a RangeError for a threshold that is none.
 */
export async function replayThreshold(
  snapshot: Snapshot,
  {
    thresholds = usualThresholds,
    measure = snapshot.recipe.filters.measure,
    signal,
    onProgress = () => undefined,
  }: ReplayOptions = {},
): Promise<Replay> {
  const turns = new Turns(signal);
  const tokenize = remembering(createUnits({ language: snapshot.recipe.language, measure }));
  const replays = thresholds.map((threshold) => new FilterReplay(threshold, measure, tokenize));
  const entries = replayOrder(snapshot);
  const total = snapshot.seeds.length + entries.length;
  for (const [at, { id, instruction }] of snapshot.seeds.entries()) {
    for (const replay of replays) replay.put(id, instruction);
    if (turns.due) await pause(at);
  }
  for (const [at, entry] of entries.entries()) {
    for (const replay of replays) replay.judge(entry);
    if (turns.due) await pause(snapshot.seeds.length + at);
  }
  onProgress(1);
  const count = (...kinds: ReplayEntry['kind'][]) => entries.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    tasks: count('admitted', 'fixed'),
    similar: count('similar'),
    thresholds: replays.map((replay) => replay.result),
  };

  async function pause(done: number): Promise<void> {
    onProgress(done / total);
    await turns.take();
  }
}

/** The filter at one threshold. */
class FilterReplay {
  readonly #threshold: number;
  readonly #pool: SimilarPool;
  readonly #broughtBack: string[] = [];
  readonly #dropped: { id: string; nearest: string; f: number }[] = [];
  #kept = 0;
  #run: string | undefined;
  /** Ids that leave the pool when the run ends. */
  #passing: string[] = [];

  constructor(threshold: number, measure: SimilarityMeasure, tokenize: Tokenizer) {
    this.#threshold = threshold;
    this.#pool = new SimilarPool({ threshold, measure, tokenize });
  }

  get result(): ReplayedThreshold {
    return { threshold: this.#threshold, kept: this.#kept, broughtBack: this.#broughtBack, dropped: this.#dropped };
  }

  put(id: string, text: string): void {
    this.#pool.put(id, text);
  }

  judge(entry: ReplayEntry): void {
    if (entry.run !== this.#run) {
      for (const id of this.#passing) this.#pool.remove(id);
      this.#passing = [];
      this.#run = entry.run;
    }
    const { kind, id, text } = entry;
    const near = kind === 'fixed' ? undefined : this.#pool.nearest(text);
    if (!near) this.#keep(entry);
    else if (kind === 'admitted') this.#dropped.push({ id, nearest: near.id.replace(originalSuffix, ''), f: near.f });
  }

  #keep({ kind, id, text, edited, onlyDuring }: ReplayEntry): void {
    this.put(id, edited ?? text);
    if (edited !== undefined) this.put(`${id}#original`, text);
    if (onlyDuring !== undefined) this.#passing.push(id);
    if (kind === 'similar') this.#broughtBack.push(id);
    if (kind !== 'passing') this.#kept++;
  }
}

/** As an edited task's own text stands in the pool (`noveltyPool`). */
const originalSuffix = /#original$/u;

/** Several indexes ask for the tokens of one text in turn: they are cut once. */
function remembering(tokenize: Tokenizer): Tokenizer {
  let last: { readonly text: string; readonly tokens: string[] } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, tokens: tokenize(text) };
    return last.tokens;
  };
}
