import type { FilterName } from '../model/candidate.ts';
import type { Recipe } from '../model/recipe.ts';
import { remembering } from '../remembering.ts';
import type { Tokenizer } from '../similarity/tokenize.ts';
import { unsuitableWords } from '../unsuitableWords/index.ts';

/** A filter's verdict: which one, and what it saw. */
export interface Dropped {
  readonly filter: FilterName;
  readonly detail?: string;
}

/** Opening marks of a sentence or a quotation; all other punctuation at the start is a sign of a broken reply. */
const openingMarks = /^[¿¡\p{Pi}„‚「『《〈]/u;
const punctuation = /^\p{P}/u;

/** A phrase of at most so many tokens that stands so many times in a row is a loop. */
const longestPhrase = 8;
const repeatsOfALoop = 4;

/**
 * The filters on an instruction that look at its text alone, in the method's order (arXiv 2212.10560, section 2.2; here
 * for any script: lengths count the tokens of the script, and no letter is required to be ASCII). What is similar to
 * the pool is for the novelty index to say.
 */
export function createInstructionFilter(
  recipe: Recipe,
  tokenize: Tokenizer,
): (instruction: string, demonstrations: readonly string[]) => Dropped | undefined {
  const { minTokens, maxTokens } = recipe.filters;
  const words = (recipe.filters.unsuitableWords ?? unsuitableWords(recipe.language)).map((phrase) => ({
    phrase,
    tokens: tokenize(phrase),
  }));

  /** All instructions of one reply are compared with the same demonstrations. */
  const keysOf = remembering(
    (demonstrations: readonly string[]) => new Set(demonstrations.map((each) => tokenize(each).join(' '))),
  );

  return (instruction, demonstrations) => {
    if (instruction.trim() === '') return { filter: 'empty' };
    const tokens = tokenize(instruction);
    if (tokens.length < minTokens)
      return { filter: 'too-short', detail: `${tokens.length} of at least ${minTokens} tokens` };
    if (tokens.length > maxTokens)
      return { filter: 'too-long', detail: `${tokens.length} of at most ${maxTokens} tokens` };
    const first = instruction.trimStart();
    if (punctuation.test(first) && !openingMarks.test(first)) {
      return { filter: 'starts-with-punctuation', detail: String.fromCodePoint(first.codePointAt(0) ?? 0) };
    }
    const present = new Set(tokens);
    const found = words.find((word) => present.has(word.tokens[0] ?? '') && containsRun(tokens, word.tokens));
    if (found) return { filter: 'unsuitable-words', detail: found.phrase };
    if (keysOf(demonstrations).has(tokens.join(' '))) return { filter: 'echo' };
    const loop = findLoop(tokens);
    return loop ? { filter: 'repetition', detail: loop.join(' ') } : undefined;
  };
}

/** Whether `run` stands in `tokens`, whole and in order. */
function containsRun(tokens: readonly string[], run: readonly string[]): boolean {
  if (run.length === 0) return false;
  return tokens.some((_, start) => run.every((token, offset) => tokens[start + offset] === token));
}

/** A phrase that is said several times in a row, if there is one. */
export function findLoop(tokens: readonly string[], repeats = repeatsOfALoop): readonly string[] | undefined {
  for (let length = 1; length <= longestPhrase; length += 1) {
    let same = 0;
    for (let index = length; index < tokens.length; index += 1) {
      same = tokens[index] === tokens[index - length] ? same + 1 : 0;
      if (same === length * (repeats - 1)) return tokens.slice(index + 1 - length, index + 1);
    }
  }
  return undefined;
}
