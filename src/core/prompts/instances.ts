import type { ReplySchema } from '../llm/modelClient.ts';
import type { Instance } from '../model/task.ts';
import { headingOf, readInput, readSections, type Section } from './headedText.ts';
import { finishedItems, type ParsedReply, readArray, UnreadableReply, unwrap } from './readReply.ts';

/** Step 3, input-first: an input where one is needed, then the output. For tasks that are no classification. */
export const inputFirstTemplate = `Complete a task with {{count}} examples. For each example, first write an input that the task could be given, then the correct and complete output for that input.
If the task needs no input, leave the input empty and write one example only. {{languages}} If the task asks for another language, do as it says. Inputs must be concrete: no placeholders.

Examples of completed tasks:

{{demonstrations}}

The task to complete:

{{instruction}}`;

/** Step 3, output-first: each label, then an input for it, so that no label is favoured. For classification tasks. */
export const outputFirstTemplate = `Complete a classification task with examples. Take each label that the task allows in turn, at most {{count}}: first write the label as the output, then an input for which that label is correct.
{{languages}} If the task asks for another language, do as it says. Inputs must be concrete: no placeholders.

Examples of completed tasks:

{{demonstrations}}

The task to complete:

{{instruction}}`;

export const inputFirstFormat = `Answer with the examples only. Put each part under its own line, as here:
${headingOf('INPUT')}
(the input, or nothing)
${headingOf('OUTPUT')}
(the output)`;

export const outputFirstFormat = `Answer with the examples only. Put each part under its own line, as here:
${headingOf('OUTPUT')}
(the label)
${headingOf('INPUT')}
(the input)`;

const text = { type: 'string' };

/** The order of the properties is the order in which the model writes them. */
export const inputFirstSchema: ReplySchema = instancesSchema({ input: text, output: text });
export const outputFirstSchema: ReplySchema = instancesSchema({ output: text, input: text });

function instancesSchema(properties: Record<string, unknown>): ReplySchema {
  const item = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
  return {
    name: 'instances',
    schema: {
      type: 'object',
      properties: { instances: { type: 'array', items: item } },
      required: ['instances'],
      additionalProperties: false,
    },
  };
}

/** Reads a reply to step 3, in either order; `cut` after a length stop. Throws `UnreadableReply`. */
export function parseInstances(reply: string, cut = false): ParsedReply<Instance> {
  const answer = unwrap(reply);
  const json = readArray(answer, 'instances');
  if (json)
    return {
      ...json,
      items: json.items.filter(isInstance).map(({ input, output }) => ({ input: readInput(input), output })),
    };
  const items = pairSections(readSections(answer));
  if (items.length === 0) throw new UnreadableReply('examples with input and output', answer);
  return finishedItems(items, cut, ({ input, output }) => `${input}\n${output}`);
}

/** Whether a value from a reply has the shape of an instance. */
export function isInstance(value: unknown): value is Instance {
  const instance = value as { input?: unknown; output?: unknown } | null;
  return typeof instance === 'object' && typeof instance?.input === 'string' && typeof instance.output === 'string';
}

/** Joins INPUT and OUTPUT sections, in whichever order they come, into instances. An OUTPUT alone has no input. */
export function pairSections(sections: readonly Section[]): Instance[] {
  const instances: Instance[] = [];
  let input: string | undefined;
  let output: string | undefined;
  const close = () => {
    if (output !== undefined) instances.push({ input: readInput(input ?? ''), output });
    input = undefined;
    output = undefined;
  };
  for (const section of sections) {
    if (section.heading === 'INPUT') {
      if (input !== undefined) close();
      input = section.text;
    } else if (section.heading === 'OUTPUT') {
      if (output !== undefined) close();
      output = section.text;
    }
    if (input !== undefined && output !== undefined) close();
  }
  close();
  return instances;
}
