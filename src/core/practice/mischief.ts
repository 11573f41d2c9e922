import type { Random } from '../random.ts';
import type { Pair } from './family.ts';

/** A way in which an instruction goes wrong now and then, so that every filter has something to drop. */
export type InstructionMischief =
  | 'echo'
  | 'similar'
  | 'starts-with-punctuation'
  | 'too-short'
  | 'too-long'
  | 'unsuitable'
  | 'repetition'
  | 'empty'
  /** In a language that was not asked for; nothing goes wrong where the practice model knows no other. */
  | 'other-language';

/** A way in which the instances of a task go wrong now and then. */
export type InstanceMischief =
  | 'input-equals-output'
  | 'empty-output'
  | 'ends-with-colon'
  | 'two-outputs'
  | 'duplicate'
  | 'too-many'
  | 'none';

/** A way in which the conversations of a task go wrong now and then. */
export type ConversationMischief =
  | 'two-users'
  | 'no-answer'
  | 'empty-turn'
  | 'echo'
  | 'colon'
  | 'repetition'
  | 'duplicate'
  | 'too-many'
  | 'none';

/** Share of the items that go wrong in each of these ways. */
const instructionShares: readonly (readonly [InstructionMischief, number])[] = [
  ['echo', 0.03],
  ['similar', 0.04],
  ['starts-with-punctuation', 0.02],
  ['too-short', 0.02],
  ['too-long', 0.015],
  ['unsuitable', 0.03],
  ['repetition', 0.02],
  ['empty', 0.01],
  ['other-language', 0.02],
];

const instanceShares: readonly (readonly [InstanceMischief, number])[] = [
  ['input-equals-output', 0.03],
  ['empty-output', 0.03],
  ['ends-with-colon', 0.03],
  ['two-outputs', 0.02],
  ['duplicate', 0.03],
  ['too-many', 0.02],
  ['none', 0.01],
];

const conversationShares: readonly (readonly [ConversationMischief, number])[] = [
  ['two-users', 0.03],
  ['no-answer', 0.03],
  ['empty-turn', 0.03],
  ['echo', 0.02],
  ['colon', 0.02],
  ['repetition', 0.02],
  ['duplicate', 0.03],
  ['too-many', 0.02],
  ['none', 0.01],
];

/** Share of the replies that follow neither the schema nor the headings. */
export const unreadableShare = 0.02;

/** Share of the second replies, after one that could not be read, that cannot be read either. */
export const stubbornShare = 0.4;

/** Share of the replies with several items that are cut short at the token limit. */
export const cutShare = 0.03;

/** Whether an instruction is to go wrong, and how. */
export function drawInstructionMischief(random: Random): InstructionMischief | undefined {
  return draw(instructionShares, random);
}

/** Whether the instances of a task are to go wrong, and how. */
export function drawInstanceMischief(random: Random): InstanceMischief | undefined {
  return draw(instanceShares, random);
}

/** Whether the conversations of a task are to go wrong, and how. */
export function drawConversationMischief(random: Random): ConversationMischief | undefined {
  return draw(conversationShares, random);
}

function draw<Name>(shares: readonly (readonly [Name, number])[], random: Random): Name | undefined {
  let rest = random.next();
  for (const [name, share] of shares) {
    if (rest < share) return name;
    rest -= share;
  }
  return undefined;
}

/** Words by which an instruction goes wrong, in one language. */
export interface MischiefWords {
  readonly tooShort: readonly string[];
  readonly unsuitable: readonly string[];
  readonly repetition: readonly string[];
  /** Repeated until it is too long. */
  readonly rambling: readonly string[];
  /** Put before an instruction that then differs from the one shown by a word or two. */
  readonly nearly: readonly string[];
}

/** Spoils an instruction. `shown` are the instructions it may copy from. */
export function spoilInstruction(
  mischief: InstructionMischief,
  instruction: string,
  shown: readonly string[],
  words: MischiefWords,
  random: Random,
): string {
  switch (mischief) {
    case 'echo':
      return shown.length > 0 ? random.pick(shown) : instruction;
    case 'similar':
      return `${random.pick(words.nearly)} ${shown.length > 0 ? random.pick(shown) : instruction}`;
    case 'starts-with-punctuation':
      return `- ${instruction}`;
    case 'too-short':
      return random.pick(words.tooShort);
    case 'too-long':
      return `${instruction} ${Array.from({ length: 24 }, () => random.pick(words.rambling)).join(' ')}`;
    case 'unsuitable':
      return random.pick(words.unsuitable);
    case 'repetition':
      return Array.from<string>({ length: 6 }).fill(random.pick(words.repetition)).join(' ');
    case 'empty':
      return '';
    case 'other-language':
      // The caller composed it in another language.
      return instruction;
  }
}

/** Spoils the instances of a task. */
export function spoilInstances(mischief: InstanceMischief, pairs: readonly Pair[], random: Random): Pair[] {
  const [first, ...rest] = pairs;
  if (!first) return [];
  switch (mischief) {
    case 'input-equals-output':
      return [{ input: first.output, output: first.output }, ...rest];
    case 'empty-output':
      return [{ ...first, output: '' }, ...rest];
    case 'ends-with-colon':
      return [{ ...first, output: `${first.output}:` }, ...rest];
    case 'two-outputs':
      return [...pairs, { ...first, output: `${first.output} ${random.integer(2, 9)}` }];
    case 'duplicate':
      return [...pairs, first];
    case 'too-many':
      // The caller drew more than anybody asked for.
      return [...pairs];
    case 'none':
      return [];
  }
}
