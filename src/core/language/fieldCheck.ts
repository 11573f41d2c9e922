import { englishName } from '../languages/languageName.ts';
import { type Field, fieldLanguage, type Recipe } from '../model/recipe.ts';
import { DetectorCheck } from './detectorCheck.ts';
import { type Finding, percent } from './finding.ts';
import { Likeness } from './likeness.ts';
import type { Wanted } from './otherLanguageWanted.ts';
import { ScriptCheck } from './scriptCheck.ts';

/** Which check is in force for one field, and why: what people are shown. */
export interface FieldCheck {
  readonly field: Field;
  /** BCP 47 tag. */
  readonly language: string;
  /** ISO 15924 codes that the field's texts may be in; none where nothing is known. */
  readonly scripts: readonly string[];
  /** `detector` drops by language, `likeness` flags by contact language, both after the script. */
  readonly method: 'none' | 'script' | 'detector' | 'likeness';
  /** Share (0 to 1) of the seeds that the detector recognised, where it was tried. */
  readonly recognised?: number;
  /** Seeds that were long enough to try it on. */
  readonly seeds: number;
  /** Contact languages (BCP 47) that likeness is told to. */
  readonly contacts: readonly string[];
  /** The check in words, such as “script, then language detector (recognises 98 % of the 40 seeds)”. */
  readonly words: string;
}

/** Texts of the seeds by field. */
export type SeedTexts = Readonly<Record<Field, readonly string[]>>;

/** The checks on the texts of one field: script first, then the detector where it can be trusted, then likeness, which also sees texts too short for it. */
export class FieldJudge {
  readonly check: FieldCheck;
  readonly #script: ScriptCheck;
  readonly #detector: DetectorCheck;
  readonly #likeness: Likeness;

  private constructor(
    field: Field,
    language: string,
    script: ScriptCheck,
    detector: DetectorCheck,
    likeness: Likeness,
  ) {
    this.#script = script;
    this.#detector = detector;
    this.#likeness = likeness;
    const { trial } = detector;
    this.check = {
      field,
      language,
      scripts: script.allowed,
      method:
        script.own.length === 0 ? 'none' : detector.isInForce ? 'detector' : likeness.isUsable ? 'likeness' : 'script',
      ...(trial.outcome === 'in-force' || trial.outcome === 'unreliable' ? { recognised: trial.recognised } : {}),
      seeds: trial.seeds,
      contacts: likeness.contacts.flatMap((contact) => (contact.obstacle === undefined ? [contact.language] : [])),
      words: wordsFor(language, script, detector, likeness),
    };
  }

  static async open(
    field: Field,
    recipe: Pick<Recipe, 'language' | 'languages' | 'contactLanguages'>,
    seeds: SeedTexts,
  ): Promise<FieldJudge> {
    const language = fieldLanguage(recipe, field);
    const script = new ScriptCheck(language, seeds[field]);
    const detector = await DetectorCheck.open(language, seeds[field]);
    const fields = (Object.keys(seeds) as Field[]).filter((other) => fieldLanguage(recipe, other) === language);
    const sameLanguage = fields.flatMap((other) => seeds[other]);
    return new FieldJudge(
      field,
      language,
      script,
      detector,
      new Likeness(language, sameLanguage, recipe.contactLanguages, script.own),
    );
  }

  /** `wanted` is looked up only for a text in which something was found. */
  judge(text: string, wanted: () => Wanted): Finding | undefined {
    return this.#script.judge(text, wanted) ?? this.#detector.judge(text, wanted) ?? this.#likeness.judge(text, wanted);
  }
}

function wordsFor(language: string, script: ScriptCheck, detector: DetectorCheck, likeness: Likeness): string {
  const name = englishName(language);
  if (script.own.length === 0) return `none: the script of ${name} is not known, and no seed shows it`;
  const { outcome, recognised, seeds } = detector.trial;
  const shown = `${percent(recognised)} of the ${seeds} seeds`;
  if (outcome === 'in-force') return `script, then language detector (recognises ${shown})`;
  const because = {
    'unknown-language': `the detector does not know ${name}`,
    'too-few-seeds': `${seeds === 1 ? '1 seed is' : `${seeds} seeds are`} long enough to try the detector on, too few`,
    unreliable: `the detector recognises only ${shown} as ${name}`,
  }[outcome];
  const usable = likeness.contacts
    .filter(({ obstacle }) => obstacle === undefined)
    .map((contact) => englishName(contact.language));
  const hindered = likeness.contacts.filter(({ obstacle }) => obstacle !== undefined);
  const obstacles = hindered.map(({ language: contact, obstacle }) => {
    const other = englishName(contact);
    if (obstacle === 'no-profile') return `likeness to ${other} is not known`;
    if (obstacle === 'seeds-alike') return `the seeds themselves read like ${other}`;
    return `there are too few seeds to compare with ${other}`;
  });
  const reasons = [because, ...obstacles].join('; ');
  return usable.length > 0
    ? `script, then flagged by likeness to ${usable.join(' and ')}: ${reasons}`
    : `script only: ${reasons}`;
}
