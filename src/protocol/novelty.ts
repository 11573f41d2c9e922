import type { NoveltyPoolOptions } from '../core/similarity/noveltyPool.ts';
import type { Neighbour } from '../core/similarity/topK.ts';

/** To the novelty worker. Every request is answered once, in order. */
export type ToNoveltyWorker =
  | { readonly type: 'open'; readonly call: number; readonly options: NoveltyPoolOptions }
  | {
      readonly type: 'put';
      readonly call: number;
      readonly texts: readonly { readonly id: string; readonly text: string }[];
    }
  | {
      readonly type: 'nearest';
      readonly call: number;
      readonly text: string;
      readonly without: readonly string[];
    };

/** From the novelty worker. */
export type FromNoveltyWorker =
  | { readonly call: number; readonly ok: Neighbour | undefined }
  | { readonly call: number; readonly error: string };
