import { type Finding, percent } from './finding.ts';
import type { Wanted } from './otherLanguageWanted.ts';
import { proseOf, sentencesOf, withoutNames, wordsOf } from './prose.ts';
import { mainScript, scriptName, scriptsOf, totalWeight, unspacedScripts, weighLetters } from './scripts.ts';

/** Weighted letters and words in another script below which nothing is said. */
const fewest = { letters: 24, words: 4 } as const;

/** Weighted letters by which a sentence counts as one in a script of the language. */
const ownSentence = 6;

/** Share of letters in other scripts from which a text counts as mixed. */
const mixedShare = 0.25;

/** A script that fewer than this share of the seeds are mostly in is told of, though it drops nothing. */
const commonShare = 0.1;

interface Measured {
  readonly own: number;
  readonly foreign: number;
  readonly script: string | undefined;
  /** A sentence in a script of the language, or so many words in it that it is no mere name or loan. */
  readonly hasOwnPart: boolean;
  readonly isEnough: boolean;
}

/** Whether texts of a field are in the scripts of its language. */
export class ScriptCheck {
  /** Scripts (ISO 15924) of the language; of the seeds where the language's are not known. */
  readonly own: readonly string[];
  /** Other scripts that seeds are mostly in, with their share. */
  readonly #inSeeds: ReadonlyMap<string, number>;
  readonly #mixedShare: number;

  /** `seeds`: the field's texts in the seeds. */
  constructor(language: string, seeds: readonly string[]) {
    const scripts = seeds.flatMap((text) => mainScript(weighLetters(proseOf(text))) ?? []);
    const inSeeds = new Map<string, number>();
    for (const script of scripts) inSeeds.set(script, (inSeeds.get(script) ?? 0) + 1 / scripts.length);
    const known = scriptsOf(language);
    this.own = known.length > 0 ? known : [...inSeeds.keys()];
    this.#inSeeds = new Map([...inSeeds].filter(([script]) => !this.own.includes(script)));
    const shares = seeds.map((text) => {
      const { own, foreign } = this.#measure(text);
      return foreign < own ? foreign / Math.max(1, own + foreign) : 0;
    });
    this.#mixedShare = Math.max(mixedShare, ...shares);
  }

  /** Every script that a text may be in. */
  get allowed(): readonly string[] {
    return [...this.own, ...this.#inSeeds.keys()];
  }

  judge(text: string, wantedHere: () => Wanted): Finding | undefined {
    // Most texts are in their scripts to the last letter.
    if (this.own.length === 0 || [...weighLetters(text).keys()].every((script) => this.own.includes(script)))
      return undefined;
    const { own, foreign, script, hasOwnPart, isEnough } = this.#measure(text);
    if (!isEnough || script === undefined) return undefined;
    const wanted = wantedHere();
    if (wanted.any) return undefined;
    if (wanted.languages.some((language) => scriptsOf(language).includes(script))) return undefined;
    const share = foreign / (own + foreign);
    const detail = `${percent(share)} of the letters are ${scriptName(script)}`;
    if (share > 0.5 && !hasOwnPart) {
      const inSeeds = this.#inSeeds.get(script) ?? 0;
      if (inSeeds === 0) return { drop: 'other-script', detail };
      return inSeeds < commonShare
        ? { flag: 'other-language', detail: `${detail}, as in ${percent(inSeeds)} of the seeds` }
        : undefined;
    }
    return share >= this.#mixedShare && !this.#inSeeds.has(script) ? { flag: 'code-mixing', detail } : undefined;
  }

  #measure(text: string): Measured {
    const foreign = new Map<string, number>();
    let own = 0;
    let hasOwnSentence = false;
    let ownWords = 0;
    let foreignWords = 0;
    for (const sentence of sentencesOf(proseOf(text)).map(withoutNames)) {
      const letters = weighLetters(sentence);
      const ownHere = this.own.reduce((sum, script) => sum + (letters.get(script) ?? 0), 0);
      const foreignHere = totalWeight(letters) - ownHere;
      own += ownHere;
      hasOwnSentence ||= ownHere >= ownSentence && ownHere >= foreignHere;
      for (const [script, weight] of letters) {
        if (!this.own.includes(script)) foreign.set(script, (foreign.get(script) ?? 0) + weight);
      }
      for (const word of wordsOf(sentence)) {
        if (this.own.includes(mainScript(weighLetters(word)) ?? '')) ownWords += 1;
        else foreignWords += 1;
      }
    }
    const script = mainScript(foreign);
    const total = totalWeight(foreign);
    const isEnough =
      total >= fewest.letters &&
      (foreignWords >= fewest.words || (script !== undefined && unspacedScripts.has(script)));
    return { own, foreign: total, script, hasOwnPart: hasOwnSentence || ownWords * 2 > foreignWords, isEnough };
  }
}
