import { areNeighbours } from './neighbours.ts';
import { languageOf, scriptsOf } from './scripts.ts';

/** Languages that the detector was made for (ISO 639-1), as its package lists them: it is loaded only for these. */
const known: ReadonlySet<string> = new Set(
  'am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh'.split(
    ' ',
  ),
);

/** Lead in score (0 to 1) that a language needs over the dataset's own before a text counts as being in it. */
const clearLead = 0.04;

/** What a detector makes of one text: its language, and whether it is sure that it is not the one asked about. */
export interface Detected {
  readonly language: string;
  readonly isSure: boolean;
}

export interface LanguageDetector {
  /** `own`: BCP 47 tag of the language that the text should be in. `undefined` where nothing is recognised. */
  readonly detect: (text: string, own: string) => Detected | undefined;
}

/** Whether the detector tells this language, or a close neighbour in the same script, from others. */
export function isKnown(tag: string): boolean {
  if (known.has(languageOf(tag))) return true;
  const scripts = scriptsOf(tag);
  return [...known].some(
    (language) => areNeighbours(tag, language) && scriptsOf(language).some((script) => scripts.includes(script)),
  );
}

let loaded: Promise<LanguageDetector> | undefined;

/** Loads the detector (Efficient Language Detector, about 1.6 MB) when it is first needed. */
export function loadDetector(): Promise<LanguageDetector> {
  loaded ??= import('eld/small').then(({ eld }) => ({
    detect(text, own) {
      const result = eld.detect(text);
      const { language } = result;
      if (language === '') return undefined;
      if (areNeighbours(language, own)) return { language, isSure: false };
      const scores = result.getScores();
      const best = Math.max(0, ...[...known].filter((one) => areNeighbours(one, own)).map((one) => scores[one] ?? 0));
      const lead = (scores[language] ?? 0) - best;
      return { language, isSure: result.isReliable() && lead >= clearLead };
    },
  }));
  return loaded;
}
