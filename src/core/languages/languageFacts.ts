/** Languages beside which another one is read and written, into which a model slips: by the contact language. */
const besides: Readonly<Record<string, string>> = {
  es: 'agr arn ast ay ayr ca cak cni eu ext gl gn guc kek kjb mam nah ncx oto pua quc qu quy qug shp tar tzh tzo yaq yua zap',
  fr: 'bci bm br co ee ff ffm fon frp gcf gcr ht kab ln mg mos oc rcf sg snk tzm wa wo zgh dyu rif shi ktu kg',
  pt: 'kea kgp mwl tdt tet yrl cjk kmb umb ndc seh vmw',
  ru: 'ab ady av az ba be ce chm cv dar inh kaa kbd kk koi krc kum ky lez mdf mn mrj myv nog os sah tg tk tt tyv udm uk uz vep xal kv',
  zh: 'bo ii mnc ug za wuu gan hak hsn nan yue hnj',
  hi: 'anp awa bgc bhb bho bra doi gbm gon hne hoc hoj kfy kru mag mai mwr or raj sat unr wbr xnr',
  ar: 'arq ary arz aeb ars apc shu kab rif shi tzm zgh ckb ku syr',
  id: 'ace ban bbc bew bjn bug gor jv mad mak min nia sas su',
  fa: 'bal bgn bqi glk ku ckb lrc mzn ps tly azb sdh',
  am: 'gez om sid so ti wal aa',
  sw: 'asa bez dav ebu guz jmc kam kde ki kln ksb lag luo luy mas mer nym rof rwk saq sbp suk vun',
  tr: 'ku kiu lzz zza',
  it: 'egl fur lij lld lmo nap pms rgn sc scn vec',
  de: 'bar dsb gsw hsb ksh nds pdt pfl stq sli vmf',
};

/** Languages that say in one word what others say in several: their instructions are of few words. */
const longWords = new Set(
  'agr alt arn ay ayr az azb ba bua bxr chm cni crh cv esu et eu fi gag gn iu ik ka kaa kbd kk kl kn koi krc krl ku kum kv ky lez lg mdf ml mn mrj myv nah ncx nd nog nr pua qu qug quy rn rw sah se shp ss st ta tcy te tk tn tr ts tt tyv udm ug uz ve vep xal xh xmf yua zu'.split(
    ' ',
  ),
);

/** Of these, the languages that are written in short words all the same. */
const shortWords = new Set(['st', 'tn', 'ts', 've']);
/** Languages that bind endings or prefixes to their words as well, beside those of long words. */
const alsoBinding = new Set('bem guz hu kam ki ko lua mer ny sn sw'.split(' '));

/** Tags of the languages that a model slips into instead of this one: its neighbours, and English. Never the language itself. */
export function contactLanguagesOf(tag: string): string[] {
  const [language = tag] = tag.split('-');
  const neighbours = Object.entries(besides)
    .filter(([, around]) => around.split(' ').includes(language))
    .map(([contact]) => contact);
  return [...neighbours, 'en'].filter((contact) => contact !== language);
}

/** Whether an instruction of two words may be whole in this language. */
export function hasLongWords(tag: string): boolean {
  return longWords.has(tag.split('-')[0] ?? tag);
}

/**
 * Whether one word takes so many forms in this language (Turkic, Uralic, Dravidian, Mongolic and Quechuan languages, Bantu
 * ones that are written in long words, Aymara, Guarani, Basque, Georgian, Korean, …) that two instructions which say the
 * same may share no whole word: there similarity is better measured by trigrams. Languages without spaces, such as
 * Japanese, are cut into words as dictionaries have them and are not among these.
 */
export function bindsEndings(tag: string): boolean {
  const [language = tag] = tag.split('-');
  return alsoBinding.has(language) || (longWords.has(language) && !shortWords.has(language));
}
