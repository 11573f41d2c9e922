/** What a key of the review or of the ledger does. */
export const keyActions = [
  'accept',
  'reject',
  'undo',
  'next',
  'previous',
  'open',
  'openNearest',
  'rescue',
  'retry',
  'showReply',
  'search',
  'showKeys',
] as const;
export type KeyAction = (typeof keyActions)[number];

/** Where keys act. */
export type KeyPlace = 'review' | 'ledger';

/** What this needs to know of a `KeyboardEvent`. */
export interface KeyPress {
  readonly key: string;
  /** The place on the keyboard, named by the US layout: `KeyA`. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  /** Held down: sent again and again. */
  readonly repeat: boolean;
  /** In the middle of composing a character with an input method. */
  readonly isComposing: boolean;
}

const moves = { j: 'next', k: 'previous', o: 'open' } as const;

const letters: Readonly<Record<KeyPlace, Readonly<Record<string, KeyAction>>>> = {
  review: { ...moves, a: 'accept', r: 'reject', u: 'undo' },
  ledger: { ...moves, r: 'rescue', t: 'retry', s: 'showReply', n: 'openNearest' },
};

/** The keys by their names rather than by letters; `؟` is the question mark of Arabic keyboards. */
const named: Readonly<Record<string, KeyAction>> = {
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  '?': 'showKeys',
  '؟': 'showKeys',
};

/**
 * The action of a key press, or undefined. Keys with Ctrl, Alt or Meta belong to the editor. On a keyboard without
 * Latin letters the place of the key counts. A key held down moves, but decides only once.
 */
export function keyAction(press: KeyPress, place: KeyPlace = 'review'): KeyAction | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey || press.isComposing) return undefined;
  const action = named[press.key] ?? (isSearch(press, place) ? 'search' : letters[place][latinLetter(press)]);
  const isMove = action === 'next' || action === 'previous';
  return press.repeat && !isMove ? undefined : action;
}

function isSearch({ key }: KeyPress, place: KeyPlace): boolean {
  return place === 'ledger' && key === '/';
}

function latinLetter({ key, code }: KeyPress): string {
  if (/^[A-Za-z]$/.test(key)) return key.toLowerCase();
  // Named keys such as Tab are of Latin letters too; a key may give several letters, or a vowel sign alone.
  const isOfAnotherScript = /^[\p{L}\p{M}]+$/u.test(key) && !/\p{Script=Latin}/u.test(key);
  return isOfAnotherScript && code.startsWith('Key') ? code.slice('Key'.length).toLowerCase() : '';
}
