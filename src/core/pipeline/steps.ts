import type { Recipe } from '../model/recipe.ts';
import type { Instance, Task } from '../model/task.ts';
import { parseClassification } from '../prompts/classification.ts';
import { parseConversations } from '../prompts/conversation.ts';
import { parseInstances } from '../prompts/instances.ts';
import { parseInstructions } from '../prompts/instructions.ts';
import type { PromptName, PromptSet } from '../prompts/promptSet.ts';
import type { ParsedReply } from '../prompts/readReply.ts';
import { UnreadableReply } from '../prompts/readReply.ts';
import { parseTasks, type WholeTask } from '../prompts/tasks.ts';
import type { StoredReply } from '../store/replyStore.ts';
import type { RequestPlan } from '../store/runJournal.ts';
import type { Asker } from './asker.ts';
import type { Question } from './askModel.ts';
import { type FixedDemonstrations, renderInstructions, renderTasks } from './renderDemonstrations.ts';

/** What the steps need: whom to ask, in which words, and the seed of each request. */
export interface StepContext {
  readonly asker: Pick<Asker, 'ask'>;
  readonly prompts: PromptSet;
  readonly fixed: FixedDemonstrations;
  readonly newPerRequest: number;
  readonly maxInstances: number;
  readonly instances: Recipe['instances'];
  readonly retryUnreadable: boolean;
  /** Derived from (random seed, run, slot); sent along as `seed`. */
  readonly seedOf: (slot: string) => number;
}

/** A reply that was read, or the reason why it could not be. */
export type Answer<T> =
  | { readonly reply: StoredReply; readonly prompt: PromptName; readonly parsed: T }
  | {
      readonly reply: StoredReply;
      readonly prompt: PromptName;
      readonly unreadable: string;
      /** What was expected, in English and without a word of the reply. */
      readonly expected: string;
    };

/** What step 1 offers: an instruction, in the single-call recipe with the rest of its task. */
export type Offer = { readonly instruction: string } & Partial<Omit<WholeTask, 'instruction'>>;

/** The question of step 1 (or of the single call) for one planned request. */
export function instructionQuestion(context: StepContext, plan: RequestPlan, shown: readonly Task[]): Question {
  const slot = `${plan.request}/${plan.prompt === 'tasks' ? 'tasks' : 'instructions'}`;
  const values = {
    count: String(context.newPerRequest),
    demonstrations:
      plan.prompt === 'tasks' ? renderTasks(shown, context.prompts.language('tasks')) : renderInstructions(shown),
  };
  return question(context, plan.prompt, slot, plan.request, values);
}

/** Step 1: new instructions; in the single-call recipe whole tasks. */
export async function writeInstructions(
  context: StepContext,
  plan: RequestPlan,
  shown: readonly Task[],
): Promise<Answer<ParsedReply<Offer>>> {
  const parse = (text: string, cut: boolean): ParsedReply<Offer> => {
    if (plan.prompt === 'tasks') return parseTasks(text, cut);
    const { items, ...rest } = parseInstructions(text, cut);
    return { ...rest, items: items.map((instruction) => ({ instruction })) };
  };
  return answer(context, plan.prompt, instructionQuestion(context, plan, shown), parse);
}

/** Where the replies about one candidate are kept: the slot that the step's name is put to, and its turn. */
export interface CandidatePlace {
  /** Such as `12/3`: request and index of the candidate. */
  readonly slot: string;
  readonly request: number;
  /** Which of several replies to the same question, from 0; absent for the only one. */
  readonly sample?: number;
}

/**
 * Step 2: is the task a classification? In a chat dataset nothing is asked: the answer would choose between input first
 * and output first, and a conversation has but one order.
 */
export async function decideClassification(
  context: StepContext,
  place: CandidatePlace,
  instruction: string,
): Promise<Answer<boolean> | { readonly parsed: false }> {
  if (context.instances === 'conversation') return { parsed: false };
  const { request } = place;
  const values = { instruction, demonstrations: context.fixed.classification };
  const slot = `${place.slot}/classification`;
  return answer(context, 'classification', question(context, 'classification', slot, request, values), (text) =>
    parseClassification(text),
  );
}

/** Step 3: instances, input-first, or output-first for a classification; in a chat dataset conversations. */
export async function makeInstances(
  context: StepContext,
  place: CandidatePlace,
  instruction: string,
  isClassification: boolean,
): Promise<Answer<ParsedReply<Instance>>> {
  const prompt =
    context.instances === 'conversation' ? 'conversation' : isClassification ? 'outputFirst' : 'inputFirst';
  const values = {
    instruction,
    count: String(Math.min(askedFor[prompt], context.maxInstances)),
    demonstrations: context.fixed[prompt],
  };
  return answer(
    context,
    prompt,
    question(context, prompt, `${place.slot}/${prompt}`, place.request, values),
    prompt === 'conversation' ? parseConversations : parseInstances,
  );
}

/** Asks one question of a step and reads the reply. */
export function askStep<T>(
  context: StepContext,
  prompt: PromptName,
  place: CandidatePlace,
  values: Readonly<Record<string, string>>,
  parse: (text: string, cut: boolean) => T,
): Promise<Answer<T>> {
  const { slot, request, sample = 0 } = place;
  return answer(context, prompt, question(context, prompt, slot, request, values, sample), parse);
}

/** Instances asked for in one request: each label of a classification; conversations are long. */
const askedFor = { inputFirst: 3, outputFirst: Number.POSITIVE_INFINITY, conversation: 2 } as const;

function question(
  { prompts, seedOf }: StepContext,
  prompt: PromptName,
  slot: string,
  request: number,
  values: Readonly<Record<string, string>>,
  sample = 0,
): Question {
  // With one seed an endpoint that heeds it would give one reply again and again.
  const seed = seedOf(sample === 0 ? slot : `${slot}/${sample}`);
  return { slot, sample, request, prompt, build: (asSchema) => prompts.request(prompt, values, seed, asSchema) };
}

/** Asks, and once more where the reply cannot be read: the model is told why. Both replies are kept. */
async function answer<T>(
  { asker, prompts, retryUnreadable }: StepContext,
  prompt: PromptName,
  asked: Question,
  parse: (text: string, cut: boolean) => T,
): Promise<Answer<T>> {
  const first = readAnswer(prompt, await asker.ask(asked), parse);
  if ('parsed' in first || !retryUnreadable) return first;
  const { expected, reply } = first;
  const again = `The reply could not be read (expected ${expected}).`;
  const build: Question['build'] = (asSchema) =>
    prompts.again(prompt, asked.build(asSchema), reply.reply.text, `Expected ${expected}.`);
  return readAnswer(prompt, await asker.ask({ ...asked, build, again }), parse);
}

function readAnswer<T>(prompt: PromptName, reply: StoredReply, parse: (text: string, cut: boolean) => T): Answer<T> {
  try {
    return { reply, prompt, parsed: parse(reply.reply.text, reply.reply.finish === 'length') };
  } catch (error) {
    if (!(error instanceof UnreadableReply)) throw error;
    return { reply, prompt, unreadable: error.message, expected: error.expected };
  }
}
