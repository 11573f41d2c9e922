import { remembering } from '../remembering.ts';
import { areNeighbours } from './neighbours.ts';
import { languageOf } from './scripts.ts';

/** Languages whose names are looked for in an instruction. */
const named =
  'am ar az be bg bn bo ca cs cy da de el en eo es et eu fa fi fil fr ga gl gn gu ha he hi hr hu hy id ig is it ja jv ka kk km kn ko ku ky la lo lt lv mg mi mk ml mn mr ms mt my ne nl no ny or pa pl ps pt qu ro ru rw sa sd si sk sl sm sn so sq sr su sv sw ta te tg th ti tk tl tr tt ug uk ur uz vi xh yi yo yue zh zu'.split(
    ' ',
  );

/** Names in use that the tables of names do not have. */
const moreNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  zh: { en: '英文', zh: '中文', ja: '日文', fr: '法文', de: '德文', ru: '俄文' },
  yue: { en: '英文', zh: '中文', ja: '日文' },
  ja: { en: '英文', zh: '中文' },
  ko: { en: '영문' },
  gn: { en: 'inglés', es: 'castellano', gn: 'avañe’ẽ' },
  fa: { en: 'انگلیسی' },
  tl: { en: 'ingles' },
};

/** Marks that people leave out: accents of Latin, the nukta. */
const optionalMarks = /[\u0300-\u036f\u093c\u09bc]/gu;

/** A nasal before another consonant of Devanagari, which people also write as a dot. */
const nasal = /[\u0919\u091e\u0923\u0928\u092e]\u094d(?=[\u0915-\u0939])/gu;

/** Beginnings of words for translating, by language. */
const translating: Readonly<Record<string, string>> = {
  am: 'ተርጉም|ተርጕም|ትርጉም',
  ar: 'ترجم',
  az: 'tərcümə',
  bg: 'превед|превод',
  bn: 'অনুবাদ|তরজমা',
  bo: 'སྒྱུར',
  ca: 'traduï|traduei|tradui|traducci',
  cs: 'přelož|překlad',
  de: 'übersetz',
  el: 'μεταφρ',
  en: 'translat',
  es: 'traduc|traduz',
  eu: 'itzul',
  fa: 'ترجمه',
  fi: 'kään',
  fr: 'tradui|traduct',
  gn: 'mbohasa',
  gu: 'અનુવાદ',
  ha: 'fassar',
  he: 'תרגמ|תרגום|תרגם',
  hi: 'अनुवाद',
  hu: 'fordít',
  hy: 'թարգման',
  id: 'terjemah|alih bahasa',
  it: 'tradu',
  ja: '訳',
  ka: 'თარგმ',
  kk: 'аудар',
  km: 'បកប្រែ',
  kn: 'ಅನುವಾದ',
  ko: '번역',
  ky: 'которуу|которгу',
  lo: 'ແປ',
  ml: 'വിവർത്തന|പരിഭാഷ',
  mr: 'भाषांतर|अनुवाद',
  ms: 'terjemah',
  my: 'ဘာသာပြန်',
  ne: 'अनुवाद|उल्था',
  nl: 'vertaal|vertal',
  no: 'oversett',
  or: 'ଅନୁବାଦ',
  pa: 'ਅਨੁਵਾਦ|ਉਲੱਥਾ',
  pl: 'tłumacz',
  pt: 'traduz|traduç',
  qu: "t'ikra|tikray",
  ro: 'tradu',
  ru: 'перевед|перевод|перевест',
  sr: 'превед|превод|prevedi|prevod',
  sv: 'översätt',
  sw: 'tafsir',
  ta: 'மொழிபெயர்|மொழியாக்க',
  te: 'అనువ',
  th: 'แปล(?![กง])',
  tl: 'isalin',
  tr: 'çevir|tercüme',
  uk: 'переклад|перекласти',
  ur: 'ترجمہ',
  uz: 'tarjim',
  vi: 'dịch',
  zh: '译|譯',
};
const inAnyLanguage = new RegExp(Object.values(translating).map(plain).join('|'), 'u');

/** An instruction is asked about once for each field of each of its instances. */
const translatesInAnyLanguage = remembering((instruction: string) => inAnyLanguage.test(plain(instruction)));

const translatesIn = remembering((language: string) => {
  const words = translating[language];
  return words === undefined ? undefined : new RegExp(plain(words), 'u');
});

function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(nasal, '\u0902')
    .normalize('NFD')
    .replace(optionalMarks, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[’ʼ]/gu, "'");
}

/** The part of a name that stays when it is inflected. */
function stem(name: string): string {
  const bare = plain(name).replace(/[^\p{L}\p{M}]+$/u, '');
  const withoutArticle = bare.replace(/^ال/u, '');
  const characters = Array.from(withoutArticle);
  return characters.length >= 6 ? characters.slice(0, -2).join('') : withoutArticle;
}

/** Languages by the stems of their names in a language. */
type Names = readonly { readonly language: string; readonly stem: string }[];

const namesIn = new Map<string, Names>();

function namesOf(tag: string): Names {
  const known = namesIn.get(tag);
  if (known) return known;
  const primary = languageOf(tag);
  let names: Names = [];
  try {
    if (Intl.DisplayNames.supportedLocalesOf(tag).length > 0) {
      const display = new Intl.DisplayNames(tag, { type: 'language', fallback: 'none' });
      names = named.flatMap((language) => {
        const name = display.of(language);
        return name === undefined ? [] : [{ language, stem: stem(name) }];
      });
    }
  } catch {
    // A tag that is none has no names.
  }
  const more = Object.entries(moreNames[primary] ?? {}).map(([language, name]) => ({ language, stem: stem(name) }));
  const all = [...names, ...more].filter(({ stem }) => stem.length >= 2);
  namesIn.set(tag, all);
  return all;
}

/** Which languages a text names, in the words of the language `tag`. */
export const languagesNamed = remembering((text: string, tag: string): readonly string[] => {
  const searched = plain(text);
  return namesOf(tag).flatMap(({ language, stem }) => (searched.includes(stem) ? [language] : []));
});

/** What an instruction wants in other languages than the dataset's. */
export interface Wanted {
  /** Any language may be there: it is about translating, or about putting something into the dataset's language. */
  readonly any: boolean;
  readonly languages: readonly string[];
}

/** Which languages an input or output may be in besides `own`, by its instruction in the language `tag`. */
export function wantedIn(field: 'input' | 'output', instruction: string, own: string, tag: string): Wanted {
  const languages = languagesNamed(instruction, tag);
  const namesOwn = languages.some((language) => areNeighbours(language, own));
  return { any: translatesInAnyLanguage(instruction) || (field === 'input' && namesOwn), languages };
}

/** Which languages may stand within an instruction in the language `tag`: what is to be translated, say. Only its own words count. */
export function wantedWithin(instruction: string, tag: string): Wanted {
  const any = translatesIn(languageOf(tag))?.test(plain(instruction)) ?? false;
  return { any, languages: languagesNamed(instruction, tag) };
}
