import type { ReplySchema } from '../llm/modelClient.ts';
import type { Instance } from '../model/task.ts';
import { readYesNo } from './classification.ts';
import { headingOf, readInput, readSections, type Section } from './headedText.ts';
import { isInstance, pairSections } from './instances.ts';
import { finishedItems, type ParsedReply, readArray, UnreadableReply, unwrap } from './readReply.ts';

/** A task as one reply gives it, before any filter. */
export interface WholeTask {
  readonly instruction: string;
  readonly isClassification: boolean;
  readonly instances: readonly Instance[];
}

/** The single-call recipe: whole tasks in one reply, as in Alpaca. Words are our own. */
export const tasksTemplate = `You help to build a collection of tasks that teaches a language model to follow instructions.
Below are tasks from the collection, each with an example of its input and output. Write {{count}} new tasks that could stand beside them. {{languages}}{{purpose}}

Each new task must
- ask for something else than the tasks shown, in another field of life or with another kind of answer;
- open with another verb and have another form than the others: questions, orders, short and long ones;
- be solvable by reading and writing text alone;
- have an input that is concrete and not longer than a few sentences, or an empty one where none is needed;
- have an output that is correct and complete for that input.

Tasks in the collection:

{{demonstrations}}`;

export const tasksFormat = `Answer with the new tasks only. Put each part under its own line, as here, and start every task with the first of them:
${headingOf('TASK')}
${headingOf('INSTRUCTION')}
(the instruction)
${headingOf('CLASSIFICATION')}
(yes if the answer is one label of a small, fixed set; else no)
${headingOf('INPUT')}
(the input, or nothing)
${headingOf('OUTPUT')}
(the output)`;

const text = { type: 'string' };
const instance = {
  type: 'object',
  properties: { input: text, output: text },
  required: ['input', 'output'],
  additionalProperties: false,
};
const task = {
  type: 'object',
  properties: {
    instruction: text,
    is_classification: { type: 'boolean' },
    instances: { type: 'array', items: instance },
  },
  required: ['instruction', 'is_classification', 'instances'],
  additionalProperties: false,
};

export const tasksSchema: ReplySchema = {
  name: 'tasks',
  schema: {
    type: 'object',
    properties: { tasks: { type: 'array', items: task } },
    required: ['tasks'],
    additionalProperties: false,
  },
};

/** Reads a reply of the single-call recipe; `cut` after a length stop. Throws `UnreadableReply`. */
export function parseTasks(reply: string, cut = false): ParsedReply<WholeTask> {
  const answer = unwrap(reply);
  const json = readArray(answer, 'tasks');
  if (json) return { ...json, items: json.items.flatMap(readTask) };
  const items = splitTasks(readSections(answer));
  if (items.length === 0) throw new UnreadableReply('whole tasks', answer);
  return finishedItems(items, cut, ({ instruction }) => instruction);
}

function readTask(value: unknown): WholeTask[] {
  if (typeof value !== 'object' || value === null) return [];
  const { instruction, is_classification, instances } = value as Record<string, unknown>;
  if (typeof instruction !== 'string' || !Array.isArray(instances)) return [];
  const whole = instances.filter(isInstance).map(({ input, output }) => ({ input: readInput(input), output }));
  return [{ instruction, isClassification: is_classification === true, instances: whole }];
}

/** A task begins at TASK, or at an INSTRUCTION where the one before has its own already. */
function splitTasks(sections: readonly Section[]): WholeTask[] {
  const groups: Section[][] = [];
  for (const section of sections) {
    const current = groups.at(-1);
    const opens =
      section.heading === 'TASK' ||
      (section.heading === 'INSTRUCTION' && (current?.some(({ heading }) => heading === 'INSTRUCTION') ?? true));
    if (opens || !current) groups.push([section]);
    else current.push(section);
  }
  return groups.flatMap((group) => {
    const instruction = group.find(({ heading }) => heading === 'INSTRUCTION')?.text;
    if (instruction === undefined) return [];
    const label = group.find(({ heading }) => heading === 'CLASSIFICATION')?.text ?? '';
    return [{ instruction, isClassification: readYesNo(label) ?? false, instances: pairSections(group) }];
  });
}
