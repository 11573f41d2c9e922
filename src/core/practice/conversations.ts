import type { Message } from '../model/task.ts';
import type { Random } from '../random.ts';
import { type Composed, instancesOf, type Pair } from './family.ts';
import { type ConversationMischief, drawConversationMischief } from './mischief.ts';

/** What is said around a task in a conversation, in one language. */
export interface ConversationWords {
  readonly system: readonly string[];
  /** Asks for the same again, with another input after it. */
  readonly again: readonly string[];
  readonly thanks: readonly string[];
  readonly welcome: readonly string[];
}

/** Most questions in one conversation; with the thanks that makes eight turns. */
const mostQuestions = 3;
const tooMany = 8;
const shareOfSystemTurns = 0.3;
const shareOfThanks = 0.4;

/** Conversations about a composed task, every answer computed; now and then something that a filter has to drop. */
export function conversationsAbout(
  task: Composed,
  count: number,
  words: ConversationWords,
  random: Random,
): Message[][] {
  const mischief = drawConversationMischief(random);
  const wanted = mischief === 'too-many' ? tooMany : count;
  const conversations = Array.from({ length: wanted }, () => {
    const pairs = instancesOf(task, random.integer(1, mostQuestions), random);
    return conversationOf(task.instruction, pairs, words, random);
  });
  return mischief ? spoil(mischief, conversations, random) : conversations;
}

/** The one answer there is to a task that the practice model did not compose. */
export function plainConversation(question: string, answer: string): Message[] {
  return [
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ];
}

function conversationOf(
  instruction: string,
  pairs: readonly Pair[],
  words: ConversationWords,
  random: Random,
): Message[] {
  const questions = pairs.map(({ input }, index) => {
    const opening = index === 0 ? instruction : random.pick(words.again);
    return input === '' ? opening : `${opening}\n\n${input}`;
  });
  const system: Message[] = random.chance(shareOfSystemTurns)
    ? [{ role: 'system', content: random.pick(words.system) }]
    : [];
  const thanks = random.chance(shareOfThanks)
    ? plainConversation(random.pick(words.thanks), random.pick(words.welcome))
    : [];
  return [
    ...system,
    ...pairs.flatMap(({ output }, index) => plainConversation(questions[index] ?? instruction, output)),
    ...thanks,
  ];
}

function spoil(
  mischief: ConversationMischief,
  conversations: readonly (readonly Message[])[],
  random: Random,
): Message[][] {
  const [first = [], ...rest] = conversations;
  const spoiled = (messages: readonly Message[]) => [[...messages], ...rest.map((messages) => [...messages])];
  const last = first.at(-1);
  switch (mischief) {
    case 'two-users':
      return spoiled(first.flatMap((turn) => (turn.role === 'user' ? [turn, turn] : [turn])));
    case 'no-answer':
      return spoiled(first.slice(0, -1));
    case 'empty-turn': {
      const empty = random.integer(0, first.length - 1);
      return spoiled(first.map((turn, index) => (index === empty ? { ...turn, content: '' } : turn)));
    }
    case 'echo':
      return spoiled(
        first.map((turn, index) => (turn === last ? { ...turn, content: first[index - 1]?.content ?? '' } : turn)),
      );
    case 'colon':
      return spoiled(first.map((turn) => (turn === last ? { ...turn, content: `${turn.content}:` } : turn)));
    case 'repetition': {
      const spoken = first.filter(({ role }) => role !== 'system');
      return spoiled([...first, ...spoken]);
    }
    case 'duplicate':
      return [...spoiled(first), [...first]];
    case 'too-many':
      // The caller drew more than anybody asked for.
      return spoiled(first);
    case 'none':
      return [];
  }
}
