import { type Section, writeSections } from '../prompts/headedText.ts';
import { randomFrom } from '../random.ts';
import type { DerivedRequest } from './derivedRequest.ts';
import { type Composed, type Pair, recognise } from './family.ts';
import { practiceLanguageOf } from './practiceLanguageOf.ts';

/** What the practice model finds: a score a part, and what it has to say about those that are not full. */
interface Finding {
  readonly instruction: number;
  readonly input: number;
  readonly output: number;
  readonly remarks: readonly string[];
}

/**
 * The practice model's scores. Where it composes the task itself and comes upon the same input, it compares the output
 * with the one that it computes; otherwise it looks at the form alone, and says so.
 */
export function judge({ target, examples, asJson }: DerivedRequest): string {
  const [pair = { input: '', output: '' }] = examples;
  const { instruction, input, output, remarks } = findingOf(target, pair);
  const reason = `Practice scores, no language model's. ${remarks.join(' ')}`;
  const inputScore = pair.input === '' ? undefined : input;
  if (asJson) return JSON.stringify({ reason, instruction, input: inputScore ?? null, output });
  const sections: Section[] = [
    { heading: 'REASON', text: reason },
    { heading: 'INSTRUCTION', text: String(instruction) },
    { heading: 'INPUT', text: inputScore === undefined ? '' : String(inputScore) },
    { heading: 'OUTPUT', text: String(output) },
  ];
  return writeSections(sections);
}

function findingOf(target: string, pair: Pair): Finding {
  const found = recognise(practiceLanguageOf(target).families, target);
  const form = formOf(pair);
  if (!found) {
    return {
      instruction: 3,
      input: form?.input ?? 3,
      output: form?.output ?? 3,
      remarks: [form?.remark ?? '', 'It does not know this task and looked at its form alone.'].filter(Boolean),
    };
  }
  const around = target.trim().length - found.instruction.length > longestAside;
  const instruction = around ? 2 : 5;
  const remarks = around ? ['Much stands around the instruction that is none of it.'] : [];
  if (form) return { instruction, input: form.input, output: form.output, remarks: [...remarks, form.remark] };
  const computed = computedOutputs(found, pair.input);
  if (computed.size > 0) {
    const right = computed.has(pair.output);
    const remark = right
      ? 'The output is the one that it computes.'
      : `It computes another output: ${[...computed][0]}`;
    return { instruction, input: 5, output: right ? 5 : 1, remarks: [...remarks, remark] };
  }
  const { labels } = found.family;
  if (labels && !labels.includes(pair.output)) {
    return {
      instruction,
      input: 4,
      output: 1,
      remarks: [...remarks, `The output is none of the labels: ${labels.join(', ')}.`],
    };
  }
  return {
    instruction,
    input: 4,
    output: 4,
    remarks: [...remarks, 'It did not come upon this input, and looked at the form alone.'],
  };
}

/** A sentence that changes nothing about the answer may follow an instruction. */
const longestAside = 120;

/** What is wrong with any task of such a form. */
function formOf({ input, output }: Pair): { input: number; output: number; remark: string } | undefined {
  if (output === '') return { input: 4, output: 1, remark: 'There is no output.' };
  if (output === input) return { input: 4, output: 1, remark: 'The output only repeats the input.' };
  if (/[:：]$/u.test(output)) return { input: 4, output: 2, remark: 'The output ends where something is to follow.' };
  return undefined;
}

/** Draws that find every row of its tables; inputs made of drawn numbers are found by luck alone. */
const draws = 400;

/** Outputs that the practice model computes for an input; none where it does not come upon it. */
function computedOutputs({ family, choice, instruction }: Composed, input: string): ReadonlySet<string> {
  const random = randomFrom(`judge/${instruction}`);
  const labels = family.labels ?? [''];
  const outputs = new Set<string>();
  for (let draw = 0; draw < draws; draw += 1) {
    const pair = family.instance(random, choice, labels[draw % labels.length] ?? '');
    if (pair.input === input) outputs.add(pair.output);
  }
  return outputs;
}
