import { rolesInTurn } from '../model/conversation.ts';
import type { Instance, Message, SeedTask, Task } from '../model/task.ts';
import type { PromptLanguage } from '../prompts/languages/promptLanguage.ts';
import type { PromptSet } from '../prompts/promptSet.ts';
import { randomFrom } from '../random.ts';

/** Demonstrations of the later steps, as text. Drawn once a run, so that all requests of a step begin alike. */
export interface FixedDemonstrations {
  readonly classification: string;
  readonly inputFirst: string;
  readonly outputFirst: string;
  readonly conversation: string;
}

/** The reference shows 12 classification tasks and 19 others in step 2; chat models need fewer. */
const classificationExamples = { yes: 6, no: 8 } as const;
const instanceExamples = 4;
/** Demonstrations longer than this (in UTF-16 units) would crowd the request. */
const longestExample = 1_500;

/** Draws the demonstrations of steps 2 and 3 from the seeds, and renders them in the words of the prompts that show them. */
export function fixDemonstrations(
  seeds: readonly SeedTask[],
  randomSeed: number,
  prompts: Pick<PromptSet, 'language'>,
): FixedDemonstrations {
  const random = randomFrom(`${randomSeed}/fixed demonstrations`);
  const short = seeds.filter(({ instruction, instances }) => {
    const [first] = instances;
    return first && instruction.length + first.input.length + first.output.length <= longestExample;
  });
  const yes = short.filter(({ isClassification }) => isClassification);
  const no = short.filter(({ isClassification }) => !isClassification);
  const judged = [
    ...random.sample(yes, classificationExamples.yes).map((seed) => ({ seed, answer: 'yes' as const })),
    ...random.sample(no, classificationExamples.no).map((seed) => ({ seed, answer: 'no' as const })),
  ];
  const shuffled = random.sample(judged, judged.length);
  const words = prompts.language('classification');
  const { labels, answers } = words;
  const render = (prompt: 'inputFirst' | 'outputFirst', drawn: readonly SeedTask[], most?: number) => {
    const language = prompts.language(prompt);
    return orNone(
      drawn.map((seed) => renderTask(seed, seed.instances.slice(0, most), language, prompt === 'outputFirst')),
      language,
    );
  };
  return {
    classification: orNone(
      shuffled.map(
        ({ seed, answer }) => `${labels.task}${seed.instruction}\n${labels.classification}${answers[answer][0]}`,
      ),
      words,
    ),
    inputFirst: render('inputFirst', random.sample(no, instanceExamples), 2),
    outputFirst: render('outputFirst', random.sample(yes, instanceExamples)),
    conversation: orNone(
      random
        .sample(short.filter(startsWithConversation), instanceExamples)
        .map((seed) => renderConversation(seed, prompts.language('conversation'))),
      prompts.language('conversation'),
    ),
  };
}

/** Numbered instructions, as step 1 shows them. */
export function renderInstructions(tasks: readonly Task[]): string {
  return tasks.map(({ instruction }, index) => `${index + 1}. ${instruction.trim()}`).join('\n');
}

/** Numbered tasks with their first instance, as the single call shows them. */
export function renderTasks(tasks: readonly Task[], language: PromptLanguage): string {
  return tasks
    .map((task, index) => `${index + 1}. ${renderTask(task, task.instances.slice(0, 1), language)}`)
    .join('\n\n');
}

/** Instances one after the other, as *Grow Instances* shows them. */
export function renderInstances(
  instances: readonly Instance[],
  language: PromptLanguage,
  outputFirst: boolean,
): string {
  return instances.map((instance) => renderInstance(instance, language, outputFirst)).join('\n\n');
}

function renderTask(task: Task, instances: readonly Instance[], language: PromptLanguage, outputFirst = false): string {
  const rendered = instances.map((instance) => renderInstance(instance, language, outputFirst));
  return [`${language.labels.task}${task.instruction.trim()}`, ...rendered].join('\n');
}

function renderInstance(
  { input, output }: Instance,
  { labels, none }: PromptLanguage,
  outputFirst: boolean,
  between = '\n',
): string {
  const parts = [`${labels.input}${input.trim() || none}`, `${labels.output}${output.trim()}`];
  return (outputFirst ? parts.toReversed() : parts).join(between);
}

/** A seed whose roles are wrong would teach the model to get them wrong. */
function startsWithConversation({ instances: [first] }: SeedTask): boolean {
  return first?.messages !== undefined && rolesInTurn(first.messages);
}

/** A task with the turns of its first conversation, under the words that the model is asked for: `User: …`. */
function renderConversation({ instruction, instances: [first] }: SeedTask, { labels }: PromptLanguage): string {
  return [`${labels.task}${instruction.trim()}`, ...turnsOf(first?.messages ?? [], labels)].join('\n');
}

/** One instance as a judge reads it: input and output, or the turns of a conversation. */
export function renderJudged(instance: Instance, language: PromptLanguage): string {
  return instance.messages
    ? turnsOf(instance.messages, language.labels).join('\n\n')
    : renderInstance(instance, language, false, '\n\n');
}

function turnsOf(messages: readonly Message[], labels: PromptLanguage['labels']): string[] {
  return messages.map(({ role, content }) => labels[role] + content.trim());
}

function orNone(examples: readonly string[], { none }: PromptLanguage): string {
  return examples.length === 0 ? none : examples.join('\n\n');
}
