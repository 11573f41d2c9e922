import { languageTable } from './languageTable.ts';
import { ownNames } from './ownNames.ts';

/** A language as it is offered. */
export interface Language {
  /** BCP 47. */
  readonly tag: string;
  readonly english: string;
  /** What its speakers call it; absent where nobody told us, or where it is the English name. */
  readonly own?: string;
}

/** Every language that is offered, by English name. A list, not a limit: see `readLanguageTag`. */
export function knownLanguages(): readonly Language[] {
  known ??= listLanguages();
  return known;
}

let known: readonly Language[] | undefined;

function listLanguages(): readonly Language[] {
  const languages = [...tableNames()].map(([tag, english]) => withOwnName(tag, english));
  const { compare } = new Intl.Collator('en');
  return languages.sort((a, b) => compare(a.english, b.english));
}

/** The language of a tag, listed or not; where no name is known, the tag itself is the name. */
export function languageOf(tag: string): Language {
  return withOwnName(tag, tableNames().get(tag) ?? platformName('en', tag) ?? tag);
}

/** Tags as the recipe takes them. */
const recipeTag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/u;

/** A typed tag in its usual spelling (`zh-hant` → `zh-Hant`); `undefined` where it is no language tag (BCP 47). */
export function readLanguageTag(typed: string): string | undefined {
  const tag = typed.trim();
  if (!recipeTag.test(tag) || !/^[a-z]{2,3}(-|$)/iu.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** Whether the script of a language runs from right to left. */
export function isRightToLeft(tag: string): boolean {
  try {
    const locale = new Intl.Locale(tag).maximize();
    return rightToLeftScripts.has(locale.script ?? '');
  } catch {
    return false;
  }
}

const rightToLeftScripts = new Set([
  'Adlm',
  'Arab',
  'Aran',
  'Hebr',
  'Mand',
  'Mend',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
]);

let names: ReadonlyMap<string, string> | undefined;

function tableNames(): ReadonlyMap<string, string> {
  names ??= new Map(
    languageTable
      .trim()
      .split(/,\s/u)
      .map((entry): [string, string] => {
        const space = entry.indexOf(' ');
        return [entry.slice(0, space), entry.slice(space + 1)];
      }),
  );
  return names;
}

function withOwnName(tag: string, english: string): Language {
  const own = ownNames[tag] ?? platformName(tag, tag);
  return own === undefined || own === english || own === tag ? { tag, english } : { tag, english, own };
}

/** The platform's name of a language in another one; it would answer in its own default language where it does not know. */
function platformName(inLanguage: string, tag: string): string | undefined {
  try {
    if (Intl.DisplayNames.supportedLocalesOf([inLanguage]).length === 0) return undefined;
    const display = new Intl.DisplayNames([inLanguage], { type: 'language', fallback: 'none' });
    const answers = new Intl.Locale(display.resolvedOptions().locale).language;
    return answers === new Intl.Locale(inLanguage).language ? display.of(tag) : undefined;
  } catch {
    return undefined;
  }
}
