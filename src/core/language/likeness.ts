import { CharacterModel } from './characterModel.ts';
import { type Finding, percent } from './finding.ts';
import { areNeighbours } from './neighbours.ts';
import type { Wanted } from './otherLanguageWanted.ts';
import { piecesOf } from './pieces.ts';
import { profiles } from './profiles/index.ts';
import { proseOf, wordsOf } from './prose.ts';
import { languageName, languageOf, scriptsOf } from './scripts.ts';

/** Bits a character by which a text must be more like the contact language than like the seeds. */
const clearly = { sentence: 0.75, words: 1 } as const;

const sentence = { letters: 16, words: 4 } as const;

/** Words that are looked at together, within a sentence. */
const window = 4;

/** Share of words that read like another language from which a text counts as mixed. */
const mixedShare = 0.25;

/** Characters of seeds below which nothing can be compared. */
const fewest = 300;

/** Characters of seeds that are enough. */
const most = 12_000;

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
    const prose = seeds.map(proseOf).filter((text) => wordsOf(text).length > 0);
    for (const text of prose) if (this.#own.size < most) this.#own.learn(text);
    this.contacts = [...new Set(contactLanguages)]
      .filter((contact) => !areNeighbours(contact, language))
      .filter((contact) => scriptsOf(contact).some((script) => scripts.includes(script)))
      .map((contact) => this.#try(contact, prose));
  }

  get isUsable(): boolean {
    return this.#profiles.size > 0;
  }

  /** What a text reads like as a whole, or in part. */
  judge(text: string, wanted: Wanted): Finding | undefined {
    if (wanted.any) return undefined;
    for (const [contact, profile] of this.#profiles) {
      if (wanted.languages.some((language) => areNeighbours(language, contact))) continue;
      const finding = this.#compare(text, contact, profile);
      if (finding) return finding;
    }
    return undefined;
  }

  /** Only what is mixed within a text. */
  judgeMixing(text: string, wanted: Wanted): Finding | undefined {
    const finding = this.judge(text, wanted);
    return finding && 'flag' in finding && finding.flag === 'code-mixing' ? finding : undefined;
  }

  #compare(text: string, contact: string, profile: Profile): Finding | undefined {
    const pieces = piecesOf(text, this.#language, sentence);
    const total = pieces.reduce((sum, { weight }) => sum + weight, 0);
    const like = pieces.filter((piece) => isLike(piece.text, this.#own, profile, clearly.sentence));
    const likeWeight = like.reduce((sum, { weight }) => sum + weight, 0);
    if (total > 0 && like.length === pieces.length)
      return { flag: 'other-language', detail: `reads like ${languageName(contact)}` };
    const words = wordsOf(pieces.map((piece) => piece.text).join(' '));
    const marked = new Set<number>();
    for (let at = 0; at + window <= words.length; at += 1) {
      const some = words.slice(at, at + window);
      if (some.join('').length >= 10 && isLike(some.join(' '), this.#own, profile, clearly.words)) {
        for (let offset = 0; offset < window; offset += 1) marked.add(at + offset);
      }
    }
    const share = Math.max(likeWeight / Math.max(1, total), marked.size / Math.max(1, words.length));
    if (share < mixedShare) return undefined;
    return { flag: 'code-mixing', detail: `${percent(share)} of it reads like ${languageName(contact)}` };
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

/** More like the contact language than like the seeds, and as like it as its own texts: a third language is neither. */
function isLike(text: string, own: CharacterModel, { model, most }: Profile, clearly: number): boolean {
  const bits = model.bits(text);
  return bits <= most && own.bits(text) - bits >= clearly;
}

/** Share of the seeds that read like the contact language, each compared with seeds other than itself. */
function shareAlike(prose: readonly string[], contact: Profile): number {
  const folded = inFolds(prose);
  return folded.filter(({ text, others }) => isLike(text, others, contact, clearly.sentence)).length / folded.length;
}

/** Texts, each with a model of others among which it is not. */
function inFolds(texts: readonly string[]): readonly { readonly text: string; readonly others: CharacterModel }[] {
  return Array.from({ length: folds }, (_, fold) => {
    const others = new CharacterModel();
    for (const [at, text] of texts.entries()) if (at % folds !== fold && others.size < most) others.learn(text);
    return texts.filter((_text, at) => at % folds === fold).map((text) => ({ text, others }));
  }).flat();
}
