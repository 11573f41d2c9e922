/**
 * A language's name as speakers of `inLanguage` (a BCP 47 tag) say it, with its own name where that is another, as
 * `Hindi (हिन्दी)`; the tag itself where neither is known. The same on every machine.
 */
export function languageName(tag: string, inLanguage: string): string {
  const name = displayName(tag, inLanguage);
  const own = displayName(tag, tag);
  if (name === undefined || own === undefined) return name ?? own ?? tag;
  return name.toLowerCase() === own.toLowerCase() ? name : `${name} (${own})`;
}

/** A language's name in English; the tag itself where none is known. */
export function englishName(tag: string): string {
  return displayName(tag, 'en') ?? tag;
}

const names = new Map<string, string | undefined>();

/** Looking a name up costs a fraction of a millisecond, and every request asks for a few. */
function displayName(tag: string, inLanguage: string): string | undefined {
  const key = `${tag} ${inLanguage}`;
  if (!names.has(key)) names.set(key, lookUpName(tag, inLanguage));
  return names.get(key);
}

function lookUpName(tag: string, inLanguage: string): string | undefined {
  try {
    // An unknown language's names would come in the language of the machine.
    if (Intl.DisplayNames.supportedLocalesOf(inLanguage).length === 0) return undefined;
    return new Intl.DisplayNames([inLanguage], { type: 'language', fallback: 'none' }).of(tag);
  } catch {
    return undefined;
  }
}
