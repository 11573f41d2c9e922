import type { Candidate, IndexedText, IndexedTexts } from './indexedTexts.ts';
import { PrefixSearch } from './prefixSearch.ts';
import { RenewingPrefixIndex } from './renewingPrefixIndex.ts';
import { RequiredCommon } from './requiredCommon.ts';
import { fromLcs } from './rougeL.ts';
import { type NoveltyScores, scoreAll } from './scoreAll.ts';
import type { SimilarityIndex } from './similarityIndex.ts';
import { StreamedLcs } from './streamedLcs.ts';
import { longestShort } from './textStore.ts';
import type { Neighbour } from './topK.ts';

/** The texts of a pool for ROUGE-L: by their rarest words, and streamed, for every score, only if asked for. */
export class RougeIndex implements SimilarityIndex {
  readonly #texts: IndexedTexts;
  readonly #prefixIndex: RenewingPrefixIndex;
  readonly #search: PrefixSearch;
  readonly #streamed: StreamedLcs | undefined;

  constructor(texts: IndexedTexts, everyScore: boolean) {
    const required = new RequiredCommon(texts.threshold, (lcs, m, n) => fromLcs(lcs, m, n).f);
    this.#texts = texts;
    this.#prefixIndex = new RenewingPrefixIndex(required, texts.store, texts.vocabulary);
    this.#search = new PrefixSearch(texts, required);
    this.#streamed = everyScore ? new StreamedLcs() : undefined;
  }

  add({ slot, units, elements }: IndexedText): void {
    const { vocabulary, size } = this.#texts;
    if (units.length <= longestShort) this.#streamed?.add(slot, units, vocabulary.size);
    this.#prefixIndex.add(slot, elements, size);
  }

  remove({ slot, units, elements }: IndexedText): void {
    this.#prefixIndex.remove(slot, elements);
    if (units.length <= longestShort) this.#streamed?.remove(slot, units, this.#texts.vocabulary.size);
  }

  aboveFirst(candidate: Candidate): Neighbour | undefined {
    return this.#search.first(this.#prefixIndex.live, candidate);
  }

  above(candidate: Candidate): Neighbour | undefined {
    return this.#search.nearest(this.#prefixIndex.live, candidate);
  }

  nearest(candidate: Candidate): Neighbour | undefined {
    return this.scores(candidate, 1).nearest[0];
  }

  scores({ units }: Candidate, k: number): NoveltyScores {
    if (!this.#streamed) throw new Error('This index tells only what is above the threshold.');
    const { store, size, common } = this.#texts;
    return scoreAll(units, k, { store, size, streamed: this.#streamed, lcs: common });
  }
}
