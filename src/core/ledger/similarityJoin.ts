import type { SimilarityMeasure } from '../model/recipe.ts';
import { popCount } from '../similarity/bitParallelLcs.ts';
import type { CommonUnits } from '../similarity/commonUnits.ts';
import { type Measure, measures } from '../similarity/measure.ts';
import { RequiredCommon, tabledLengths } from '../similarity/requiredCommon.ts';
import { signature } from '../similarity/textStore.ts';
import { Vocabulary } from '../similarity/vocabulary.ts';
import { Components } from './components.ts';

/** Whether somebody said of two texts that they are no duplicates. */
export type IsDistinct = (a: number, b: number) => boolean;

/** A text of the list, by its number, and its score to another. */
export interface Near {
  readonly text: number;
  readonly f: number;
}

/**
 * Joins the texts of a list whose score, by ROUGE-L F or another measure, is above a threshold, exactly: PPJoin (Xiao et al. 2008), a prefix filter in
 * one order of rarity, known from the start because all texts are added before the first is joined. Texts that are
 * connected already are not compared, so that a large group of texts that are all alike costs little more than another.
 * Texts go by their numbers, 0, 1, 2, … as they were added.
 */
export class SimilarityJoin {
  readonly #threshold: number;
  readonly #measure: Measure;
  readonly #required: RequiredCommon;
  readonly #vocabulary = new Vocabulary();
  readonly #common: CommonUnits;
  /** By text: its tokens, or where their order is of no account its elements; texts with the same ones share them. */
  readonly #tokens: Int32Array<ArrayBuffer>[] = [];
  readonly #lengths: number[] = [];
  readonly #signatures: number[] = [];
  /** By text: the first one with the same tokens, which stands for it. */
  readonly #same: number[] = [];
  /** By text that stands for others: the first of them. */
  readonly #second = new Map<number, number>();
  readonly #firstWith = new Map<string, number>();
  /** Texts that stand for themselves, joined so far. */
  readonly #joined: number[] = [];
  /** By element and length of text: text, place, text, place, … of the texts joined so far. */
  readonly #lists: Map<number, number[]>[] = [];
  #components: Components | undefined;

  constructor(threshold: number, measure: SimilarityMeasure = 'rouge-l') {
    this.#threshold = threshold;
    this.#measure = measures[measure];
    this.#common = this.#measure.newCommon();
    this.#required = new RequiredCommon(threshold, this.#measure.score);
  }

  /** Components of the texts joined so far. Once asked for, no text is added. */
  get components(): Components {
    this.#components ??= new Components(this.#same.length);
    return this.#components;
  }

  /** Adds the next text. `alone`: no other text stands for it although it has the same tokens. */
  add(words: readonly string[], alone: boolean): void {
    const text = this.#same.length;
    const interned = this.#vocabulary.intern(words);
    const tokens = this.#measure.isUnordered ? this.#vocabulary.internElements(interned) : interned;
    const first = alone || tokens.length === 0 || this.#threshold >= 1 ? text : this.#standsFor(tokens.join(' '), text);
    this.#same.push(first);
    this.#tokens.push(this.#tokens[first] ?? Int32Array.from(tokens));
    this.#lengths.push(tokens.length);
    this.#signatures.push(signature(tokens));
    if (first === text) this.#vocabulary.count(this.#vocabulary.internElements(tokens), 1);
    else if (!this.#second.has(first)) this.#second.set(first, text);
  }

  /** Connects a text with those before it; to be called for each, in order, once all are added. */
  join(text: number, isDistinct: IsDistinct): void {
    const same = this.#same[text] as number;
    if (same !== text) {
      this.components.connect(same, text);
      return;
    }
    const { components } = this;
    const prefix = this.#prefix(this.#load(text));
    let component = text;
    this.#visit(text, prefix, this.#joined, (other, _most, required) => {
      if (components.find(other) === component || isDistinct(text, other)) return;
      if (this.#commonWith(other) < required) return;
      components.connect(other, text);
      component = components.find(text);
    });
    this.#joined.push(text);
    for (const [place, element] of prefix.entries())
      this.#list(element, this.#lengths[text] as number).push(text, place);
  }

  /** The nearest other text above the threshold, of equally near ones the first; once all are joined. `group`: its component. */
  nearest(text: number, group: readonly number[], isDistinct: IsDistinct): Near | undefined {
    const { score } = this.#measure;
    const m = this.#lengths[text] as number;
    const second = this.#second.get(text);
    let best: Near = second === undefined ? { text: -1, f: this.#threshold } : { text: second, f: 1 };
    let bestLength = second === undefined ? -1 : m;
    let bestCommon = second === undefined ? 0 : m;
    this.#visit(text, this.#prefix(this.#load(text)), group, (other, atMost) => {
      const n = this.#lengths[other] as number;
      // The score grows with what is common. The first two looks say the same as the third at less cost.
      if (2 * atMost < (best.f - 1e-9) * (m + n)) return;
      if (n === bestLength && atMost <= bestCommon && other > best.text) return;
      if (!isNearer(score(atMost, m, n), other, best) || other === text || isDistinct(text, other)) return;
      const common = this.#commonWith(other);
      const f = score(common, m, n);
      if (!isNearer(f, other, best)) return;
      best = { text: other, f };
      bestLength = n;
      bestCommon = common;
    });
    return best.text < 0 ? undefined : best;
  }

  #standsFor(key: string, text: number): number {
    const first = this.#firstWith.get(key);
    if (first === undefined) this.#firstWith.set(key, text);
    return first ?? text;
  }

  /**
   * Visits the texts that may be similar, with the most tokens that they can have in common and the least that they
   * must: by the lists of the prefix, or one by one where the lists are longer than `all`.
   */
  #visit(
    text: number,
    prefix: readonly number[],
    all: readonly number[],
    see: (other: number, most: number, required: number) => void,
  ): void {
    const m = this.#lengths[text] as number;
    const own = this.#signatures[text] as number;
    const lists = this.#listsOf(prefix, m);
    if (lists.reduce((sum, { list }) => sum + list.length / 2, 0) > all.length) {
      for (const other of all) {
        const n = this.#lengths[other] as number;
        const required = this.#leastCommon(m, n);
        const most = mostCommon(m, n, own, this.#signatures[other] as number);
        if (most >= required) see(other, most, required);
      }
      return;
    }
    for (const { list, place, n, required } of lists) {
      for (let at = 0; at < list.length; at += 2) {
        // Where two texts first share an element, no more than what follows it in each can be common. Where they share a
        // later one this is too little, but then they were seen before.
        const following = Math.min(m - place, n - (list[at + 1] as number));
        if (following < required) continue;
        const other = list[at] as number;
        const most = mostCommon(m, n, own, this.#signatures[other] as number);
        if (most >= required) see(other, Math.min(following, most), required);
      }
    }
  }

  /** The lists that similar texts may be found in. */
  #listsOf(prefix: readonly number[], m: number) {
    return prefix.flatMap((element, place) =>
      Array.from(this.#lists[element] ?? [], ([n, list]) => ({
        list,
        place,
        n,
        required: this.#leastCommon(m, n),
      })).filter(({ n, required }) => Math.min(m - place, n) >= required),
    );
  }

  #list(element: number, length: number): number[] {
    const byLength = this.#lists[element] ?? new Map<number, number[]>();
    const list = byLength.get(length) ?? [];
    this.#lists[element] = byLength.set(length, list);
    return list;
  }

  #leastCommon(m: number, n: number): number {
    return n < tabledLengths ? (this.#required.row(m)[n] as number) : this.#required.least(m, n);
  }

  #load(text: number): number[] {
    const tokens = Array.from(this.#tokens[text] as Int32Array);
    this.#common.load(tokens, this.#vocabulary.size);
    return tokens;
  }

  #commonWith(other: number): number {
    const tokens = this.#tokens[other] as Int32Array<ArrayBuffer>;
    return this.#common.with(tokens, 0, tokens.length);
  }

  /** The elements that a similar text must share one of, rarest first. */
  #prefix(tokens: readonly number[]): number[] {
    const { frequency } = this.#vocabulary;
    const rarity = (element: number) => frequency[element] as number;
    const elements = this.#vocabulary.internElements(tokens).sort((a, b) => rarity(a) - rarity(b) || a - b);
    return elements.slice(0, this.#required.prefixLength(tokens.length));
  }
}

function isNearer(f: number, text: number, best: Near): boolean {
  return f > best.f || (f === best.f && text < best.text);
}

/** Most tokens that texts of `m` and `n` tokens with these signatures can have in common. */
function mostCommon(m: number, n: number, a: number, b: number): number {
  return Math.min(m - popCount(a & ~b), n - popCount(b & ~a));
}
