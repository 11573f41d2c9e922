import type { ReplySchema } from '../llm/modelClient.ts';
import type { Message } from '../model/task.ts';
import { type Heading, headingOf, readSections, writeSections } from './headedText.ts';
import type { PromptLanguage } from './languages/promptLanguage.ts';
import { UnreadableReply, unwrap } from './readReply.ts';

/** *Regenerate Outputs*: a new output for an input that is there. Words are our own. */
export const regenerateTemplate = `Carry out one task of a collection that teaches a language model to follow instructions. What you write becomes its output, from which the model learns.

The output must
- be correct and complete, and do all that the instruction asks, no more;
- have the form and length that the instruction asks for; if it is to be a label, the label alone, spelt as the instruction spells it;
- be addressed to whoever gave the instruction, without a word about this request.

{{languages}} If the task asks for another language, do as it says.

The task:

{{instruction}}

Its input:

{{input}}`;

export const regenerateFormat = `Answer with the output only, under this line:
${headingOf('OUTPUT')}`;

export const regenerateSchema: ReplySchema = {
  name: 'regenerate',
  schema: {
    type: 'object',
    properties: { output: { type: 'string' } },
    required: ['output'],
    additionalProperties: false,
  },
};

/** The input as the prompt shows it: a mark where there is none, turns under their headings where it is a conversation. */
export function regenerateInput(
  { input, turns }: { readonly input: string; readonly turns?: readonly Message[] },
  { none }: Pick<PromptLanguage, 'none'>,
): string {
  if (!turns) return input.trim() === '' ? none : input;
  return writeSections(turns.map(({ role, content }) => ({ heading: role.toUpperCase() as Heading, text: content })));
}

/** Reads one output: JSON by schema, or headed text. One that was cut off is not read. Throws `UnreadableReply`. */
export function parseOutput(reply: string, cut: boolean): string {
  const text = unwrap(reply);
  if (cut) throw new UnreadableReply('one output, whole', text);
  const output = (readJson(text) ?? readSections(text).find(({ heading }) => heading === 'OUTPUT')?.text ?? '').trim();
  if (output === '') throw new UnreadableReply('one output', text);
  return output;
}

function readJson(text: string): string | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const { output } = JSON.parse(text) as { readonly output?: unknown };
    return typeof output === 'string' ? output : undefined;
  } catch {
    // Not JSON after all: read as headed text.
    return undefined;
  }
}
