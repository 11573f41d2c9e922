/** Words for yes and no, signs too, in the languages that volunteers write in most. Compared without case and signs around. */
const yes = [
  ...[
    'yes',
    'y',
    'true',
    '1',
    '✓',
    '✔',
    '✅',
    '☑',
    '👍',
    '+',
    'ja',
    'j',
    'oui',
    'o',
    'si',
    'sí',
    's',
    'sim',
    'да',
    'д',
    'так',
  ],
  ...[
    'evet',
    'ya',
    'ndiyo',
    'ndio',
    'हाँ',
    'हां',
    'نعم',
    'بله',
    '是',
    '对',
    'はい',
    '예',
    '네',
    '○',
    'ใช่',
    'có',
    'tak',
    'oo',
    'ναι',
    'כן',
    'হ্যাঁ',
    'ஆம்',
    'wahr',
    'vrai',
  ],
];
const no = [
  ...[
    'no',
    'n',
    'false',
    '0',
    '✗',
    '✘',
    '❌',
    '☒',
    '✖',
    '×',
    '👎',
    '-',
    'nein',
    'non',
    'não',
    'нет',
    'ні',
    'hayır',
    'tidak',
    'hapana',
  ],
  ...[
    'नहीं',
    'لا',
    'نه',
    '否',
    '不',
    'いいえ',
    '아니요',
    'ไม่',
    'không',
    'nie',
    'hindi',
    'όχι',
    'לא',
    'না',
    'இல்லை',
    'falsch',
    'faux',
  ],
];
const accept = [
  ...[
    'accept',
    'accepted',
    'a',
    'ok',
    'okay',
    'good',
    'keep',
    'annehmen',
    'angenommen',
    'akzeptiert',
    'gut',
    'accepter',
    'accepté',
    'bon',
  ],
  ...[
    'aceptar',
    'aceptado',
    'acepto',
    'bueno',
    'aceitar',
    'aceito',
    'bom',
    'accettare',
    'accettato',
    'принять',
    'принято',
    'kabul',
    'terima',
  ],
  ...['kubali', 'nakubali', 'स्वीकार', 'सही', 'قبول', 'مقبول', '接受', '通过', '承認', '採用', '승인'],
];
const reject = [
  ...[
    'reject',
    'rejected',
    'r',
    'bad',
    'drop',
    'ablehnen',
    'abgelehnt',
    'schlecht',
    'rejeter',
    'rejeté',
    'refuser',
    'mauvais',
    'rechazar',
  ],
  ...[
    'rechazado',
    'malo',
    'rejeitar',
    'rejeitado',
    'ruim',
    'rifiutare',
    'rifiutato',
    'отклонить',
    'отклонено',
    'ret',
    'reddet',
    'tolak',
  ],
  ...['kataa', 'nakataa', 'अस्वीकार', 'ग़लत', 'गलत', 'رفض', 'مرفوض', '拒绝', '驳回', '却下', '거부', '거절'],
];

const yesWords = new Set(yes.map(plain));
const noWords = new Set(no.map(plain));
const acceptWords = new Set([...yes, ...accept].map(plain));
const rejectWords = new Set([...no, ...reject].map(plain));

/** All words for a verdict, as they are compared. */
export const verdictWords: Readonly<Record<'accept' | 'reject', ReadonlySet<string>>> = {
  accept: acceptWords,
  reject: rejectWords,
};

/** For comparing only; never shown. Emoji come with and without their variation selector. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\uFE0E\uFE0F\s.!]/gu, '');
}

/** `undefined` for a word that is neither. */
export function readYesNo(text: string): boolean | undefined {
  const word = plain(text);
  if (yesWords.has(word)) return true;
  return noWords.has(word) ? false : undefined;
}

/** A verdict in a word of several languages, or a sign; `undefined` for what is neither. */
export function readVerdict(text: string): 'accept' | 'reject' | undefined {
  const word = plain(text);
  if (acceptWords.has(word)) return 'accept';
  return rejectWords.has(word) ? 'reject' : undefined;
}
