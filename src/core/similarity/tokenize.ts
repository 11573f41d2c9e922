/** Cuts a text into the tokens that similarity and length limits count. */
export type Tokenizer = (text: string) => string[];

/** What `createTokenizer` takes. */
export interface TokenizerOptions {
  /** BCP 47 tag of the recipe's language, such as `uk` or `uz-Latn`; only the apostrophe rule depends on it. */
  readonly language?: string;
  /**
   * `any-script` (default); `runs`: the same, but what is written without spaces stays whole; or `reference`: exactly the
   * tokens of rouge_score, which drops all but ASCII.
   */
  readonly mode?: 'any-script' | 'runs' | 'reference';
}

/**
 * Makes a tokenizer.
 *
 * `reference` is rouge_score's tokenizer without stemming: lower-case, runs of `[a-z0-9]`, all else separates.
 *
 * `any-script` gives the same tokens on ASCII text, and for the rest: NFKC, lower-case, runs of letters, marks and
 * digits, each starting with a letter or digit. What that does, script by script:
 * - **Unspaced scripts** (Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar): runs that hold one are cut into the word
 *   pieces of `Intl.Segmenter`. The pieces depend on the dictionaries of the running ICU, not on the machine's locale.
 * - **Tibetan**: the tsheg (U+0F0B, and U+0F0C which NFKC folds into it) separates, so a token is a syllable.
 * - **Turkish**: İ, I, ı and i are one letter, `i`, so that neither capitals nor ASCII spelling make a text new.
 * - **German**: ß stays, ẞ becomes ß, and `ss` is something else: `Straße` is not `Strasse`.
 * - **Arabic**: tatweel and the optional signs U+064B–U+0652 and U+0670 (vowels, shadda, sukun) are dropped; hamza and
 *   madda stay. Hebrew points and accents are dropped likewise.
 * - **Armenian**: the marks of emphasis, exclamation and question (U+055B, U+055C, U+055E) stand inside words; dropped.
 * - **Devanagari and its kin**: nukta stays, so फ़ is not फ; composed and decomposed spellings are equal.
 * - **Full-width and half-width forms** are folded (NFKC): `ＡＢＣ` is `abc`.
 * - **Hangul** in NFC and NFD is equal.
 * - **ZWNJ and ZWJ** between word characters stay in the word (Persian, Sinhala); elsewhere they are dropped. ZWSP
 *   separates. Soft hyphen, word joiner and variation selectors are dropped.
 * - **Apostrophes** (U+0027, U+2019, U+2018, U+02BC, U+02BB, and the Hebrew geresh) are alike. Between two word
 *   characters they belong to the word if the language writes them as a letter or sign (`uk`, `uz`, `haw`, …), or if both
 *   neighbours are of a spaced script other than Latin. Everywhere else they separate, so `don’t` is `don`, `t`, as rouge_score has it.
 */
export function createTokenizer(options: TokenizerOptions = {}): Tokenizer {
  if (options.mode === 'reference') return asciiTokens;
  const apostropheLanguage = apostropheLanguages.has(primarySubtag(options.language));
  const cut = options.mode === 'runs' ? wordRunsOf : anyScriptTokens;
  return (text) => {
    if (!nonAscii.test(text) && !(apostropheLanguage && text.includes("'"))) return asciiTokens(text);
    return cut(text, apostropheLanguage);
  };
}

function asciiTokens(text: string): string[] {
  return text.toLowerCase().match(asciiRuns) ?? [];
}

function anyScriptTokens(text: string, apostropheLanguage: boolean): string[] {
  return wordRunsOf(text, apostropheLanguage).flatMap((run) => (unspaced.test(run) ? wordPieces(run) : run));
}

function wordRunsOf(text: string, apostropheLanguage: boolean): string[] {
  return settleApostrophes(foldText(text), apostropheLanguage).match(wordRuns) ?? [];
}

/** NFKC and lower-case, less what is optional or invisible. */
export function foldText(text: string): string {
  const folded = text
    .normalize('NFKC')
    .replaceAll('\u0130', 'i') // İ: its plain lower-case is i with a combining dot
    .toLowerCase()
    .replaceAll('\u0131', 'i') // ı
    .replace(droppable, '');
  return thaiOrLao.test(folded) ? recomposeThaiAndLao(folded) : folded;
}

/** Undoes what NFKC takes apart although the segmenter's dictionaries hold it whole: sara am and the Lao digraphs. */
function recomposeThaiAndLao(text: string): string {
  return text
    .replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, '$1\u0e33')
    .replace(/\u0ecd([\u0ec8-\u0ecb]?)\u0eb2/g, '$1\u0eb3')
    .replaceAll('\u0eab\u0e99', '\u0edc')
    .replaceAll('\u0eab\u0ea1', '\u0edd');
}

/** Makes each apostrophe that belongs to a word the letter U+02BC and each other one a space. */
function settleApostrophes(text: string, apostropheLanguage: boolean): string {
  if (!apostrophe.test(text)) return text;
  const pattern = apostropheLanguage ? apostropheInWordOrNot : apostropheInNonLatinWordOrNot;
  return text.replace(pattern, (_, inWord: string | undefined) => (inWord ? '\u02bc' : ' '));
}

/** The word pieces of a run that holds an unspaced script. */
function wordPieces(run: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  return Array.from(segmenter.segment(run), (piece) => piece.segment);
}

/** Making a segmenter costs milliseconds, so there is one. Its locale is fixed: the pieces must not depend on the machine's. */
let segmenter: Intl.Segmenter | undefined;

function primarySubtag(language: string | undefined): string {
  return language?.toLowerCase().split(/[-_]/, 1)[0] ?? '';
}

/** Languages that write an apostrophe for a letter or a sound inside a word. Elision (French, Italian) is not that: it parts words. */
const apostropheLanguages: ReadonlySet<string> = new Set(
  'ay be br gaa gn ha haw kaa ki luo nv om quc qu rap rue sm sn so sw to ty uk uz yua'.split(' '),
);

const asciiRuns = /[a-z0-9]+/g;
const nonAscii = /[\u0080-\uffff]/;
const wordRuns = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[\u200c\u200d]+[\p{L}\p{M}\p{N}]+)*/gu;
const unspacedScripts = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'];
const unspacedClass = `[${unspacedScripts.map((script) => `\\p{Script=${script}}`).join('')}]`;
const unspaced = new RegExp(unspacedClass, 'v');
const thaiOrLao = /[\p{Script=Thai}\p{Script=Lao}]/u;

/**
 * What is dropped. Invisible: soft hyphen, word joiner, byte order mark, keycap, variation selectors. Optional: tatweel and
 * Arabic signs; Hebrew points and accents. Set inside words though punctuation: the Armenian marks of emphasis,
 * exclamation and question.
 */
const droppable = new RegExp(
  [
    '[\\u00ad\\u2060\\ufeff\\ufe00-\\ufe0f\\u20e3\\u{e0100}-\\u{e01ef}]',
    '[\\u0640\\u064b-\\u0652\\u0670]',
    '[\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7]',
    '[\\u055b\\u055c\\u055e]',
  ].join('|'),
  'gu',
);

const apostropheClass = "['\\u2018\\u2019\\u02bb\\u02bc\\u05f3]";
const apostrophe = new RegExp(apostropheClass, 'v');
const apostropheInWordOrNot = apostropheBetween('[\\p{L}\\p{M}\\p{N}]');
const apostropheInNonLatinWordOrNot = apostropheBetween(
  '[[\\p{L}\\p{M}]--[\\p{Script_Extensions=Latin}\\p{Script=Common}\\p{Script=Inherited}]]',
);

/** Matches every apostrophe; group 1 holds it only if both neighbours are in the class and of no unspaced script. */
function apostropheBetween(neighbours: string): RegExp {
  const neighbour = `[${neighbours}--${unspacedClass}--[\\u02bb\\u02bc]]`;
  return new RegExp(`((?<=${neighbour})${apostropheClass}(?=${neighbour}))|${apostropheClass}`, 'gv');
}
