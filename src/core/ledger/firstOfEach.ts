import { NoveltyIndex } from '../similarity/noveltyIndex.ts';
import { createTokenizer } from '../similarity/tokenize.ts';

/** A kept text and its ROUGE-L F to one that is like it. */
export interface KeptNear {
  readonly nearest: string;
  readonly f: number;
}

/**
 * Keeps the first of texts that are alike, in one pass: a text is dropped where its ROUGE-L F to one that was kept is
 * above the threshold. So no two kept ones are near-duplicates, and each dropped one is near to a kept one. Of the texts
 * only the tokens of the kept ones are held.
 */
export class FirstOfEach {
  readonly #index: NoveltyIndex;

  /** `language` is a BCP 47 tag. Throws a RangeError for a threshold that is no number from 0 to 1. */
  constructor({ threshold, language }: { readonly threshold: number; readonly language?: string }) {
    const tokenize = createTokenizer(language === undefined ? {} : { language });
    this.#index = new NoveltyIndex({ threshold, tokenize });
  }

  get kept(): number {
    return this.#index.size;
  }

  /** Whether a kept text has this id. */
  has(id: string): boolean {
    return this.#index.has(id);
  }

  /** Keeps the text (ids must differ), or says what it is too near to. */
  offer(id: string, text: string): KeptNear | undefined {
    const decision = this.#index.decide(text);
    if (!decision.similar) {
      this.#index.add(id, text);
      return undefined;
    }
    // The first one found need not be the nearest, unless none can be nearer.
    const { nearest, f } = decision;
    if (f === 1) return { nearest, f };
    const [first] = this.#index.scores(text, 1).nearest;
    return first ? { nearest: first.id, f: first.f } : { nearest, f };
  }
}
