import type { Tokenizer } from '../../similarity/tokenize.ts';
import type { Dropped } from '../filterInstruction.ts';

/** A run of so many tokens of the prompt is a quotation of it; shorter ones are common language. */
const quotation = 6;
/** A line that leads to something, such as `The instruction to start out from:`, is known by fewer. */
const leadLine = 4;

const place = /\{\{\s*\w+\s*\}\}/gu;
const endsWithColon = /[:：︓]\s*$/u;
/** A name set apart by marks: `#Given Prompt#`, `=== INSTRUCTION ===`, `<answer>`, `[text]`, `“…”`. */
const setApart =
  /(?:#+|\*+|={2,}|_{2,}|[<[`“"«])\s*([\p{L}\p{M}\p{Nd}][^\n#*=<>[\]`“”"«»]*?)\s*(?:#+|\*+|={2,}|_{2,}|[>\]`”"»])/gu;

/**
 * Finds the prompt's own words in an instruction that was made by it: what the template sets apart by marks, its lines that
 * lead to something, and longer runs of its words. All is taken from the template, so that it holds for own templates in
 * any language. What stands in the origin, too, is no sign.
 */
export function createPromptWords(
  template: string,
  tokenize: Tokenizer,
): (instruction: string, origin: string) => Dropped | undefined {
  const lines = template
    .replace(place, '\n')
    .split('\n')
    .map((line) => ({ line, tokens: tokenize(line) }));
  const names = [...template.matchAll(setApart)]
    .map(([, name = '']) => tokenize(name))
    .filter(({ length }) => length > 1);
  const leads = lines.filter(({ line, tokens }) => endsWithColon.test(line) && tokens.length >= leadLine);
  const runs = lines.flatMap(({ tokens }) =>
    Array.from({ length: Math.max(0, tokens.length - quotation + 1) }, (_, at) => tokens.slice(at, at + quotation)),
  );
  const signs = [...names, ...leads.map(({ tokens }) => tokens), ...runs].map((tokens) => ` ${tokens.join(' ')} `);

  return (instruction, origin) => {
    const written = ` ${tokenize(instruction).join(' ')} `;
    const before = ` ${tokenize(origin).join(' ')} `;
    const found = signs.find((sign) => written.includes(sign) && !before.includes(sign));
    return found === undefined ? undefined : { filter: 'prompt-words', detail: found.trim() };
  };
}
