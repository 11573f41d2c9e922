import { wordsOf } from './prose.ts';

/** Characters that are looked back at. */
const longestContext = 3;

/** Chance of a character that no context has seen: one of so many. */
const alphabet = 200;

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
    const characters = Array.from(spelled(text));
    for (let at = 1; at < characters.length; at += 1) {
      this.size += 1;
      for (let length = 0; length <= Math.min(longestContext, at); length += 1) {
        this.#count(characters.slice(at - length, at).join(''), characters[at] as string);
      }
    }
  }

  /** Mean bits that a character of the text costs: the fewer, the more the text is like what was learnt. NaN without words. */
  bits(text: string): number {
    const characters = Array.from(spelled(text));
    let sum = 0;
    for (let at = 1; at < characters.length; at += 1) sum -= Math.log2(this.#chance(characters, at));
    return sum / (characters.length - 1);
  }

  #count(context: string, character: string): void {
    const followers = this.#contexts.get(context) ?? { total: 0, counts: new Map() };
    followers.total += 1;
    followers.counts.set(character, (followers.counts.get(character) ?? 0) + 1);
    this.#contexts.set(context, followers);
  }

  #chance(characters: readonly string[], at: number): number {
    const character = characters[at] as string;
    let chance = 1 / alphabet;
    for (let length = 0; length <= Math.min(longestContext, at); length += 1) {
      const followers = this.#contexts.get(characters.slice(at - length, at).join(''));
      if (!followers) break;
      const { total, counts } = followers;
      chance = ((counts.get(character) ?? 0) + counts.size * chance) / (total + counts.size);
    }
    return chance;
  }
}

/** The words of a text, in lower case, with one space before, between and after them. Empty where there are none. */
function spelled(text: string): string {
  const words = wordsOf(text.normalize('NFC').toLowerCase());
  return words.length === 0 ? '' : ` ${words.join(' ')} `;
}
