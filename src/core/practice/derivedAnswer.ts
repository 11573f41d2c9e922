import { type Section, writeSections } from '../prompts/headedText.ts';
import type { Random } from '../random.ts';
import type { DerivedRequest } from './derivedRequest.ts';
import { type Composed, compose, instancesOf, type Pair, recognise, rephrase } from './family.ts';
import { judge } from './judgedAnswer.ts';
import type { PracticeLanguage } from './language.ts';
import { drawInstanceMischief, spoilInstances } from './mischief.ts';
import { describePassage, questionPassage } from './passageTasks.ts';
import { practiceLanguageOf } from './practiceLanguageOf.ts';

/** Shares of the answers that go wrong, so that every filter has something to drop. */
const shares = { repeated: 0.05, nearly: 0.04, otherLabel: 0.05, unchanged: 0.05, promptWords: 0.04 } as const;

/** The practice model's answer to a request that makes something from a task or a text. */
export function answerDerived(request: DerivedRequest, random: Random): string {
  const { asJson, label } = request;
  if (request.step === 'grow') {
    const pairs = grow(request, random);
    const isOutputFirst = label !== undefined;
    if (asJson) {
      const instances = pairs.map(({ input, output }) => (isOutputFirst ? { output, input } : { input, output }));
      return JSON.stringify({ instances });
    }
    return writeSections(pairs.flatMap((pair) => sectionsOf(pair, isOutputFirst)));
  }
  if (request.step === 'regenerate') {
    const output = answerInput(request, random);
    return asJson ? JSON.stringify({ output }) : writeSections([{ heading: 'OUTPUT', text: output }]);
  }
  if (request.step === 'judge') return judge(request);
  const { instruction, output } = write(request, random);
  if (asJson) return JSON.stringify({ instruction, ...(output === undefined ? {} : { output }) });
  const sections: Section[] = [{ heading: 'INSTRUCTION', text: instruction }];
  return writeSections(output === undefined ? sections : [...sections, { heading: 'OUTPUT', text: output }]);
}

function sectionsOf({ input, output }: Pair, isOutputFirst: boolean): Section[] {
  const sections: Section[] = [
    { heading: 'INPUT', text: input },
    { heading: 'OUTPUT', text: output },
  ];
  return isOutputFirst ? sections.toReversed() : sections;
}

/** Draws in which the practice model looks for an input among those that it can compute an output for. */
const draws = 60;

/** The output for an input, where it is one that the practice model could have written; else one of the right kind. */
function answerInput({ target, input }: DerivedRequest, random: Random): string {
  const own = practiceLanguageOf(target);
  const found = recognise(own.families, target);
  if (!found) return own.unknownTask;
  let output = own.unknownTask;
  for (let draw = 0; draw < draws; draw += 1) {
    const label = found.family.labels ? random.pick(found.family.labels) : '';
    const pair = found.family.instance(random, found.choice, label);
    if (pair.input === input) return pair.output;
    output = pair.output;
  }
  return output;
}

/** New instances of a task that it knows; of any other one, the words of the examples in another order. */
function grow({ target, examples, count, label }: DerivedRequest, random: Random): Pair[] {
  const found = recognise(practiceLanguageOf(target).families, target);
  const pairs = found ? computed(found, count, label, random) : varied(examples, count, label, random);
  const spoilt = pairs.map((pair) => {
    const shown = examples.length > 0 ? random.pick(examples) : pair;
    const drawn = random.next();
    if (drawn < shares.repeated) return shown;
    if (drawn < shares.repeated + shares.nearly) return { ...pair, input: `${shown.input} ${shown.input.slice(0, 1)}` };
    if (label !== undefined && drawn > 1 - shares.otherLabel) return { ...pair, output: `${pair.output} ?` };
    return pair;
  });
  const mischief = drawInstanceMischief(random);
  return mischief ? spoilInstances(mischief, spoilt, random) : spoilt;
}

function computed(found: Composed, count: number, label: string | undefined, random: Random): Pair[] {
  if (label === undefined || !found.family.labels) return instancesOf(found, count, random);
  const pairs = Array.from({ length: count * 2 }, () => found.family.instance(random, found.choice, label));
  return [...new Map(pairs.map((pair) => [pair.input, pair])).values()].slice(0, count);
}

function varied(examples: readonly Pair[], count: number, label: string | undefined, random: Random): Pair[] {
  if (examples.length === 0) return [];
  const inputs = examples.map(({ input }) => input);
  const outputs = examples.map(({ output }) => output);
  return Array.from({ length: count }, () => ({
    input: shuffled(inputs, random),
    output: label ?? shuffled(outputs, random),
  }));
}

/** As many words as one of the texts has, drawn from all of them. */
function shuffled(texts: readonly string[], random: Random): string {
  const pieces = texts.map(wordsOf);
  const length = Math.max(3, random.pick(pieces).length + random.integer(-1, 1));
  const words = random.sample(pieces.flat(), length);
  return words.join(texts.some((text) => /\s/u.test(text.trim())) ? ' ' : '');
}

/** Words of any script, without what stands between them. */
export function wordsOf(text: string): string[] {
  const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  return [...segments].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
}

function write(request: DerivedRequest, random: Random): { instruction: string; output?: string } {
  const { step, target, lead, language } = request;
  const inHindi = language.includes('हिन्दी');
  if (step === 'fromTextOutput') return { instruction: describePassage(wordsOf(target), inHindi, random) };
  if (step === 'fromTextInput') return questionPassage(target, wordsOf(target), inHindi, random);
  if (random.chance(shares.unchanged)) return { instruction: target };
  const own = practiceLanguageOf(target);
  const found = recognise(own.families, target);
  const reworded =
    step === 'paraphrase'
      ? otherWords(target, found, own, random)
      : compose(random.pick(own.families), random).instruction;
  return { instruction: random.chance(shares.promptWords) ? `${lead} ${reworded}` : reworded };
}

function otherWords(target: string, found: Composed | undefined, own: PracticeLanguage, random: Random): string {
  const rephrased = found ? target.replace(found.instruction, () => rephrase(found, random)) : target;
  return rephrased === target ? `${random.pick(own.mischief.nearly)} ${target} ${random.pick(own.asides)}` : rephrased;
}
