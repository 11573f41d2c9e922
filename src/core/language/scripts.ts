/** ISO 15924 codes of the scripts that languages are written in today and that Unicode knows as a property. */
const codes =
  'Latn Deva Arab Cyrl Hani Hira Kana Hang Beng Taml Telu Knda Mlym Gujr Guru Orya Sinh Thai Laoo Khmr Mymr Tibt Ethi Geor Armn Hebr Grek Mong Thaa Syrc Nkoo Tfng Adlm Olck Cher Cans Vaii Mtei Yiii Bopo Java Bali Sund Bugi Cham Cakm Lepc Limb Tale Talu Lana Rohg Osge Lisu Bamu Sylo Saur Kali Hmng Hmnp Wara Newa Gong Gonm Tirh Nagm Wcho Toto'.split(
    ' ',
  );

const patterns = new Map(codes.map((code) => [code, new RegExp(`\\p{Script=${code}}`, 'u')]));

/** Codes that stand for several scripts, or for a variety of one. */
const parts: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Hani', 'Hira', 'Kana'],
  Hrkt: ['Hira', 'Kana'],
  Kore: ['Hang', 'Hani'],
  Hans: ['Hani', 'Bopo'],
  Hant: ['Hani', 'Bopo'],
  Hanb: ['Hani', 'Bopo'],
  Aran: ['Arab'],
  Latf: ['Latn'],
  Latg: ['Latn'],
  Cyrs: ['Cyrl'],
  Geok: ['Geor'],
};

/** Languages that people write in more scripts than the likeliest one, where the tag does not name the script. */
const writtenIn: Readonly<Record<string, string>> = {
  az: 'Latn Cyrl Arab',
  ban: 'Latn Bali',
  ber: 'Tfng Latn Arab',
  bm: 'Latn Nkoo',
  bs: 'Latn Cyrl',
  chr: 'Cher Latn',
  cr: 'Cans Latn',
  crh: 'Latn Cyrl',
  dv: 'Thaa',
  ff: 'Latn Adlm Arab',
  ha: 'Latn Arab',
  hmn: 'Latn Hmng Hmnp',
  iu: 'Cans Latn',
  jv: 'Latn Java Arab',
  kk: 'Cyrl Latn Arab',
  kok: 'Deva Latn Knda',
  ks: 'Arab Deva',
  ku: 'Latn Arab Cyrl',
  ky: 'Cyrl Arab Latn',
  mn: 'Cyrl Mong',
  mni: 'Beng Mtei',
  ms: 'Latn Arab',
  pa: 'Guru Arab',
  pi: 'Deva Sinh Thai Mymr Khmr Latn',
  rhg: 'Rohg Arab Latn',
  sa: 'Deva Latn',
  sat: 'Olck Beng Deva Orya Latn',
  sd: 'Arab Deva',
  sh: 'Latn Cyrl',
  shi: 'Tfng Latn Arab',
  sr: 'Cyrl Latn',
  su: 'Latn Sund',
  tg: 'Cyrl Arab',
  tk: 'Latn Cyrl',
  tt: 'Cyrl Latn',
  tzm: 'Latn Tfng',
  ug: 'Arab Cyrl Latn',
  uz: 'Latn Cyrl Arab',
  vai: 'Vaii Latn',
  yi: 'Hebr',
  zgh: 'Tfng Latn',
};

/** What a letter weighs: a sign for a syllable or a word says as much as several letters of an alphabet. */
const weights: Readonly<Record<string, number>> = { Hani: 3, Hang: 2, Hira: 2, Kana: 2, Ethi: 2, Yiii: 2 };

/** Scripts that set no space between words. */
export const unspacedScripts: ReadonlySet<string> = new Set('Hani Hira Kana Thai Laoo Khmr Mymr Java Bali'.split(' '));

/** Scripts (ISO 15924) that a BCP 47 tag may be written in; none where the tag's language is not known. */
export function scriptsOf(tag: string): readonly string[] {
  const locale = localeOf(tag);
  if (!locale) return [];
  const named = locale.script ? [locale.script] : writtenIn[locale.language]?.split(' ');
  const likely = locale.maximize().script;
  return (named ?? (likely ? [likely] : [])).flatMap((code) => parts[code] ?? (patterns.has(code) ? [code] : []));
}

/** Primary language of a tag in its canonical form, such as `he` for `iw-IL`; the tag itself where it is none. */
export function languageOf(tag: string): string {
  return localeOf(tag)?.language ?? tag;
}

/** To build one takes longer than to look at a sentence, and a dataset names few. */
const locales = new Map<string, Intl.Locale | undefined>();
const mostLocales = 1_000;

function localeOf(tag: string): Intl.Locale | undefined {
  if (locales.has(tag)) return locales.get(tag);
  if (locales.size >= mostLocales) locales.clear();
  const locale = readLocale(tag);
  locales.set(tag, locale);
  return locale;
}

function readLocale(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/** Weighted number of letters, vowel signs included, by script. What several scripts share counts for none. */
export function weighLetters(text: string): ReadonlyMap<string, number> {
  const letters = new Map<string, number>();
  // Neighbours are mostly of one script: it is counted as long as it lasts.
  let [script, count]: [string | undefined, number] = [undefined, 0];
  const add = () => {
    if (script !== undefined) letters.set(script, (letters.get(script) ?? 0) + count * (weights[script] ?? 1));
  };
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at) ?? 0;
    at += codePoint > 0xffff ? 2 : 1;
    const next = scriptOfLetter(codePoint);
    if (next === undefined) continue;
    if (next !== script) {
      add();
      [script, count] = [next, 0];
    }
    count += 1;
  }
  add();
  return letters;
}

const isLetter = /[\p{L}\p{M}]/u;

/** By code point: looking a letter's script up tries dozens of patterns, and every text is asked about letter by letter. */
const scriptsOfLetters = new Map<number, string | undefined>();

/** `undefined` for what is no letter, or is common to several scripts. */
function scriptOfLetter(codePoint: number): string | undefined {
  const known = scriptsOfLetters.get(codePoint);
  if (known !== undefined || scriptsOfLetters.has(codePoint)) return known;
  const character = String.fromCodePoint(codePoint);
  const script = isLetter.test(character) ? codes.find((code) => patterns.get(code)?.test(character)) : undefined;
  scriptsOfLetters.set(codePoint, script);
  return script;
}

/** Sum of all weights. */
export function totalWeight(letters: ReadonlyMap<string, number>): number {
  return [...letters.values()].reduce((sum, weight) => sum + weight, 0);
}

/** The script with most weight. */
export function mainScript(letters: ReadonlyMap<string, number>): string | undefined {
  return [...letters].reduce<[string, number] | undefined>(
    (most, entry) => (most && most[1] >= entry[1] ? most : entry),
    undefined,
  )?.[0];
}

/** Name of a script in English. */
export function scriptName(code: string): string {
  return new Intl.DisplayNames('en', { type: 'script' }).of(code) ?? code;
}
