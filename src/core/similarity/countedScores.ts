import { grown } from './growing.ts';
import { PostingLists } from './postingLists.ts';
import { type NoveltyScores, type PoolScores, type ScoredPool, scoresOf } from './scoreAll.ts';
import { blockSize } from './textStore.ts';
import { TopK } from './topK.ts';
import { fromCommon } from './trigrams.ts';
import { unknown } from './vocabulary.ts';

/**
 * Scores by Dice: each element of the candidate adds one to the counts of the texts that have it, which its list names. A
 * candidate costs as many additions as its elements have texts, and one look at each text's count.
 */
export class CountedScores implements PoolScores {
  /** By element: the slots of the texts that have it. */
  readonly #lists = new PostingLists(1);
  /** By slot: how many elements its text has. */
  #lengths = new Int32Array(blockSize);
  /** By slot: how many of them the candidate has; all 0 between calls. */
  #counts = new Int32Array(blockSize);

  add(slot: number, elements: readonly number[]): void {
    this.#lengths = grown(this.#lengths, slot + 1);
    this.#lengths[slot] = elements.length;
    for (const element of elements) this.#lists.append(element, slot);
  }

  remove(slot: number, elements: readonly number[]): void {
    for (const element of elements) this.#lists.remove(element, slot);
  }

  of(candidate: readonly number[], k: number, { store, size }: ScoredPool): NoveltyScores {
    const top = new TopK(Math.max(1, k));
    const m = candidate.length;
    this.#count(candidate, store.slots);
    const counts = this.#counts;
    const lengths = this.#lengths;
    let sum = 0;
    for (let block = 0; block < store.blocks.length; block++) {
      const { ids } = store.blocks[block] as { ids: readonly (string | undefined)[] };
      for (let within = 0, slot = block * blockSize; within < blockSize; within++, slot++) {
        const common = counts[slot] as number;
        const f = common === 0 ? 0 : fromCommon(common, m, lengths[slot] as number);
        sum += f;
        if (f < top.floor) continue;
        const id = ids[within];
        if (id !== undefined) top.offer(id, f);
      }
    }
    counts.fill(0);
    return scoresOf(top, k, sum, size);
  }

  #count(candidate: readonly number[], slots: number): void {
    this.#counts = grown(this.#counts, slots);
    const counts = this.#counts;
    const lists = this.#lists;
    for (const element of candidate) {
      if (element === unknown) continue;
      for (let chunk = lists.head(element); chunk !== 0; chunk = lists.next(chunk)) {
        const page = lists.page(chunk);
        const end = lists.end(chunk);
        for (let at = lists.start(chunk); at < end; at++) {
          const slot = page[at] as number;
          counts[slot] = (counts[slot] as number) + 1;
        }
      }
    }
  }
}
