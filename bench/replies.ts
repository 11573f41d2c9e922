/** Replies as a language model's are: every instruction is another of the real ones, not a practice model's repetition. */
import { allInstructions } from './instructions.ts';

/** What of a request says what is to be answered. */
export interface AskedFor {
  readonly response_format?: { readonly json_schema?: { readonly name?: string } };
}

/** Tokens that a reply says it took. */
export const usage = { prompt: 500, completion: 100 } as const;

/** Makes replies, in the order in which they are asked for. */
export function createReplies(): (body: AskedFor) => string {
  const instructions = allInstructions();
  let next = 0;
  const instruction = () => {
    next += 1;
    return instructions[next % instructions.length] as string;
  };
  const instance = () => ({ input: instruction(), output: `${instruction()} ${instruction()}` });
  const answer = ({ response_format: format }: AskedFor): object => {
    switch (format?.json_schema?.name) {
      case 'instructions':
        return { instructions: Array.from({ length: 8 }, instruction) };
      case 'tasks':
        return {
          tasks: Array.from({ length: 8 }, () => ({
            instruction: instruction(),
            is_classification: false,
            instances: [instance()],
          })),
        };
      case 'classification':
        return { is_classification: false };
      case 'instances':
        return { instances: [instance()] };
      default:
        throw new Error(`No answer to ${JSON.stringify(format)}.`);
    }
  };
  return (body) => JSON.stringify(answer(body));
}
