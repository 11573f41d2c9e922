import type { SimilarityMeasure } from '../model/recipe.ts';
import { createUnits } from './measure.ts';
import { NoveltyIndex } from './noveltyIndex.ts';
import type { Neighbour } from './topK.ts';

/** What a pool is opened with. */
export interface NoveltyPoolOptions {
  /** Score above which two texts are similar. */
  readonly threshold: number;
  /** BCP 47 tag, for the tokens. */
  readonly language: string;
  /** ROUGE-L by default. */
  readonly measure?: SimilarityMeasure;
}

/** A novelty index that may work elsewhere, such as in a worker thread. Calls are answered in the order in which they are made. */
export interface NoveltyPool {
  /** Adds texts; one with an id that is there takes its place. */
  put(texts: readonly { readonly id: string; readonly text: string }[]): Promise<void>;
  /**
   * The nearest text by the measure, of equals the one with the lowest id; `undefined` where there is none. Texts of the ids
   * `without` are passed over.
   */
  nearest(text: string, without?: readonly string[]): Promise<Neighbour | undefined>;
  close(): Promise<void>;
}

export type OpenNoveltyPool = (options: NoveltyPoolOptions) => NoveltyPool;

/** Texts added between two turns of the event loop. */
const textsPerTurn = 200;

/** The index in this thread: for the command line, and inside the worker. */
export function openLocalPool({ threshold, language, measure = 'rouge-l' }: NoveltyPoolOptions): NoveltyPool {
  const index = new NoveltyIndex({ threshold, measure, tokenize: createUnits({ language, measure }) });
  return {
    async put(texts) {
      for (const [at, { id, text }] of texts.entries()) {
        if (at % textsPerTurn === textsPerTurn - 1) await new Promise<void>((resolve) => setImmediate(resolve));
        index.replace(id, text);
      }
    },
    nearest: async (text, without = []) =>
      without.length === 0
        ? index.nearest(text)
        : index.scores(text, 1 + without.length).nearest.find(({ id }) => !without.includes(id)),
    close: async () => undefined,
  };
}
