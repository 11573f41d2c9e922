import type { RequestBody } from '../llm/modelClient.ts';
import type { Message } from '../model/task.ts';
import { type Heading, type Section, writeSections } from '../prompts/headedText.ts';
import { type Random, randomFrom } from '../random.ts';
import { conversationsAbout, plainConversation } from './conversations.ts';
import { answerDerived } from './derivedAnswer.ts';
import { english } from './english/english.ts';
import { compose, type Family, instancesOf, type Pair, recognise } from './family.ts';
import { hindi } from './hindi/hindi.ts';
import type { PracticeLanguage } from './language.ts';
import {
  cutShare,
  drawInstanceMischief,
  drawInstructionMischief,
  spoilInstances,
  spoilInstruction,
  stubbornShare,
  unreadableShare,
} from './mischief.ts';
import { practiceLanguageOf } from './practiceLanguageOf.ts';
import { type PracticeRequest, readPracticeRequest } from './practiceRequest.ts';

/** What the practice model answers. */
export interface PracticeAnswer {
  readonly text: string;
  readonly finish: 'stop' | 'length';
}

interface PracticeTask {
  readonly instruction: string;
  readonly isClassification: boolean;
  readonly instances: readonly Pair[];
}

/** Rough, but the same everywhere: what a token is to the practice model. */
const charactersPerToken = 4;

/**
 * The practice model's answer to a chat request: tasks composed from a grammar, with computed outputs, and now and then something that a
 * filter has to drop. Depends on the body alone.
 */
export function practiceReply(body: RequestBody): PracticeAnswer {
  const random = randomFrom(JSON.stringify(body));
  const request = readPracticeRequest(body);
  const text = request.derived ? answerDerived(request.derived, random) : answerTo(request, random);
  const limit = tokenLimit(body) * charactersPerToken;
  if (text.length > limit) return { text: text.slice(0, limit), finish: 'length' };
  if (!request.derived && (request.step === 'classification' || request.step === 'chat'))
    return { text, finish: 'stop' };
  if (random.chance(request.isAgain ? stubbornShare : unreadableShare))
    return { text: text.replaceAll(/[{}=]/gu, ''), finish: 'stop' };
  if (!random.chance(cutShare)) return { text, finish: 'stop' };
  return { text: text.slice(0, Math.floor(text.length * (0.5 + random.next() * 0.4))), finish: 'length' };
}

/** Tokens of a text, as the practice model counts them. */
export function practiceTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

function tokenLimit(body: RequestBody): number {
  const limit = body.max_completion_tokens ?? body.max_tokens;
  return typeof limit === 'number' && limit > 0 ? limit : Number.POSITIVE_INFINITY;
}

function answerTo(request: PracticeRequest, random: Random): string {
  const { asJson } = request;
  switch (request.step) {
    case 'instructions': {
      const instructions = newTasks(request, random).map(({ instruction }) => instruction);
      if (asJson) return JSON.stringify({ instructions });
      return writeSections(instructions.map((text) => ({ heading: 'INSTRUCTION', text })));
    }
    case 'classification': {
      const isClassification = isClassificationTask(request.target);
      if (asJson) return JSON.stringify({ is_classification: isClassification });
      return writeSections([{ heading: 'CLASSIFICATION', text: isClassification ? 'yes' : 'no' }]);
    }
    case 'instances': {
      const pairs = instancesFor(request.target, request.count, random);
      if (asJson) return JSON.stringify({ instances: pairs.map((pair) => ordered(pair, request.outputFirst)) });
      return writeSections(pairs.flatMap((pair) => pairSections(pair, request.outputFirst)));
    }
    case 'conversations': {
      const conversations = conversationsFor(request.target, request.count, random);
      if (asJson) return JSON.stringify({ conversations: conversations.map((messages) => ({ messages })) });
      return writeSections(conversations.flatMap(turnSections));
    }
    case 'tasks': {
      const tasks = newTasks(request, random);
      if (asJson) {
        return JSON.stringify({
          tasks: tasks.map(({ instruction, isClassification, instances }) => ({
            instruction,
            is_classification: isClassification,
            instances,
          })),
        });
      }
      return writeSections(tasks.flatMap(taskSections));
    }
    case 'chat':
      return instancesFor(request.target, 1, random)[0]?.output ?? english.unknownTask;
  }
}

function newTasks(request: PracticeRequest, random: Random): PracticeTask[] {
  const language = request.devanagari ? hindi : english;
  const families = request.classificationOnly ? language.families.filter(({ labels }) => labels) : language.families;
  const drawn: Family[] = [];
  while (drawn.length < request.count) drawn.push(...random.sample(families, request.count - drawn.length));
  const written: string[] = [];
  return drawn.map((family) => {
    const task = newTask(family, language, [...request.demonstrations, ...written], random);
    written.push(task.instruction);
    return task;
  });
}

function newTask(family: Family, language: PracticeLanguage, shown: readonly string[], random: Random): PracticeTask {
  const composed = compose(family, random);
  const aside = random.chance(asideShare) ? ` ${random.pick(language.asides)}` : '';
  const mischief = drawInstructionMischief(random);
  if (mischief === 'other-language' && language !== english) {
    return newTask(random.pick(english.families), english, shown, random);
  }
  const whole = composed.instruction + aside;
  return {
    instruction: mischief ? spoilInstruction(mischief, whole, shown, language.mischief, random) : whole,
    isClassification: family.labels !== undefined,
    instances: spoiled(random, (count) => instancesOf(composed, count, random), 1),
  };
}

/** Share of the instructions that are followed by a sentence which does not change the answer. */
const asideShare = 0.25;

function instancesFor(target: string, count: number, random: Random): Pair[] {
  const found = recognised(target);
  if (!found) return [{ input: '', output: practiceLanguageOf(target).unknownTask }];
  const wanted = found.family.labels ? Math.min(count, Math.max(found.family.labels.length, 2)) : count;
  return spoiled(random, (most) => instancesOf(found, most, random), wanted);
}

function conversationsFor(target: string, count: number, random: Random): Message[][] {
  const { unknownTask, conversation } = practiceLanguageOf(target);
  const found = recognised(target);
  return found
    ? conversationsAbout(found, count, conversation, random)
    : [plainConversation(target.trim() || '?', unknownTask)];
}

const tooMany = 8;

function spoiled(random: Random, draw: (count: number) => Pair[], count: number): Pair[] {
  const mischief = drawInstanceMischief(random);
  const pairs = draw(mischief === 'too-many' ? tooMany : count);
  return mischief ? spoilInstances(mischief, pairs, random) : pairs;
}

function isClassificationTask(target: string): boolean {
  const found = recognised(target);
  if (found) return found.family.labels !== undefined;
  return /\b(classify|categori[sz]e|label|true or false|yes or no|whether|which of (the|these))\b|वर्ग|हाँ या नहीं|सही या गलत/iu.test(
    target,
  );
}

function recognised(target: string) {
  return recognise(practiceLanguageOf(target).families, target);
}

function ordered({ input, output }: Pair, outputFirst: boolean): Pair {
  return outputFirst ? { output, input } : { input, output };
}

function pairSections({ input, output }: Pair, outputFirst: boolean): Section[] {
  const sections: Section[] = [
    { heading: 'INPUT', text: input },
    { heading: 'OUTPUT', text: output },
  ];
  return outputFirst ? sections.toReversed() : sections;
}

function turnSections(messages: readonly Message[]): Section[] {
  const turns = messages.map(({ role, content }) => ({ heading: role.toUpperCase() as Heading, text: content }));
  return [{ heading: 'CONVERSATION', text: '' }, ...turns];
}

function taskSections({ instruction, isClassification, instances }: PracticeTask): Section[] {
  return [
    { heading: 'TASK', text: '' },
    { heading: 'INSTRUCTION', text: instruction },
    { heading: 'CLASSIFICATION', text: isClassification ? 'yes' : 'no' },
    ...instances.flatMap((pair) => pairSections(pair, false)),
  ];
}
