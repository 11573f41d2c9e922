import { findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser';

/** What a reply held: whole items, and the raw text of one that was cut off. */
export interface ParsedReply<T> {
  readonly items: readonly T[];
  /** Text of the unfinished last item, when the reply stopped in the middle of it. */
  readonly cutOff?: string;
}

/** A reply that follows neither the schema nor the headings. `message` says what was expected and what came. */
export class UnreadableReply extends Error {
  readonly expected: string;

  constructor(expected: string, text: string) {
    const start = text.trim().slice(0, 80);
    super(
      `Expected ${expected}; got ${start === '' ? 'an empty reply' : `“${start}${text.trim().length > 80 ? '…' : ''}”`}.`,
    );
    this.name = 'UnreadableReply';
    this.expected = expected;
  }
}

/** Most items of one reply. At most 50 are asked for: a reply with more than this is one that ran away. */
export const mostItems = 1000;

/** Removes what models wrap around an answer: a reasoning block and a code fence. The answer itself is untouched. */
export function unwrap(text: string): string {
  const answer = text.replace(/^\s*<think>[\s\S]*?<\/think>/u, '').trim();
  const fenced = /^```[^\n]*\n([\s\S]*?)(?:\n```\s*)?$/u.exec(answer);
  return fenced?.[1] ?? answer;
}

/**
 * Reads the array `key` of a JSON object, item by item. An item that the reply breaks off is returned as `cutOff`
 * and not as an item. `undefined` where the text is no JSON object with that array, or is nested too deep to be read.
 * Throws `UnreadableReply` for more than `mostItems`.
 */
export function readArray(text: string, key: string): ParsedReply<unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return readNodes(text, key);
  } catch (error) {
    // The parser calls itself for each level. A stored reply that is all brackets must not end every run that comes to it.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readNodes(text: string, key: string): ParsedReply<unknown> | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const array = root && findNodeAtLocation(root, [key]);
  if (array?.type !== 'array') return undefined;
  const nodes: readonly Node[] = array.children ?? [];
  checkCount(nodes.length, text);
  const whole = errors.length === 0 ? nodes : nodes.filter((node) => isWhole(node, text, errors));
  const items = whole.map((node) => getNodeValue(node) as unknown);
  const broken = nodes[whole.length];
  return broken ? { items, cutOff: text.slice(broken.offset) } : { items };
}

/**
 * The items of headed text. Headings do not show where the last item ends, so after a length stop (`cut`) it is
 * taken as unfinished. Throws `UnreadableReply` for more than `mostItems`.
 */
export function finishedItems<T>(items: readonly T[], cut: boolean, textOf: (item: T) => string): ParsedReply<T> {
  const last = items.at(-1);
  checkCount(items.length, last === undefined ? '' : textOf(last));
  return cut && last !== undefined ? { items: items.slice(0, -1), cutOff: textOf(last) } : { items };
}

function checkCount(count: number, text: string): void {
  if (count > mostItems) throw new UnreadableReply(`at most ${mostItems} items, not ${count}`, text);
}

/** An item is whole when it ends before the first error and before the end of the text. */
function isWhole(node: Node, text: string, errors: readonly ParseError[]): boolean {
  const end = node.offset + node.length;
  return end < text.length && errors.every((error) => error.offset >= end);
}
