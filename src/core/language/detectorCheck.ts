import { englishName } from '../languages/languageName.ts';
import { isKnown, type LanguageDetector, loadDetector } from './detector.ts';
import { type Finding, percent } from './finding.ts';
import { areNeighbours } from './neighbours.ts';
import type { Wanted } from './otherLanguageWanted.ts';
import { piecesOf } from './pieces.ts';

/** Weighted letters and words of the pieces that the detector is asked about. Shorter ones it gets wrong too often. */
const piece = { letters: 30, words: 5 } as const;

/** Weighted letters in another language from which a text is dropped. */
const fewestLetters = 40;

/** Share of a text in another language from which it counts as mixed. */
const mixedShare = 0.3;

/** Seeds to try the detector on, and the share of them that it has to recognise. */
const fewestSeeds = 8;
const recognisedShare = 0.95;

/** A language that fewer than this share of the seeds are in is told of, though it drops nothing. */
const commonShare = 0.1;

/** How the detector did on the seeds. */
export interface Trial {
  /** Seeds long enough to be tried. */
  readonly seeds: number;
  /** Share of them (0 to 1) that it took for the field's language or a close neighbour. */
  readonly recognised: number;
  readonly outcome: 'in-force' | 'unknown-language' | 'too-few-seeds' | 'unreliable';
}

type Verdict = { readonly weight: number; readonly language: string; readonly kind: 'own' | 'other' | 'unsure' };

/** Whether texts of a field are in its language, as the detector sees it. */
export class DetectorCheck {
  readonly trial: Trial;
  readonly #language: string;
  readonly #detector: LanguageDetector | undefined;
  /** Other languages of the seeds, with their share. */
  readonly #inSeeds: ReadonlyMap<string, number>;

  private constructor(
    language: string,
    detector: LanguageDetector | undefined,
    trial: Trial,
    inSeeds: ReadonlyMap<string, number>,
  ) {
    this.#language = language;
    this.#detector = detector;
    this.trial = trial;
    this.#inSeeds = inSeeds;
  }

  /** Tries the detector on the seeds; it is loaded only where it knows the language and there are seeds to try it on. */
  static async open(language: string, seeds: readonly string[]): Promise<DetectorCheck> {
    const none = (outcome: Trial['outcome'], tried = 0) =>
      new DetectorCheck(language, undefined, { seeds: tried, recognised: 0, outcome }, new Map());
    if (!isKnown(language)) return none('unknown-language');
    const long = seeds.filter((text) => piecesOf(text, language, piece).length > 0);
    if (long.length < fewestSeeds) return none('too-few-seeds', long.length);
    const detector = await loadDetector();
    const inSeeds = new Map<string, number>();
    let recognised = 0;
    for (const text of long) {
      const verdicts = verdictsOn(text, language, detector);
      if (verdicts.some(({ kind, language: seen }) => kind === 'own' || areNeighbours(seen, language))) recognised += 1;
      else
        for (const seen of new Set(verdicts.filter(({ kind }) => kind === 'other').map((verdict) => verdict.language)))
          inSeeds.set(seen, (inSeeds.get(seen) ?? 0) + 1 / long.length);
    }
    const share = recognised / long.length;
    const outcome = share >= recognisedShare ? 'in-force' : 'unreliable';
    return new DetectorCheck(language, detector, { seeds: long.length, recognised: share, outcome }, inSeeds);
  }

  get isInForce(): boolean {
    return this.trial.outcome === 'in-force';
  }

  judge(text: string, wantedHere: () => Wanted): Finding | undefined {
    if (!this.isInForce || !this.#detector) return undefined;
    const verdicts = verdictsOn(text, this.#language, this.#detector);
    const total = weightOf(verdicts);
    const others = verdicts.filter(({ kind }) => kind === 'other');
    const language = heaviest(others);
    if (language === undefined) return undefined;
    const wanted = wantedHere();
    if (wanted.any || wanted.languages.some((one) => areNeighbours(one, language))) return undefined;
    const other = weightOf(others);
    const inSeeds = [...this.#inSeeds].reduce(
      (sum, [one, share]) => (areNeighbours(one, language) ? sum + share : sum),
      0,
    );
    if (verdicts.some(({ kind }) => kind === 'own')) {
      const share = other / total;
      if (share < mixedShare || inSeeds > 0) return undefined;
      return { flag: 'code-mixing', detail: `${percent(share)} of it is in ${englishName(language)}` };
    }
    if (other < fewestLetters || other * 2 <= total) return undefined;
    const detail = `recognised as ${englishName(language)}`;
    if (inSeeds === 0) return { drop: 'other-language', detail };
    return inSeeds < commonShare
      ? { flag: 'other-language', detail: `${detail}, as ${percent(inSeeds)} of the seeds` }
      : undefined;
  }
}

function verdictsOn(text: string, own: string, detector: LanguageDetector): readonly Verdict[] {
  return piecesOf(text, own, piece).map(({ text: part, weight }) => {
    const detected = detector.detect(part, own);
    if (!detected) return { weight, language: '', kind: 'unsure' };
    const { language, isSure } = detected;
    if (areNeighbours(language, own)) return { weight, language, kind: 'own' };
    return { weight, language, kind: isSure ? 'other' : 'unsure' };
  });
}

function weightOf(verdicts: readonly Verdict[]): number {
  return verdicts.reduce((sum, { weight }) => sum + weight, 0);
}

function heaviest(verdicts: readonly Verdict[]): string | undefined {
  const weights = new Map<string, number>();
  for (const { language, weight } of verdicts) weights.set(language, (weights.get(language) ?? 0) + weight);
  return [...weights].sort(([, a], [, b]) => b - a)[0]?.[0];
}
