import type { Range } from '../model/range.ts';

/** How tokens are counted: by the model's own vocabulary, by what earlier replies came to, or by a rule of thumb. */
export type TokenBasis = 'vocabulary' | 'measured' | 'assumed';

export interface TokenCount {
  readonly basis: TokenBasis;
  count(text: string): Range;
}

/** OpenAI's models since GPT-4o, also behind a gateway (`openai/…`), fine-tuned (`ft:…`) or with a date. */
const withVocabulary = /^(?:openai\/)?(?:ft:)?(?:(?:gpt-(?:4o|4\.1|4\.5|5|5\.\d+|oss)|o\d)(?:$|[-:])|chatgpt-4o)/u;

/** Whether the vocabulary of a model is known, by its name: o200k. */
export function hasVocabulary(model: string): boolean {
  return withVocabulary.test(model);
}

/** Whether a model thinks before it answers, by its name: its thoughts are charged as output and shown nowhere. */
export function thinksUnseen(model: string): boolean {
  return /^(?:openai\/)?(?:ft:)?(?:gpt-(?:5|oss)|o\d)/u.test(model);
}

/**
 * How the tokens of a model are counted. `bytesPerToken` was measured in replies of the same model. The vocabulary is
 * some 2 MB and is loaded with the first model that it is for.
 */
export async function openTokenCount(model: string, bytesPerToken?: number): Promise<TokenCount> {
  if (hasVocabulary(model)) {
    const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
    // A text may hold what looks like a control token: to a model it is text like any other.
    const asText = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };
    return {
      basis: 'vocabulary',
      count(text) {
        const tokens = countPieces(text, (piece) => countTokens(piece, asText));
        return { low: tokens, likely: tokens, high: tokens };
      },
    };
  }
  if (bytesPerToken !== undefined) return byBytes('measured', bytesPerToken / 0.8, bytesPerToken, bytesPerToken / 1.3);
  return byBytes('assumed', 6, 3.5, 2);
}

/** In UTF-16 units: a run of letters without a gap takes the square of its length, and what is read is enough to tell the rest. */
const longestPiece = 1_000;
const longestText = 20_000;

function countPieces(text: string, countPiece: (piece: string) => number): number {
  const read = text.slice(0, longestText);
  let tokens = 0;
  for (let at = 0; at < read.length; at += longestPiece) tokens += countPiece(read.slice(at, at + longestPiece));
  return read.length === 0 ? 0 : (tokens * text.length) / read.length;
}

function byBytes(basis: TokenBasis, most: number, likely: number, least: number): TokenCount {
  return {
    basis,
    count(text) {
      const bytes = Buffer.byteLength(text);
      return { low: bytes / most, likely: bytes / likely, high: bytes / least };
    },
  };
}
