import type { Instance, SeedTask, Task } from '../model/task.ts';
import { randomFrom } from '../random.ts';

/** Demonstrations of the later steps, as text. Drawn once a run, so that all requests of a step begin alike. */
export interface FixedDemonstrations {
  readonly classification: string;
  readonly inputFirst: string;
  readonly outputFirst: string;
}

/** The reference shows 12 classification tasks and 19 others in step 2; chat models need fewer. */
const classificationExamples = { yes: 6, no: 8 } as const;
const instanceExamples = 4;
/** Demonstrations longer than this (in UTF-16 units) would crowd the request. */
const longestExample = 1_500;
const none = '(none)';

/** Draws the demonstrations of steps 2 and 3 from the seeds. */
export function fixDemonstrations(seeds: readonly SeedTask[], randomSeed: number): FixedDemonstrations {
  const random = randomFrom(`${randomSeed}/fixed demonstrations`);
  const short = seeds.filter(({ instruction, instances }) => {
    const [first] = instances;
    return first && instruction.length + first.input.length + first.output.length <= longestExample;
  });
  const yes = short.filter(({ isClassification }) => isClassification);
  const no = short.filter(({ isClassification }) => !isClassification);
  const judged = [
    ...random.sample(yes, classificationExamples.yes).map((seed) => ({ seed, answer: 'yes' })),
    ...random.sample(no, classificationExamples.no).map((seed) => ({ seed, answer: 'no' })),
  ];
  const shuffled = random.sample(judged, judged.length);
  return {
    classification: orNone(shuffled.map(({ seed, answer }) => `Task: ${seed.instruction}\nClassification: ${answer}`)),
    inputFirst: orNone(
      random.sample(no, instanceExamples).map((seed) => renderTask(seed, seed.instances.slice(0, 2), inputFirst)),
    ),
    outputFirst: orNone(
      random.sample(yes, instanceExamples).map((seed) => renderTask(seed, seed.instances, outputFirst)),
    ),
  };
}

/** Numbered instructions, as step 1 shows them. */
export function renderInstructions(tasks: readonly Task[]): string {
  return tasks.map(({ instruction }, index) => `${index + 1}. ${instruction.trim()}`).join('\n');
}

/** Numbered tasks with their first instance, as the single call shows them. */
export function renderTasks(tasks: readonly Task[]): string {
  return tasks
    .map((task, index) => `${index + 1}. ${renderTask(task, task.instances.slice(0, 1), inputFirst)}`)
    .join('\n\n');
}

function renderTask(
  task: Task,
  instances: readonly Instance[],
  renderInstance: (instance: Instance) => string,
): string {
  return [`Task: ${task.instruction.trim()}`, ...instances.map(renderInstance)].join('\n');
}

function inputFirst({ input, output }: Instance): string {
  return `Input: ${input.trim() || none}\nOutput: ${output.trim()}`;
}

function outputFirst({ input, output }: Instance): string {
  return `Output: ${output.trim()}\nInput: ${input.trim() || none}`;
}

function orNone(examples: readonly string[]): string {
  return examples.length === 0 ? none : examples.join('\n\n');
}
