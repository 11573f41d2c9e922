import { wordsOf } from './prose.ts';

/** Characters that are looked back at. */
const longestContext = 3;

/** Chance of a character that no context has seen: one of so many. */
const alphabet = 200;

/** What a word costs a model. */
export interface WordCost {
  readonly bits: number;
  /** UTF-16 units, the space after the word included. */
  readonly characters: number;
}

interface Followers {
  total: number;
  readonly counts: Map<string, number>;
}

/**
 * How a language strings its letters together, learnt from a little text: each character's chance after up to three
 * others, backing off by the method of Witten and Bell (1991), which needs no tuning and is fair to small samples.
 */
export class CharacterModel {
  readonly #contexts = new Map<string, Followers>();
  /** Characters learnt from. */
  size = 0;

  learn(text: string): void {
    const spelled = spell(wordsIn(text));
    for (let at = 1; at < spelled.length; at += 1) {
      this.size += 1;
      for (let length = 0; length <= Math.min(longestContext, at); length += 1)
        this.#count(spelled.slice(at - length, at), spelled[at] as string);
    }
  }

  /** Mean bits that a character of the text costs: the fewer, the more the text is like what was learnt. NaN without words. */
  bits(text: string): number {
    return meanBits(this.costs(wordsIn(text)));
  }

  /** What each of the words costs in this order, the space after it included. */
  costs(words: readonly string[]): readonly WordCost[] {
    const spelled = spell(words);
    let at = 1;
    return words.map((word) => {
      let bits = 0;
      const end = at + word.length;
      for (; at <= end; at += 1) bits -= Math.log2(this.#chance(spelled, at));
      return { bits, characters: word.length + 1 };
    });
  }

  #count(context: string, character: string): void {
    const followers = this.#contexts.get(context) ?? { total: 0, counts: new Map() };
    followers.total += 1;
    followers.counts.set(character, (followers.counts.get(character) ?? 0) + 1);
    this.#contexts.set(context, followers);
  }

  #chance(spelled: string, at: number): number {
    const character = spelled[at] as string;
    let chance = 1 / alphabet;
    for (let length = 0; length <= Math.min(longestContext, at); length += 1) {
      const followers = this.#contexts.get(spelled.slice(at - length, at));
      if (!followers) break;
      const { total, counts } = followers;
      chance = ((counts.get(character) ?? 0) + counts.size * chance) / (total + counts.size);
    }
    return chance;
  }
}

/** Mean bits a character over some words. */
export function meanBits(costs: readonly WordCost[]): number {
  const sum = costs.reduce(
    (all, { bits, characters }) => ({ bits: all.bits + bits, characters: all.characters + characters }),
    {
      bits: 0,
      characters: 0,
    },
  );
  return sum.bits / sum.characters;
}

/** The words of a text as the model reads them: in lower case. */
export function wordsIn(text: string): readonly string[] {
  return wordsOf(text.normalize('NFC').toLowerCase());
}

/** One space before, between and after the words. */
function spell(words: readonly string[]): string {
  return words.length === 0 ? '' : ` ${words.join(' ')} `;
}
