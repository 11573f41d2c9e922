import { BitParallelLcs, popCount } from '../similarity/bitParallelLcs.ts';
import { RequiredLcs, tabledLengths } from '../similarity/requiredLcs.ts';
import { fromLcs } from '../similarity/rougeL.ts';
import { signature } from '../similarity/textStore.ts';
import { Vocabulary } from '../similarity/vocabulary.ts';
import { Components } from './components.ts';

/** Whether somebody said of two texts that they are no duplicates. */
export type IsDistinct = (a: number, b: number) => boolean;

/**
 * Joins the texts of a list whose ROUGE-L F is above a threshold, exactly: PPJoin (Xiao et al. 2008), a prefix filter in
 * one order of rarity, known from the start because all texts are added before the first is joined. Texts that are
 * connected already are not compared, so that a large group of texts that are all alike costs little more than another.
 * Texts go by their numbers, 0, 1, 2, … as they were added.
 */
export class SimilarityJoin {
  readonly #threshold: number;
  readonly #required: RequiredLcs;
  readonly #vocabulary = new Vocabulary();
  readonly #lcs = new BitParallelLcs();
  /** By text: its tokens; texts with the same tokens share them. */
  readonly #tokens: Int32Array<ArrayBuffer>[] = [];
  readonly #signatures: number[] = [];
  /** By text: the first one with the same tokens, which stands for it. */
  readonly #same: number[] = [];
  readonly #firstWith = new Map<string, number>();
  /** By element: text, place, text, place, … of the texts joined so far. */
  readonly #lists: number[][] = [];
  /** By text: the last one that it was compared with. */
  readonly #comparedWith: number[] = [];
  #components: Components | undefined;

  constructor(threshold: number) {
    this.#threshold = threshold;
    this.#required = new RequiredLcs(threshold);
  }

  /** Components of the texts joined so far. Once asked for, no text is added. */
  get components(): Components {
    this.#components ??= new Components(this.#same.length);
    return this.#components;
  }

  /** Adds the next text. `alone`: no other text stands for it although it has the same tokens. */
  add(words: readonly string[], alone: boolean): void {
    const text = this.#same.length;
    const tokens = this.#vocabulary.intern(words);
    const key = tokens.join(' ');
    const first = this.#firstWith.get(key) ?? text;
    const stands = !alone && tokens.length > 0 && this.#threshold < 1;
    if (stands) this.#firstWith.set(key, first);
    const same = stands ? first : text;
    this.#same.push(same);
    this.#tokens.push(this.#tokens[same] ?? Int32Array.from(tokens));
    this.#signatures.push(signature(tokens));
    this.#comparedWith.push(-1);
    if (same === text) this.#vocabulary.count(this.#vocabulary.internElements(tokens), 1);
  }

  /** Connects a text with those before it; to be called for each, in order. */
  join(text: number, isDistinct: IsDistinct): void {
    const same = this.#same[text] as number;
    if (same !== text) {
      this.components.connect(same, text);
      return;
    }
    const prefix = this.#prefix(this.#load(text));
    for (const [place, element] of prefix.entries()) {
      const list = this.#lists[element];
      if (list) this.#joinList(text, place, list, isDistinct);
    }
    for (const [place, element] of prefix.entries()) {
      const list = this.#lists[element];
      if (list) list.push(text, place);
      else this.#lists[element] = [text, place];
    }
  }

  /** The nearest of the others by F; of equals the one that stands first among them. */
  nearest(
    text: number,
    others: readonly number[],
    isDistinct: IsDistinct,
  ): { readonly text: number; readonly f: number } | undefined {
    const m = this.#load(text).length;
    const own = this.#signatures[text] as number;
    let best = { text: -1, f: 0 };
    for (const other of others) {
      const tokens = this.#tokens[other] as Int32Array<ArrayBuffer>;
      const n = tokens.length;
      const most = mostCommon(m, n, own, this.#signatures[other] as number);
      // F grows with the LCS, so that what cannot be nearer is not compared. The first look spares the divisions.
      if (2 * most < (best.f - 1e-9) * (m + n) || fromLcs(most, m, n).f <= best.f) continue;
      if (other === text || isDistinct(text, other)) continue;
      const { f } = fromLcs(this.#lcs.with(tokens, 0, n), m, n);
      if (f > best.f) best = { text: other, f };
      if (f === 1) break;
    }
    return best.f > 0 ? best : undefined;
  }

  #joinList(text: number, place: number, list: readonly number[], isDistinct: IsDistinct): void {
    const { components } = this;
    const m = (this.#tokens[text] as Int32Array).length;
    const row = this.#required.row(m);
    const signature = this.#signatures[text] as number;
    let component = components.find(text);
    for (let at = 0; at < list.length; at += 2) {
      const other = list[at] as number;
      const tokens = this.#tokens[other] as Int32Array<ArrayBuffer>;
      const n = tokens.length;
      const required = n < tabledLengths ? (row[n] as number) : this.#required.least(m, n);
      // Where two texts first share an element, no more than what follows it in each can be common.
      if (m - place < required || n - (list[at + 1] as number) < required) continue;
      if (this.#comparedWith[other] === text) continue;
      if (mostCommon(m, n, signature, this.#signatures[other] as number) < required) continue;
      if (components.find(other) === component) continue;
      this.#comparedWith[other] = text;
      if (isDistinct(text, other) || this.#lcs.with(tokens, 0, n) < required) continue;
      components.connect(other, text);
      component = components.find(text);
    }
  }

  #load(text: number): number[] {
    const tokens = Array.from(this.#tokens[text] as Int32Array);
    this.#lcs.load(tokens, this.#vocabulary.size);
    return tokens;
  }

  /** The elements that a similar text must share one of, rarest first. */
  #prefix(tokens: readonly number[]): number[] {
    const { frequency } = this.#vocabulary;
    const rarity = (element: number) => frequency[element] as number;
    const elements = this.#vocabulary.internElements(tokens).sort((a, b) => rarity(a) - rarity(b) || a - b);
    return elements.slice(0, this.#required.prefixLength(tokens.length));
  }
}

/** Most tokens that texts of `m` and `n` tokens with these signatures can have in common. */
function mostCommon(m: number, n: number, a: number, b: number): number {
  return Math.min(m - popCount(a & ~b), n - popCount(b & ~a));
}
