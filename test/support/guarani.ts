import type { ScriptedTask } from './scriptedModel.ts';

/** Seed tasks as somebody would keep them in a spreadsheet: a quoted cell of two lines, curly apostrophes, nasal vowels. */
export const guaraniTable = [
  'instruction,input,output',
  'Ehai mokõi guyra réra.,,"Tukã',
  'Mainumby"',
  'Embohasa ko ñe’ẽ karaiñe’ẽme.,óga,casa',
  'Emoĩ ñe’ẽ joavy.,tuicha,michĩ',
  'Mba’épa ojapo peteĩ chokokue?,,Oñemitỹ ha omono’õ yvágui oúva.',
  'Embohováike porandu: moõpa opyta Itaipu?,,Parana ysyrýpe.',
  'Emoĩ pe ñe’ẽ iñasãiva.,"mitã, óga, kavaju","mitãnguéra, ógakuéra, kavajukuéra"',
  '',
].join('\n');

/** Tasks as far from each other as a good model's. */
export const guaraniTasks: readonly ScriptedTask[] = [
  { instruction: 'Ehai mbohapy yva réra.', input: '', output: 'Narã\nPakova\nAvakachi' },
  {
    instruction: 'Mba’éichapa ojejapo mbeju?',
    input: '',
    output: 'Oñembojehe’a aramirõ, kesu ha ñandy, upéi oñembojy tata ári.',
  },
  { instruction: 'Eipapa peteĩ guive po peve.', input: '', output: 'Peteĩ, mokõi, mbohapy, irundy, po.' },
  {
    instruction: 'Emombyky ko marandu peteĩ ñe’ẽjoajúpe.',
    input: 'Kuehe oky heta Caaguazúpe. Umi tape oñembyaipa ha mitãnguéra ndohói mbo’ehaópe.',
    output: 'Oky heta rupi mitãnguéra ndohói mbo’ehaópe.',
  },
  {
    instruction: 'Ejapo kuatiañe’ẽ mbyky ne angirũ peguarã.',
    input: '',
    output: 'Che angirũ, mba’éichapa reime? Ko’ẽrõ roñe’ẽta. Aguyje.',
  },
  { instruction: 'Mboy árapa oguereko peteĩ arapokõindy?', input: '', output: 'Pokõi ára.' },
  {
    instruction: 'Ere mba’épa jaguerahava’erã ñu ruguápe.',
    input: '',
    output: 'Y, kamisa puku, akãngao ha kyse.',
  },
  {
    instruction: 'Emyesakã mandi’o ñemitỹ rape.',
    input: '',
    output: 'Oñekytĩ mandi’o rakã, oñeñotỹ yvýpe ha oñeha’ãrõ poapy jasy.',
  },
  { instruction: 'Eikuaauka mymba ka’aguy Cháko pegua.', input: '', output: 'Jaguarete\nTagua\nMborevi' },
  { instruction: 'Mávapa oporombo’e mitãme?', input: '', output: 'Mbo’ehára oporombo’e mitãme.' },
  {
    instruction: 'Eme’ẽ chéve ñe’ẽpoty jasy rehegua.',
    input: '',
    output: 'Jasy morotĩ, pyhare resa,\nreñembohory che róga ári.',
  },
  {
    instruction: 'Mba’épe iñambue ka’ay ha terere?',
    input: '',
    output: 'Ka’ay haku, terere katu ro’ysã.',
  },
  { instruction: 'Emohenda umi papapy michĩvéva ypy.', input: '7, 2, 9', output: '2, 7, 9' },
  {
    instruction: 'Eiporavo tembi’u hesãiva ko’ãva apytégui.',
    input: 'so’o ka’ẽ, asuka, yva aky',
    output: 'Yva aky.',
  },
  {
    instruction: 'Araka’épa ojegueromandu’a Paraguái sãso?',
    input: '',
    output: 'Jasypo 14 ha 15-pe ojegueromandu’a.',
  },
  { instruction: 'Embojoapy ko mombe’urã paha.', input: 'Peteĩ jey jagua ha mbarakaja…', output: '… oiko angirũ.' },
];
