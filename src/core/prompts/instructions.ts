import type { ReplySchema } from '../llm/modelClient.ts';
import { headingOf, readSections } from './headedText.ts';
import { finishedItems, type ParsedReply, readArray, UnreadableReply, unwrap } from './readReply.ts';

/** Step 1 of Self-Instruct: new instructions from demonstrations (arXiv 2212.10560, section 2.2). Words are our own. */
export const instructionsTemplate = `You help to build a collection of tasks that teaches a language model to follow instructions.
Below are tasks from the collection. Write {{count}} new ones that could stand beside them. {{languages}}{{purpose}}

Each new task must
- ask for something else than the tasks shown, in another field of life or with another kind of answer;
- open with another verb and have another form than the others: questions, orders, short and long ones;
- be solvable by reading and writing text alone;
- be complete: if it needs a text, a list or data to work on, say what kind, without giving it.

Tasks in the collection:

{{demonstrations}}`;

/** The second form of step 1, which asks for tasks that are answered by choosing a label. */
export const classificationInstructionsTemplate = `You help to build a collection of tasks that teaches a language model to follow instructions.
Below are classification tasks from the collection: each is answered with one label of a small, fixed set. Write {{count}} new classification tasks that could stand beside them. {{languages}}{{purpose}}

Each new task must
- name all labels that may be chosen;
- judge something else than the tasks shown: another field of life, another question, other labels;
- be solvable by reading and writing text alone.

Tasks in the collection:

{{demonstrations}}`;

/** How the answer is to look where the endpoint cannot be held to a schema. */
export const instructionsFormat = `Answer with the new tasks only. Put this line before each of them, alone on its line:
${headingOf('INSTRUCTION')}`;

export const instructionsSchema: ReplySchema = {
  name: 'instructions',
  schema: {
    type: 'object',
    properties: { instructions: { type: 'array', items: { type: 'string' } } },
    required: ['instructions'],
    additionalProperties: false,
  },
};

/** Reads a reply to step 1: JSON by schema, or headed text; `cut` after a length stop. Throws `UnreadableReply`. */
export function parseInstructions(reply: string, cut = false): ParsedReply<string> {
  const text = unwrap(reply);
  const json = readArray(text, 'instructions');
  if (json) return { ...json, items: json.items.filter((item) => typeof item === 'string') };
  const sections = readSections(text).filter(({ heading }) => heading === 'INSTRUCTION');
  if (sections.length === 0) throw new UnreadableReply('a list of instructions', text);
  return finishedItems(
    sections.map((section) => section.text),
    cut,
    (instruction) => instruction,
  );
}
