import { grown } from './growing.ts';
import type { Candidate, IndexedText, IndexedTexts } from './indexedTexts.ts';
import { PostingLists } from './postingLists.ts';
import { type NoveltyScores, scoresOf } from './scoreAll.ts';
import type { SimilarityIndex } from './similarityIndex.ts';
import { type Block, blockSize } from './textStore.ts';
import { type Neighbour, TopK } from './topK.ts';
import { fromCommon } from './trigrams.ts';
import { unknown } from './vocabulary.ts';

/**
 * The texts of a pool by all of their elements, for Dice: an element of the candidate adds one to the counts of the texts
 * that have it. A search counts the candidate's rarer elements only. A text near enough must have several of them (T
 * occurrences; Sarawagi and Kirpal 2004, Li, Lu and Lu 2008), so the lists of the commonest, which are most of the work,
 * are left alone, and few texts are compared in full. Rarity is today's, since every text stands in all of its lists.
 *
 * A text has many more trigrams than words, and most are common: by the prefix filter that serves for words each text would
 * turn up in several lists of a prefix and be compared in each, which was measured to take seven times as long at 50,000 texts.
 */
export class CountedIndex implements SimilarityIndex {
  readonly #texts: IndexedTexts;
  /** By element: the slots of the texts that have it. */
  readonly #lists = new PostingLists(1);
  /** By slot: how many elements its text has. */
  #lengths = new Int32Array(blockSize);
  /** By slot: how many of those counted the candidate has; all 0 between calls. */
  #counts = new Int32Array(blockSize);

  constructor(texts: IndexedTexts) {
    this.#texts = texts;
  }

  add({ slot, elements }: IndexedText): void {
    this.#lengths = grown(this.#lengths, slot + 1);
    this.#lengths[slot] = elements.length;
    for (const element of elements) this.#lists.append(element, slot);
  }

  remove({ slot, elements }: IndexedText): void {
    for (const element of elements) this.#lists.remove(element, slot);
  }

  above(candidate: Candidate): Neighbour | undefined {
    return this.#search(candidate, { id: undefined, f: this.#texts.threshold });
  }

  aboveFirst(candidate: Candidate): Neighbour | undefined {
    return this.above(candidate);
  }

  nearest(candidate: Candidate): Neighbour | undefined {
    return this.#search(candidate, { id: undefined, f: 0 }) ?? this.scores(candidate, 1).nearest[0];
  }

  scores({ elements }: Candidate, k: number): NoveltyScores {
    const { store, size } = this.#texts;
    const top = new TopK(Math.max(1, k));
    const m = elements.length;
    const counts = this.#ready();
    for (const element of elements) if (element !== unknown) this.#count(element);
    let sum = 0;
    for (let block = 0, slot = 0; block < store.blocks.length; block++) {
      const { ids } = store.blocks[block] as Block;
      for (let within = 0; within < blockSize; within++, slot++) {
        const f = fromCommon(counts[slot] as number, m, this.#lengths[slot] as number);
        sum += f;
        if (f < top.floor) continue;
        const id = ids[within];
        if (id !== undefined) top.offer(id, f);
      }
    }
    counts.fill(0);
    return scoresOf(top, k, sum, size);
  }

  /** The nearest text above a score, of equally near ones the one with the lowest id. */
  #search({ elements }: Candidate, floor: Best): Neighbour | undefined {
    const { store } = this.#texts;
    const m = elements.length;
    const counts = this.#ready();
    const ordered = this.#rarestFirst(elements);
    let best = floor;
    let left = ordered.length;
    const countUntil = (end: number) => {
      for (; left > end; left--) this.#count(ordered[ordered.length - left] as number);
    };
    const compare = (slot: number) => {
      const f =
        left === 0
          ? this.#scoreCounted(m, slot)
          : fromCommon(this.#texts.commonWith(slot), m, this.#lengths[slot] as number);
      best = nearer(best, f, store.idAt(slot) as string);
    };
    countUntil(ordered.length >> 1);
    const fullest = placeOfMost(counts, store.slots);
    if (fullest >= 0) compare(fullest);
    const least = leastCommon(best.f, m);
    countUntil(Math.min(left, Math.floor(shareLeft * least), least - 1));
    const leastCounted = least - left;
    for (let slot = 0; slot < store.slots; slot++) {
      const count = counts[slot] as number;
      if (count < leastCounted || slot === fullest) continue;
      const n = this.#lengths[slot] as number;
      if (fromCommon(Math.min(count + left, n), m, n) >= best.f) compare(slot);
    }
    counts.fill(0);
    return best.id === undefined ? undefined : { id: best.id, f: best.f };
  }

  #scoreCounted(m: number, slot: number): number {
    return fromCommon(this.#counts[slot] as number, m, this.#lengths[slot] as number);
  }

  #ready(): Int32Array<ArrayBuffer> {
    const { slots } = this.#texts.store;
    this.#counts = grown(this.#counts, slots);
    this.#lengths = grown(this.#lengths, slots);
    return this.#counts;
  }

  #rarestFirst(elements: readonly number[]): number[] {
    const { frequency } = this.#texts.vocabulary;
    return elements
      .filter((element) => element !== unknown)
      .sort((a, b) => (frequency[a] as number) - (frequency[b] as number));
  }

  #count(element: number): void {
    const counts = this.#counts;
    const lists = this.#lists;
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

/** The nearest so far; without an id only the score that must be exceeded. */
interface Best {
  readonly id: string | undefined;
  readonly f: number;
}

function nearer(best: Best, f: number, id: string): Best {
  if (f < best.f || (f === best.f && (best.id === undefined || id >= best.id))) return best;
  return { id, f };
}

/** Of what a near enough text must have in common, the share that may lie in the lists that are not counted. */
const shareLeft = 0.7;

/** The least that a text must have in common with one of `m` elements for a score of `f`: all of a text as short. At least 1. */
function leastCommon(f: number, m: number): number {
  let least = Math.max(1, Math.floor((f * m) / (2 - f)) - 1);
  while (least <= m && fromCommon(least, m, least) < f) least++;
  return least;
}

/** Where the highest count is; -1 if all are 0. */
function placeOfMost(counts: Int32Array, end: number): number {
  let most = 0;
  let place = -1;
  for (let at = 0; at < end; at++) {
    if ((counts[at] as number) <= most) continue;
    most = counts[at] as number;
    place = at;
  }
  return place;
}
