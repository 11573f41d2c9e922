import { englishName } from '../languages/languageName.ts';
import { CharacterModel, meanBits, type WordCost, wordsIn } from './characterModel.ts';
import { type Finding, percent } from './finding.ts';
import { areNeighbours } from './neighbours.ts';
import type { Wanted } from './otherLanguageWanted.ts';
import { piecesOf } from './pieces.ts';
import { profiles } from './profiles/index.ts';
import { proseOf } from './prose.ts';
import { languageOf, scriptsOf } from './scripts.ts';

/** Bits a character by which a text must be more like the contact language than like the seeds. */
const clearly = { sentence: 0.75, words: 1 } as const;

const sentence = { letters: 16, words: 4 } as const;

/** Words that are looked at together, within a sentence. */
const window = 4;

/** Characters of such words, spaces included. */
const fewestInWindow = 14;

/** Share of words that read like another language from which a text counts as mixed. */
const mixedShare = 0.25;

/** Characters of seeds below which nothing can be compared. */
const fewest = 300;

/** Characters of seeds that are enough. */
const most = 12_000;

/** Characters of one seed that are enough. */
const longest = 500;

/** Share of seeds that may read like the contact language; with more, likeness tells nothing. */
const mostSeeds = 0.05;

const folds = 5;

/** Whether likeness to one language can be told, and if not, why. */
export interface Contact {
  readonly language: string;
  readonly obstacle?: 'no-profile' | 'too-few-seeds' | 'seeds-alike';
}

/** Compares texts with the seeds and with languages that models slip into, letter by letter. It never drops. */
export class Likeness {
  readonly contacts: readonly Contact[];
  readonly #language: string;
  readonly #own = new CharacterModel();
  readonly #profiles = new Map<string, Profile>();

  /** `seeds`: texts in the field's language. Contact languages in other scripts, or close to the field's, are left out. */
  constructor(
    language: string,
    seeds: readonly string[],
    contactLanguages: readonly string[],
    scripts: readonly string[],
  ) {
    this.#language = language;
    const prose: string[] = [];
    for (const text of seeds.map((seed) => proseOf(seed.slice(0, longest)))) {
      if (this.#own.size >= most || wordsIn(text).length === 0) continue;
      this.#own.learn(text);
      prose.push(text);
    }
    this.contacts = [...new Set(contactLanguages)]
      .filter((contact) => !areNeighbours(contact, language))
      .filter((contact) => scriptsOf(contact).some((script) => scripts.includes(script)))
      .map((contact) => this.#try(contact, prose));
  }

  get isUsable(): boolean {
    return this.#profiles.size > 0;
  }

  /** What a text reads like as a whole, or in part. */
  judge(text: string, wantedHere: () => Wanted): Finding | undefined {
    if (!this.isUsable) return undefined;
    const wanted = wantedHere();
    if (wanted.any) return undefined;
    for (const [contact, profile] of this.#profiles) {
      if (wanted.languages.some((language) => areNeighbours(language, contact))) continue;
      const finding = this.#compare(text, contact, profile);
      if (finding) return finding;
    }
    return undefined;
  }

  #compare(text: string, contact: string, profile: Profile): Finding | undefined {
    const pieces = piecesOf(text, this.#language, sentence).map((piece) => {
      const words = wordsIn(piece.text);
      const costs = { own: this.#own.costs(words), contact: profile.model.costs(words) };
      return { weight: piece.weight, costs, isLike: isLike(costs, profile, clearly.sentence) };
    });
    if (pieces.length === 0) return undefined;
    if (pieces.every((piece) => piece.isLike))
      return { flag: 'other-language', detail: `reads like ${englishName(contact)}` };
    const sum = (of: (piece: (typeof pieces)[number]) => number) =>
      pieces.reduce((total, piece) => total + of(piece), 0);
    const likeShare = sum((piece) => (piece.isLike ? piece.weight : 0)) / sum(({ weight }) => weight);
    const markedShare = sum(({ costs }) => countLike(costs, profile)) / sum(({ costs }) => costs.own.length);
    const share = Math.max(likeShare, markedShare);
    if (share < mixedShare) return undefined;
    return { flag: 'code-mixing', detail: `${percent(share)} of it reads like ${englishName(contact)}` };
  }

  #try(language: string, prose: readonly string[]): Contact {
    const text = profiles[languageOf(language)];
    if (text === undefined) return { language, obstacle: 'no-profile' };
    if (this.#own.size < fewest || prose.length < folds) return { language, obstacle: 'too-few-seeds' };
    const profile = learnProfile(text.split('\n').filter((line) => line !== ''));
    if (shareAlike(prose, profile) > mostSeeds) return { language, obstacle: 'seeds-alike' };
    this.#profiles.set(language, profile);
    return { language };
  }
}

/** A contact language: its model, and the most bits that a line in it costs which the model has not seen. */
interface Profile {
  readonly model: CharacterModel;
  readonly most: number;
}

function learnProfile(lines: readonly string[]): Profile {
  const model = new CharacterModel();
  for (const line of lines) model.learn(line);
  return { model, most: Math.max(...inFolds(lines).map(({ text, others }) => others.bits(text))) };
}

/** What the same words cost by the seeds and by the contact language. */
interface Costs {
  readonly own: readonly WordCost[];
  readonly contact: readonly WordCost[];
}

/** More like the contact language than like the seeds, and as like it as its own texts: a third language is neither. */
function isLike({ own, contact }: Costs, { most }: Profile, clearly: number): boolean {
  const bits = meanBits(contact);
  return bits <= most && meanBits(own) - bits >= clearly;
}

/** Words that read like the contact language together with their neighbours. */
function countLike({ own, contact }: Costs, profile: Profile): number {
  const marked = new Set<number>();
  for (let at = 0; at + window <= own.length; at += 1) {
    const part = { own: own.slice(at, at + window), contact: contact.slice(at, at + window) };
    const characters = part.own.reduce((sum, cost) => sum + cost.characters, 0);
    if (characters < fewestInWindow || !isLike(part, profile, clearly.words)) continue;
    for (let offset = 0; offset < window; offset += 1) marked.add(at + offset);
  }
  return marked.size;
}

/** Share of the seeds that read like the contact language, each compared with seeds other than itself. */
function shareAlike(prose: readonly string[], contact: Profile): number {
  const folded = inFolds(prose);
  const alike = folded.filter(({ text, others }) => {
    const words = wordsIn(text);
    return isLike({ own: others.costs(words), contact: contact.model.costs(words) }, contact, clearly.sentence);
  });
  return alike.length / folded.length;
}

/** Texts, each with a model of others among which it is not. */
function inFolds(texts: readonly string[]): readonly { readonly text: string; readonly others: CharacterModel }[] {
  return Array.from({ length: folds }, (_, fold) => {
    const others = new CharacterModel();
    for (const [at, text] of texts.entries()) if (at % folds !== fold) others.learn(text);
    return texts.filter((_text, at) => at % folds === fold).map((text) => ({ text, others }));
  }).flat();
}
